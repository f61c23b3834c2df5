/**
 * What a worker exposes: the server's worker thread and the browser's worker hold one `CoverageEngine` each and ask it the same questions, so a
 * preview and a saved figure are the same number. Made by `createCoverageEngine` in ./engine.ts.
 */
import type { CompareOptions, RuleComparison } from './compare-rules-api.ts';
import type { CoverMap } from './cover-map.ts';
import type { EdgeOptions } from './edges-robustness.ts';
import type { AskedPlace, Explanation, ExplainOptions } from './explain-api.ts';
import type { Figure } from './figure.ts';
import type { GapOrder, Gaps } from './gaps-api.ts';
import type { AreaKind } from '../standards/rule.ts';
import type { MetricProposal } from './proposal.ts';
import type { LonLatArea, MultiPolygonCoords } from '../geometry/types.ts';

export interface FigureOptions {
  /** Rules to compute, by id; all when absent. Unknown ids are ignored. */
  readonly ruleIds?: readonly string[];
  /** Rule sets to compute, by id; all when absent. */
  readonly ruleSetIds?: readonly string[];
  /** What the area is: rules that speak of other kinds are left out. `unit` when absent; `figuresOfCity` says `city`. */
  readonly areaKind?: AreaKind;
  /** Level of a division, for rules that speak of some levels only. */
  readonly divisionLevel?: string;
  /** Longest list in a receipt, 2000 when absent. Totals are always of everything; but 0 is for previews: no list is built, and totals are 0. */
  readonly listLimit?: number;
  /** Count the proposals of the last `propose`: what is built and moved as features of their layers, what is closed or moved away not, footways as streets to walk. */
  readonly withProposals?: boolean;
  /** Ask for `Figure.robustness`: each rule with radii is measured again with them shorter and longer. Never in a preview that follows the hand. */
  readonly edges?: EdgeOptions;
}

/** Area the city is measured in. `boundary`: drawn by the division layer; `extent`: no division is known, a rectangle around every feature. */
export interface CityArea {
  readonly kind: 'boundary' | 'extent';
  readonly area: MultiPolygonCoords;
}

/**
 * An area whose outline or whose proposals are being dragged. The same numbers as `figuresOfLonLat`, but what lies away from the change is not looked at again:
 * a cut parcel keeps its cut, and the sums are added up anew in the same order.
 */
export interface FollowedArea {
  figuresOfLonLat(area: LonLatArea, options?: FigureOptions): FollowedFigures;
  figuresOfMetric(area: MultiPolygonCoords, options?: FigureOptions): FollowedFigures;
  dispose(): void;
}
export interface FollowedFigures {
  readonly figures: readonly Figure[];
  /** The same with the proposals of the last `propose`; null when there are none. */
  readonly withProposals: readonly Figure[] | null;
  readonly areaM2: number;
  readonly people: number | null;
}

export interface CoverageEngine {
  readonly cityId: string;
  /** `Dataset.hash`. */
  readonly datasetHash: string;
  /** Metric CRS, e.g. `EPSG:4547`. */
  readonly crs: string;
  /** Engine version as it stands in receipts. */
  readonly version: string;
  /** Figures of an area in degrees. A self-crossing area is mended first and says so (`area_mended`). Order: rule sets as given, rules as listed. */
  figuresOfLonLat(area: LonLatArea, options?: FigureOptions): readonly Figure[];
  /** Figures of an area in metres of `crs`. */
  figuresOfMetric(area: MultiPolygonCoords, options?: FigureOptions): readonly Figure[];
  /** Figures of the whole city: the same as `figuresOfMetric(cityArea().area)`, but rules that divide by the city's area need a boundary. */
  figuresOfCity(options?: FigureOptions): readonly Figure[];
  /** The figures of either, handed over one by one and not in order, each with its place in it: nobody need hold all receipts of a large city at once. Answers how many. */
  eachFigure(area: MultiPolygonCoords | 'city', options: FigureOptions, take: (figure: Figure, place: number) => void): number;
  cityArea(): CityArea;
  /** Residents of an area in metres: of buildings whose centroid lies in it, boundary included. Null: no building layer or no people in it. */
  people(area: MultiPolygonCoords): number | null;
  /** m² of an area in metres, overlaps once. */
  areaM2(area: MultiPolygonCoords): number;
  /** Degrees to metres of `crs`, rings closed. */
  toMetric(area: LonLatArea): MultiPolygonCoords;
  /** What one rule leaves uncovered in an area in metres, or in the whole city, worst first. Null: no rule has this id. */
  gaps(area: MultiPolygonCoords | 'city', ruleId: string, order?: GapOrder): Gaps | null;
  /** Which homes and parcels of an area in metres, or of the whole city, one of two rules covers and the other does not. Null: no rule has one of the ids. */
  compareRules(area: MultiPolygonCoords | 'city', ruleA: string, ruleB: string, options?: CompareOptions): RuleComparison | null;
  /** Why a place is covered or not. Null: no feature of this id is in the dataset. */
  explain(place: AskedPlace, options?: ExplainOptions): Explanation | null;
  /**
   * The proposals that questions `withProposals` count, by ascending id; none until the first call. Cheap to call for every move of a pointer: an object that was
   * there before is a proposal unmoved, and only what the others reached and reach now is looked at again. Proposals of a layer the city does not have count nowhere.
   */
  propose(proposals: readonly MetricProposal[]): void;
  /** Proposals of the last `propose` that count nowhere, by id: of a layer the city does not have, of a feature that is not there, footways that no street is near to at one of their ends. */
  uncounted(): readonly number[];
  /** What a map colours for a rule around a place: homes or parcels that meet a box in degrees (west, south, east, north). Null: the rule has nothing to colour. */
  coverMap(ruleId: string, bounds: readonly [number, number, number, number], options?: Pick<FigureOptions, 'withProposals'>): CoverMap | null;
  /** For an area that changes under the hand; the caller ends it. */
  follow(): FollowedArea;
  /** Brings everything the rules of these layers need up to date with `propose`, which the next questions would otherwise do. Changes no answer. */
  settleProposals(): void;
  /** Does ahead of time what the first questions would otherwise wait for. Changes no answer. */
  warm(): void;
  /** Gives back memory outside the JavaScript heap. The engine must not be used afterwards. */
  dispose(): void;
}
