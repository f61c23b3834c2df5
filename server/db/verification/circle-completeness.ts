import type { CircleCompleteness, SupplyTier } from '#planning/standards/rule.ts';
import { extentSql, only, supplySql } from './fragments.ts';
import { SqlValues } from './sql-values.ts';
import type { Cell, Contribution, Recomputed, VerificationContext } from './verification-context.ts';
import { homeDoorsOf, homesInCellSql } from './walking-homes.ts';
import { walkedSql, walkGraph } from './walking.ts';

/** People with every category within its radius ÷ people; also the mean share of categories, weighted by people, and people reached by each category. */
export async function recomputeCircleCompleteness(context: VerificationContext, rule: CircleCompleteness): Promise<Recomputed> {
  const sums = { numerator: 0, denominator: 0, has: 0 };
  const graph = rule.method === 'walking' ? await walkGraph(context) : null;
  for (const cell of context.area.cells) {
    const values = new SqlValues();
    const sql = `select coalesce(sum(people), 0) as denominator, coalesce(sum(people) filter (where has = ${rule.categories.length}), 0) as numerator,
      coalesce(sum(people * has), 0) as has from (${await homesServedSql(context, values, rule, graph, cell)}) h`;
    const row = only(await context.run<typeof sums>(sql, values.list));
    sums.numerator += row.numerator;
    sums.denominator += row.denominator;
    sums.has += row.has;
  }
  const extras: Record<string, number> = sums.denominator > 0 ? { meanShare: sums.has / rule.categories.length / sums.denominator } : {};
  return { numerator: sums.numerator, denominator: sums.denominator, extras };
}

export async function contributionsToCircle(context: VerificationContext, rule: CircleCompleteness): Promise<Contribution[]> {
  const list: Contribution[] = [];
  const graph = rule.method === 'walking' ? await walkGraph(context) : null;
  for (const cell of context.area.cells) {
    const values = new SqlValues();
    const rows = await context.run<{ id: number; people: number; has: number }>(await homesServedSql(context, values, rule, graph, cell), values.list);
    list.push(...rows.map(({ id, people, has }) => ({ layer: 'building', id, amount: has === rule.categories.length ? people : 0 })));
  }
  return list;
}

/** Rows `(id, people, has)`: in how many categories a home has at least one facility near enough, straight or on foot. */
async function homesServedSql(context: VerificationContext, values: SqlValues, rule: CircleCompleteness, graph: number | null, cell: Cell): Promise<string> {
  const tiers: SupplyTier[] = rule.categories.flatMap((category) => [...category.supply]);
  const categoryOfTier = rule.categories.flatMap((category, index) => category.supply.map(() => index));
  const categories = `(${values.add(categoryOfTier)}::int[])`;
  const homes = homesInCellSql(context, values, cell);
  if (graph !== null) {
    return `with ${homes}, ${walkedSql(context, values, graph, tiers, await homeDoorsOf(context, cell))}
      select h.id, h.people, (select count(distinct ${categories}[w.field])::int from walked w where w.owner = h.id) as has from home h`;
  }
  return `with ${homes},
    supply as materialized (select ${categories}[t.tier + 1] as category, t.geom, t.radius_m, t.reach from (${supplySql(context, values, tiers, extentSql(values, 'pt', 'home', context.srid))}) t)
    select h.id, h.people, (
      select count(distinct s.category)::int from supply s where s.reach && h.pt and st_dwithin(s.geom, h.pt, s.radius_m)) as has from home h`;
}
