/** A number with its receipt: what every rate, density and count on screen is. See coverage.md, ground rule 8. */
import type { Clause, Comparator, Confidence, FigureUnit, RuleKind } from '../standards/rule.ts';
import type { Robustness } from './edges-robustness.ts';

/** `draft`: preview in the browser. `computed`: by the server. `verified`: PostGIS agrees to 1e-9. `disputed`: it does not. */
export type FigureState = 'draft' | 'computed' | 'verified' | 'disputed';

/** `not_applicable`: empty denominator. `not_assessed`: a layer the rule needs is missing. `no_threshold`: the document states none. */
export type Verdict = 'pass' | 'fail' | 'no_threshold' | 'not_applicable' | 'not_assessed';

/** Why a feature of a supply layer was not counted. A closed list; its words are translated on screen. */
export type LeftOutReason =
  | 'too_small' | 'too_large' | 'wrong_class' | 'closed' | 'planned' | 'demolished' | 'not_public' | 'out_of_reach' | 'outside_area' | 'share_too_small'
  | 'class_too_low' | 'class_unknown' | 'size_unknown' | 'value_unknown'
  // A proposal closes it, or moves it away; in the second reading only.
  | 'closed_by_proposal' | 'moved_by_proposal';

/** One input layer as it stood. */
export interface InputRef {
  readonly layer: string;
  readonly editionId: number;
  readonly edition: number;
  readonly source: string;
  /** Date of the data (ISO), not of the import; null when the file does not say. */
  readonly sourceDate: string | null;
  readonly sha256: string;
  readonly features: number;
}

/** A feature in a receipt. `id` is the feature's id in the database, so that the map can light it. */
export interface CountedFeature {
  readonly layer: string;
  readonly id: number;
  /** What it contributed, in the numerator's unit where that is meaningful (m², m, people); else null. */
  readonly amount: number | null;
  /** Tier or category it counted for, e.g. `park_large`, `kindergarten`. */
  readonly role: string | null;
}
export interface LeftOutFeature {
  readonly layer: string;
  readonly id: number;
  readonly reason: LeftOutReason;
}

/** A proposal of the second reading in a receipt. */
export interface ReceiptProposal {
  /** 2^52 + its number. */
  readonly id: number;
  readonly action: 'build' | 'close' | 'move' | 'connect';
  readonly layer: string;
  /** What it closes or moves. */
  readonly featureId?: number;
  /** False: it changes no figure, see `CoverageEngine.uncounted`. */
  readonly isCounted: boolean;
}

export interface Receipt {
  readonly clause: Clause;
  readonly formula: { readonly zh: string; readonly en: string };
  readonly method: 'straight_line' | 'walking';
  /** Metric CRS of every length and area, e.g. `EPSG:4547`. */
  readonly crs: string;
  /** Segments a quadrant of the buffers; null where no buffer was needed (exact). */
  readonly quadrantSegments: number | null;
  readonly inputs: readonly InputRef[];
  /** Facilities that served, and demand features that were reached. At most `listLimit` each, worst or largest first. */
  readonly counted: readonly CountedFeature[];
  readonly countedTotal: number;
  readonly leftOut: readonly LeftOutFeature[];
  readonly leftOutTotal: number;
  /** Demand (parcels, homes, streets) not or only partly covered, by missing amount, largest first. */
  readonly uncovered: readonly CountedFeature[];
  readonly uncoveredTotal: number;
  /** Things a reader must know: `built_up_area_missing`, `overlaps_counted_once`, `people_missing`, `gates_missing` … codes, translated on screen. */
  readonly notes: readonly string[];
  readonly engine: string;
  /** In the second reading: proposals of layers the rule reads, and footways where it is walked. Absent in previews and where there are none. */
  readonly proposals?: readonly ReceiptProposal[];
}

export interface Figure {
  readonly ruleId: string;
  readonly ruleKind: RuleKind;
  readonly ruleSetId: string;
  readonly ruleSetVersion: number;
  readonly unit: FigureUnit;
  /** Unrounded; null when not applicable or not assessed. Never clamped. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Units of the two: m², people, m, count, km². */
  readonly numeratorUnit: string;
  readonly denominatorUnit: string;
  readonly threshold: { readonly comparator: Comparator; readonly value: number; readonly infoAbove?: number; readonly confidence: Confidence } | null;
  readonly verdict: Verdict;
  /** How far the value may be trusted (./edges-robustness.ts); null: not asked for (a preview), or there is no value. */
  readonly robustness: Robustness | null;
  /** Layer kinds the rule needs that the city does not have; `population`: the buildings are there, and nobody counted in them. */
  readonly missingLayers: readonly string[];
  /** Second numbers: `meanShare`, `areaM2`, `category:ID` … in the same units as the rule. */
  readonly extras: Readonly<Record<string, number>>;
  readonly receipt: Receipt;
}
