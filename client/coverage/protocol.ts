/** What the page asks of the coverage worker and what it answers. Plain values: they cross by structured clone. */
import type { CoverMap } from '#planning/coverage/cover-map.ts';
import type { NamedExplanation } from '#planning/coverage/explain-lonlat.ts';
import type { DrawnProposal } from '#planning/coverage/proposal.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Note, Proposal } from '#planning/plan/assistant/answer.ts';
import type { NearFeatures } from '#planning/plan/assistant/ground-from-features.ts';
import type { LockedStretch, Seed } from '#planning/plan/assistant/question.ts';
import type { Finding } from '#planning/plan/edit.ts';
import type { LonLatDivision, LonLatNamedArea } from '#planning/plan/unit-context.ts';
import type { TopologyOperation } from '#planning/plan/topology/operation.ts';
import type { TopologyResult, TopologyUnit } from '#planning/plan/topology/types.ts';
import type { BorderFault } from '#planning/plan/topology/border-faults.ts';
import type { UniteOptions, UniteResult } from '#planning/plan/topology/unite-areas.ts';
import type { UnitDraft } from '../edit/types.ts';
import type { RuleSet } from '#planning/standards/rule.ts';

export interface OpenQuestion {
  readonly kind: 'open';
  readonly cityId: string;
  readonly srid: number | null;
  readonly bounds: readonly [number, number, number, number] | null;
  readonly ruleSets: readonly RuleSet[];
  readonly divisions: readonly LonLatDivision[];
}
export interface FiguresQuestion {
  readonly kind: 'figures';
  readonly area: LonLatArea;
  /** The rule whose receipt is open: only it brings its lists of features along. */
  readonly receiptRuleId: string | null;
  /** Proposals of the area's unit as they are now, one under the hand included. */
  readonly proposals?: readonly DrawnProposal[];
  /** What the map colours, when it does. */
  readonly cover?: CoverQuestion | null;
}
/** Homes or parcels of a rule in the view, with proposals counted; degrees. */
export interface CoverQuestion {
  readonly ruleId: string;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
}
/** Features of a layer whose state is not what was last told; `isFresh`: nothing that was told before holds any more. */
export interface CoverChange extends CoverMap {
  readonly ruleId: string;
  readonly isFresh: boolean;
}
export interface ValidateQuestion {
  readonly kind: 'validate';
  readonly unit: UnitDraft;
  readonly others: readonly LonLatNamedArea[];
}
/** Why a place is covered or not, as the server answers it, but names are not in the dataset. */
export interface ExplainQuestion {
  readonly kind: 'explain';
  readonly place: { readonly featureId: number } | { readonly at: readonly [lon: number, lat: number] };
  readonly ruleIds?: readonly string[];
}
/** An operation on the boundaries of a scheme's units. */
export interface TopologyQuestion {
  readonly kind: 'topology';
  readonly units: readonly TopologyUnit[];
  readonly operation: TopologyOperation;
}
/** Boundaries for a click or a sketch, from the layers near it (planning/plan/assistant/propose.ts). */
export interface ProposeQuestion {
  readonly kind: 'propose';
  readonly seed: Seed;
  readonly near: NearFeatures;
  readonly units: readonly LonLatNamedArea[];
  readonly locked: readonly LockedStretch[];
  /** Rules whose figures each proposal is to have. */
  readonly ruleIds: readonly string[];
}
/** A proposal with its figures by the same engine as any unit's. */
export interface MeasuredProposal extends Proposal { readonly people: number | null; readonly figures: readonly Figure[] }
export interface BoundaryProposals { readonly proposals: readonly MeasuredProposal[]; readonly notes: readonly Note[] }
/** Pieces of ground as one boundary. */
export interface UniteQuestion {
  readonly kind: 'unite';
  readonly areas: readonly LonLatArea[];
  readonly options: UniteOptions;
}
/** Overlaps and gaps between the units of a scheme. */
export interface BordersQuestion {
  readonly kind: 'borders';
  readonly units: readonly TopologyUnit[];
}
export type Question = OpenQuestion | FiguresQuestion | ValidateQuestion | ExplainQuestion | TopologyQuestion | ProposeQuestion | UniteQuestion | BordersQuestion;

export interface LiveFigures {
  readonly areaM2: number;
  readonly people: number | null;
  readonly figures: readonly Figure[];
  /** The second reading, with the proposals of the question; null without any. */
  readonly withProposals: readonly Figure[] | null;
  /** Proposals that count nowhere, by number. */
  readonly uncounted: readonly number[];
  /** null: the map colours nothing, or the rule has nothing to colour. */
  readonly cover: CoverChange | null;
  readonly datasetHash: string;
  readonly tookMs: number;
}
export interface Answers {
  readonly open: { readonly datasetHash: string; readonly layers: number };
  readonly figures: LiveFigures;
  readonly validate: readonly Finding[];
  /** null: no feature of this id in the dataset. */
  readonly explain: NamedExplanation | null;
  readonly topology: TopologyResult;
  readonly propose: BoundaryProposals;
  readonly unite: UniteResult;
  readonly borders: readonly BorderFault[];
}
export type AnswerTo<Q extends Question> = Answers[Q['kind']];

/** The way to an engine: a worker in the app, the same host in-process in tests. */
export interface CoveragePort {
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
  close(): void;
}
