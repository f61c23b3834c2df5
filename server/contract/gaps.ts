import { Type, type Static } from 'typebox';
import { AnyGeometry, closed, Enum, LonLat, Nullable } from './common.ts';
import { AreaRef } from './figures.ts';
import type { NamedExplanation } from '#planning/coverage/explain-lonlat.ts';

export const gapOrders = ['distance', 'people', 'amount'] as const;
export const GapQuery = Type.Object({
  area: AreaRef, rule: Type.String({ minLength: 1, maxLength: 100 }),
  /** Farthest beyond the limit first (default), most people first, most ground first. */
  order: Type.Optional(Enum(gapOrders)),
  /** Longest list of pieces and of homes; 500 when absent. Totals and sums are always of everything. */
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 5000 })),
}, closed);
/** The same for a file: nothing is cut. `lang`: of its header. */
export const GapFileQuery = Type.Object({ area: AreaRef, rule: GapQuery.properties.rule, order: GapQuery.properties.order, lang: Type.Optional(Enum(['zh', 'en'] as const)) }, closed);

/** The facility that misses a place by least; metres. Null names: the source gives none. */
export const GapNear = Type.Object({ layer: Type.String(), id: Type.Integer(), name: Nullable(Type.String()), role: Type.String(), distanceM: Type.Number(), limitM: Type.Number(), beyondM: Type.Number() }, closed);
const divisionName = Nullable(Type.String());
export const GapHome = Type.Object({
  layer: Type.String(), id: Type.Integer(), name: Nullable(Type.String()), at: LonLat, people: Type.Number(), divisionName,
  /** Metres beyond the limit of what is farthest; null: there is none at all. */
  beyondM: Nullable(Type.Number()),
  missing: Type.Array(Type.Object({ topic: Nullable(Type.String()), near: Nullable(GapNear) }, closed)),
}, closed);
export type GapHome = Static<typeof GapHome>;
/** Uncovered part of a parcel (m²) or a street (m). */
export const GapPiece = Type.Object({
  layer: Type.String(), id: Type.Integer(), name: Nullable(Type.String()), at: LonLat, amount: Type.Number(), of: Type.Number(), people: Type.Number(), divisionName, near: Nullable(GapNear), geometry: AnyGeometry,
}, closed);
export type GapPiece = Static<typeof GapPiece>;

/** What a rule leaves uncovered in an area. See ../planning/coverage/gaps-api.ts. */
export const GapSet = Type.Object({
  area: Type.String(), areaName: Type.String(), ruleId: Type.String(), ruleSetId: Type.String(),
  measure: Enum(['ground', 'streets', 'homes', 'none'] as const), unit: Type.String(), amount: Type.Number(), people: Nullable(Type.Number()),
  pieces: Type.Array(GapPiece), piecesTotal: Type.Integer(), homes: Type.Array(GapHome), homesTotal: Type.Integer(),
  divisions: Type.Array(Type.Object({ level: Type.String(), code: Nullable(Type.String()), name: divisionName, amount: Type.Number(), people: Type.Number(), homes: Type.Integer() }, closed)),
  missingLayers: Type.Array(Type.String()), datasetHash: Type.String(),
}, closed);
export type GapSet = Static<typeof GapSet>;

const ruleIds = Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 });
/** Why is this place covered or not? A feature by its id, or any place in degrees. */
export const ExplanationRequest = Type.Object({
  place: Type.Union([Type.Object({ featureId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }, closed), Type.Object({ at: LonLat }, closed)]),
  rules: Type.Optional(ruleIds), ruleSets: Type.Optional(ruleIds),
  /** Facilities told per topic; 3 when absent. */
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
}, closed);
export type ExplanationRequest = Static<typeof ExplanationRequest>;
/** See ../planning/coverage/explain-api.ts and explain-lonlat.ts. */
export const ExplanationAnswer = Type.Unsafe<NamedExplanation>(Type.Object({ place: Type.Object({}, { additionalProperties: true }), rules: Type.Array(Type.Any()) }, closed));
