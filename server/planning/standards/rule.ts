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
 * A value one attribute may have: one of, or between (`min` inclusive, `minExclusive` and `maxExclusive` not). `absent: true`: a feature without the attribute matches too
 * (a park that nobody recorded as closed counts as open); without it, an absent value never matches.
 */
export type Condition =
  | { readonly in: readonly (string | number | boolean)[]; readonly absent?: boolean }
  | { readonly min?: number; readonly minExclusive?: number; readonly maxExclusive?: number; readonly absent?: boolean };

/** By classification version: a code that starts with one of `accept` is meant, unless it also starts with a longer one of `except`. */
export type OtherCodes = Readonly<Record<string, { readonly accept: readonly string[]; readonly except: readonly string[] }>>;

/** Which features of a layer are meant: all stated conditions must hold. `where` names attributes declared `engine: true` for that kind in `data/layers.json`. */
export interface Selector {
  /** Layer kind, e.g. `green_space`. */
  readonly layer: string;
  readonly where?: Readonly<Record<string, Condition>>;
  /** Land-use codes match by prefix (`0701` also takes `070102`), padded zeros ignored. */
  readonly codes?: readonly string[];
  /** What `codes`, which are of YDYH2023, are called by the other classifications. The parser fills it in from `data/land-use-codes.json`; files do not state it. */
  readonly otherCodes?: OtherCodes;
  /** Smallest and largest ground area, m²; lower bound inclusive, upper exclusive. Polygons only. */
  readonly minAreaM2?: number;
  readonly maxAreaM2Exclusive?: number;
}

/** A selector with the straight-line radius its features serve, metres; `distance <= radiusM` is covered. */
export interface SupplyTier extends Selector {
  /** What a feature of this tier is called in a receipt (`CountedFeature.role`); the layer kind when not given. */
  readonly id?: string;
  /** Where a rule measures by walking: the longest way, metres. */
  readonly radiusM: number;
  /** Walking rules: the minutes the document states; `radiusM` is what the rule set's walking table makes of them. */
  readonly walkMinutes?: number;
}

/** How far people get in so many minutes, as a rule set takes it. */
export interface WalkingTime {
  readonly minutes: number;
  readonly metres: number;
  readonly clause: Clause;
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
export type FigureUnit = 'rate' | 'per_km2' | 'm2_per_person' | 'per_thousand' | 'km_per_km2' | 'count' | 'm';

/** What is measured: something somebody drew, an administrative division, the whole city. */
export type AreaKind = 'unit' | 'division' | 'city';

export interface RecordedAttribute {
  readonly layer: string;
  readonly attribute: string;
}

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
  /** Of divisions, only those of these levels (`subdistrict`): a count asked of each subdistrict says nothing of a district. */
  readonly divisionLevels?: readonly string[];
  /**
   * Attributes somebody must have recorded on at least one feature of the layer: of roads on which nobody wrote down lamps it is not known whether they have any.
   * Until then the figure is not assessed. Attributes that are summed or measured by size are meant without being listed.
   */
  readonly recorded?: readonly RecordedAttribute[];
  /** The question, whoever asks it: rules of one topic under several rule sets stand side by side (`./topic.ts`, a closed list). */
  readonly topic: Topic;
  /** Group on screen. */
  readonly group: 'green' | 'education' | 'transport' | 'sanitation' | 'life_circle' | 'care' | 'culture' | 'infrastructure' | 'renewal';
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
/**
 * people (or, `of: 'land'`, area of the selected land) from where a facility is no farther on foot than its tier's `radiusM` ÷ all of them. A parcel is in or
 * out as a whole. What a walking distance is: ../network/README.md.
 */
export interface PeopleWithinWalk extends RuleBase {
  readonly kind: 'people_within_walk';
  readonly of: 'people' | 'land';
  /** Of `land`, and only then: which. */
  readonly demand?: Selector;
  readonly supply: readonly SupplyTier[];
}
/** people with every category within its radius ÷ people; `extras.meanShare` is the mean share of categories. */
export interface CircleCompleteness extends RuleBase {
  readonly kind: 'circle_completeness';
  /** Absent: straight lines. */
  readonly method?: 'walking';
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
/**
 * area of the selected features inside the area (overlaps counted once) ÷ people in the area. With `size`: the sum of the facilities' sizes instead, of those
 * whose place is in the area. `per_thousand` multiplies the value, not the numerator.
 */
export interface PerPerson extends RuleBase {
  readonly kind: 'per_person';
  readonly supply: Selector;
  readonly size?: FacilitySize;
}
/** How large a facility is: the attribute where it is recorded, else the ground its polygon covers where `ground` says so, else unknown. */
export interface FacilitySize {
  readonly attribute?: string;
  readonly ground?: boolean;
}
/**
 * facilities in the area ÷ facilities its people need, ⌈people ÷ most⌉. Extras: `people`, and `neededAtFewest` = ⌈people ÷ fewest⌉ where the document
 * states a band ("30 000 to 50 000 people a centre").
 */
export interface PopulationPerFacility extends RuleBase {
  readonly kind: 'population_per_facility';
  readonly supply: Selector;
  readonly peoplePerFacility: { readonly fewest?: number; readonly most: number };
}
/**
 * An amount of selected features in the area; a feature any of the selectors means counts once. `count`: those whose place (centroid) is in the area. `area`: m² clipped
 * to the area, overlaps once. `length`: m clipped to the area. `sum`: of an attribute; a point's or polygon's counts where its place is (as people do), a line's is
 * spread evenly along it and counts by the share of its length inside. A feature without the attribute adds nothing.
 */
export interface Quantity {
  readonly measure: 'count' | 'area' | 'length' | 'sum';
  readonly of: readonly Selector[];
  /** Of `sum`: a number. */
  readonly attribute?: string;
}
/** one amount ÷ another, or ÷ the area evaluated. Unit `rate`; `per_km2` and `km_per_km2` for a count and a length by the area evaluated. */
export interface AttributeShare extends RuleBase {
  readonly kind: 'attribute_share';
  readonly part: Quantity;
  readonly whole: Quantity | { readonly measure: 'evaluated_area' };
}
/** facilities in the area at least as large as asked ÷ facilities in the area. One of unknown size stays in the denominator and does not meet. */
export interface MinimumSize extends RuleBase {
  readonly kind: 'minimum_size';
  readonly supply: Selector;
  readonly size: FacilitySize;
  /** m², inclusive; or in the attribute's own unit (classes, spaces). */
  readonly minimum: number;
}
/**
 * features with at least `minShareInside` of their own area inside the area; the area itself may have to lie in a range (ends included), else it fails. With
 * `place` only those that stand there (the point, or the centroid of a polygon).
 */
export interface CountInArea extends RuleBase {
  readonly kind: 'count_in_area';
  readonly supply: Selector;
  readonly minShareInside: number;
  readonly areaRangeM2?: { readonly min: number; readonly max: number };
  readonly place?: DivisionPlace | SectorPlace;
}
/** In the divisions of these codes, edge included. In a city without any of them the figure is not assessed. */
export interface DivisionPlace {
  readonly divisionCodes: readonly string[];
}
/** Which numbers are a reading of ours, how sure it is, and where it is explained. */
export interface Reading {
  readonly confidence: Confidence;
  readonly basis: string;
}
/**
 * Seen from the centre in a direction from `fromDeg` (included) to `toDeg` (not), clockwise from the north of the metric grid; 315 to 45 is the north, where the
 * centre itself counts, too. In a city without any of the divisions of these codes the figure is not assessed.
 */
export interface SectorPlace {
  readonly sector: { readonly centre: { readonly lon: number; readonly lat: number }; readonly fromDeg: number; readonly toDeg: number } & Reading;
  /** The city the sectors are of: another has another centre. */
  readonly divisionCodes: readonly string[];
}
/**
 * metres of the border of the features of one side, inside the area, that lie no farther than `withinM` from the ground of those of the other. Each feature's
 * border by itself, holes included; what runs along the outline of the area is inside. Exact: no buffer is made. Not applicable where no ground of the first side is.
 */
export interface SharedBorder extends RuleBase {
  readonly kind: 'shared_border';
  readonly border: BorderSide;
  readonly along: BorderSide;
  /** Apart is what has more than this between: drawn borders seldom meet to the millimetre. */
  readonly nearness: { readonly withinM: number } & Reading;
}
/** Polygons any of the selectors means, and what they are called in a receipt. */
export interface BorderSide {
  readonly name: { readonly zh: string; readonly en: string };
  readonly of: readonly Selector[];
}
/**
 * people from whose home an unbroken way on foot leads to at least one of each category, however far ÷ people. What a way is: ../network/README.md. A category of
 * which the city has nothing leaves the figure not assessed.
 */
export interface WalkingLinks extends RuleBase {
  readonly kind: 'walking_links';
  readonly categories: readonly {
    readonly id: string;
    readonly name: { readonly zh: string; readonly en: string };
    /** Points and polygons. */
    readonly supply: readonly Selector[];
  }[];
}

export type Rule =
  | AreaWithinRadius | PeopleWithinRadius | PeopleWithinWalk | CircleCompleteness | StreetLengthWithinRadius
  | Density | ClassAtPlace | PerPerson | CountInArea
  | PopulationPerFacility | AttributeShare | MinimumSize | SharedBorder | WalkingLinks;
export type RuleKind = Rule['kind'];

/** One file of `data/standards`. Sets that disagree stand side by side and are never merged. */
export interface RuleSet {
  readonly id: string;
  readonly version: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly authority: string;
  /** ISO date from which the document holds, or null. */
  readonly validFrom: string | null;
  /** What its minutes of walking are in metres; absent where no rule speaks of minutes. */
  readonly walking?: readonly WalkingTime[];
  readonly rules: readonly Rule[];
}
