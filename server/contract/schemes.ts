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

/** Units of a scheme become the baseline's, with their proposals. `id` is that of the edit: sending twice is one promotion. */
export const Promotion = Type.Object({ id: Uuid, unitIds: Type.Array(Uuid, { minItems: 1, maxItems: mostChanges, uniqueItems: true }), reason: Type.String({ minLength: 1, maxLength: 1000 }) }, closed);
export type Promotion = Static<typeof Promotion>;
/** The baseline's units, in the order of those of the scheme. */
export const PromotionResult = Type.Object({ results: Type.Array(UnitResult) }, closed);
export type PromotionResult = Static<typeof PromotionResult>;
