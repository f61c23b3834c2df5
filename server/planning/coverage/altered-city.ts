/** A prepared city as proposals alter it: what reads no layer with something closed, a gate on foot, is the city's own answer. */
import type { Selector, SupplyTier } from '../standards/rule.ts';
import { alteredDataset, type Alteration } from './altered.ts';
import { prepareCity, type PreparedCity } from './prepare.ts';
import { NETWORK } from './walk-city.ts';

type Tiers = readonly (Selector | SupplyTier)[];

export function alteredCity(city: PreparedCity, alteration: Alteration): PreparedCity {
  const own = prepareCity(alteredDataset(city.dataset, alteration), city.ruleSets, city.overlay);
  const made: PreparedCity = { ...own };
  const layers = [...alteration.closed.keys()];
  // A gate that is closed alters who walks where.
  const areGatesClosed = alteration.closed.has('gate');
  /** Who answers for these tiers. */
  const by = (tiers: Tiers): PreparedCity => (tiers.some(({ layer }) => layers.includes(layer)) ? made : city);
  const onFoot = (tiers: Tiers): PreparedCity => (areGatesClosed ? made : by(tiers));
  const keeper = (key: unknown): PreparedCity => {
    if (typeof key === 'string') return layers.some((layer) => key.includes(`"layer":"${layer}"`)) ? made : city;
    return key === NETWORK && areGatesClosed ? made : city;
  };
  // What it works out asks itself again, so that all but the altered comes from the city.
  return Object.assign(own, {
    hasLayer: city.hasLayer, hasValues: city.hasValues, inputsOf: city.inputsOf, homes: city.homes, union: city.union, preparedUnion: city.preparedUnion,
    kept: (key, build) => keeper(key).kept(key, build),
    selection: (tiers) => by(tiers).selection(tiers),
    atoms: (...selectors) => by(selectors).atoms(...selectors),
    areaReach: (demand, supply) => by([demand, ...supply]).areaReach(demand, supply),
    homeReach: (homes, supply) => by(supply).homeReach(homes, supply),
    homeWalkReach: (homes, supply, marginM) => onFoot(supply).homeWalkReach(homes, supply, marginM),
    homeWalkSides: (homes, supply, marginM) => onFoot(supply).homeWalkSides(homes, supply, marginM),
    parcelWalkReach: (atoms, supply, marginM) => onFoot(supply).parcelWalkReach(atoms, supply, marginM),
    streetReach: (demand, supply) => by([...demand, ...supply]).streetReach(demand, supply),
    borderReach: (border, along, withinM) => by([...border, ...along]).borderReach(border, along, withinM),
    walkLinks: city.walkLinks,
    coverMeasure: (supply) => by(supply).coverMeasure(supply),
    bufferOf: (member) => (member.table.closed ? made : city).bufferOf(member),
  } satisfies Partial<PreparedCity>);
}
