/** What the server and its figure thread say to each other. */
import type { Dataset } from '#planning/coverage/dataset.ts';
import type { FigureOptions } from '#planning/coverage/engine-api.ts';
import type { Figure } from '#planning/coverage/figure.ts';
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

export interface AreaFigures extends AreaFacts {
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
  | { readonly kind: 'figures'; readonly hash: string; readonly area: AskedArea; readonly options: FigureOptions }
  | { readonly kind: 'facts'; readonly hash: string; readonly area: AskedArea }
  | { readonly kind: 'measures'; readonly hash: string; readonly layer: string }
  | { readonly kind: 'encode'; readonly hash: string };

export interface Answers {
  load: null;
  warm: null;
  figures: AreaFigures;
  facts: AreaFacts;
  measures: LayerMeasures;
  encode: ArrayBuffer;
}

export interface Ask { readonly id: number; readonly question: Question }
export type Reply =
  | { readonly id: number; readonly ok: true; readonly answer: Answers[keyof Answers] }
  /** `absent`: the thread does not hold the dataset (any more). */
  | { readonly id: number; readonly ok: false; readonly reason: 'absent' | 'failed'; readonly message: string };
