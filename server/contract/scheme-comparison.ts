/** Two schemes side by side, or a scheme and the baseline. */
import { Type, type Static } from 'typebox';
import { AreaGeometry, closed, Enum, Nullable, Uuid } from './common.ts';

export const SchemeRef = Type.String({ pattern: '^(baseline|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$' });
export const SchemeComparisonQuery = Type.Object({ a: SchemeRef, b: SchemeRef }, closed);
export const SchemeComparisonFileQuery = Type.Object({ a: SchemeRef, b: SchemeRef, format: Enum(['xlsx', 'csv'] as const), lang: Enum(['zh', 'en'] as const) }, closed);

/** Sums over units. `people` null: no unit knows how many live there; `cost` (万元) null: no proposal says. */
const sums = { areaM2: Type.Number(), people: Nullable(Type.Number()), proposals: Type.Integer(), cost: Nullable(Type.Number()) };
export const SchemeTotals = Type.Object({ units: Type.Integer(), ...sums }, closed);
export type SchemeTotals = Static<typeof SchemeTotals>;

export const ComparedUnit = Type.Object({ unitId: Uuid, name: Type.String(), version: Type.Integer(), geometry: AreaGeometry, ...sums }, closed);
export type ComparedUnit = Static<typeof ComparedUnit>;

/** A figure as far as it is compared; `proposed`: with the unit's proposals counted, where it has any. Values unrounded. */
const reading = { value: Nullable(Type.Number()), verdict: Type.String() };
export const ComparedReading = Type.Object({ ...reading, proposed: Nullable(Type.Object(reading, closed)) }, closed);
export type ComparedReading = Static<typeof ComparedReading>;

/** One rule in both; null: the unit is in the other only. `difference` is b − a of the readings with proposals, where either has them; null: one has no value. */
export const RuleDifference = Type.Object({
  ruleId: Type.String(), unit: Type.String(), a: Nullable(ComparedReading), b: Nullable(ComparedReading), difference: Nullable(Type.Number()), isVerdictChanged: Type.Boolean(),
}, closed);
export type RuleDifference = Static<typeof RuleDifference>;

/** `same`: boundary, proposals, 留改拆建 and name are; its figures are then not told. */
export const pairStates = ['same', 'changed', 'only_a', 'only_b'] as const;
export const UnitPair = Type.Object({
  /** The unit both were copied from in the first place, else the unit's own id. */
  key: Uuid, state: Enum(pairStates), a: Nullable(ComparedUnit), b: Nullable(ComparedUnit),
  isBoundaryChanged: Type.Boolean(), areProposalsChanged: Type.Boolean(), isRenewalChanged: Type.Boolean(),
  /** Rules with a value in either, in the order of the rule sets. */
  rules: Type.Array(RuleDifference),
}, closed);
export type UnitPair = Static<typeof UnitPair>;

const Side = Type.Object({ ref: SchemeRef, /** null: the baseline */ name: Nullable(Type.String()), totals: SchemeTotals }, closed);
export const SchemeComparison = Type.Object({ a: Side, b: Side, pairs: Type.Array(UnitPair) }, closed);
export type SchemeComparison = Static<typeof SchemeComparison>;
