/** Who reaches which facility on foot, within the limit of the facility's tier. Definition: ../network/README.md. */
import { BucketQueue } from '../network/bucket-queue.ts';
import type { DoorSet } from '../network/doors.ts';
import type { Facility } from '../network/facility-joins.ts';
import { buildService, reachOf, type Service } from '../network/service.ts';
import type { SupplyTier } from '../standards/rule.ts';
import type { Atoms } from './atoms.ts';
import type { HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import type { Member, Selection } from './selection.ts';
import { walkCityOf, type WalkCity } from './walk-city.ts';

/** For each home or parcel the facility nearest on foot among those within whose limit it lies. */
export interface WalkReach extends HomeReach {
  /** Metres to it, legs included; Infinity: none. */
  readonly distanceM: Float64Array;
  /** Metres beyond the limit of the facility that comes nearest to serving, below 0 when it does; Infinity: farther than was looked. */
  readonly beyondM: Float64Array;
}

/** Facilities with one limit, nearest-first questions answered over the whole network. */
export interface LimitGroup {
  readonly limitM: number;
  /** Members of the supply, in order of layer and id: facility i of `service` is member `members[i]`. */
  readonly members: readonly number[];
  readonly service: Service;
}

export function homeWalkReach(city: PreparedCity, homes: Homes, supply: readonly SupplyTier[], marginM = 0): WalkReach {
  const walk = walkCityOf(city);
  return city.kept(`walk homes ${marginM} ${JSON.stringify(supply)}`, () => walkReachOf(walk, walk.doorsOfHomes(homes), city.selection(supply), marginM));
}

export function parcelWalkReach(city: PreparedCity, atoms: Atoms, supply: readonly SupplyTier[], marginM = 0): WalkReach {
  const walk = walkCityOf(city);
  return city.kept(`walk parcels ${marginM} ${JSON.stringify([atoms.selection.members.length, supply])}`, () => walkReachOf(walk, walk.doorsOfParcels(atoms), city.selection(supply), marginM));
}

/** @param marginM how far beyond the limits to look, for `beyondM` */
export function walkReachOf(walk: WalkCity, doors: DoorSet, supply: Selection, marginM = 0): WalkReach {
  const nearest = new Int32Array(doors.count).fill(-1);
  const distanceM = new Float64Array(doors.count).fill(Infinity);
  const beyondM = new Float64Array(doors.count).fill(Infinity);
  for (const { limitM, members, service } of limitGroups(walk, supply, marginM)) {
    const reached = reachOf(service, doors);
    for (let item = 0; item < doors.count; item++) {
      const metres = reached.distanceM[item];
      if (metres - limitM < beyondM[item]) beyondM[item] = metres - limitM;
      if (metres > limitM || metres > distanceM[item]) continue;
      const member = members[reached.facility[item]];
      if (metres === distanceM[item] && !comesFirst(supply.members[member], supply.members[nearest[item]])) continue;
      nearest[item] = member;
      distanceM[item] = metres;
    }
  }
  return { supply, nearest, distanceM, beyondM };
}

export function limitGroups(walk: WalkCity, supply: Selection, marginM = 0): readonly LimitGroup[] {
  const queue = new BucketQueue();
  const byLimit = new Map<number, number[]>();
  supply.members.forEach(({ radiusM }, member) => {
    const group = byLimit.get(radiusM);
    if (group) group.push(member);
    else byLimit.set(radiusM, [member]);
  });
  return [...byLimit].map(([limitM, members]) => {
    const ordered = members.sort((a, b) => (comesFirst(supply.members[a], supply.members[b]) ? -1 : 1));
    return { limitM, members: ordered, service: buildService(walk.ground, ordered.map((member) => facilityOf(supply.members[member])), limitM + marginM, queue) };
  });
}

export function facilityOf({ layer, id, table, row }: Member): Facility {
  return { layer, id, table, row };
}

function comesFirst(a: Member, b: Member): boolean {
  return a.layer < b.layer || (a.layer === b.layer && a.id < b.id);
}
