/** What the server and its figure thread say to each other. */
import type { Dataset } from '#planning/coverage/dataset.ts';
import type { CompareOptions, RuleComparison } from '#planning/coverage/compare-rules-api.ts';
import type { FigureOptions } from '#planning/coverage/engine-api.ts';
import type { AskedPlace, Explanation, ExplainOptions } from '#planning/coverage/explain-api.ts';
import type { MetricProposal } from '#planning/coverage/proposal.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { GapOrder, Gaps } from '#planning/coverage/gaps-api.ts';
import type { LonLatArea, MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { RuleSet } from '#planning/standards/rule.ts';

export interface ThreadData {
  /** Module the thread runs; see thread-boot.mjs. */
  readonly module: string;
  readonly ruleSets: readonly RuleSet[];
}

/** An area as it is known: in metres, as drawn in degrees, or the whole city. */
export type AskedArea = { readonly metric: MultiPolygonCoords } | { readonly lonLat: LonLatArea } | 'city';

export interface AreaFacts {
  readonly areaM2: number;
  readonly people: number | null;
}

/** Figures on their way into the database or onto the wire: JSON of each, maybe packed (db/figure-json.ts), handed over instead of copied. */
export interface EncodedFigures extends AreaFacts {
  readonly json: readonly Uint8Array<ArrayBuffer>[];
}

export interface AreaFigures extends AreaFacts {
  /** Where proposals were asked about: feature ids of those that count nowhere. */
  readonly uncounted?: readonly number[];
  readonly figures: readonly Figure[];
}

/** Measures of the features of one layer as the dataset holds them; see `FeatureMeasure` of the database. */
export interface LayerMeasures {
  readonly ids: Float64Array;
  readonly measures: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A question about the dataset with this hash. */
export type Question =
  | { readonly kind: 'load'; readonly dataset: Dataset }
  | { readonly kind: 'warm'; readonly hash: string }
  | { readonly kind: 'figures'; readonly hash: string; readonly area: AskedArea; readonly options: FigureOptions; readonly proposals?: readonly MetricProposal[] }
  | { readonly kind: 'encoded'; readonly hash: string; readonly area: AskedArea; readonly options: FigureOptions }
  | { readonly kind: 'gaps'; readonly hash: string; readonly area: AskedArea; readonly ruleId: string; readonly order: GapOrder }
  | { readonly kind: 'compare'; readonly hash: string; readonly area: AskedArea; readonly ruleA: string; readonly ruleB: string; readonly options: CompareOptions }
  | { readonly kind: 'explain'; readonly hash: string; readonly place: AskedPlace; readonly options: ExplainOptions }
  | { readonly kind: 'facts'; readonly hash: string; readonly area: AskedArea }
  | { readonly kind: 'measures'; readonly hash: string; readonly layer: string }
  /** A piece of the encoded dataset. */
  | { readonly kind: 'encode'; readonly hash: string; readonly from: number; readonly most: number }
  /** Other rule sets from now on. */
  | { readonly kind: 'rule-sets'; readonly ruleSets: readonly RuleSet[] }
  /** Figures by rule sets that are not in force. Trials with one name share what they prepare; `area` null: it is over. */
  | { readonly kind: 'trial'; readonly hash: string; readonly name: string; readonly ruleSets: readonly RuleSet[]; readonly area: AskedArea | null; readonly options: FigureOptions };

export interface Answers {
  load: null;
  warm: null;
  figures: AreaFigures;
  encoded: EncodedFigures;
  gaps: Gaps | null;
  compare: RuleComparison | null;
  explain: Explanation | null;
  facts: AreaFacts;
  measures: LayerMeasures;
  encode: { readonly piece: Uint8Array<ArrayBuffer>; readonly bytes: number };
  'rule-sets': null;
  trial: readonly Figure[];
}

export interface Ask { readonly id: number; readonly question: Question }
export type Reply =
  | { readonly id: number; readonly ok: true; readonly answer: Answers[keyof Answers] }
  /** `absent`: the thread does not hold the dataset (any more). */
  | { readonly id: number; readonly ok: false; readonly reason: 'absent' | 'failed'; readonly message: string };
