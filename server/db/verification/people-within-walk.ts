import type { PeopleWithinWalk, Selector } from '#planning/standards/rule.ts';
import { editionOf, intersectionSql, only, unionSql, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import { once, type Cell, type Contribution, type Recomputed, type VerificationContext } from './verification-context.ts';
import { parcelDoors, walkedSql, walkGraph, type Doors } from './walking.ts';
import { homesInCellSql, homeDoorsOf } from './walking-homes.ts';

interface Shares { numerator: number; denominator: number }

/** People of the area, or selected land in it, from where a facility is no further to walk than its limit ÷ all of them. */
export async function recomputePeopleWithinWalk(context: VerificationContext, rule: PeopleWithinWalk): Promise<Recomputed> {
  const graph = await walkGraph(context);
  if (graph === null) return { numerator: null, denominator: null, extras: {} };
  let numerator = 0;
  let denominator = 0;
  for (const cell of context.area.cells) {
    const values = new SqlValues();
    const sql = rule.of === 'people'
      ? `select coalesce(sum(people), 0) as denominator, coalesce(sum(people) filter (where reached), 0) as numerator from (${await homesReachedSql(context, values, rule, graph, cell)}) h`
      : await landSql(context, values, rule, graph, cell);
    if (sql === null) continue;
    const row = only(await context.run<Shares>(sql, values.list));
    numerator += row.numerator;
    denominator += row.denominator;
  }
  return { numerator, denominator, extras: {} };
}

export async function contributionsToWalk(context: VerificationContext, rule: PeopleWithinWalk): Promise<Contribution[]> {
  const graph = await walkGraph(context);
  if (graph === null) return [];
  const list: Contribution[] = [];
  for (const cell of context.area.cells) {
    const values = new SqlValues();
    if (rule.of === 'land') {
      if (cell.areaWkb) list.push(...await context.run<Contribution>(`${await walkedLandSql(context, values, rule, graph, cell)}
        select ${values.add((rule.demand as Selector).layer)}::text as layer, p.id, case when ${isReached} then st_area(${intersectionSql('p.geom', '(select geom from area)')}) else 0 end as amount from parcel p`, values.list));
      continue;
    }
    const rows = await context.run<{ id: number; people: number; reached: boolean }>(await homesReachedSql(context, values, rule, graph, cell), values.list);
    list.push(...rows.map(({ id, people, reached }) => ({ layer: 'building', id, amount: reached ? people : 0 })));
  }
  return list;
}

async function homesReachedSql(context: VerificationContext, values: SqlValues, rule: PeopleWithinWalk, graph: number, cell: Cell): Promise<string> {
  return `with ${homesInCellSql(context, values, cell)},
    ${walkedSql(context, values, graph, rule.supply, await homeDoorsOf(context, cell))}
    select h.id, h.people, exists (select from walked w where w.owner = h.id) as reached from home h`;
}

/** Null: nothing of the area lies in the cell. */
async function landSql(context: VerificationContext, values: SqlValues, rule: PeopleWithinWalk, graph: number, cell: Cell): Promise<string | null> {
  if (!cell.areaWkb) return null;
  const ground = (where: string): string => `coalesce((select st_area(${intersectionSql(unionSql('p.geom'), '(select geom from area)')}) from parcel p ${where}), 0)`;
  return `${await walkedLandSql(context, values, rule, graph, cell)} select ${ground('')} as denominator, ${ground(`where ${isReached}`)} as numerator`;
}

const isReached = 'exists (select from walked w where w.owner = p.id)';

/** `area` and `parcel (id, geom)`: the cell's part of the area, and the selected land that meets it. */
function parcelsSql(context: VerificationContext, values: SqlValues, demand: Selector, areaWkb: Buffer): string {
  return `area as materialized (select ${wkbSql(values, areaWkb, context.srid)} as geom),
    parcel as materialized (
      select f.id, f.geom from feature f, area a where f.geom && a.geom and ${selectorSql(values, 'f', demand, editionOf(context, demand))} and st_intersects(f.geom, a.geom))`;
}

/** The same, and who of them reaches the supply. Of cells with ground only. */
async function walkedLandSql(context: VerificationContext, values: SqlValues, rule: PeopleWithinWalk, graph: number, cell: Cell): Promise<string> {
  const demand = rule.demand as Selector;
  const parcels = (own: SqlValues): string => parcelsSql(context, own, demand, cell.areaWkb as Buffer);
  const doors: Doors = await once(context, cell, `land ${JSON.stringify(demand)}`, () => parcelDoors(context, parcels, editionOf(context, demand)));
  return `with ${parcels(values)}, ${walkedSql(context, values, graph, rule.supply, doors)}`;
}
