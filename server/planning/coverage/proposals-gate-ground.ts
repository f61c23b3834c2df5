/** A walking network of its own with proposed gates in it: ways through walls and the doors of homes and parcels follow them from place to place. */
import { communitiesOf } from '../network/communities.ts';
import { copyOfDoors, DoorBuilder, joinGround, joinParcel, parcelDoors, parcelPlace, type DoorSet, type Ground } from '../network/doors.ts';
import { isAlongBoundary } from '../network/facility-joins.ts';
import { forgetGate, moveGate } from '../network/gate-move.ts';
import { gatesOf, NOWHERE_M } from '../network/gates.ts';
import { GATE_M } from '../network/parameters.ts';
import type { Atoms } from './atoms.ts';
import { boxOf, type Box } from './features.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import { meet, type ProposedFeature } from './proposals-selection.ts';
import { textOf } from './select.ts';
import { widened } from './box-search.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import { walkCityOf } from './walk-city.ts';
import { limitGroups, reachOfGroups, settleItem, type LimitGroup, type WalkReach } from './walk-reach.ts';

/** Doors that follow, and which items were joined anew since the last of each reach. */
interface Followed { readonly doors: DoorSet; readonly parcels: readonly Member[] | null; readonly at: Float64Array | null }
interface KeptReach { readonly followed: Followed; readonly supply: Selection; readonly groups: readonly LimitGroup[]; readonly value: WalkReach; isStale: boolean; readonly touched: Set<number> }

export class GateGround {
  readonly ground: Ground;
  readonly #homes: Homes;
  readonly #first: number;
  readonly #room: number;
  readonly #ofHomes: Followed;
  readonly #ofParcels = new Map<readonly Member[], Followed>();
  readonly #placesAtFirst: number;
  readonly #reaches = new Map<string, KeptReach>();
  /** Proposed gates as they stand now, by id. */
  readonly #standing = new Map<number, { readonly slot: number; feature: ProposedFeature }>();

  constructor(city: PreparedCity, homes: Homes, room: number) {
    const walk = walkCityOf(city);
    const { graph, walls } = walk.ground;
    const gates = gatesOf(city.dataset, room);
    this.#homes = homes;
    this.#room = room;
    this.#first = gates.count - room;
    this.ground = joinGround({ ...graph, arcM: graph.arcM.slice(), linkOpen: graph.linkOpen.slice() }, gates, walls, communitiesOf(city.dataset, gates));
    this.#ofHomes = { doors: copyOfDoors(walk.doorsOfHomes(homes)), parcels: null, at: null };
    this.#placesAtFirst = this.#ofHomes.doors.placeCount;
  }

  /** False: there is no room for so many gates, or places given up take too much of it; a new ground is due. */
  hasRoomFor(features: readonly ProposedFeature[]): boolean {
    return features.length <= this.#room && this.#ofHomes.doors.placeCount <= 2 * this.#placesAtFirst + 10_000;
  }

  /** Takes over the proposed gates as they are now. */
  update(features: readonly ProposedFeature[]): void {
    for (const [id, { slot }] of this.#standing) {
      if (features.some((feature) => feature.id === id)) continue;
      this.#move(slot, NOWHERE_M, NOWHERE_M, false);
      this.#standing.delete(id);
    }
    for (const feature of features) {
      const known = this.#standing.get(feature.id);
      if (known?.feature.table === feature.table) continue;
      const slot = known?.slot ?? this.#freeSlot();
      this.#standing.set(feature.id, { slot, feature });
      const [x, y] = feature.table.coords;
      this.#move(slot, x, y, textOf(feature.table, 'open', 0) !== 'false');
    }
  }

  doorsOfHomes(): DoorSet { return this.#ofHomes.doors; }

  /** Of parcels that exist. */
  doorsOfParcels(atoms: Atoms): DoorSet { return this.#parcels(atoms.selection.members).doors; }

  homeReach(key: string, supply: Selection, marginM: number): WalkReach { return this.#reach(`homes ${key}`, this.#ofHomes, supply, marginM); }
  parcelReach(key: string, atoms: Atoms, supply: Selection, marginM: number): WalkReach { return this.#reach(`parcels ${key}`, this.#parcels(atoms.selection.members), supply, marginM); }

  #freeSlot(): number {
    const taken = new Set([...this.#standing.values()].map(({ slot }) => slot));
    let slot = this.#first;
    while (taken.has(slot)) slot += 1;
    return slot;
  }

  #reach(key: string, followed: Followed, supply: Selection, marginM: number): WalkReach {
    let kept = this.#reaches.get(key);
    if (!kept || kept.isStale) {
      const groups = limitGroups({ ground: this.ground }, supply, marginM);
      this.#reaches.set(key, kept = { followed, supply, groups, value: reachOfGroups(groups, followed.doors, supply), isStale: false, touched: new Set() });
    }
    for (const item of kept.touched) settleItem(kept.value, item, kept.groups, followed.doors);
    kept.touched.clear();
    return kept.value;
  }

  #parcels(parcels: readonly Member[]): Followed {
    let followed = this.#ofParcels.get(parcels);
    if (!followed) {
      this.#ofParcels.set(parcels, followed = { doors: parcelDoors(this.ground, parcels), parcels, at: Float64Array.from(parcels.flatMap(parcelPlace)) });
    }
    return followed;
  }

  #move(gate: number, x: number, y: number, isOpen: boolean): void {
    const { gates } = this.ground;
    const places = [boxAround(gates.x[gate], gates.y[gate]), boxAround(x, y)];
    const { homes, grounds, isNetworkChanged } = moveGate(this.ground, this.#homes, this.#ofHomes.doors, gate, x, y, isOpen);
    const boxes = grounds.map(([table, row]) => boxOf(table, row));
    const touched = new Map<Followed, readonly number[]>([[this.#ofHomes, homes]]);
    for (const followed of this.#ofParcels.values()) touched.set(followed, this.#rejoin(followed, gate, places, boxes));
    for (const kept of this.#reaches.values()) {
      if (isNetworkChanged || kept.supply.members.some((member) => isAlongBoundary(member) && places.some((place) => meet(place, boxOf(member.table, member.row))))) kept.isStale = true;
      else for (const item of touched.get(kept.followed) as readonly number[]) kept.touched.add(item);
    }
  }

  /** Parcels that the gate leads or led into, and those in communities it is or was a gate of. */
  #rejoin({ doors, parcels, at }: Followed, gate: number, places: readonly Box[], grounds: readonly Box[]): readonly number[] {
    if (!parcels || !at) return [];
    forgetGate(doors, gate);
    const builder = new DoorBuilder(this.ground, doors.count, doors);
    const touched: number[] = [];
    for (let parcel = 0; parcel < parcels.length; parcel++) {
      const box = boxOf(parcels[parcel].table, parcels[parcel].row);
      const [x, y] = [at[2 * parcel], at[2 * parcel + 1]];
      if (!places.some((place) => meet(place, box)) && !grounds.some(({ minX, maxX, minY, maxY }) => x >= minX && x <= maxX && y >= minY && y <= maxY)) continue;
      joinParcel(this.ground, builder, parcel, parcels[parcel]);
      touched.push(parcel);
    }
    builder.finish();
    return touched;
  }
}

function boxAround(x: number, y: number): Box {
  return widened({ minX: x, minY: y, maxX: x, maxY: y }, GATE_M);
}
