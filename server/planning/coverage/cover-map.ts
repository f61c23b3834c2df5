import type { Rule } from '../standards/rule.ts';
import { requiredLayers } from '../standards/rule-layers.ts';
import type { Box } from './features.ts';
import type { PreparedCity } from './prepare.ts';
import { isProposalId } from './proposal.ts';

/** How what is to be served stands, feature by feature. */
export const COVER = { bare: 0, covered: 1, partial: 2 } as const;

/** Homes (`building`) or parcels that meet a box, and the state of each; a feature stands once. */
export interface CoverMap {
  readonly layer: string;
  readonly ids: Float64Array;
  readonly states: Uint8Array;
}

/** What a map colours for a rule; null where the rule serves neither homes nor ground by a radius, or a layer is missing. */
export function coverMapOf(city: PreparedCity, rule: Rule, box: Box): CoverMap | null {
  if (!requiredLayers(rule).every(city.hasLayer)) return null;
  if (rule.kind === 'area_within_radius') {
    const reach = city.areaReach(rule.demand, rule.supply);
    const atoms = reach.atoms.within(box).filter((atom) => !isProposalId(reach.atoms.selection.members[atom].id));
    return { layer: rule.demand.layer, ids: Float64Array.from(atoms, (atom) => reach.atoms.selection.members[atom].id), states: Uint8Array.from(atoms, (atom) => COVER[reach.state(atom) === 'bare' ? 'bare' : stateOf(reach.coveredM2(atom), reach.atoms.areaM2[atom])]) };
  }
  if (rule.kind !== 'people_within_radius' && !(rule.kind === 'circle_completeness' && isStraight(rule))) return null;
  const homes = city.homes();
  if (!homes) return null;
  const reaches = (rule.kind === 'people_within_radius' ? [rule.supply] : rule.categories.map(({ supply }) => supply)).map((supply) => city.homeReach(homes, supply));
  const inside = homes.within(box);
  return {
    layer: 'building', ids: Float64Array.from(inside, (home) => homes.ids[home]),
    states: Uint8Array.from(inside, (home) => {
      const has = reaches.filter(({ nearest }) => nearest[home] >= 0).length;
      return has === reaches.length ? COVER.covered : has === 0 ? COVER.bare : COVER.partial;
    }),
  };
}

function stateOf(coveredM2: number, areaM2: number): keyof typeof COVER {
  return coveredM2 === 0 ? 'bare' : coveredM2 === areaM2 ? 'covered' : 'partial';
}

const isStraight = (rule: Rule): boolean => !('method' in rule) || rule.method !== 'walking';
