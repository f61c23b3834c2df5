/** Renewal units. Degrees as drawn (`lonlat`) are the truth; metres (`geom`) are derived by the planning core, never by the database. */
import type { Unit } from '#contract/units.ts';
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import type { BoundaryWay, RenewalUnit } from '#planning/plan/edit.ts';
import { canonicalFigures, type RenewalFigures } from '#planning/renewal/renewal-figures.ts';
import type { Queryable } from '../database.ts';

export type UnitFields = Omit<RenewalUnit, 'version'>;

type UnitRow = Omit<Unit, 'createdAt' | 'updatedAt' | 'ignored' | 'renewal'> & { createdAt: Date; updatedAt: Date; cityId: string; ignored: Record<string, string>; renewal: RenewalFigures };

/** Rows with their figure counts, as far as the figures are of this version of the unit. */
const selectUnits = `
  select u.id, u.city_id as "cityId", u.name, u.is_priority as "isPriority", u.note, u.lonlat as geometry, u.ignored, u.renewal, u.version, st_area(u.geom) as "areaM2",
    u.scheme_id as "schemeId", u.origin_id as "originId", jsonb_build_object('from', u.boundary_from, 'amended', u.boundary_amended) as boundary,
    c.display_name as "createdBy", u.created_at as "createdAt", m.display_name as "updatedBy", u.updated_at as "updatedAt",
    case when s.id is null then null else (select jsonb_build_object('state', s.state,
        'pass', count(*) filter (where f.verdict = 'pass'),
        'fail', count(*) filter (where f.verdict = 'fail'),
        'other', count(*) filter (where f.verdict not in ('pass', 'fail')))
      from figure f where f.set_id = s.id) end as figures
  from renewal_unit u
  join account c on c.id = u.created_by
  join account m on m.id = u.updated_by
  left join figure_set s on s.city_id = u.city_id and s.area_kind = 'unit' and s.area_id = u.id::text and s.area_version = u.version`;

function unitOf({ cityId: _, createdAt, updatedAt, ignored, renewal: stated, ...row }: UnitRow): Unit {
  const renewal = canonicalFigures(stated);
  return { ...row, ...(Object.keys(ignored).length > 0 ? { ignored } : {}), ...(renewal ? { renewal } : {}), createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** Units of one scheme of a city, of its baseline without one, by name. */
export async function listUnits(db: Queryable, cityId: string, schemeId: string | null = null): Promise<Unit[]> {
  const { rows } = await db.query<UnitRow>(`${selectUnits} where u.city_id = $1 and u.scheme_id is not distinct from $2::uuid order by u.name, u.id`, [cityId, schemeId]);
  return rows.map(unitOf);
}

/** A unit of the city, of whatever scheme, or null. */
export async function findUnit(db: Queryable, cityId: string, id: string): Promise<Unit | null> {
  const { rows } = await db.query<UnitRow>(`${selectUnits} where u.city_id = $1 and u.id = $2`, [cityId, id]);
  return rows[0] ? unitOf(rows[0]) : null;
}

/** City of the unit with this id, or null: ids are unique over all cities. */
export async function cityOfUnit(db: Queryable, id: string): Promise<string | null> {
  const { rows } = await db.query<{ city_id: string }>('select city_id from renewal_unit where id = $1', [id]);
  return rows[0]?.city_id ?? null;
}

/** What the plan knows of a unit, without what the server adds. */
export const planUnitOf = (unit: Unit): RenewalUnit => ({ ...fieldsOf(unit), version: unit.version });

/** GeoJSON in metres; doubles survive the text, so database and planning core hold the same numbers. */
function metricGeoJson(geometry: RenewalUnit['geometry'], crs: MetricCrs): string {
  const polygons = lonLatToMetric(geometry, crs);
  return JSON.stringify(geometry.type === 'Polygon' ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons });
}

function valuesOf(unit: UnitFields, crs: MetricCrs): readonly unknown[] {
  return [unit.id, unit.name, unit.isPriority, unit.note, JSON.stringify(unit.geometry), metricGeoJson(unit.geometry, crs), crs.srid, JSON.stringify(unit.ignored ?? {}), JSON.stringify(unit.renewal ?? {})];
}

/** Where a new unit stands: its city and scheme, its version, how its boundary came to be, and the unit it was copied from. */
export interface UnitPlace { readonly cityId: string; readonly schemeId: string | null; readonly version: number; readonly from: BoundaryWay; readonly originId: string | null }

/** Adds a unit. The caller has made sure that id and name are free and the geometry valid. */
export async function insertUnit(db: Queryable, unit: UnitFields, { cityId, schemeId, version, from, originId }: UnitPlace, crs: MetricCrs, accountId: number): Promise<void> {
  await db.query(
    `insert into renewal_unit (id, name, is_priority, note, lonlat, geom, ignored, renewal, city_id, scheme_id, version, boundary_from, origin_id, created_by, updated_by)
     values ($1, $2, $3, $4, $5, st_setsrid(st_geomfromgeojson($6), $7), $8, $9, $10, $11, $12, $13, $14, $15, $15)`,
    [...valuesOf(unit, crs), cityId, schemeId, version, from, originId, accountId]);
}

/** Changes a unit that still has `baseVersion`; false: it has not. `amended`: how the boundary was changed; null: it was not. */
export async function updateUnit(db: Queryable, unit: UnitFields, baseVersion: number, amended: BoundaryWay | null, crs: MetricCrs, accountId: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update renewal_unit set name = $2, is_priority = $3, note = $4, lonlat = $5, geom = st_setsrid(st_geomfromgeojson($6), $7), ignored = $8, renewal = $9,
       version = version + 1, boundary_amended = coalesce($11, boundary_amended), updated_by = $12, updated_at = now()
     where id = $1 and version = $10`,
    [...valuesOf(unit, crs), baseVersion, amended, accountId]);
  return rowCount === 1;
}

/** Removes a unit that still has `baseVersion`, and its figures; false: it has not. */
export async function deleteUnit(db: Queryable, cityId: string, id: string, baseVersion: number): Promise<boolean> {
  const { rowCount } = await db.query('delete from renewal_unit where id = $1 and version = $2', [id, baseVersion]);
  if (rowCount !== 1) return false;
  await db.query(`delete from figure_set where city_id = $1 and area_kind = 'unit' and area_id = $2`, [cityId, id]);
  return true;
}
