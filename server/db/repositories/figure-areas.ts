import type { Queryable } from '../database.ts';
import { unionSql } from '../verification/fragments.ts';

export type AreaKind = 'unit' | 'division' | 'city';

/** An area figures are asked for, as the database holds it. */
export interface FigureArea {
  readonly kind: AreaKind;
  /** Unit id, division code, or '' for the city. */
  readonly id: string;
  readonly name: string;
  /** Of a division. */
  readonly level?: string;
  /** Version of the unit; edition of the division layer; 0 for the city. */
  readonly version: number;
  /** Outline in metres of the city's CRS as WKB; null for the city, whose outline follows from its layers. */
  readonly wkb: Buffer | null;
}

/** `unit:UUID`, `division:CODE`, `city`: the reference of an area on the wire. */
export function areaRefOf(area: Pick<FigureArea, 'kind' | 'id'>): string {
  return area.kind === 'city' ? 'city' : `${area.kind}:${area.id}`;
}

/** The area a reference names; null when there is none. The reference is well-formed (contract `AreaRef`). */
export async function findArea(q: Queryable, cityId: string, ref: string): Promise<FigureArea | null> {
  if (ref === 'city') return findCityArea(q, cityId);
  const at = ref.indexOf(':');
  const id = ref.slice(at + 1);
  return ref.slice(0, at) === 'unit' ? findUnitArea(q, cityId, id) : (await listDivisionAreas(q, cityId, { code: id }))[0] ?? null;
}

async function findCityArea(q: Queryable, cityId: string): Promise<FigureArea | null> {
  const { rows } = await q.query<{ name: string }>('select name from city where id = $1', [cityId]);
  return rows[0] ? { kind: 'city', id: '', name: rows[0].name, version: 0, wkb: null } : null;
}

async function findUnitArea(q: Queryable, cityId: string, id: string): Promise<FigureArea | null> {
  const { rows } = await q.query<{ id: string; name: string; version: number; wkb: Buffer }>(
    `select id, name, version, st_asbinary(geom, 'NDR') as wkb from renewal_unit where city_id = $1 and id::text = $2`, [cityId, id]);
  const row = rows[0];
  return row ? { kind: 'unit', id: row.id, name: row.name, version: row.version, wkb: row.wkb } : null;
}

/** Every renewal unit of the city as an area. */
export async function listUnitAreas(q: Queryable, cityId: string): Promise<FigureArea[]> {
  const { rows } = await q.query<{ id: string; name: string; version: number; wkb: Buffer }>(
    `select id, name, version, st_asbinary(geom, 'NDR') as wkb from renewal_unit where city_id = $1`, [cityId]);
  return rows.map((row) => ({ kind: 'unit', ...row }));
}

export interface DivisionArea extends FigureArea {
  readonly kind: 'division';
  readonly level: string;
  readonly wkb: Buffer;
  /** A point inside it, metres. */
  readonly center: readonly [x: number, y: number];
}

interface DivisionRow { code: string; level: string; name: string | null; edition: number; wkb: Buffer; x: number; y: number }

/** Divisions of a code or of a level, by code. Features that share a code are one division. */
export async function listDivisionAreas(q: Queryable, cityId: string, which: { readonly code: string } | { readonly level: string }): Promise<DivisionArea[]> {
  const [attribute, value] = 'code' in which ? ['code', which.code] : ['level', which.level];
  const { rows } = await q.query<DivisionRow>(
    `select code, level, name, edition, st_asbinary(geom, 'NDR') as wkb, st_x(center) as x, st_y(center) as y from (
      select code, level, name, edition, geom, st_pointonsurface(geom) as center from (
        select f.attrs->>'code' as code, min(f.attrs->>'level') as level, min(f.name) as name, min(e.edition) as edition, case count(*) when 1 then (array_agg(f.geom))[1] else ${unionSql('f.geom')} end as geom
        from layer_edition e join feature f on f.edition_id = e.id
        where e.city_id = $1 and e.kind = 'admin_division' and e.status = 'current' and f.attrs->>$2::text = $3 and f.attrs->>'code' is not null
        group by f.attrs->>'code') united) placed
    order by code`, [cityId, attribute, value]);
  return rows.map((row) => ({ kind: 'division', id: row.code, name: row.name ?? row.code, version: row.edition, level: row.level, wkb: row.wkb, center: [row.x, row.y] }));
}

/** Levels of the city's divisions, from the whole to its parts. */
export async function listDivisionLevels(q: Queryable, cityId: string): Promise<string[]> {
  const { rows } = await q.query<{ level: string }>(
    `select f.attrs->>'level' as level from layer_edition e join feature f on f.edition_id = e.id
    where e.city_id = $1 and e.kind = 'admin_division' and e.status = 'current' group by 1
    order by array_position(array['city', 'district', 'county', 'dev_zone', 'subdistrict', 'community'], f.attrs->>'level')`, [cityId]);
  return rows.map(({ level }) => level);
}
