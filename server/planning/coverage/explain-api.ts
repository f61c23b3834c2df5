/** Why a place is covered or not, rule by rule. Metres of the city's CRS throughout; made by ./explain.ts. */
import type { Position } from '../geometry/types.ts';
import type { RuleKind } from '../standards/rule.ts';
import type { LeftOutReason } from './figure.ts';

/** A feature by its id in the database, or any place in metres. */
export type AskedPlace = { readonly featureId: number } | { readonly x: number; readonly y: number };

export interface ExplainOptions {
  /** All rules that hold a place against a distance when neither is given; both narrow. */
  readonly ruleIds?: readonly string[];
  readonly ruleSetIds?: readonly string[];
  /** Facilities told per topic; 3 when absent. */
  readonly count?: number;
}

/** `home`: a building with residents. `street`: any line. `parcel`: any polygon. `place`: a point nobody drew. */
export type PlaceKind = 'home' | 'parcel' | 'street' | 'place';

export interface ExplainedPlace {
  readonly kind: PlaceKind;
  readonly layer: string | null;
  readonly id: number | null;
  /** The point distances are measured from: centroid of a building, a point inside a parcel, the middle of a line. */
  readonly x: number;
  readonly y: number;
  /** Residents of a home, else null. */
  readonly people: number | null;
}

export interface NearFacility {
  readonly layer: string;
  readonly id: number;
  readonly role: string;
  /** Straight line to its nearest point. */
  readonly straightM: number;
  /** Along the walking network, legs included; null: the city has no roads, or no way leads there. */
  readonly walkM: number | null;
  /** What the rule holds against: its radius or walking distance. */
  readonly limitM: number;
  /** By the rule's own method; zero or less: it serves the place. Null: no way leads there. */
  readonly beyondM: number | null;
  /** The same in minutes at the rule set's walking speed, where it has one. */
  readonly beyondMin: number | null;
  /** The straight line from the place to the facility. */
  readonly path: readonly Position[];
  /** The way walked; null where `walkM` is. */
  readonly walkPath: readonly Position[] | null;
}

/** Near enough to serve, and yet not counted. */
export interface NotCounted {
  readonly layer: string;
  readonly id: number;
  readonly reason: LeftOutReason;
  readonly straightM: number;
  readonly x: number;
  readonly y: number;
}

export interface ExplainedTopic {
  /** Category of a circle rule; null where the rule asks for one thing only. */
  readonly topic: string | null;
  readonly isCovered: boolean;
  /** Served or missed by least first. */
  readonly nearest: readonly NearFacility[];
  readonly notCounted: readonly NotCounted[];
}

/** `partly`: some of a parcel or street is in reach. */
export type PlaceVerdict = 'covered' | 'partly' | 'uncovered' | 'not_assessed';

export interface ExplainedRule {
  readonly ruleId: string;
  readonly ruleSetId: string;
  readonly ruleKind: RuleKind;
  readonly method: 'straight_line' | 'walking';
  readonly verdict: PlaceVerdict;
  /** False: the rule does not count this place (a parcel where people are counted, ground that is not residential); it is answered as if it did. */
  readonly counts: boolean;
  /** What of the parcel (m²) or street (m) is in reach, where the rule counts it as such. */
  readonly amount: { readonly covered: number; readonly of: number; readonly unit: 'm²' | 'm' } | null;
  readonly topics: readonly ExplainedTopic[];
  readonly missingLayers: readonly string[];
}

export interface Explanation {
  readonly place: ExplainedPlace;
  readonly rules: readonly ExplainedRule[];
}
