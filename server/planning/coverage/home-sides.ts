/** On which side of a limit each home stands, a margin given: all that edges ask of distances, and a byte a home. */
import { boxOf, isFartherThan } from './features.ts';
import type { Homes } from './homes.ts';
import { distanceToMember, widened, type Selection } from './selection.ts';

/** In order of metres beyond the limit: served by a radius shorter by the margin as well, only by the radius itself, only by a longer one, by neither. */
export const SIDE = { within: 0, justWithin: 1, justBeyond: 2, beyond: 3 } as const;

/** Metres beyond the limit, below 0 within it; 0 is within, and the margin itself is still reached by the longer radius, but not by the shorter one. */
export function sideOf(beyondM: number, marginM: number): number {
  if (beyondM <= -marginM) return SIDE.within;
  if (beyondM <= 0) return SIDE.justWithin;
  return beyondM <= marginM ? SIDE.justBeyond : SIDE.beyond;
}

export function sidesOf(beyondM: Float64Array, marginM: number): Uint8Array {
  const sides = new Uint8Array(beyondM.length);
  for (let i = 0; i < sides.length; i++) sides[i] = sideOf(beyondM[i], marginM);
  return sides;
}

/** In a straight line, of the facility that comes nearest to serving each home. */
export function homeSides(homes: Homes, supply: Selection, marginM: number): Uint8Array {
  const sides = new Uint8Array(homes.count).fill(SIDE.beyond);
  for (const member of supply.members) {
    const extent = boxOf(member.table, member.row);
    const farthestM = member.radiusM + marginM;
    for (const home of homes.near(widened(extent, farthestM))) {
      if (sides[home] === SIDE.within || isFartherThan(farthestM, extent, homes.x[home], homes.y[home])) continue;
      const side = sideOf(distanceToMember(member, homes.x[home], homes.y[home]) - member.radiusM, marginM);
      if (side < sides[home]) sides[home] = side;
    }
  }
  return sides;
}
