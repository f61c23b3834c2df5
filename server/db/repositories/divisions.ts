import type { Queryable } from '../database.ts';

export interface DivisionRow {
  readonly code: string; readonly name: string; readonly level: string; readonly parent: string | null; readonly featureId: number; readonly areaM2: number;
  readonly wkb: Buffer;
}
interface Row { code: string; name: string | null; level: string; parent: string | null; id: number; area: number; wkb: Buffer }

/** Divisions of the current edition, by code; of one level when it is given. */
export async function listDivisions(q: Queryable, cityId: string, level: string | null): Promise<DivisionRow[]> {
  const { rows } = await q.query<Row>(
    `select f.attrs->>'code' as code, f.name, f.attrs->>'level' as level, f.attrs->>'parent' as parent, f.id, st_area(f.geom) as area, st_asbinary(f.geom, 'NDR') as wkb
     from feature f join layer_edition e on e.id = f.edition_id
     where e.city_id = $1 and e.kind = 'admin_division' and e.status = 'current' and ($2::text is null or f.attrs->>'level' = $2)
     order by f.attrs->>'code', f.id`, [cityId, level]);
  return rows.map((row) => ({ code: row.code, name: row.name ?? row.code, level: row.level, parent: row.parent, featureId: row.id, areaM2: row.area, wkb: row.wkb }));
}
