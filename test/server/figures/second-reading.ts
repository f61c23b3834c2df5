/** A unit of the made-up city with a school, a park, a gate in a wall, a closed and a moved bus stop, a closed gate and two footways proposed, as planners save them. */
import { randomUUID } from 'node:crypto';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { commitProposal } from '../../../server/db/repositories/proposals.ts';
import type { TestDatabase } from '../../support/database.ts';
import { cityEdgeM, cityOrigin, citySrid } from './random-city.ts';

const crs = metricCrs(citySrid)!;
type Point = readonly [x: number, y: number];

const square = ([x, y]: Point, half: number): Point[] => [[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half], [x - half, y - half]];
const degrees = (points: readonly Point[]): [number, number][] => points.map(([x, y]) => [...crs.inverse(x, y)] as [number, number]);

/** Where a street runs into a wall that has no gate there: metres. */
async function wallAcrossStreet(db: TestDatabase, cityId: string): Promise<Point> {
  const { rows } = await db.pool.query<{ x: number; y: number }>(
    `select st_x(c.geom) as x, st_y(c.geom) as y
    from layer_edition we join feature w on w.edition_id = we.id join layer_edition re on re.city_id = $1 and re.kind = 'road' join feature r on r.edition_id = re.id and st_crosses(r.geom, w.geom),
      st_dump(st_intersection(r.geom, w.geom)) c
    where we.city_id = $1 and we.kind = 'wall' and coalesce(r.attrs->>'foot', '') <> 'false' and coalesce(r.attrs->>'class', '') not in ('motorway', 'expressway')
      and not exists (select from feature g join layer_edition ge on ge.id = g.edition_id where ge.city_id = $1 and ge.kind = 'gate' and st_dwithin(g.geom, c.geom, 20))
    order by 1, 2 limit 1`, [cityId]);
  if (!rows[0]) throw new Error('No street of the city runs into a wall.');
  return [rows[0].x, rows[0].y];
}

/** The nearest features of a layer: ids and metres. */
async function nearest(db: TestDatabase, cityId: string, layer: string, [x, y]: Point, count: number): Promise<{ id: number; x: number; y: number }[]> {
  const { rows } = await db.pool.query<{ id: number; x: number; y: number }>(
    `select f.id, st_x(st_centroid(f.geom)) as x, st_y(st_centroid(f.geom)) as y from feature f join layer_edition e on e.id = f.edition_id
    where e.city_id = $1 and e.kind = $2 and e.status = 'current' and geometrytype(f.geom) = 'POINT' order by st_distance(f.geom, st_setsrid(st_makepoint($3::float8, $4::float8), $5::int)), f.id limit $6`, [cityId, layer, x, y, citySrid, count]);
  if (rows.length < count) throw new Error(`The city has fewer than ${count} points of ${layer}.`);
  return rows;
}

/** Corners of streets around a place, from near to far. Metres. */
async function streetCorners(db: TestDatabase, cityId: string, [x, y]: Point, farthestM: number): Promise<Point[]> {
  const { rows } = await db.pool.query<{ x: number; y: number }>(
    `select st_x(c.geom) as x, st_y(c.geom) as y from layer_edition e join feature f on f.edition_id = e.id, st_dumppoints(f.geom) c, st_setsrid(st_makepoint($2::float8, $3::float8), $4::int) p
    where e.city_id = $1 and e.kind = 'road' and e.status = 'current' and coalesce(f.attrs->>'foot', '') <> 'false' and coalesce(f.attrs->>'class', '') not in ('motorway', 'expressway') and st_dwithin(c.geom, p, $5::float8)
    order by st_distance(c.geom, p), 1, 2`, [cityId, x, y, citySrid, farthestM]);
  return rows.map((row) => [row.x, row.y] as const);
}

const between = ([ax, ay]: Point, [bx, by]: Point, share: number): Point => [ax + share * (bx - ax), ay + share * (by - ay)];

/** Stores them; gives the unit's id. The proposals have the numbers 1 (school), 2 (park), 3 (gate), 4 (a bus stop closed), 5 (another moved), 6 (a gate closed), 7 (a footway between two streets), 8 (one from a third street onto that). */
export async function unitWithProposals(db: TestDatabase, cityId: string, accountId: number): Promise<string> {
  const unitId = randomUUID();
  const gate = await wallAcrossStreet(db, cityId);
  const around = square(gate, 0.11 * cityEdgeM);
  await db.pool.query(
    `insert into renewal_unit (id, city_id, name, lonlat, geom, created_by, updated_by) select $1, $2, '单元', $3, st_setsrid(st_geomfromgeojson($4), $5::int), $6::int, $6::int`,
    [unitId, cityId, JSON.stringify({ type: 'Polygon', coordinates: [degrees(around)] }), JSON.stringify({ type: 'Polygon', coordinates: [around] }), citySrid, accountId]);
  const middle: Point = [cityOrigin[0] + cityEdgeM / 2, cityOrigin[1] + cityEdgeM / 2];
  const inward = (metres: number): Point => [gate[0] + Math.sign(middle[0] - gate[0]) * metres, gate[1] + metres / 3];
  const [closed, moved] = await nearest(db, cityId, 'bus_stop', gate, 2);
  const [shut] = await nearest(db, cityId, 'gate', gate, 1);
  const corners = await streetCorners(db, cityId, gate, 400);
  const [from, to, third] = [corners[0]!, corners.at(-1)!, corners[Math.floor(corners.length / 2)]!];
  const footway = (line: readonly Point[]) => ({ action: 'connect' as const, layer: 'road', attributes: {}, geometry: { type: 'LineString' as const, coordinates: degrees(line) } });
  const proposals = [
    { layer: 'school', attributes: { type: 'nine_year' }, geometry: { type: 'Point' as const, coordinates: degrees([inward(120)])[0]! } },
    { layer: 'green_space', attributes: { class: 'G14', open_to_public: true }, geometry: { type: 'Polygon' as const, coordinates: [degrees(square(inward(-150), 60))] } },
    { layer: 'gate', attributes: {}, geometry: { type: 'Point' as const, coordinates: degrees([gate])[0]! } },
    { action: 'close' as const, featureId: closed!.id, layer: 'bus_stop', attributes: {}, geometry: { type: 'Point' as const, coordinates: degrees([[closed!.x, closed!.y]])[0]! } },
    { action: 'move' as const, featureId: moved!.id, layer: 'bus_stop', attributes: {}, geometry: { type: 'Point' as const, coordinates: degrees([[moved!.x + 170, moved!.y - 90]])[0]! } },
    { action: 'close' as const, featureId: shut!.id, layer: 'gate', attributes: {}, geometry: { type: 'Point' as const, coordinates: degrees([[shut!.x, shut!.y]])[0]! } },
    footway([from, to]), footway([third, between(from, to, 0.47)]),
  ];
  for (const proposal of proposals) {
    const saved = await commitProposal(db, cityId, { id: randomUUID(), kind: 'put-proposal', baseVersion: 0, proposal: { id: randomUUID(), unitId, name: '', ...proposal }, reason: '提议' }, accountId);
    if (saved.kind !== 'saved') throw new Error(`The ${proposal.layer} was not saved: ${saved.kind}.`);
  }
  return unitId;
}
