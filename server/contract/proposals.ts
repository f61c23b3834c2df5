import { Type, type Static } from 'typebox';
import { closed, Enum, LonLat, Nullable, Uuid } from './common.ts';
import { FigureSet } from './figures.ts';

/** Most proposals of one unit. */
export const mostProposals = 200;

/** What a proposal does: `build` something new, `close` or `move` a facility that exists, `connect` two streets by a footway (打通断头路). */
export const ProposalAction = Enum(['build', 'close', 'move', 'connect'] as const);
export type ProposalAction = Static<typeof ProposalAction>;

/** A point, a polygon or the line of a footway; degrees. */
export const ProposalGeometry = Type.Union([
  Type.Object({ type: Type.Literal('Point'), coordinates: LonLat }, closed),
  Type.Object({ type: Type.Literal('Polygon'), coordinates: Type.Array(Type.Array(LonLat, { minItems: 4, maxItems: 2000 }), { minItems: 1, maxItems: 20 }) }, closed),
  Type.Object({ type: Type.Literal('LineString'), coordinates: Type.Array(LonLat, { minItems: 2, maxItems: 200 }) }, closed),
]);
export type ProposalGeometry = Static<typeof ProposalGeometry>;

const proposalFields = {
  id: Uuid,
  /** The unit it is proposed for. */
  unitId: Uuid,
  /** Absent: `build`. */
  action: Type.Optional(ProposalAction),
  /**
   * Of `close` and `move`: what exists, by its id in the layer's current edition. In an answer absent when no feature of that edition is the one it was made for
   * (same source id, else same outline): it then counts nowhere. In an edit of a saved proposal absent: the one it was made for.
   */
  featureId: Type.Optional(Type.Integer({ minimum: 1 })),
  /** `build`: a facility kind, `green_space`, `square` or `gate`; `close`, `move`: the layer of what exists, no gate; `connect`: `road`. See `isProposalLayer` of planning/coverage/proposal.ts. */
  layer: Type.String({ maxLength: 40 }),
  name: Type.String({ maxLength: 120 }),
  /** Attributes of the layer kind that make it count (`class`, `type` …). It has no `status`: it counts as in use. None unless it builds: what is moved keeps its own, a footway has none. */
  attributes: Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()])),
  /** Where it stands. `move`: the new place; `close`: a point where the facility is, to show it by; `connect`: the line. */
  geometry: ProposalGeometry,
  /** What it costs, 万元; absent: nobody has said. */
  cost: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })),
};
export const ProposalInput = Type.Object(proposalFields, closed);
export type ProposalInput = Static<typeof ProposalInput>;

/** A proposed facility, park or gate (拟建设施), closing, move or footway: counted in its unit's second reading, part of no layer edition. */
export const Proposal = Type.Object({
  ...proposalFields,
  action: ProposalAction,
  /** Of `close` and `move`: what the facility was called when it was proposed, and a point on it. */
  existing: Type.Optional(Type.Object({ name: Nullable(Type.String()), at: LonLat }, closed)),
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
