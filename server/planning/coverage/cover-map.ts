import type { Rule, Selector } from '../standards/rule.ts';
import { requiredLayers } from '../standards/rule-layers.ts';
import type { Atoms } from './atoms.ts';
import type { Box } from './features.ts';
import type { HomeReach } from './home-reach.ts';
import type { PreparedCity } from './prepare.ts';
import { isProposalId } from './proposal.ts';
import { homeWalkReach, parcelWalkReach } from './walk-reach.ts';

/** How what is to be served stands, feature by feature. */
export const COVER = { bare: 0, covered: 1, partial: 2 } as const;

/** Homes (`building`) or parcels that meet a box, and the state of each; a feature stands once. */
export interface CoverMap {
  readonly layer: string;
  readonly ids: Float64Array;
  readonly states: Uint8Array;
}

/**
 * What a map colours for a rule, straight or on foot; null where the rule serves neither homes nor ground within a limit, or a layer is missing. A home with
 * some categories of a circle is partly covered; a parcel within a walk is in or out as a whole.
 */
export function coverMapOf(city: PreparedCity, rule: Rule, box: Box): CoverMap | null {
  if (!requiredLayers(rule).every(city.hasLayer)) return null;
  switch (rule.kind) {
    case 'area_within_radius': {
      const reach = city.areaReach(rule.demand, rule.supply);
      return parcelsOf(rule.demand, reach.atoms, box, (atom) => (reach.state(atom) === 'bare' ? COVER.bare : stateOf(reach.coveredM2(atom), reach.atoms.areaM2[atom])));
    }
    case 'people_within_walk': {
      if (!rule.demand) return homesOf(city, box, [(homes) => homeWalkReach(city, homes, rule.supply)]);
      const atoms = city.atoms(rule.demand);
      const { nearest } = parcelWalkReach(city, atoms, rule.supply);
      return parcelsOf(rule.demand, atoms, box, (atom) => (nearest[atom] >= 0 ? COVER.covered : COVER.bare));
    }
    case 'people_within_radius':
      return homesOf(city, box, [(homes) => city.homeReach(homes, rule.supply)]);
    case 'circle_completeness':
      return homesOf(city, box, rule.categories.map(({ supply }) => (homes) => (rule.method === 'walking' ? homeWalkReach(city, homes, supply) : city.homeReach(homes, supply))));
    default:
      return null;
  }
}

type HomesOf = NonNullable<ReturnType<PreparedCity['homes']>>;
function homesOf(city: PreparedCity, box: Box, asked: readonly ((homes: HomesOf) => HomeReach)[]): CoverMap | null {
  const homes = city.homes();
  if (!homes) return null;
  const reaches = asked.map((ask) => ask(homes).nearest);
  const inside = homes.within(box);
  const ids = new Float64Array(inside.length);
  const states = new Uint8Array(inside.length);
  for (let i = 0; i < inside.length; i++) {
    let has = 0;
    for (const nearest of reaches) if (nearest[inside[i]] >= 0) has += 1;
    ids[i] = homes.ids[inside[i]];
    states[i] = has === reaches.length ? COVER.covered : has === 0 ? COVER.bare : COVER.partial;
  }
  return { layer: 'building', ids, states };
}

/** Of parcels that exist: a proposal is drawn as what it is. */
function parcelsOf({ layer }: Selector, { selection, within }: Atoms, box: Box, stateOfAtom: (atom: number) => number): CoverMap {
  const atoms = within(box).filter((atom) => !isProposalId(selection.members[atom].id));
  return { layer, ids: Float64Array.from(atoms, (atom) => selection.members[atom].id), states: Uint8Array.from(atoms, stateOfAtom) };
}

function stateOf(coveredM2: number, areaM2: number): number {
  return coveredM2 === 0 ? COVER.bare : coveredM2 === areaM2 ? COVER.covered : COVER.partial;
}
