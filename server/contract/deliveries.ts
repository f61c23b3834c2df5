import { Type, type Static } from 'typebox';
import { AnyGeometry, Bounds, closed, Enum, Nullable, Uuid } from './common.ts';
import { ReportEntry } from './layers.ts';

/**
 * A delivery (来件): files a planner handed in, looked into and not imported yet. Nothing of it is believed: the CRS, the encoding and the meaning of
 * the fields are shown with what they were taken from, and may be corrected before anything is imported.
 */

/** Where a statement about a delivery comes from, most trusted first. `city`: it fits the layers that are there already. */
export const evidence = ['user', 'remembered', 'format', 'declared', 'detected', 'numbers', 'city'] as const;
export const Evidence = Enum(evidence);

export const datums = ['cgcs2000', 'wgs84', 'xian80', 'beijing54', 'gcj02', 'bd09', 'unknown'] as const;
export const Datum = Enum(datums);
export type Datum = Static<typeof Datum>;

/** What a source's coordinates may be. */
export const CrsCandidate = Type.Object({
  /** `EPSG:4547`, `GCJ-02`, `BD-09`; `swap:EPSG:4326` for latitude before longitude. */
  crs: Type.String(), datum: Datum, from: Evidence,
  confidence: Enum(['certain', 'likely', 'possible'] as const),
  /** Why, as a code of the client's words, e.g. `prj_names_it`, `zone_prefix`, `fits_roads`, `prj_contradicts_numbers`. */
  why: Type.String(),
  /** Where the layer would lie, degrees. */
  bounds: Nullable(Bounds),
}, closed);
export type CrsCandidate = Static<typeof CrsCandidate>;

export const SourceField = Type.Object({
  name: Type.String(), type: Enum(['text', 'number', 'boolean', 'date'] as const),
  /** First values that are not empty, as text; at most 5, each cut at 80 characters. */
  samples: Type.Array(Type.String()),
}, closed);
export type SourceField = Static<typeof SourceField>;

/** Field of the source → attribute of the layer kind, `#name` for the name, `#id` for what numbers the things themselves, `#x` and `#y` for the columns of a table of points, `#wkt` for one that holds whole geometries, '' to leave it. */
export const FieldMapping = Type.Record(Type.String(), Type.String());
export type FieldMapping = Static<typeof FieldMapping>;

export const SourceLayer = Type.Object({
  /** Name in the file: what picks it. */
  name: Type.String(),
  geometry: Type.Array(Enum(['point', 'line', 'polygon'] as const)),
  featureCount: Nullable(Type.Integer()),
  fields: Type.Array(SourceField),
  /** First rows as they stand in the source, at most 10. */
  rows: Type.Array(Type.Record(Type.String(), Type.Unsafe<string | number | boolean | null>({}))),
  crs: Type.Object({ stated: Nullable(Type.String()), /** The words of the .prj, cut at 300 characters. */ text: Nullable(Type.String()), candidates: Type.Array(CrsCandidate) }, closed),
  /** Null where the format leaves no choice. */
  encoding: Nullable(Type.Object({ name: Type.String(), from: Evidence }, closed)),
  /** Proposed layer kind, null when nothing speaks for one; and where its fields go. */
  kind: Nullable(Type.String()), mapping: FieldMapping,
  /** The mapping was chosen for a source with these fields before. */
  isRemembered: Type.Boolean(),
  /** Defects seen already, codes of report-codes. */
  findings: Type.Array(ReportEntry),
}, closed);
export type SourceLayer = Static<typeof SourceLayer>;

export const Delivery = Type.Object({
  id: Uuid, fileName: Type.String(), format: Type.String(), bytes: Type.Integer(), sha256: Type.String(), layers: Type.Array(SourceLayer), createdAt: Type.String(),
}, closed);
export type Delivery = Static<typeof Delivery>;

/** A delivery in a list. */
export const DeliverySummary = Type.Object({
  id: Uuid, fileName: Type.String(), bytes: Type.Integer(),
  /** Null while it is being looked into. */
  format: Nullable(Type.String()), layerCount: Nullable(Type.Integer()),
  /** Something of it was imported, or is being imported. */
  isImported: Type.Boolean(),
  createdAt: Type.String(), createdBy: Nullable(Type.String()),
  /** When it is forgotten. */
  keptUntil: Type.String(),
}, closed);
export type DeliverySummary = Static<typeof DeliverySummary>;

/** Look again with another reading of one layer. */
export const LayerReading = Type.Object({
  layer: Type.String(), kind: Type.Optional(Type.String()), encoding: Type.Optional(Type.String()), crs: Type.Optional(Type.String()), mapping: Type.Optional(FieldMapping),
}, closed);
export type LayerReading = Static<typeof LayerReading>;

/** Import of chosen layers: each becomes an edition of its kind. */
export const DeliveryImport = Type.Object({
  layers: Type.Array(Type.Object({
    layer: Type.String(), kind: Nullable(Type.String()), crs: Nullable(Type.String()), encoding: Nullable(Type.String()), mapping: Nullable(FieldMapping),
    /** Land-use codes: by which classification (data/land-use-codes.json); null as the data say. */
    classification: Nullable(Type.String()),
  }, closed), { minItems: 1 }),
  source: Type.Optional(Type.String()), sourceDate: Type.Optional(Type.String()), attribution: Type.Optional(Type.String()),
  /** `ask`: a new edition waits until its difference is accepted; `at_once`: only a layer that does not fit waits. */
  acceptance: Enum(['ask', 'at_once'] as const),
}, closed);
export type DeliveryImport = Static<typeof DeliveryImport>;

/** How a coordinate can be wrong in one known way; what `shift` undoes. */
export const shifts = ['gcj02', 'bd09', 'swapped', 'zone', 'none'] as const;
export const Shift = Enum(shifts);
export type Shift = Static<typeof Shift>;

/**
 * The datum sentinel's answer for one edition: held against roads, buildings and boundaries that are there already (standards.md §3.2).
 * `fits`: as given. `shifted`: fits far better when `shift` is undone. `elsewhere`: fits neither way. `unchecked`: nothing to hold it against.
 */
export const PositionCheck = Type.Object({
  verdict: Enum(['fits', 'shifted', 'elsewhere', 'unchecked'] as const),
  shift: Shift,
  /** With shift `zone`: the CRS it would be, else the one it was read in. */
  crs: Type.String(),
  /** Editions held against. */
  against: Type.Array(Type.Object({ kind: Type.String(), editionId: Type.Integer() }, closed)),
  /** 0..1 as given and with the shift undone; how it is measured is stated in server/ingest/where/README.md. */
  fitAsGiven: Nullable(Type.Number()), fitShifted: Nullable(Type.Number()),
  /** Median distance between the two, metres. */
  offsetM: Nullable(Type.Number()),
  sampled: Type.Integer(),
  datumNote: Nullable(Type.String()),
}, closed);
export type PositionCheck = Static<typeof PositionCheck>;

/** Some features of a waiting edition before and after its shift, degrees, for the map; at most 300. */
export const PositionPreview = Type.Object({
  check: PositionCheck,
  asGiven: Type.Array(AnyGeometry), shifted: Type.Array(AnyGeometry),
}, closed);
export type PositionPreview = Static<typeof PositionPreview>;

/** A new edition against the one in use, paired by source id, else by equal geometry. */
export const EditionDifference = Type.Object({
  editionId: Type.Integer(), against: Nullable(Type.Integer()),
  added: Type.Integer(), removed: Type.Integer(), changed: Type.Integer(), same: Type.Integer(),
  /** Of the changed: by geometry, by attributes. */
  changedGeometry: Type.Integer(), changedAttributes: Type.Integer(),
  /** m² for areas, m for lines, count for points. */
  amountBefore: Nullable(Type.Number()), amountAfter: Type.Number(),
  /** How rows were paired. */
  pairedBy: Enum(['source_id', 'geometry', 'nothing'] as const),
  /** First 300 that differ, by kind of difference, degrees, for the map. */
  features: Type.Array(Type.Object({ change: Enum(['added', 'removed', 'changed'] as const), name: Nullable(Type.String()), sourceId: Nullable(Type.String()), geometry: AnyGeometry }, closed)),
}, closed);
export type EditionDifference = Static<typeof EditionDifference>;

export const decisions = ['accept', 'refuse', 'take_back'] as const;
/** What a person decides about a waiting edition (`accept`, `refuse`) or one in use (`take_back`: its predecessor comes back). */
export const EditionDecision = Type.Object({
  decision: Enum(decisions), shift: Type.Optional(Shift), reason: Type.Optional(Type.String({ maxLength: 500 })),
}, closed);
export type EditionDecision = Static<typeof EditionDecision>;
