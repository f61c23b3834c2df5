/** Who reaches which facility on foot, within the limit of the facility's tier. Definition: ../network/README.md. */
import { BucketQueue } from '../network/bucket-queue.ts';
import type { DoorSet } from '../network/doors.ts';
import type { Facility } from '../network/facility-joins.ts';
import { buildService, nearestFrom, reachOf, take, type Found, type Service } from '../network/service.ts';
import type { SupplyTier } from '../standards/rule.ts';
import type { Atoms } from './atoms.ts';
import { nobodyNearest, type HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import type { WalkCity } from './walk-city.ts';

/** For each home or parcel the facility nearest on foot among those within whose limit it lies. */
export interface WalkReach extends HomeReach {
  /** Metres to it, legs included; Infinity: none. */
  readonly distanceM: Float64Array;
  /** Metres beyond the limit of the facility that comes nearest to serving, below 0 when it does; Infinity: farther than was looked. Empty where nobody looked beyond. */
  readonly beyondM: Float64Array;
}

/** Facilities with one limit, nearest-first questions answered over the whole network. */
export interface LimitGroup {
  readonly limitM: number;
  /** Members of the supply, in order of layer and id: facility i of `service` is member `members[i]`. */
  readonly members: readonly number[];
  readonly service: Service;
}

/** The same without the distances, which figures do not ask for and a large city has many of; who does (proposals) has them worked out again, once. */
export function withDistancesLater(reach: WalkReach, again: () => WalkReach): WalkReach {
  let distanceM: Float64Array | null = null;
  const { supply, nearest, beyondM } = reach;
  return { supply, nearest, beyondM, get distanceM() { return distanceM ??= again().distanceM; } };
}

export function homeWalkReach(city: PreparedCity, homes: Homes, supply: readonly SupplyTier[]): WalkReach {
  return city.homeWalkReach(homes, supply, 0);
}

export function parcelWalkReach(city: PreparedCity, atoms: Atoms, supply: readonly SupplyTier[], marginM = 0): WalkReach {
  return city.parcelWalkReach(atoms, supply, marginM);
}

/** @param marginM how far beyond the limits to look, for `beyondM` */
export function walkReachOf(walk: Pick<WalkCity, 'ground'>, doors: DoorSet, supply: Selection, marginM = 0): WalkReach {
  return reachOfGroups(limitGroups(walk, supply, marginM), doors, supply);
}

/** The same from services that are there already. */
export function reachOfGroups(groups: readonly LimitGroup[], doors: DoorSet, supply: Selection): WalkReach {
  const looksBeyond = groups.length === 0 || groups.some(({ limitM, service }) => service.cutoffM > limitM);
  const reach: WalkReach = { supply, nearest: nobodyNearest(doors.count, supply), distanceM: new Float64Array(doors.count), beyondM: new Float64Array(looksBeyond ? doors.count : 0) };
  const reached = groups.map(({ service }) => reachOf(service, doors));
  for (let item = 0; item < doors.count; item++) {
    clear(reach, item);
    for (let g = 0; g < groups.length; g++) offer(reach, item, groups[g], reached[g].distanceM[item], reached[g].facility[item]);
  }
  return reach;
}

/** Works out one item anew, in place, after its doors changed. */
export function settleItem(reach: WalkReach, item: number, groups: readonly LimitGroup[], doors: DoorSet): void {
  clear(reach, item);
  const found: Found = { distanceM: Infinity, facility: -1 };
  const best: Found = { distanceM: Infinity, facility: -1 };
  for (const group of groups) {
    best.distanceM = Infinity;
    best.facility = -1;
    for (let door = doors.start[item]; door < doors.end[item]; door++) {
      const place = doors.doorPlace[door];
      nearestFrom(group.service, doors.edge[place], doors.positionM[place], found);
      take(best, found.distanceM + doors.legM[place] + doors.doorM[door], found.facility);
    }
    if (best.distanceM <= group.service.cutoffM) offer(reach, item, group, best.distanceM, best.facility);
  }
}

function clear({ nearest, distanceM, beyondM }: WalkReach, item: number): void {
  nearest[item] = -1;
  distanceM[item] = Infinity;
  if (beyondM.length > 0) beyondM[item] = Infinity;
}

function offer({ supply, nearest, distanceM, beyondM }: WalkReach, item: number, { limitM, members }: LimitGroup, metres: number, facility: number): void {
  if (beyondM.length > 0 && metres - limitM < beyondM[item]) beyondM[item] = metres - limitM;
  if (metres > limitM || metres > distanceM[item]) return;
  const member = members[facility];
  if (metres === distanceM[item] && !comesFirst(supply.members[member], supply.members[nearest[item]])) return;
  nearest[item] = member;
  distanceM[item] = metres;
}

export function limitGroups(walk: Pick<WalkCity, 'ground'>, supply: Selection, marginM = 0): readonly LimitGroup[] {
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

/** Order of layer and id. */
export function comesFirst(a: Member, b: Member): boolean {
  return a.layer < b.layer || (a.layer === b.layer && a.id < b.id);
}
