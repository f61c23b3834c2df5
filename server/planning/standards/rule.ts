/**
 * What a rule of `data/standards/*.json` is. A rule names its kind and its parameters; the code knows only kinds
 * (see ../coverage). Thresholds, radii, clauses and confidence are data and stay data.
 */
import type { Topic } from './topic.ts';

/** How far a value may be trusted: verbatim or verified text, partly verified, from memory only (editable, marked on screen). */
export type Confidence = 'high' | 'medium' | 'low';

/** Where a number comes from, as a person would look it up. */
export interface Clause {
  /** Key of standards.md §0.1, e.g. `S003`, `V:1`, `M`. */
  readonly source: string;
  /** The document's title, e.g. `郑政办〔2018〕14号 老旧片区建设提质实施方案`. */
  readonly document: string;
  /** The clause, e.g. `三(三)`. */
  readonly clause: string;
  /** The clause word for word where it is public, else null. */
  readonly quote: string | null;
  readonly confidence: Confidence;
}

/**
 * A value one attribute may have: one of, or between (`min` inclusive). `absent: true`: a feature without the attribute matches too
 * (a park that nobody recorded as closed counts as open); without it, an absent value never matches.
 */
export type Condition =
  | { readonly in: readonly (string | number | boolean)[]; readonly absent?: boolean }
  | { readonly min?: number; readonly maxExclusive?: number; readonly absent?: boolean };

/** Which features of a layer are meant: all stated conditions must hold. `where` names attributes declared `engine: true` for that kind in `data/layers.json`. */
export interface Selector {
  /** Layer kind, e.g. `green_space`. */
  readonly layer: string;
  readonly where?: Readonly<Record<string, Condition>>;
  /** Land-use codes match by prefix (`0701` also takes `070102`), padded zeros ignored. */
  readonly codes?: readonly string[];
  /** Smallest and largest ground area, m²; lower bound inclusive, upper exclusive. Polygons only. */
  readonly minAreaM2?: number;
  readonly maxAreaM2Exclusive?: number;
}

/** A selector with the straight-line radius its features serve, metres; `distance <= radiusM` is covered. */
export interface SupplyTier extends Selector {
  /** What a feature of this tier is called in a receipt (`CountedFeature.role`); the layer kind when not given. */
  readonly id?: string;
  readonly radiusM: number;
}

export type Comparator = '>=' | '>' | '<=' | '<' | '=';

/** What the value is held against. `info` is a second number shown but never failed on (D-04: above 7 toilets per km²). */
export interface Threshold {
  readonly comparator: Comparator;
  /** In the rule's unit (a rate is 0..1, never per cent). */
  readonly value: number;
  readonly infoAbove?: number;
  readonly confidence: Confidence;
  /** Where the threshold itself comes from when that is not the rule's clause, e.g. `D-01`. */
  readonly basis: string;
}

/** Unit of `Figure.value`. */
export type FigureUnit = 'rate' | 'per_km2' | 'm2_per_person' | 'count';

/** What is measured: something somebody drew, an administrative division, the whole city. */
export type AreaKind = 'unit' | 'division' | 'city';

interface RuleBase {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Chinese and English words of the formula, as a person writes it. */
  readonly formula: { readonly zh: string; readonly en: string };
  readonly clause: Clause;
  readonly unit: FigureUnit;
  /** null: the document gives none; the figure is shown without a verdict. */
  readonly threshold: Threshold | null;
  /** Restrict the evaluated area to this polygon layer (e.g. `built_up_area`); absent layer: whole area, said in the receipt. */
  readonly within?: string;
  /** Kinds of area the rule speaks of, when not of all: a demonstration area is drawn, no district is one. Elsewhere the figure is not worked out. */
  readonly appliesTo?: readonly AreaKind[];
  /** The question, whoever asks it: rules of one topic under several rule sets stand side by side (`./topic.ts`, a closed list). */
  readonly topic: Topic;
  /** Group on screen. */
  readonly group: 'green' | 'education' | 'transport' | 'sanitation' | 'life_circle' | 'renewal';
}

/** area of demand within reach of supply ÷ area of demand. Demand is clipped to the area, supply never is. */
export interface AreaWithinRadius extends RuleBase {
  readonly kind: 'area_within_radius';
  readonly demand: Selector;
  readonly supply: readonly SupplyTier[];
}
/** people living in buildings whose centroid is within reach ÷ people. */
export interface PeopleWithinRadius extends RuleBase {
  readonly kind: 'people_within_radius';
  readonly supply: readonly SupplyTier[];
}
/** people with every category within its radius ÷ people; `extras.meanShare` is the mean share of categories. */
export interface CircleCompleteness extends RuleBase {
  readonly kind: 'circle_completeness';
  readonly categories: readonly {
    readonly id: string;
    readonly name: { readonly zh: string; readonly en: string };
    /** Any one of these serves the category. */
    readonly supply: readonly SupplyTier[];
  }[];
}
/** length of the selected streets within the radius of a point facility ÷ length of those streets, both clipped to the area. Exact discs. */
export interface StreetLengthWithinRadius extends RuleBase {
  readonly kind: 'street_length_within_radius';
  /** A street any one of these selects: "arterial, or secondary, or flagged as a main street" needs three. */
  readonly demand: readonly Selector[];
  /** Point layers only: discs are exact. */
  readonly supply: readonly SupplyTier[];
}
/** count in the area ÷ km² of the area. */
export interface Density extends RuleBase {
  readonly kind: 'density';
  readonly supply: Selector;
}
/**
 * facilities whose class meets the class their place demands ÷ facilities, in the area. First matching context wins; the last has no `near`. A
 * facility of unknown class stays in the denominator and does not meet.
 */
export interface ClassAtPlace extends RuleBase {
  readonly kind: 'class_at_place';
  readonly supply: Selector;
  /** Attribute with the class and its order from best to least, e.g. ['I','II','III']: a better class satisfies a lesser demand. */
  readonly classAttribute: string;
  readonly classOrder: readonly string[];
  /** Attribute that states the context where the data has it; wins over geometry when its value is a context id. */
  readonly contextAttribute: string;
  readonly contexts: readonly {
    readonly id: string;
    readonly name: { readonly zh: string; readonly en: string };
    readonly requires: string;
    /** In this context when within `radiusM` of any of these. The last context takes everything left; another with an empty list is only reached by attribute. */
    readonly near: readonly SupplyTier[];
  }[];
}
/** area of the selected features inside the area (overlaps counted once) ÷ people in the area. */
export interface PerPerson extends RuleBase {
  readonly kind: 'per_person';
  readonly supply: Selector;
}
/** features with at least `minShareInside` of their own area inside the area; the area itself may have to lie in a range (ends included), else it fails. */
export interface CountInArea extends RuleBase {
  readonly kind: 'count_in_area';
  readonly supply: Selector;
  readonly minShareInside: number;
  readonly areaRangeM2?: { readonly min: number; readonly max: number };
}

export type Rule =
  | AreaWithinRadius | PeopleWithinRadius | CircleCompleteness | StreetLengthWithinRadius
  | Density | ClassAtPlace | PerPerson | CountInArea;
export type RuleKind = Rule['kind'];

/** One file of `data/standards`. Sets that disagree stand side by side and are never merged. */
export interface RuleSet {
  readonly id: string;
  readonly version: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly authority: string;
  /** ISO date from which the document holds, or null. */
  readonly validFrom: string | null;
  readonly rules: readonly Rule[];
}
