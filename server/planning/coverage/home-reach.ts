import { boxOf, isFartherThan } from './features.ts';
import type { Homes } from './homes.ts';
import { widened } from './box-search.ts';
import { distanceToMember } from './member.ts';
import type { Selection } from './selection.ts';

/** A number of a member each, or -1. One is kept for every supply of every rule, so they are as narrow as the supply allows. */
export type Nearest = Int32Array | Int16Array;

const MOST_NARROW = 0x7fff;

/** All -1, with room for the numbers of a supply that does not grow. */
export function nobodyNearest(count: number, { members }: Selection): Nearest {
  return (members.length <= MOST_NARROW ? new Int16Array(count) : new Int32Array(count)).fill(-1);
}

/** For each home the nearest facility among those within whose radius it lies. */
export interface HomeReach {
  readonly supply: Selection;
  /** Member of `supply`, or -1: out of reach. */
  readonly nearest: Nearest;
  /** `nearest` follows proposals in place: nothing derived from it may be kept. */
  readonly isFollowing?: true;
}

/** `distance <= radius`, from the home's place to the facility's geometry. Of two equally near, the first in order of layer and id. */
export function buildHomeReach(homes: Homes, supply: Selection): HomeReach {
  const nearest = nobodyNearest(homes.count, supply);
  const nearestM = new Float64Array(homes.count).fill(Infinity);
  const { members } = supply;
  for (let index = 0; index < members.length; index++) {
    const member = members[index];
    const { radiusM } = member;
    const extent = boxOf(member.table, member.row);
    for (const home of homes.near(widened(extent, radiusM))) {
      if (isFartherThan(Math.min(radiusM, nearestM[home]), extent, homes.x[home], homes.y[home])) continue;
      const distanceM = distanceToMember(member, homes.x[home], homes.y[home]);
      if (distanceM <= radiusM && distanceM < nearestM[home]) {
        nearest[home] = index;
        nearestM[home] = distanceM;
      }
    }
  }
  return { supply, nearest };
}
