import { Type, type Static } from 'typebox';
import { closed, LonLat, Nullable, Uuid } from './common.ts';
import { FigureSet } from './figures.ts';

/** Most proposals of one unit. */
export const mostProposals = 200;

/** A point, or a polygon; degrees. */
export const ProposalGeometry = Type.Union([
  Type.Object({ type: Type.Literal('Point'), coordinates: LonLat }, closed),
  Type.Object({ type: Type.Literal('Polygon'), coordinates: Type.Array(Type.Array(LonLat, { minItems: 4, maxItems: 2000 }), { minItems: 1, maxItems: 20 }) }, closed),
]);
export type ProposalGeometry = Static<typeof ProposalGeometry>;

const proposalFields = {
  id: Uuid,
  /** The unit it is proposed for. */
  unitId: Uuid,
  /** A facility kind, `green_space`, `square` or `gate`: see `proposalLayers` of planning/coverage/proposal.ts. */
  layer: Type.String({ maxLength: 40 }),
  name: Type.String({ maxLength: 120 }),
  /** Attributes of the layer kind that make it count (`class`, `type` …). It has no `status`: it counts as in use. */
  attributes: Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()])),
  geometry: ProposalGeometry,
  /** What it costs, 万元; absent: nobody has said. */
  cost: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })),
};
export const ProposalInput = Type.Object(proposalFields, closed);
export type ProposalInput = Static<typeof ProposalInput>;

/** A proposed facility, park or gate (拟建设施): counted in its unit's second reading, part of no layer edition. */
export const Proposal = Type.Object({
  ...proposalFields,
  /** Counted up in the city, never used again; 2^52 + number is its feature id in receipts. */
  number: Type.Integer(),
  /** The proposal it was copied from in the first place, in another scheme. */
  originId: Nullable(Uuid),
  version: Type.Integer(),
  updatedBy: Type.String(), updatedAt: Type.String(),
}, closed);
export type Proposal = Static<typeof Proposal>;

/** `baseVersion` is the version the author saw, 0 for a new one; `id` makes sending twice harmless. */
export const ProposalEdit = Type.Union([
  Type.Object({ id: Uuid, kind: Type.Literal('put-proposal'), baseVersion: Type.Integer({ minimum: 0 }), proposal: ProposalInput, reason: Type.String({ maxLength: 1000 }) }, closed),
  Type.Object({ id: Uuid, kind: Type.Literal('delete-proposal'), baseVersion: Type.Integer({ minimum: 1 }), proposalId: Uuid, reason: Type.String({ maxLength: 1000 }) }, closed),
]);
export type ProposalEdit = Static<typeof ProposalEdit>;

export const ProposalEditResult = Type.Object({
  /** As saved; null after a deletion. */
  proposal: Nullable(Proposal),
  /** Figures of its unit in both readings; null when they could not be computed. */
  figures: Nullable(FigureSet),
}, closed);
export type ProposalEditResult = Static<typeof ProposalEditResult>;
