import type { PeopleWithinRadius } from '#planning/standards/rule.ts';
import { editionOf, extentSql, homesSql, only, supplySql, wkbSql } from './fragments.ts';
import { SqlValues } from './sql-values.ts';
import type { Cell, Contribution, Recomputed, VerificationContext } from './verification-context.ts';

interface HomeRow { id: number; people: number; reached: boolean }

/** People of the homes in the area whose place is within R of a facility ÷ people of the homes in the area. */
export async function recomputePeopleWithinRadius(context: VerificationContext, rule: PeopleWithinRadius): Promise<Recomputed> {
  let numerator = 0;
  let denominator = 0;
  for (const cell of context.area.cells) {
    const values = new SqlValues();
    const sql = `select coalesce(sum(people), 0) as denominator, coalesce(sum(people) filter (where reached), 0) as numerator from (${homesReachedSql(context, values, rule, cell)}) h`;
    const row = only(await context.run<{ numerator: number; denominator: number }>(sql, values.list));
    numerator += row.numerator;
    denominator += row.denominator;
  }
  return { numerator, denominator, extras: {} };
}

export async function contributionsToPeople(context: VerificationContext, rule: PeopleWithinRadius): Promise<Contribution[]> {
  const list: Contribution[] = [];
  for (const cell of context.area.cells) {
    const values = new SqlValues();
    const rows = await context.run<HomeRow>(homesReachedSql(context, values, rule, cell), values.list);
    list.push(...rows.map(({ id, people, reached }) => ({ layer: 'building', id, amount: reached ? people : 0 })));
  }
  return list;
}

function homesReachedSql(context: VerificationContext, values: SqlValues, rule: PeopleWithinRadius, cell: Cell): string {
  const area = wkbSql(values, context.area.wkb, context.srid);
  return `with area as materialized (select ${area} as geom),
    home as materialized (${homesSql(context, values, '(select geom from area)', cell, editionOf(context, { layer: 'building' }))}),
    supply as materialized (${supplySql(context, values, rule.supply, extentSql(values, 'pt', 'home', context.srid))})
    select h.id, h.people, exists (select from supply s where s.reach && h.pt and st_dwithin(s.geom, h.pt, s.radius_m)) as reached from home h`;
}
