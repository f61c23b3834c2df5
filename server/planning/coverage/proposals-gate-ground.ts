/** A walking network of its own with proposed gates and footways in it: ways through walls and the doors of homes and parcels follow them from place to place. */
import { communitiesOf } from '../network/communities.ts';
import { DoorPatch } from '../network/door-patch.ts';
import { copyOfDoors, DoorBuilder, joinGround, joinParcel, parcelDoors, parcelPlace, type DoorSet, type Ground } from '../network/doors.ts';
import { isAlongBoundary } from '../network/facility-joins.ts';
import type { Courses } from '../network/footway-courses.ts';
import { FOOTWAY_ROOM, FootwayRoom } from '../network/footway-room.ts';
import { forgetGate, moveGate } from '../network/gate-move.ts';
import { gatesOf, NOWHERE_M } from '../network/gates.ts';
import { GATE_M } from '../network/parameters.ts';
import type { Atoms } from './atoms.ts';
import type { Footway } from './dataset.ts';
import { boxOf, type Box } from './features.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import { FootwayGround, ReachPatch } from './proposals-footway-ground.ts';
import { meet, type ProposedFeature } from './proposals-selection.ts';
import { textOf } from './select.ts';
import { widened } from './box-search.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import { walkCityOf } from './walk-city.ts';
import { limitGroups, reachOfGroups, settleItem, type LimitGroup, type WalkReach } from './walk-reach.ts';

/** Doors that follow, and which items were joined anew since the last of each reach. */
interface Followed { readonly doors: DoorSet; readonly patch: DoorPatch; readonly parcels: readonly Member[] | null; readonly at: Float64Array | null }
interface KeptReach { readonly followed: Followed; readonly supply: Selection; readonly marginM: number; readonly groups: readonly LimitGroup[]; readonly value: WalkReach; readonly patch: ReachPatch; isStale: boolean; readonly touched: Set<number> }

/** A reach, and what of it has changed: `takeChanges` gives the items since it was last asked; null: any may have. */
export interface Followable { readonly value: WalkReach; readonly patch: { takeChanges(): readonly number[] | null } }

export class GateGround {
  readonly ground: Ground;
  readonly #homes: Homes;
  readonly #first: number;
  readonly #room: number;
  readonly #ofHomes: Followed;
  readonly #ofParcels = new Map<readonly Member[], Followed>();
  readonly #placesAtFirst: number;
  readonly #reaches = new Map<string, KeptReach>();
  readonly #streets: FootwayRoom;
  readonly #footways: FootwayGround;
  #courses: Courses | null = null;
  #asked: readonly Footway[] = [];
  #planned: Courses | null = null;
  /** Proposed gates as they stand now, by id. */
  readonly #standing = new Map<number, { readonly slot: number; feature: ProposedFeature }>();

  constructor(city: PreparedCity, homes: Homes, room: number, footwayRoom = FOOTWAY_ROOM) {
    const walk = walkCityOf(city);
    const { graph, walls } = walk.ground;
    const gates = gatesOf(city.dataset, room);
    this.#homes = homes;
    this.#room = room;
    this.#first = gates.count - room;
    this.#streets = new FootwayRoom(graph, footwayRoom);
    this.ground = joinGround(this.#streets.graph, gates, walls, communitiesOf(city.dataset, gates));
    this.#footways = new FootwayGround(this.ground, this.#streets);
    const doors = copyOfDoors(walk.doorsOfHomes(homes));
    this.#ofHomes = { doors, patch: new DoorPatch(this.ground, doors, homes), parcels: null, at: null };
    this.#placesAtFirst = this.#ofHomes.doors.placeCount;
  }

  /** False: there is no room for so many gates or such footways, or places given up take too much of it; a new ground is due. */
  hasRoomFor(features: readonly ProposedFeature[], footways: readonly Footway[]): boolean {
    return features.length <= this.#room && this.#streets.hasRoomFor(this.#plan(footways)) && this.#ofHomes.doors.placeCount <= 2 * this.#placesAtFirst + 10_000;
  }

  /** Footways that are not in the network. Ids. */
  get loose(): readonly number[] { return this.#courses?.loose ?? []; }

  /** Takes over the proposed gates and footways as they are now. @returns whether anything is not as it was */
  update(features: readonly ProposedFeature[], footways: readonly Footway[]): boolean {
    const courses = this.#plan(footways);
    const areGatesAsBefore = features.length === this.#standing.size && features.every(({ id, table }) => this.#standing.get(id)?.feature.table === table);
    if (courses === this.#courses && areGatesAsBefore) return false;
    this.#clear();
    this.#moveGates(features);
    for (const [key, kept] of this.#reaches) {
      // Who is asked again is worked out again once, without footways.
      if (kept.isStale) this.#reaches.set(key, this.#made(kept.followed, kept.supply, kept.marginM));
      else this.#settle(kept);
    }
    this.#courses = courses;
    this.#put();
    return true;
  }

  /** The same object for the same footways. */
  #plan(footways: readonly Footway[]): Courses {
    if (this.#planned === null || footways.length !== this.#asked.length || footways.some((each, i) => each !== this.#asked[i])) {
      this.#asked = footways;
      this.#planned = this.#streets.plan(footways);
    }
    return this.#planned;
  }

  #put(): void {
    if (this.#courses && this.#courses.courses.length > 0) this.#footways.put(this.#courses, this.#patches());
  }

  #clear(): void {
    for (const { patch } of this.#reaches.values()) if (patch.isPut) patch.clear();
    if (this.#footways.change) this.#footways.clear(this.#patches());
  }

  #patches(): readonly DoorPatch[] { return [this.#ofHomes, ...this.#ofParcels.values()].map(({ patch }) => patch); }

  #moveGates(features: readonly ProposedFeature[]): void {
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

  homeReach(key: string, supply: Selection, marginM: number): Followable { return this.#reach(`homes ${key}`, this.#ofHomes, supply, marginM); }
  parcelReach(key: string, atoms: Atoms, supply: Selection, marginM: number): Followable { return this.#reach(`parcels ${key}`, this.#parcels(atoms.selection.members), supply, marginM); }

  #freeSlot(): number {
    const taken = new Set([...this.#standing.values()].map(({ slot }) => slot));
    let slot = this.#first;
    while (taken.has(slot)) slot += 1;
    return slot;
  }

  #reach(key: string, followed: Followed, supply: Selection, marginM: number): Followable {
    let kept = this.#reaches.get(key);
    if (!kept) this.#reaches.set(key, kept = this.#withoutFootways(() => this.#made(followed, supply, marginM)));
    const { change } = this.#footways;
    if (change && !kept.patch.isPut) kept.patch.put(change, followed.patch, followed.doors);
    return kept;
  }

  #made(followed: Followed, supply: Selection, marginM: number): KeptReach {
    const groups = limitGroups({ ground: this.ground }, supply, marginM);
    const value = reachOfGroups(groups, followed.doors, supply);
    return { followed, supply, marginM, groups, value, patch: new ReachPatch(value, groups, this.#streets.streets), isStale: false, touched: new Set() };
  }

  #settle(kept: KeptReach): void {
    for (const item of kept.touched) settleItem(kept.value, item, kept.groups, kept.followed.doors);
    kept.patch.touched(kept.touched);
    kept.touched.clear();
  }

  /** What is kept is kept as it is without footways. */
  #withoutFootways<T>(make: () => T): T {
    if (!this.#footways.change) return make();
    this.#clear();
    const made = make();
    this.#put();
    return made;
  }

  #parcels(parcels: readonly Member[]): Followed {
    let followed = this.#ofParcels.get(parcels);
    if (!followed) {
      followed = this.#withoutFootways(() => {
        const doors = parcelDoors(this.ground, parcels);
        const at = Float64Array.from(parcels.flatMap(parcelPlace));
        const where = { x: at.filter((_, i) => i % 2 === 0), y: at.filter((_, i) => i % 2 === 1) };
        const fresh: Followed = { doors, patch: new DoorPatch(this.ground, doors, where), parcels, at };
        this.#ofParcels.set(parcels, fresh);
        return fresh;
      });
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
