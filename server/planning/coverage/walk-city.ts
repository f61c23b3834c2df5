/** A city's walking network with its homes joined to it, built when a rule first asks for walking distances and kept as long as the city. */
import { communitiesOf } from '../network/communities.ts';
import { homeDoors, joinGround, parcelDoors, type DoorSet, type Ground } from '../network/doors.ts';
import { gatesOf } from '../network/gates.ts';
import { buildStreetGraph } from '../network/street-graph.ts';
import { wallsOf } from '../network/walls.ts';
import type { Atoms } from './atoms.ts';
import { tablesOf, type Dataset } from './dataset.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import type { Member } from './member.ts';

export interface WalkCity {
  readonly ground: Ground;
  doorsOfHomes(homes: Homes): DoorSet;
  /** Doors of parcels, in the order of `atoms`. */
  doorsOfParcels(atoms: Atoms): DoorSet;
  /** Layers done without: `gates_missing`, `walls_missing`. */
  readonly notes: readonly string[];
}

/** An object, so that a city with proposals keeps it where the city itself does. */
export const NETWORK = { what: 'walking network' } as const;

/** Only where the city has roads. */
export function walkCityOf(city: PreparedCity): WalkCity {
  return city.kept(NETWORK, () => buildWalkCity(city.dataset));
}

export function buildWalkCity(dataset: Dataset): WalkCity {
  const gates = gatesOf(dataset);
  const walls = wallsOf(dataset);
  const ground = joinGround(buildStreetGraph(dataset, walls, gates), gates, walls, communitiesOf(dataset, gates));
  const homesDoors = new WeakMap<Homes, DoorSet>();
  const parcelsDoors = new WeakMap<readonly Member[], DoorSet>();
  return {
    ground,
    notes: ['gate', 'wall'].filter((layer) => tablesOf(dataset, layer).length === 0).map((layer) => `${layer}s_missing`),
    doorsOfHomes: (homes) => keptFor(homesDoors, homes, () => homeDoors(ground, homes)),
    // A selection with proposals in it changes under the hand.
    doorsOfParcels: ({ selection }) => ('base' in selection ? parcelDoors(ground, selection.members) : keptFor(parcelsDoors, selection.members, () => parcelDoors(ground, selection.members))),
  };
}

function keptFor<K extends object, T>(cache: WeakMap<K, T>, key: K, build: () => T): T {
  let value = cache.get(key);
  if (value === undefined) cache.set(key, value = build());
  return value;
}
