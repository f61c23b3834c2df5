/** What is not covered: the bureau's work list. Metres of the city's CRS throughout; made by ./gaps.ts. */
import type { MultiPolygonCoords, Position } from '../geometry/types.ts';

/**
 * `ground`: polygons of demand out of reach. `streets`: stretches of line. `homes`: people's homes alone. `none`: the rule holds no place against a limit
 * (a density, a count), or a layer it needs is missing.
 */
export type GapMeasure = 'ground' | 'streets' | 'homes' | 'none';

/** The facility that misses a place by least. */
export interface GapNear {
  readonly layer: string;
  readonly id: number;
  readonly role: string;
  /** Metres from the place to the facility, straight or on foot as the rule measures, and the limit they are held against. */
  readonly distanceM: number;
  readonly limitM: number;
  /** `distanceM - limitM`. */
  readonly beyondM: number;
}

/** One thing a home lacks. `near` is null when the whole city has none, or, on foot, none that is reached within 5 km beyond its limit. */
export interface GapTopic {
  /** Category of a circle rule; null where the rule asks for one thing only. */
  readonly topic: string | null;
  readonly near: GapNear | null;
}

export interface GapHome {
  readonly layer: 'building';
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly people: number;
  /** Code of the community, else the subdistrict, it stands in; null outside all of them. */
  readonly division: string | null;
  /** What is missing, the farthest first. */
  readonly missing: readonly GapTopic[];
  /** Metres beyond the limit of the worst of them; null: there is none at all, which is worse than any distance. */
  readonly beyondM: number | null;
}

/** Uncovered part of one demand feature. */
export interface GapPiece {
  readonly layer: string;
  readonly id: number;
  /** m² or m not covered, and of how much inside the area. */
  readonly amount: number;
  readonly of: number;
  /** People whose home lies on it; 0 for streets. */
  readonly people: number;
  /** A point on it. */
  readonly x: number;
  readonly y: number;
  /** Of that point: code of the community, else the subdistrict. */
  readonly division: string | null;
  /** From that point. */
  readonly near: GapNear | null;
  readonly polygons: MultiPolygonCoords;
  readonly lines: readonly (readonly Position[])[];
}

/** Sums of one subdistrict or community; `code` null: outside every division of the level. */
export interface GapDivision {
  readonly level: string;
  readonly code: string | null;
  readonly amount: number;
  readonly people: number;
  readonly homes: number;
}

export interface Gaps {
  readonly ruleId: string;
  readonly ruleSetId: string;
  readonly measure: GapMeasure;
  /** Unit of every `amount`: m², m, people. */
  readonly unit: string;
  /** Denominator of the figure less its numerator. */
  readonly amount: number;
  /** Residents of the uncovered homes; null: nobody knows where people live, or streets. */
  readonly people: number | null;
  /** In the order asked for; empty for `homes`. */
  readonly pieces: readonly GapPiece[];
  readonly homes: readonly GapHome[];
  readonly divisions: readonly GapDivision[];
  readonly missingLayers: readonly string[];
}

/** `distance`: farthest beyond the limit first. `people`: most people first. `amount`: most ground or street first. */
export type GapOrder = 'distance' | 'people' | 'amount';
