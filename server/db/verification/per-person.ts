import type { PerPerson } from '#planning/standards/rule.ts';
import { boxSql, editionOf, homesSql, intersectionSql, only, unionSql, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Cell, Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/** m² of the selected features inside the area, ground under two of them once ÷ people of the homes in the area. */
export async function recomputePerPerson(context: VerificationContext, rule: PerPerson): Promise<Recomputed> {
  let numerator = 0;
  let denominator = 0;
  for (const cell of context.area.cells) {
    if (cell.areaWkb !== null) {
      const values = new SqlValues();
      const row = only(await context.run<{ area_m2: number }>(`with ${piecesSql(context, values, rule, cell, cell.areaWkb)} select coalesce(st_area(${unionSql('geom')}), 0) as area_m2 from piece`, values.list));
      numerator += row.area_m2;
    }
    const values = new SqlValues();
    const area = wkbSql(values, context.area.wkb, context.srid);
    const row = only(await context.run<{ people: number }>(
      `with area as materialized (select ${area} as geom)
      select coalesce(sum(people), 0) as people from (${homesSql(context, values, '(select geom from area)', cell, editionOf(context, { layer: 'building' }))}) h`, values.list));
    denominator += row.people;
  }
  return { numerator, denominator, extras: {} };
}

export async function contributionsToPerPerson(context: VerificationContext, rule: PerPerson): Promise<Contribution[]> {
  const amounts = new Map<number, number>();
  for (const cell of context.area.cells) {
    if (cell.areaWkb === null) continue;
    const values = new SqlValues();
    const rows = await context.run<{ id: number; amount: number }>(`with ${piecesSql(context, values, rule, cell, cell.areaWkb)} select id, st_area(geom) as amount from piece`, values.list);
    for (const { id, amount } of rows) amounts.set(id, (amounts.get(id) ?? 0) + amount);
  }
  return [...amounts].map(([id, amount]) => ({ layer: rule.supply.layer, id, amount }));
}

/** `piece (id, geom)`: the selected features clipped to the cell's part of the area. */
function piecesSql(context: VerificationContext, values: SqlValues, rule: PerPerson, cell: Cell, areaWkb: Buffer): string {
  const area = wkbSql(values, areaWkb, context.srid);
  const supply = selectorSql(values, 'f', rule.supply, editionOf(context, rule.supply));
  return `area as materialized (select ${area} as geom),
    piece as materialized (
      select f.id, case when st_covers(a.geom, f.geom) then f.geom else st_collectionextract(${intersectionSql('f.geom', 'a.geom')}, 3) end as geom
      from feature f, area a where f.geom && a.geom and f.geom && ${boxSql(values, cell, context.srid)} and ${supply} and st_intersects(f.geom, a.geom))`;
}
