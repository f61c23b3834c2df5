import { Type, type Static } from 'typebox';
import { Bilingual, closed, Enum, LonLat, Nullable } from './common.ts';
import type { Figure } from '#planning/coverage/figure.ts';

/** `unit:UUID`, `division:CODE` or `city`. */
export const AreaRef = Type.String({ pattern: '^(city|unit:[0-9a-f-]{36}|division:[^\\s/]{1,40})$' });

/** A figure the way ../planning/coverage/figure.ts has it. The receipt's lists are cut to `receiptListLimit`. */
export const receiptListLimit = 2000;
export const FigureSchema = Type.Unsafe<Figure>(Type.Object({ ruleId: Type.String(), value: Nullable(Type.Number()) }, { additionalProperties: true }));

export const VerificationEntry = Type.Object({
  ruleId: Type.String(), agrees: Type.Boolean(), numerator: Nullable(Type.Number()), denominator: Nullable(Type.Number()), value: Nullable(Type.Number()),
  /** Largest relative difference of the two. */
  difference: Type.Number(),
  /** Features whose contribution differs, when disputed. */
  features: Type.Array(Type.Object({ layer: Type.String(), id: Type.Integer(), core: Type.Number(), postgis: Type.Number() }, closed)),
}, closed);
export type VerificationEntry = Static<typeof VerificationEntry>;

export const FigureSet = Type.Object({
  area: Type.String(), areaName: Type.String(), areaVersion: Type.Integer(), areaM2: Type.Number(), people: Nullable(Type.Number()),
  state: Enum(['draft', 'computed', 'verified', 'disputed'] as const),
  /** True when a newer layer edition or rule set exists than the figures were computed with. */
  stale: Type.Boolean(),
  inputsHash: Type.String(), computedAt: Type.String(), computedBy: Nullable(Type.String()), verifiedAt: Nullable(Type.String()),
  verification: Nullable(Type.Array(VerificationEntry)),
  figures: Type.Array(FigureSchema),
  /** The second reading: the same area with the unit's proposals counted; absent when there are none. PostGIS verifies it as it does the first. */
  withProposals: Type.Optional(Type.Object({
    state: Enum(['computed', 'verified', 'disputed'] as const), proposals: Type.Array(Type.String()), figures: Type.Array(FigureSchema),
    /** Proposals that count nowhere: their layer or what they close or move is not there, or no street is near an end of a footway. */
    uncounted: Type.Array(Type.String()),
    verification: Nullable(Type.Array(VerificationEntry)), verifiedAt: Nullable(Type.String()),
  }, closed)),
}, closed);
export type FigureSet = Static<typeof FigureSet>;

/** Rule sets as in data/standards, whole: see ../planning/standards/rule.ts. */
export const RuleSetSchema = Type.Object({ id: Type.String(), version: Type.Integer(), name: Bilingual }, { additionalProperties: true });

export const DivisionCoverage = Type.Object({ code: Type.String(), name: Type.String(), level: Type.String(), figure: FigureSchema }, closed);
export type DivisionCoverage = Static<typeof DivisionCoverage>;

/** The leaders' first screen in one answer. Numbers are figures or counts of rows that can be listed. */
export const Overview = Type.Object({
  /** City figures, every rule. */
  city: FigureSet,
  /** Old places: how many of each kind lie in each division (by centroid), with their area. */
  oldPlaces: Type.Array(Type.Object({ kind: Type.String(), division: Type.String(), divisionName: Type.String(), count: Type.Integer(), areaM2: Type.Number(), featureIds: Type.Array(Type.Integer()) }, closed)),
  units: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), areaM2: Type.Number(), state: Type.String(), pass: Type.Integer(), fail: Type.Integer(), other: Type.Integer() }, closed)),
  /** Divisions with the most people outside reach, per rule of people or circle kind; worst first. */
  gaps: Type.Array(Type.Object({ ruleId: Type.String(), division: Type.String(), divisionName: Type.String(), people: Type.Number(), center: LonLat }, closed)),
}, closed);
export type Overview = Static<typeof Overview>;
