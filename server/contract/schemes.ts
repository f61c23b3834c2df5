/** Schemes (方案): plans beside the baseline, each a set of units with their proposals. */
import { Type, type Static } from 'typebox';
import { closed, Nullable, Uuid } from './common.ts';
import { mostChanges, UnitResult } from './units.ts';

export const Scheme = Type.Object({
  id: Uuid,
  name: Type.String(), note: Type.String(),
  /** The scheme it was copied from; null: from the baseline, or from nothing when `isCopy` is false. */
  basedOn: Nullable(Uuid), isCopy: Type.Boolean(),
  version: Type.Integer(),
  units: Type.Integer(), areaM2: Type.Number(), proposals: Type.Integer(),
  /** Sum of what its proposals cost, 万元; null: none says. */
  cost: Nullable(Type.Number()),
  createdBy: Type.String(), createdAt: Type.String(), updatedBy: Type.String(), updatedAt: Type.String(),
}, closed);
export type Scheme = Static<typeof Scheme>;

const words = { name: Type.String({ minLength: 1, maxLength: 80 }), note: Type.String({ maxLength: 4000 }) };
/** `from`: what its units and proposals are copied from; null: an empty scheme. */
export const SchemeInput = Type.Object({ id: Uuid, ...words, from: Nullable(Type.Union([Type.Literal('baseline'), Uuid])) }, closed);
export type SchemeInput = Static<typeof SchemeInput>;
export const SchemeChange = Type.Object({ expectedVersion: Type.Integer({ minimum: 1 }), ...words }, closed);
export type SchemeChange = Static<typeof SchemeChange>;
/** What went with a scheme that was deleted. */
export const SchemeDeletion = Type.Object({ units: Type.Integer(), proposals: Type.Integer() }, closed);
export type SchemeDeletion = Static<typeof SchemeDeletion>;

/** A unit of a scheme whose like in the baseline is not as it was when it was copied (or promoted last). */
export const BaselineChange = Type.Object({
  /** Of the scheme. */
  unitId: Uuid, name: Type.String(),
  /** Version of the baseline's unit then and now; `to` null: it has been deleted, and `by` and `at` are then unknown. */
  from: Type.Integer(), to: Nullable(Type.Integer()), by: Nullable(Type.String()), at: Nullable(Type.String()),
}, closed);
export type BaselineChange = Static<typeof BaselineChange>;

/**
 * Units of a scheme become the baseline's, with their proposals. `id` is that of the edit: sending twice is one promotion. `despite`: changes of the baseline since the
 * copy that are known and overwritten, each with the version seen (`to` of BaselineChange); any other change refuses with `baseline_changed` and its list in `currents`.
 */
export const Promotion = Type.Object({ id: Uuid, despite: Type.Optional(Type.Array(Type.Object({ unitId: Uuid, version: Nullable(Type.Integer()) }, closed), { maxItems: mostChanges })), unitIds: Type.Array(Uuid, { minItems: 1, maxItems: mostChanges, uniqueItems: true }), reason: Type.String({ minLength: 1, maxLength: 1000 }) }, closed);
export type Promotion = Static<typeof Promotion>;
/** The baseline's units, in the order of those of the scheme. */
export const PromotionResult = Type.Object({ results: Type.Array(UnitResult) }, closed);
export type PromotionResult = Static<typeof PromotionResult>;
