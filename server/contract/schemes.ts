/** Schemes (方案): plans beside the baseline, each a set of units with their proposals. */
import { Type, type Static } from 'typebox';
import { closed, Nullable, Uuid } from './common.ts';

export const Scheme = Type.Object({
  id: Uuid,
  name: Type.String(), note: Type.String(),
  /** The scheme it was copied from; null: from the baseline, or from nothing when `isCopy` is false. */
  basedOn: Nullable(Uuid), isCopy: Type.Boolean(),
  version: Type.Integer(),
  units: Type.Integer(), areaM2: Type.Number(), proposals: Type.Integer(),
  createdBy: Type.String(), createdAt: Type.String(), updatedBy: Type.String(), updatedAt: Type.String(),
}, closed);
export type Scheme = Static<typeof Scheme>;

const words = { name: Type.String({ minLength: 1, maxLength: 80 }), note: Type.String({ maxLength: 4000 }) };
/** `from`: what its units and proposals are copied from; null: an empty scheme. */
export const SchemeInput = Type.Object({ id: Uuid, ...words, from: Nullable(Type.Union([Type.Literal('baseline'), Uuid])) }, closed);
export type SchemeInput = Static<typeof SchemeInput>;
export const SchemeChange = Type.Object({ expectedVersion: Type.Integer({ minimum: 1 }), ...words }, closed);
export type SchemeChange = Static<typeof SchemeChange>;
