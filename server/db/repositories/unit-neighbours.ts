/** What a unit is checked against, read from the database: only what meets the box around it. */
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { LonLatArea, Position } from '#planning/geometry/types.ts';
import { boxOf, type Box } from '#planning/plan/ring-measures.ts';
import { boundsArea, cityDivisions, type FollowedLine, type NamedArea, type UnitContext } from '#planning/plan/unit-context.ts';
import type { Queryable } from '../database.ts';
import { polygonsOfWkb } from '../wkb.ts';
import type { UnitFields } from './units.ts';

interface FeatureRow { readonly id: number; readonly name: string | null; readonly level: string | null; readonly wkb: Buffer }

const namedAreaOf = (row: FeatureRow): NamedArea => ({ id: String(row.id), name: row.name ?? '', area: polygonsOfWkb(row.wkb) });

/** Areas of the current edition of a layer that meet the box, in metres. */
async function areasNear(db: Queryable, cityId: string, kind: string, box: Box, srid: number): Promise<readonly FeatureRow[]> {
  const { rows } = await db.query<FeatureRow>(
    `select f.id, f.name, f.attrs ->> 'level' as level, st_asbinary(f.geom) as wkb
     from feature f join layer_edition e on e.id = f.edition_id
     where e.city_id = $1 and e.kind = $2 and e.status = 'current' and st_geometrytype(f.geom) in ('ST_Polygon', 'ST_MultiPolygon')
       and f.geom && st_makeenvelope($3, $4, $5, $6, $7)
     order by f.id`, [cityId, kind, box.minX, box.minY, box.maxX, box.maxY, srid]);
  return rows;
}

const outlines = (kind: FollowedLine['kind'], wkb: Buffer): FollowedLine[] => polygonsOfWkb(wkb).flatMap((polygon) => polygon.map((points) => ({ kind, points })));

/** Centre lines and edges of roads and borders of parcels that meet the box. Parcels by their outlines: land use is drawn parcel by parcel. */
async function linesNear(db: Queryable, cityId: string, box: Box, srid: number): Promise<FollowedLine[]> {
  const { rows } = await db.query<{ coordinates: Position[] }>(
    `select st_asgeojson(part.geom, 15)::json -> 'coordinates' as coordinates
     from feature f join layer_edition e on e.id = f.edition_id cross join lateral st_dump(case when st_dimension(f.geom) = 2 then st_boundary(f.geom) else f.geom end) part
     where e.city_id = $1 and e.kind in ('road', 'road_edge') and e.status = 'current' and f.geom && st_makeenvelope($2, $3, $4, $5, $6) and st_geometrytype(part.geom) = 'ST_LineString'
     order by f.id, part.path`, [cityId, box.minX, box.minY, box.maxX, box.maxY, srid]);
  const parcels = await areasNear(db, cityId, 'land_use', box, srid);
  return [...rows.map(({ coordinates }): FollowedLine => ({ kind: 'road', points: coordinates })), ...parcels.flatMap(({ wkb }) => outlines('parcel', wkb))];
}

/** Levels the city's division layer has at all, near or far. */
async function divisionLevels(db: Queryable, cityId: string): Promise<readonly { readonly level: string }[]> {
  const { rows } = await db.query<{ level: string }>(
    `select distinct f.attrs ->> 'level' as level from feature f join layer_edition e on e.id = f.edition_id
     where e.city_id = $1 and e.kind = 'admin_division' and e.status = 'current' and f.attrs ->> 'level' is not null`, [cityId]);
  return rows;
}

/** Units of the scheme near the box, but for those of the edit. */
async function otherUnits(db: Queryable, { cityId, schemeId }: SchemeOfCity, but: readonly string[], box: Box, crs: MetricCrs, marginM: number): Promise<readonly NamedArea[]> {
  const { rows } = await db.query<{ id: string; name: string; lonlat: LonLatArea }>(
    `select id, name, lonlat from renewal_unit
     where city_id = $1 and scheme_id is not distinct from $2::uuid and id <> all ($3::uuid[]) and geom && st_makeenvelope($4, $5, $6, $7, $8) order by id`,
    [cityId, schemeId, but, box.minX - marginM, box.minY - marginM, box.maxX + marginM, box.maxY + marginM, crs.srid]);
  return rows.map(({ id, name, lonlat }) => ({ id, name, area: lonLatToMetric(lonlat, crs) }));
}

/** A box that can be asked for; geometry out of range is found out before anything is compared. */
function searchBox(unit: UnitFields, crs: MetricCrs): Box | null {
  const box = boxOf(lonLatToMetric(unit.geometry, crs));
  return [box.minX, box.minY, box.maxX, box.maxY].every(Number.isFinite) ? box : null;
}

export interface SchemeOfCity {
  readonly cityId: string;
  /** null: the baseline */
  readonly schemeId: string | null;
  readonly crs: MetricCrs;
  /** West, south, east, north of the city's layers in degrees. */
  readonly bounds: readonly [number, number, number, number] | null;
}

/** One edit: the units it leaves, and the ids of all it touches, deleted ones too. */
export interface UnitsOfEdit { readonly left: readonly UnitFields[]; readonly touched: readonly string[] }

/** The context of one unit of an edit: the scheme as it will be when the whole edit is done. `marginM`: how far off other units still count. */
export async function loadUnitContext(db: Queryable, scheme: SchemeOfCity, unit: UnitFields, edit: UnitsOfEdit, marginM: number): Promise<UnitContext> {
  const { cityId, schemeId, crs, bounds } = scheme;
  const { rows: holders } = await db.query<{ id: string; name: string }>(
    'select id, name from renewal_unit where city_id = $1 and scheme_id is not distinct from $2::uuid and name = $3 and id <> all ($4::uuid[])', [cityId, schemeId, unit.name, edit.touched]);
  const beside = edit.left.filter(({ id }) => id !== unit.id);
  const unitNames = [...holders, ...beside.filter(({ name }) => name === unit.name).map(({ id, name }) => ({ id, name }))];
  const box = searchBox(unit, crs);
  if (!box) return { crs, units: [], unitNames, city: null, subdistricts: [], communities: [], lines: null, oldCommunities: [] };
  const divisions = await areasNear(db, cityId, 'admin_division', box, crs.srid);
  const levels = cityDivisions(await divisionLevels(db, cityId)).map(({ level }) => level);
  const parts = divisions.filter(({ level }) => level !== null && levels.includes(level)).map((row) => polygonsOfWkb(row.wkb));
  return {
    crs, unitNames,
    units: [...(await otherUnits(db, scheme, edit.touched, box, crs, marginM)), ...beside.map(({ id, name, geometry }) => ({ id, name, area: lonLatToMetric(geometry, crs) }))],
    city: levels.length > 0 ? { basis: 'division', parts } : bounds ? { basis: 'bounds', parts: [boundsArea(bounds, crs)] } : null,
    subdistricts: divisions.filter(({ level }) => level === 'subdistrict').map(namedAreaOf),
    communities: divisions.filter(({ level }) => level === 'community').map(namedAreaOf),
    lines: [...(await linesNear(db, cityId, box, crs.srid)), ...divisions.flatMap(({ wkb }) => outlines('division', wkb))],
    oldCommunities: (await areasNear(db, cityId, 'old_community', box, crs.srid)).map(namedAreaOf),
  };
}
