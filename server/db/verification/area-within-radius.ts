import type { AreaWithinRadius } from '#planning/standards/rule.ts';
import { boxSql, bufferSql, editionOf, extentSql, intersectionSql, only, supplySql, unionSql, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Cell, Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/**
 * area(⋃ demand ∩ ⋃ buffer(facility, R)) ÷ area(⋃ demand), both inside the area; united before they are intersected (coverage.md, ground rule 4). The plane
 * is cut into cells, and areas of the pieces add up.
 */
export async function recomputeAreaWithinRadius(context: VerificationContext, rule: AreaWithinRadius): Promise<Recomputed> {
  let numerator = 0;
  let denominator = 0;
  for (const cell of context.area.cells) {
    if (cell.areaWkb === null) continue;
    const values = new SqlValues();
    const sql = `with ${partsSql(context, values, rule, cell, cell.areaWkb)},
      demand as (select ${unionSql('geom')} as geom from parcel),
      reach as (select ${unionSql(bufferSql('s.geom', 's.radius_m'))} as geom from supply s where exists (select from parcel p where s.reach && p.geom and st_dwithin(s.geom, p.geom, s.radius_m)))
      select coalesce(st_area(demand.geom), 0) as denominator, coalesce(st_area(${intersectionSql('demand.geom', 'reach.geom')}), 0) as numerator from demand, reach`;
    const row = only(await context.run<{ numerator: number; denominator: number }>(sql, values.list));
    numerator += row.numerator;
    denominator += row.denominator;
  }
  return { numerator, denominator, extras: {} };
}

/** m² of each parcel that lie in the area and within reach; a parcel's overlap with another is in both. */
export async function contributionsToArea(context: VerificationContext, rule: AreaWithinRadius): Promise<Contribution[]> {
  const amounts = new Map<number, number>();
  for (const cell of context.area.cells) {
    if (cell.areaWkb === null) continue;
    const values = new SqlValues();
    const sql = `with ${partsSql(context, values, rule, cell, cell.areaWkb)}
      select p.id, coalesce(st_area(${intersectionSql('p.geom', `(
        select ${unionSql(bufferSql('s.geom', 's.radius_m'))} from supply s where s.reach && p.geom and st_dwithin(s.geom, p.geom, s.radius_m))`)}), 0) as amount from parcel p`;
    for (const { id, amount } of await context.run<{ id: number; amount: number }>(sql, values.list)) amounts.set(id, (amounts.get(id) ?? 0) + amount);
  }
  return [...amounts].map(([id, amount]) => ({ layer: rule.demand.layer, id, amount }));
}

/** `parcel (id, geom)`: demand clipped to the cell's part of the area; `supply (tier, id, geom, radius_m)`: never clipped. */
function partsSql(context: VerificationContext, values: SqlValues, rule: AreaWithinRadius, cell: Cell, areaWkb: Buffer): string {
  const area = wkbSql(values, areaWkb, context.srid);
  const demand = selectorSql(values, 'f', rule.demand, editionOf(context, rule.demand));
  return `area as materialized (select ${area} as geom),
    parcel as materialized (
      select f.id, case when st_covers(a.geom, f.geom) then f.geom else st_collectionextract(${intersectionSql('f.geom', 'a.geom')}, 3) end as geom
      from feature f, area a where f.geom && a.geom and f.geom && ${boxSql(values, cell, context.srid)} and ${demand} and st_intersects(f.geom, a.geom)),
    supply as materialized (${supplySql(context, values, rule.supply, extentSql(values, 'geom', 'parcel', context.srid))})`;
}
