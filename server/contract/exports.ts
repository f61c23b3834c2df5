import { Type, type Static } from 'typebox';
import { CityId, closed, Enum, Uuid } from './common.ts';
import { AreaRef } from './figures.ts';

/** What may be given away: the renewal units of the baseline or of a scheme (`scheme`), the current edition of a layer (`kind`), the figures of an area (`area`), what a rule leaves uncovered there (`area`, `rule`). */
export const exportThings = ['units', 'layer', 'figures', 'gaps'] as const;
export type ExportThing = (typeof exportThings)[number];
export const exportFormats = ['shapefile', 'geopackage', 'geojson', 'kml', 'dxf', 'flatgeobuf', 'xlsx', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const exportEncodings = ['UTF-8', 'GBK'] as const;
export type ExportEncoding = (typeof exportEncodings)[number];

export const ExportParams = Type.Object({ city: CityId, what: Enum(exportThings) }, closed);
export const ExportQuery = Type.Object({
  format: Enum(exportFormats),
  /** Of `units`: of this scheme; absent: of the baseline. */
  scheme: Type.Optional(Uuid),
  /** Of `layer`. */
  kind: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' })),
  /** Of `figures` and `gaps`. */
  area: Type.Optional(AreaRef),
  /** Of `gaps`; of `figures` only this one. */
  rule: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  /** `EPSG:4547`; absent: the city's for shapefile, DXF, GeoPackage and FlatGeobuf, degrees for the others. KML is always in degrees. */
  crs: Type.Optional(Type.String({ maxLength: 100 })),
  /** Of shapefile and CSV; absent: UTF-8. */
  encoding: Type.Optional(Enum(exportEncodings)),
  /** Of titles and of the words that go with the file; absent: zh. */
  lang: Type.Optional(Enum(['zh', 'en'] as const)),
  /** `keys`: fields are called as in the API, which is what an import knows again; `titles`: as people read them. Absent: keys. */
  fields: Type.Optional(Enum(['keys', 'titles'] as const)),
}, closed);
export type ExportQuery = Static<typeof ExportQuery>;
export const ExportFileParams = Type.Object({ city: CityId, job: Uuid }, closed);

/** What a format cannot hold. Closed list; words in export-words.ts. */
export const exportWarningCodes = [
  'field_renamed', 'text_cut', 'text_left_out', 'character_replaced', 'geometry_split', 'geometry_mixed', 'geometry_left_out', 'no_geometry', 'time_as_text', 'boolean_as_number', 'number_rounded', 'no_attributes',
  'holes_as_outlines', 'formula_marked', 'crs_not_stated', 'crs_outside_standard', 'crs_fixed', 'rows_left_out', 'empty',
] as const;
export type ExportWarningCode = (typeof exportWarningCodes)[number];
export const ExportWarning = Type.Object({
  code: Enum(exportWarningCodes),
  /** Rows, values or fields it is about. */
  count: Type.Integer(),
  /** The first few: names of rows, or «field → field». */
  examples: Type.Array(Type.String()),
}, closed);
export type ExportWarning = Static<typeof ExportWarning>;

export const ExportCheck = Type.Object({
  format: Enum(exportFormats), crs: Type.String(), encoding: Enum(exportEncodings), features: Type.Integer(), fileName: Type.String(),
  /** `file`: the answer is the file. `job`: 202 with a Job of kind `export`, whose file is at exports/files/JOB when it is done. */
  delivery: Enum(['file', 'job'] as const),
  warnings: Type.Array(ExportWarning),
}, closed);
export type ExportCheck = Static<typeof ExportCheck>;

/** Header of a file: `code;count` of every warning, with commas between. */
export const exportWarningHeader = 'x-export-warnings';
/** More rows than this become a job when the whole file must be there before its first byte can go. GeoJSON and CSV stream, however large. */
export const mostRowsAtOnce = 20_000;
/** A job's file is kept so long. */
export const exportFileHours = 24;
