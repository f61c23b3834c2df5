import type { Queryable } from '../database.ts';

/** Names by id; ids of another city or of nothing have none. */
export async function listFeatureNames(q: Queryable, cityId: string, ids: readonly number[]): Promise<ReadonlyMap<number, string | null>> {
  if (ids.length === 0) return new Map();
  const { rows } = await q.query<{ id: number; name: string | null }>(
    `select f.id, f.name from feature f join layer_edition e on e.id = f.edition_id where f.id = any($2::bigint[]) and e.city_id = $1 and (e.status in ('current', 'superseded') or e.decision = 'take_back')`, [cityId, ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of the current divisions by code. */
export async function listDivisionNames(q: Queryable, cityId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await q.query<{ code: string; name: string | null }>(
    `select f.attrs->>'code' as code, min(f.name) as name from layer_edition e join feature f on f.edition_id = e.id
     where e.city_id = $1 and e.kind = 'admin_division' and e.status = 'current' and f.attrs->>'code' is not null group by 1`, [cityId]);
  return new Map(rows.map(({ code, name }) => [code, name ?? code]));
}

/** A point on a feature in metres of the city's CRS, and its layer kind; null when the city has no such feature. */
export async function findFeaturePlace(q: Queryable, cityId: string, id: number): Promise<{ readonly layer: string; readonly x: number; readonly y: number } | null> {
  const { rows } = await q.query<{ layer: string; x: number; y: number }>(
    `select layer, st_x(point) as x, st_y(point) as y from (
      select e.kind as layer, st_pointonsurface(f.geom) as point from feature f join layer_edition e on e.id = f.edition_id where f.id = $2 and e.city_id = $1 and (e.status in ('current', 'superseded') or e.decision = 'take_back')) placed`, [cityId, id]);
  return rows[0] ?? null;
}
