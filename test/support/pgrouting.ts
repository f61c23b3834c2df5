/**
 * The same walking network in pgRouting: streets both ways, open ways through walls at no cost, and each facility a node of its own with one-way edges to the
 * ends of the streets it joins. Distances are `pgr_drivingDistance` from every facility and the least of them; `equicost` gives wrong distances and is not used.
 */
import type { Pool } from 'pg';
import type { DoorSet } from '#planning/network/doors.ts';
import type { Service } from '#planning/network/service.ts';
import type { StreetGraph } from '#planning/network/street-graph.ts';

/** Null: it is there now; else why not. */
export async function withPgRouting(pool: Pool): Promise<string | null> {
  const { rowCount } = await pool.query(`select from pg_available_extensions where name = 'pgrouting'`);
  if (!rowCount) return 'the PostgreSQL here has no pgRouting';
  await pool.query('create extension if not exists pgrouting cascade');
  return null;
}

/** Tables `peer_edge (id, source, target, cost, reverse_cost)` and, of the doors, `peer_place (id, a, b, a_m, b_m)` and `peer_door (item, place, leg_m)`. */
export async function loadNetwork(pool: Pool, graph: StreetGraph, doors: DoorSet): Promise<void> {
  await pool.query(`drop table if exists peer_edge, peer_place, peer_door, peer_join;
    create table peer_edge (id bigint, source bigint, target bigint, cost float8, reverse_cost float8);
    create table peer_place (id int primary key, edge int, a bigint, b bigint, a_m float8, b_m float8);
    create table peer_door (item int, place int, leg_m float8)`);
  await inPieces(graph.edgeCount, (first, end) => pool.query(
    'insert into peer_edge select id, s, t, m, m from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::float8[]) as e (id, s, t, m)',
    [range(first, end), [...graph.from.subarray(first, end)], [...graph.to.subarray(first, end)], [...graph.lengthM.subarray(first, end)]]));
  const open = range(0, graph.linkCount).filter((link) => graph.linkOpen[link] === 1);
  await pool.query('insert into peer_edge select id, s, t, 0, 0 from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as e (id, s, t)',
    [open.map((link) => graph.edgeCount + link), open.map((link) => graph.linkFrom[link]), open.map((link) => graph.linkTo[link])]);
  await inPieces(doors.placeCount, (first, end) => {
    const edges = [...doors.edge.subarray(first, end)];
    const positions = [...doors.positionM.subarray(first, end)];
    return pool.query('insert into peer_place select * from unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::float8[], $6::float8[])',
      [range(first, end), edges, edges.map((edge) => graph.from[edge]), edges.map((edge) => graph.to[edge]), positions, edges.map((edge, i) => (graph.lengthM[edge] as number) - (positions[i] as number))]);
  });
  const items = range(0, doors.count).flatMap((item) => range(doors.start[item] as number, doors.end[item] as number).map((door) => ({ item, door, place: doors.doorPlace[door] as number })));
  await inPieces(items.length, (first, end) => {
    const some = items.slice(first, end);
    return pool.query('insert into peer_door select * from unnest($1::int[], $2::int[], $3::float8[])',
      [some.map(({ item }) => item), some.map(({ place }) => place), some.map(({ door, place }) => (doors.legM[place] as number) + (doors.doorM[door] as number))]);
  });
  await pool.query('create index on peer_edge (id); analyze peer_edge; analyze peer_place; analyze peer_door');
}

/** Puts the facilities of a service in place of those before. Facilities must join at places, not along boundaries. */
export async function loadFacilities(pool: Pool, { graph, joins }: Service): Promise<void> {
  const first = graph.edgeCount + graph.linkCount;
  await pool.query('delete from peer_edge where id >= $1', [first]);
  await pool.query('drop table if exists peer_join; create table peer_join (edge int, position_m float8, leg_m float8)');
  const all = range(0, joins.count);
  const edges = [...joins.edge];
  const toEnds = [
    { to: edges.map((edge) => graph.from[edge]), metres: all.map((j) => (joins.legFromM[j] as number) + (joins.fromM[j] as number)) },
    { to: edges.map((edge) => graph.to[edge]), metres: all.map((j) => (joins.legToM[j] as number) + ((graph.lengthM[edges[j] as number] as number) - (joins.toM[j] as number))) },
  ];
  for (const [i, { to, metres }] of toEnds.entries()) {
    await pool.query('insert into peer_edge select $1::bigint + id, s, t, m, -1 from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::float8[]) as e (id, s, t, m)',
      [first + i * joins.count, all, all.map((j) => graph.nodeCount + (joins.facility[j] as number)), to, metres]);
  }
  await pool.query('insert into peer_join select * from unnest($1::int[], $2::float8[], $3::float8[])', [edges, [...joins.fromM], [...joins.legFromM]]);
  await pool.query('create index on peer_join (edge); analyze peer_edge; analyze peer_join');
}

/** Least metres to any facility by node; nodes out of reach are absent. Leaves them as the table `peer_node` too. */
export async function nodeDistances(pool: Pool, { graph, facilities, cutoffM }: Service): Promise<ReadonlyMap<number, number>> {
  await pool.query('drop table if exists peer_node');
  await pool.query(`create table peer_node as select node, min(agg_cost) as metres
    from pgr_drivingdistance('select id, source, target, cost, reverse_cost from peer_edge', $1::bigint[], $2::float8, true, false) where node < $3 group by node`
    .replace('$1', `array[${facilities.map((_, i) => graph.nodeCount + i).join()}]`).replace('$2', String(cutoffM)).replace('$3', String(graph.nodeCount)));
  const { rows } = await pool.query<{ node: string | number; metres: number }>('select node, metres from peer_node');
  return new Map(rows.map(({ node, metres }) => [Number(node), metres]));
}

/** The same by item of the door set, from `peer_node`. */
export async function itemDistances(pool: Pool, cutoffM: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ item: number; metres: number }>(`
    with place as (
      select p.id, least(n.metres + p.a_m, m.metres + p.b_m, (select min(abs(j.position_m - p.a_m) + j.leg_m) from peer_join j where j.edge = p.edge)) as metres
      from peer_place p left join peer_node n on n.node = p.a left join peer_node m on m.node = p.b)
    select d.item, min(place.metres + d.leg_m) as metres from peer_door d join place on place.id = d.place group by d.item having min(place.metres + d.leg_m) <= $1`, [cutoffM]);
  return new Map(rows.map(({ item, metres }) => [item, metres]));
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

async function inPieces(count: number, insert: (first: number, end: number) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < count; first += 50_000) await insert(first, Math.min(count, first + 50_000));
}
