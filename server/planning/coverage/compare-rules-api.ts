/** What two rules make of the same homes and parcels: the answer of `CoverageEngine.compareRules`. */
import type { CountedFeature } from './figure.ts';

export interface CompareOptions {
  /** Longest list, 2000 when absent; totals are always of everything. */
  readonly listLimit?: number;
}

/** What one of two rules covers and the other does not. */
export interface FlippedSide {
  /** Homes (buildings with their people), most people first. */
  readonly homes: readonly CountedFeature[];
  readonly homesTotal: number;
  readonly people: number;
  /** Parcels with the m² of them that are so, largest first; null: not both rules speak of ground. */
  readonly parcels: readonly CountedFeature[] | null;
  readonly parcelsTotal: number;
  readonly parcelsM2: number;
}

export interface RuleComparison {
  readonly ruleA: string;
  readonly ruleB: string;
  /** Homes are compared; false: a rule holds no home against a distance, or nobody is counted in the city. */
  readonly hasHomes: boolean;
  readonly hasParcels: boolean;
  /** People of the homes both rules ask about, and of those both cover, and neither. */
  readonly people: number;
  readonly peopleBoth: number;
  readonly peopleNeither: number;
  readonly onlyA: FlippedSide;
  readonly onlyB: FlippedSide;
  /** Layer kinds a rule needs that the city does not have: nothing is compared then. */
  readonly missingLayers: readonly string[];
  /** `demand_differs`: the two count different land as what is to be served. */
  readonly notes: readonly string[];
}
