import { Type, type Static } from 'typebox';
import { boundaryWays } from '#planning/plan/edit.ts';
import { largest, type RenewalField } from '#planning/renewal/renewal-figures.ts';
import { AreaGeometry, closed, Enum, LonLat, Nullable, Uuid } from './common.ts';

/** Most units one edit changes. */
export const mostChanges = 200;

const stated = (field: RenewalField) => Type.Optional(Type.Number({ minimum: 0, maximum: largest[field] }));
/** 留改拆建, by the names of the form's fields (S000 附件1): floor areas in m², rates in %. What is absent is not known. Totals and ratios follow and are not taken. */
export const RenewalFigures = Type.Object({
  gfa_retained_renovated: stated('gfa_retained_renovated'), gfa_added_in_renovation: stated('gfa_added_in_renovation'), gfa_demolished: stated('gfa_demolished'), gfa_new: stated('gfa_new'),
  /** Of the floor pulled down: illegal buildings, and certified dangerous houses beyond repair. */
  gfa_demolished_excluded: stated('gfa_demolished_excluded'),
  /** Of the new floor: public services that had to be added. */
  gfa_new_public_service: stated('gfa_new_public_service'),
  local_resettlement_rate: stated('local_resettlement_rate'), annual_rent_increase: stated('annual_rent_increase'),
}, closed);

const unitFields = {
  id: Uuid,
  name: Type.String({ maxLength: 120 }),
  isPriority: Type.Boolean(),
  note: Type.String({ maxLength: 4000 }),
  geometry: AreaGeometry,
  /** Findings set aside, by their id, each with the reason. Absent: none. */
  ignored: Type.Optional(Type.Record(Type.String({ maxLength: 300 }), Type.String({ minLength: 1, maxLength: 500 }))),
  renewal: Type.Optional(RenewalFigures),
};
export const UnitInput = Type.Object(unitFields, closed);
export const Unit = Type.Object({
  ...unitFields, version: Type.Integer(), areaM2: Type.Number(),
  /** The scheme (方案) it belongs to; null: the baseline. */
  schemeId: Nullable(Uuid),
  /** The unit it was copied from in the first place, in another scheme: units that share it, or are it, are one unit in several schemes. */
  originId: Nullable(Uuid),
  /** How the boundary came to be, and how it was changed last; null: not since. */
  boundary: Type.Object({ from: Enum(boundaryWays), amended: Nullable(Enum(boundaryWays)) }, closed),
  createdBy: Type.String(), createdAt: Type.String(), updatedBy: Type.String(), updatedAt: Type.String(),
  /** State and verdict counts of the stored figures; null when none. */
  figures: Nullable(Type.Object({ state: Enum(['computed', 'verified', 'disputed'] as const), pass: Type.Integer(), fail: Type.Integer(), other: Type.Integer(),
    /** They follow from layers or rules that are no longer the ones in use; asking for the figures computes them anew. */
    stale: Type.Optional(Type.Boolean()),
  }, closed)),
}, closed);
export type Unit = Static<typeof Unit>;

const PutUnit = { kind: Type.Literal('put-unit'), baseVersion: Type.Integer({ minimum: 0 }), unit: UnitInput };
const DeleteUnit = { kind: Type.Literal('delete-unit'), baseVersion: Type.Integer({ minimum: 1 }), unitId: Uuid };
/** One edit, one scheme: without `schemeId` the baseline. `how`: how the boundary was made; `reverts`: the edit that is taken back. */
const head = { id: Uuid, reason: Type.String({ maxLength: 1000 }), how: Type.Optional(Enum(boundaryWays)), schemeId: Type.Optional(Uuid), reverts: Type.Optional(Uuid) };
export const EditInput = Type.Union([
  Type.Object({ ...head, ...PutUnit }, closed),
  Type.Object({ ...head, ...DeleteUnit }, closed),
  /** Several units at once, each once: all of them or none. */
  Type.Object({ ...head, kind: Type.Literal('change-units'), changes: Type.Array(Type.Union([Type.Object(PutUnit, closed), Type.Object(DeleteUnit, closed)]), { minItems: 1, maxItems: mostChanges }) }, closed),
]);
export type EditInput = Static<typeof EditInput>;

export const Finding = Type.Object({
  id: Type.String(), code: Type.String(), severity: Enum(['error', 'warning', 'notice'] as const), place: Nullable(LonLat), params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  features: Type.Array(Type.String()), fixes: Type.Array(Enum(['cut', 'align', 'tidy'] as const)),
}, closed);
export const UnitResult = Type.Object({
  unitId: Uuid,
  /** The unit as saved; null after a deletion. */
  unit: Nullable(Unit), findings: Type.Array(Finding),
  /** Figures the server computed on saving; null after a deletion, and for the units of a large batch, whose figures follow. */
  figures: Nullable(Type.Any()),
}, closed);
export type UnitResult = Static<typeof UnitResult>;
/** What became of each unit of the edit, in the order of its changes. */
export const EditResult = Type.Object({ results: Type.Array(UnitResult) }, closed);
export type EditResult = Static<typeof EditResult>;

/** With `version_conflict`: the units that are not as the author of the edit saw them, as they stand; null: deleted. */
export const Current = Type.Object({ unitId: Uuid, unit: Nullable(Unit) }, closed);
export type Current = Static<typeof Current>;

export const EditLogEntry = Type.Object({
  seq: Type.Integer(), id: Uuid, unitId: Uuid, kind: Type.String(), version: Type.Integer(), reason: Type.String(), before: Nullable(Type.Any()), after: Nullable(Type.Any()), author: Type.String(), at: Type.String(),
  how: Nullable(Enum(boundaryWays)), reverts: Nullable(Uuid),
}, closed);
export type EditLogEntry = Static<typeof EditLogEntry>;

/** Server-sent events on /api/cities/:city/events. `event:` is the type. */
export type CityEvent =
  | { readonly type: 'unit'; readonly unitId: string; readonly unit: Unit | null; readonly editId: string; /** null: the baseline */ readonly schemeId: string | null }
  /** A scheme came, changed or went. */
  | { readonly type: 'schemes'; readonly schemeId: string }
  | { readonly type: 'figures'; readonly areaKind: string; readonly areaId: string; readonly state: string }
  /** A proposal of the unit came, changed or went. */
  | { readonly type: 'proposals'; readonly unitId: string; readonly editId: string }
  | { readonly type: 'layers' }
  /** A rule set has a new version in force. */
  | { readonly type: 'rule-sets'; readonly ruleSetId: string; readonly version: number }
  | { readonly type: 'job'; readonly id: string };
