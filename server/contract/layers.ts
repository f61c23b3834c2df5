import { Type, type Static } from 'typebox';
import { AnyGeometry, Bilingual, Bounds, CityId, closed, Enum, LonLat, Nullable, Uuid } from './common.ts';

export const City = Type.Object({
  id: CityId, name: Type.String(), nameEn: Type.String(),
  srid: Nullable(Type.Integer()), isFictional: Type.Boolean(),
  bounds: Nullable(Bounds),
  /** Number of renewal units and current layers. */
  units: Type.Integer(), layers: Type.Integer(),
}, closed);
export type City = Static<typeof City>;
export const NewCity = Type.Object({
  id: CityId, name: Type.String({ minLength: 1, maxLength: 120 }), nameEn: Type.Optional(Type.String({ maxLength: 120 })),
  /** EPSG code of a metric CRS; absent: by the place of the first import (CGCS2000 3° zone in China, UTM elsewhere). */
  srid: Type.Optional(Type.Integer()),
}, closed);

export const AttributeDef = Type.Object({
  name: Bilingual, type: Enum(['text', 'number', 'boolean'] as const), values: Type.Optional(Type.Array(Type.String())),
  required: Type.Optional(Type.Boolean()), engine: Type.Optional(Type.Boolean()), default: Type.Optional(Type.Any()),
}, closed);
export const LayerKind = Type.Object({
  kind: Type.String(), name: Bilingual, group: Type.String(),
  geometry: Type.Array(Enum(['point', 'line', 'polygon'] as const)),
  attributes: Type.Record(Type.String(), AttributeDef),
}, closed);
export type LayerKind = Static<typeof LayerKind>;

/** One line of an import report: how many rows met this, and the first few by their place in the file. */
export const ReportEntry = Type.Object({
  code: Type.String(),
  count: Type.Integer(),
  /** e.g. `way/4512 (line 88)`; at most 20. */
  examples: Type.Array(Type.String()),
}, closed);
export const ImportReport = Type.Object({
  read: Type.Integer(), taken: Type.Integer(),
  mended: Type.Array(ReportEntry), leftOut: Type.Array(ReportEntry), notices: Type.Array(ReportEntry),
}, closed);
export type ImportReport = Static<typeof ImportReport>;
export type ReportEntry = Static<typeof ReportEntry>;

/**
 * `pending`: waits until its difference to the edition in use is accepted. `quarantined`: does not lie where it should, waits for a person. No figure
 * and no map layer reads either. `withdrawn`: taken back or refused; kept, with its report.
 */
export const editionStates = ['staging', 'pending', 'quarantined', 'current', 'superseded', 'withdrawn'] as const;
export const LayerEdition = Type.Object({
  id: Type.Integer(), kind: Type.String(), edition: Type.Integer(), status: Enum(editionStates), importId: Uuid,
  source: Type.String(), sourceDate: Nullable(Type.String()), attribution: Type.String(), format: Type.String(), sha256: Type.String(), crs: Type.String(),
  featureCount: Type.Integer(),
  /** URL path of the PMTiles archive, source layer = kind; null when the layer has no features. */
  tiles: Nullable(Type.String()),
  report: ImportReport,
  createdBy: Nullable(Type.String()), createdAt: Type.String(),
  /** What the datum sentinel found, in short; the whole with GET …/position. Absent where nothing was checked. */
  position: Type.Optional(Type.Object({
    verdict: Enum(['fits', 'shifted', 'elsewhere', 'unchecked'] as const), shift: Type.String(), offsetM: Nullable(Type.Number()), datumNote: Nullable(Type.String()),
  }, closed)),
  /** Who said where a quarantined one lies, before its difference was looked at; absent where nobody had to. */
  placed: Type.Optional(Type.Object({ by: Nullable(Type.String()), at: Type.String(), reason: Type.String(), undoneShift: Nullable(Type.String()) }, closed)),
  /** The last decision about it; absent where nobody decided. `undoneShift`: shift that was undone on accepting. */
  decided: Type.Optional(Type.Object({
    decision: Enum(['accept', 'refuse', 'take_back'] as const), by: Nullable(Type.String()), at: Type.String(), reason: Type.String(), undoneShift: Nullable(Type.String()),
  }, closed)),
}, closed);
export type LayerEdition = Static<typeof LayerEdition>;

/** Tiles carry `id` (feature id) as the MVT feature id, `name`, and the attributes the style needs: class, type, use, height_m, floors, level, code. */
export const FeatureDetail = Type.Object({
  id: Type.Integer(), kind: Type.String(), name: Nullable(Type.String()), sourceId: Nullable(Type.String()),
  attrs: Type.Record(Type.String(), Type.Any()), geometry: AnyGeometry,
  editionId: Type.Integer(), source: Type.String(), sourceDate: Nullable(Type.String()), attribution: Type.String(),
  /** m² for areas, m for lines, null for points; in the city's CRS. */
  measure: Nullable(Type.Number()),
}, closed);
export type FeatureDetail = Static<typeof FeatureDetail>;
export const FeatureQuery = Type.Object({ ids: Type.Array(Type.Integer(), { maxItems: 5000 }) }, closed);
/** GeoJSON FeatureCollection in degrees; feature.id is the database id, properties { kind, name }. */
export const FeatureCollection = Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(Type.Any()) }, closed);

export const SearchHit = Type.Object({
  type: Enum(['feature', 'unit', 'division', 'coordinate'] as const), id: Type.String(), kind: Type.String(), name: Type.String(),
  /** What a person needs to tell two equal names apart, e.g. the subdistrict. */
  context: Type.String(), center: LonLat, bounds: Nullable(Bounds),
}, closed);
export type SearchHit = Static<typeof SearchHit>;

export const Division = Type.Object({ code: Type.String(), name: Type.String(), level: Type.String(), parent: Nullable(Type.String()), featureId: Type.Integer(), areaM2: Type.Number(), geometry: AnyGeometry }, closed);
export type Division = Static<typeof Division>;

export const jobKinds = ['inspect', 'import', 'decide', 'verify', 'trial', 'recompute', 'run', 'export'] as const;
export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
/** Steps of an import: reading, mapping, mending, storing, tiling, switching. Of a delivery looked into: inspecting. Of a decision: moving, tiling, switching. Of a check: computing, verifying. Of a city-wide run: listing, computing. Of a trial of rules: trying. */
export const Job = Type.Object({
  id: Uuid, cityId: Nullable(CityId), kind: Enum(jobKinds), state: Enum(jobStates), progress: Type.Number(), step: Type.String(),
  input: Type.Record(Type.String(), Type.Any()),
  /** For an import: { editions, waiting, report }; for a delivery looked into: { delivery }; for a decision: { edition, status, current } */
  result: Nullable(Type.Any()), problem: Nullable(Type.Any()), createdAt: Type.String(), finishedAt: Nullable(Type.String()),
}, closed);
export type Job = Static<typeof Job>;
