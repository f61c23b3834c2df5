import { Type, type Static } from 'typebox';
import { AreaGeometry, closed, Enum, LonLat, Nullable, Uuid } from './common.ts';

const unitFields = {
  id: Uuid,
  name: Type.String({ maxLength: 120 }),
  isPriority: Type.Boolean(),
  note: Type.String({ maxLength: 4000 }),
  geometry: AreaGeometry,
};
export const UnitInput = Type.Object(unitFields, closed);
export const Unit = Type.Object({
  ...unitFields, version: Type.Integer(), areaM2: Type.Number(),
  createdBy: Type.String(), createdAt: Type.String(), updatedBy: Type.String(), updatedAt: Type.String(),
  /** State and verdict counts of the stored figures; null when none. */
  figures: Nullable(Type.Object({ state: Enum(['computed', 'verified', 'disputed'] as const), pass: Type.Integer(), fail: Type.Integer(), other: Type.Integer(),
    /** They follow from layers or rules that are no longer the ones in use; asking for the figures computes them anew. */
    stale: Type.Optional(Type.Boolean()),
  }, closed)),
}, closed);
export type Unit = Static<typeof Unit>;

export const EditInput = Type.Union([
  Type.Object({ id: Uuid, kind: Type.Literal('put-unit'), baseVersion: Type.Integer({ minimum: 0 }), unit: UnitInput, reason: Type.String({ maxLength: 1000 }) }, closed),
  Type.Object({ id: Uuid, kind: Type.Literal('delete-unit'), baseVersion: Type.Integer({ minimum: 1 }), unitId: Uuid, reason: Type.String({ maxLength: 1000 }) }, closed),
]);
export type EditInput = Static<typeof EditInput>;

export const Finding = Type.Object({
  id: Type.String(), code: Type.String(), severity: Enum(['error', 'warning', 'notice'] as const), place: Nullable(LonLat), params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
}, closed);
export const EditResult = Type.Object({
  /** The unit as saved; null after a deletion. */
  unit: Nullable(Unit), findings: Type.Array(Finding),
  /** Figures the server computed on saving; null after a deletion. */
  figures: Nullable(Type.Any()),
}, closed);
export type EditResult = Static<typeof EditResult>;

export const EditLogEntry = Type.Object({
  seq: Type.Integer(), id: Uuid, unitId: Uuid, kind: Type.String(), version: Type.Integer(), reason: Type.String(), before: Nullable(Type.Any()), after: Nullable(Type.Any()), author: Type.String(), at: Type.String(),
}, closed);
export type EditLogEntry = Static<typeof EditLogEntry>;

/** Server-sent events on /api/cities/:city/events. `event:` is the type. */
export type CityEvent =
  | { readonly type: 'unit'; readonly unitId: string; readonly unit: Unit | null; readonly editId: string }
  | { readonly type: 'figures'; readonly areaKind: string; readonly areaId: string; readonly state: string }
  /** A proposal of the unit came, changed or went. */
  | { readonly type: 'proposals'; readonly unitId: string; readonly editId: string }
  | { readonly type: 'layers' }
  /** A rule set has a new version in force. */
  | { readonly type: 'rule-sets'; readonly ruleSetId: string; readonly version: number }
  | { readonly type: 'job'; readonly id: string };
