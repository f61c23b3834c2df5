import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { layersOf } from '#planning/standards/rule-layers.ts';
import type { Rule } from '#planning/standards/rule.ts';
import type { Queryable } from '../../db/database.ts';
import { listFeatureMeasures, listProposalMeasures, type FeatureMeasure } from '../../db/repositories/verification.ts';
import { contributionsOf } from '../../db/verification/recompute.ts';
import type { Contribution, VerificationContext } from '../../db/verification/verification-context.ts';
import { difference, tolerance } from './compare.ts';
import type { LayerMeasures } from './figure-protocol.ts';

type Differing = VerificationEntry['features'][number];

/** A disputed figure names at most so many features of each sort. */
const mostFeatures = 500;

export interface DisputeParts {
  readonly q: Queryable;
  readonly context: VerificationContext;
  readonly rule: Rule;
  /** With lists that are not cut. */
  readonly figure: Figure;
  /** The features of a layer as the core holds them; in a second reading with the unit's proposals. */
  measures(layer: string): Promise<readonly LayerMeasures[]>;
}

/** Features that make the two computations differ: first those that the two hold differently, which are causes, then those that add a different amount. */
export async function differingFeatures(parts: DisputeParts): Promise<Differing[]> {
  const held: Differing[] = [];
  for (const layer of layersOf(parts.rule)) held.push(...await heldDifferently(parts, layer));
  const known = new Set(held.map(({ layer, id }) => `${layer} ${id}`));
  const adding = addingDifferently(parts.figure, await contributionsOf(parts.context, parts.rule)).filter(({ layer, id }) => !known.has(`${layer} ${id}`));
  return [...held.slice(0, mostFeatures), ...adding.slice(0, mostFeatures)];
}

/** Size by both (m², m, 0 for a point); where only the place differs, 0 and how far apart they are, m. Absent on one side: 0. */
async function heldDifferently({ q, context, measures }: DisputeParts, layer: string): Promise<Differing[]> {
  const edition = context.editions.get(layer);
  if (edition === undefined) return [];
  const inCore = new Map((await measures(layer)).flatMap((core) => Array.from(core.ids, (id, i): [number, FeatureMeasure] => [id, { id, measure: core.measures[i] as number, x: core.x[i] as number, y: core.y[i] as number }])));
  const differing: Differing[] = [];
  const proposed = context.unitId === undefined ? [] : await listProposalMeasures(q, context.unitId, layer);
  for (const stored of [...await listFeatureMeasures(q, edition), ...proposed]) {
    const own = inCore.get(stored.id);
    inCore.delete(stored.id);
    const apart = own ? Math.hypot(own.x - stored.x, own.y - stored.y) : 0;
    if (!own) differing.push({ layer, id: stored.id, core: 0, postgis: stored.measure });
    else if (difference(own.measure, stored.measure) > tolerance) differing.push({ layer, id: stored.id, core: own.measure, postgis: stored.measure });
    else if (apart > 1e-6) differing.push({ layer, id: stored.id, core: 0, postgis: apart });
  }
  for (const gone of inCore.values()) differing.push({ layer, id: gone.id, core: gone.measure, postgis: 0 });
  return differing;
}

/** Largest difference first. */
function addingDifferently(figure: Figure, contributions: readonly Contribution[]): Differing[] {
  const core = coreContributions(figure);
  const seen = new Set<string>();
  const differing: Differing[] = [];
  for (const { layer, id, amount } of contributions) {
    seen.add(`${layer} ${id}`);
    const own = core.amountOf(layer, id, amount);
    if (difference(own, amount) > tolerance) differing.push({ layer, id, core: own, postgis: amount });
  }
  for (const [key, { layer, id, amount }] of core.listed) {
    if (!seen.has(key) && amount !== 0) differing.push({ layer, id, core: amount, postgis: 0 });
  }
  return differing.sort((a, b) => Math.abs(b.core - b.postgis) - Math.abs(a.core - a.postgis));
}

interface CoreContributions {
  readonly listed: ReadonlyMap<string, Contribution>;
  amountOf(layer: string, id: number, ofPostgis: number): number;
}

/**
 * What the receipt says each feature added. Receipts list demand that was reached; of homes they list those that were not, so a home adds its people, which
 * PostGIS tells where it counts them, unless it is listed.
 */
function coreContributions(figure: Figure): CoreContributions {
  const { counted, uncovered } = figure.receipt;
  const keyed = (list: readonly Contribution[]): Map<string, Contribution> => new Map(list.map((feature) => [`${feature.layer} ${feature.id}`, feature]));
  const isWalk = figure.ruleKind === 'people_within_walk';
  if (figure.ruleKind === 'people_within_radius' || figure.ruleKind === 'circle_completeness' || figure.ruleKind === 'walking_links' || (isWalk && figure.denominatorUnit === 'people')) {
    const without = new Map(uncovered.map(({ layer, id, amount }) => [`${layer} ${id}`, amount ?? 0]));
    return { listed: new Map(), amountOf: (layer, id, ofPostgis) => { const people = without.get(`${layer} ${id}`); return people === undefined ? (ofPostgis === 0 ? 1 : ofPostgis) : 0; } };
  }
  const isDemand = isWalk || figure.ruleKind === 'area_within_radius' || figure.ruleKind === 'street_length_within_radius';
  const isBorder = figure.ruleKind === 'shared_border';
  const isCount = figure.ruleKind === 'count_in_area';
  const listed = keyed(counted.filter(({ role }) => (isDemand ? role === 'demand' : !isBorder || role === 'border')).map(({ layer, id, amount }) => ({ layer, id, amount: isCount ? 1 : amount ?? 0 })));
  return { listed, amountOf: (layer, id) => listed.get(`${layer} ${id}`)?.amount ?? 0 };
}
