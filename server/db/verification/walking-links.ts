import { BOUNDARY_M, WALL_FREE_M } from '#planning/network/parameters.ts';
import type { WalkingLinks } from '#planning/standards/rule.ts';
import { editionOf } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import { once, type Cell, type Contribution, type Recomputed, type VerificationContext } from './verification-context.ts';
import { homeDoorsOf, homesInCellSql } from './walking-homes.ts';
import { entrancesSql, parkLayers, walkGraph } from './walking.ts';

type Category = WalkingLinks['categories'][number];
interface HomeNodes { readonly id: number; readonly people: number; readonly nodes: readonly number[] | null }

/** People from whose home an unbroken way leads to one of each category, however far ÷ people. Null: the city has no roads, or nothing of a category. */
export async function recomputeWalkingLinks(context: VerificationContext, rule: WalkingLinks): Promise<Recomputed> {
  const homes = await homesLinked(context, rule);
  if (homes === null) return { numerator: null, denominator: null, extras: {} };
  const sum = (list: readonly { readonly people: number }[]): number => list.reduce((total, { people }) => total + people, 0);
  return { numerator: sum(homes.filter(({ isLinked }) => isLinked)), denominator: sum(homes), extras: {} };
}

export async function contributionsToWalkingLinks(context: VerificationContext, rule: WalkingLinks): Promise<Contribution[]> {
  return (await homesLinked(context, rule) ?? []).map(({ id, people, isLinked }) => ({ layer: 'building', id, amount: isLinked ? people : 0 }));
}

async function homesLinked(context: VerificationContext, rule: WalkingLinks): Promise<{ id: number; people: number; isLinked: boolean }[] | null> {
  const graph = await walkGraph(context);
  if (graph === null) return null;
  const sources: (readonly number[])[] = [];
  for (const category of rule.categories) {
    const nodes = await nodesOfCategory(context, graph, category);
    if (nodes === null) return null;
    sources.push(nodes);
  }
  const homes: HomeNodes[] = [];
  for (const cell of context.area.cells) homes.push(...await once(context, cell, 'home nodes', () => nodesOfHomes(context, graph, cell)));
  const reached = await once(context, context.area, `links ${JSON.stringify(rule.categories)}`, () => pieces(context, graph, [...homes.flatMap(({ nodes }) => nodes ?? []), ...sources.flat()]));
  const ofCategories = sources.map((nodes) => new Set(nodes.map((node) => reached.get(node))));
  return homes.map(({ id, people, nodes }) => ({ id, people, isLinked: ofCategories.every((linked) => (nodes ?? []).some((node) => linked.has(reached.get(node)))) }));
}

/** Of each of these nodes the piece of the network it stands on, by flooding the network from one that no flood has reached yet until all are. */
async function pieces({ run }: VerificationContext, graph: number, nodes: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const pieceOf = new Map<number, number>();
  const wanted = [...new Set(nodes)];
  for (const start of wanted) {
    if (pieceOf.has(start)) continue;
    const rows = await run<{ node: number }>(
      `with recursive flood (node) as (
        select $2::int
        union
        select n.node from flood f cross join lateral (
          select e.b as node from walk_edge e where e.graph_id = $1 and e.a = f.node union all select e.a from walk_edge e where e.graph_id = $1 and e.b = f.node) n)
      select node from flood where node = any($3::int[])`, [graph, start, wanted.filter((node) => !pieceOf.has(node))]);
    for (const { node } of rows) pieceOf.set(node, start);
  }
  return pieceOf;
}

/** A node of each street that a home's doors open on. */
async function nodesOfHomes(context: VerificationContext, graph: number, cell: Cell): Promise<HomeNodes[]> {
  const { list } = await homeDoorsOf(context, cell);
  // Asked for no way at all, the function writes down where doors join the streets.
  await context.run('select from walk_distances($1::int, $2::walk_door[], null, null, $3::float8, $4::float8)', [graph, list, BOUNDARY_M, WALL_FREE_M]);
  const values = new SqlValues();
  const doors = `unnest(${values.add(list)}::walk_door[])`;
  return context.run<HomeNodes>(
    `with ${homesInCellSql(context, values, cell)},
    door as materialized (
      select d.owner, e.a as node from ${doors} d join walk_join j on j.graph_id = ${values.add(graph)}::int and j.x = st_x(d.place) and j.y = st_y(d.place) and j.is_gate = d.is_gate
      join walk_edge e on e.graph_id = j.graph_id and e.id = j.edge)
    select h.id, h.people, array_agg(d.node) filter (where d.node is not null) as nodes from home h left join door d on d.owner = h.id group by h.id, h.people`, values.list);
}

/** A node of each street that features of a category join, of the whole city; null: there is none of them. */
async function nodesOfCategory(context: VerificationContext, graph: number, { supply }: Category): Promise<readonly number[] | null> {
  const nodes: number[] = [];
  let features = 0;
  for (const selector of supply) {
    const values = new SqlValues();
    const isPark = parkLayers.includes(selector.layer);
    const rows = await context.run<{ node: number | null }>(
      `with feature_of as materialized (
        select f.id, f.geom, ${isPark} and st_dimension(f.geom) = 2 as is_park from feature f where ${selectorSql(values, 'f', selector, editionOf(context, selector))}),
      entrance as materialized (
        select f.id, st_setsrid(g.geom, 0) as place, false as is_along from feature_of f cross join lateral (${entrancesSql(context, values, 'f.geom')}) g where f.is_park),
      place as materialized (
        select * from entrance
        union all select f.id, st_setsrid(f.geom, 0), true from feature_of f where f.is_park and f.id not in (select id from entrance)
        union all select f.id, st_setsrid(st_centroid(f.geom), 0), false from feature_of f where not f.is_park),
      along as materialized (
        select p.id, e.a as node from place p join walk_edge e on e.graph_id = ${values.add(graph)}::int and st_dwithin(e.geom, p.place, ${values.add(BOUNDARY_M)}::float8) where p.is_along),
      apart as materialized (select place from place where not is_along or id not in (select id from along))
      select distinct node from along
      union all select distinct n.a from apart p cross join lateral (select e.a from walk_edge e where e.graph_id = ${values.add(graph)}::int order by e.geom <-> p.place limit 1) n
      union all (select null from feature_of limit 1)`, values.list);
    features += rows.length;
    nodes.push(...rows.flatMap(({ node }) => node ?? []));
  }
  return features === 0 ? null : nodes;
}
