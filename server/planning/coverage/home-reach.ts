import { boxOf } from './features.ts';
import type { Homes } from './homes.ts';
import { distanceToMember, widened, type Selection } from './selection.ts';

/** For each home the nearest facility among those within whose radius it lies. */
export interface HomeReach {
  readonly supply: Selection;
  /** Member of `supply`, or -1: out of reach. */
  readonly nearest: Int32Array;
  /** `nearest` follows proposals in place: nothing derived from it may be kept. */
  readonly isFollowing?: true;
}

/** `distance <= radius`, from the home's place to the facility's geometry. Of two equally near, the first in order of layer and id. */
export function buildHomeReach(homes: Homes, supply: Selection): HomeReach {
  const nearest = new Int32Array(homes.count).fill(-1);
  const nearestM = new Float64Array(homes.count).fill(Infinity);
  supply.members.forEach((member, index) => {
    for (const home of homes.within(widened(boxOf(member.table, member.row), member.radiusM))) {
      const distanceM = distanceToMember(member, homes.x[home], homes.y[home]);
      if (distanceM <= member.radiusM && distanceM < nearestM[home]) {
        nearest[home] = index;
        nearestM[home] = distanceM;
      }
    }
  });
  return { supply, nearest };
}
