/** On which side of a limit each home stands, a margin given: all that edges ask of distances. One is kept for every supply of every rule, in two bits a home. */
import { boxOf, isFartherThan } from './features.ts';
import type { Homes } from './homes.ts';
import { widened } from './box-search.ts';
import { distanceToMember } from './member.ts';
import type { Selection } from './selection.ts';

/** In order of metres beyond the limit: served by a radius shorter by the margin as well, only by the radius itself, only by a longer one, by neither. */
export const SIDE = { within: 0, justWithin: 1, justBeyond: 2, beyond: 3 } as const;

/** Metres beyond the limit, below 0 within it; 0 is within, and the margin itself is still reached by the longer radius, but not by the shorter one. */
export function sideOf(beyondM: number, marginM: number): number {
  if (beyondM <= -marginM) return SIDE.within;
  if (beyondM <= 0) return SIDE.justWithin;
  return beyondM <= marginM ? SIDE.justBeyond : SIDE.beyond;
}

/** Sides of `beyond` until they are set. */
export class Sides {
  readonly #packed: Uint8Array;
  constructor(count: number) {
    this.#packed = new Uint8Array(Math.ceil(count / 4)).fill(0xff);
  }
  at(home: number): number {
    return (this.#packed[home >> 2] >> (2 * (home & 3))) & 3;
  }
  set(home: number, side: number): void {
    const shift = 2 * (home & 3);
    this.#packed[home >> 2] = (this.#packed[home >> 2] & ~(3 << shift)) | (side << shift);
  }
}

export function sidesOf(beyondM: Float64Array, marginM: number): Sides {
  const sides = new Sides(beyondM.length);
  for (let i = 0; i < beyondM.length; i++) sides.set(i, sideOf(beyondM[i], marginM));
  return sides;
}

/** In a straight line, of the facility that comes nearest to serving each home. */
export function homeSides(homes: Homes, supply: Selection, marginM: number): Sides {
  const sides = new Sides(homes.count);
  for (const member of supply.members) {
    const extent = boxOf(member.table, member.row);
    const farthestM = member.radiusM + marginM;
    for (const home of homes.near(widened(extent, farthestM))) {
      if (sides.at(home) === SIDE.within || isFartherThan(farthestM, extent, homes.x[home], homes.y[home])) continue;
      const side = sideOf(distanceToMember(member, homes.x[home], homes.y[home]) - member.radiusM, marginM);
      if (side < sides.at(home)) sides.set(home, side);
    }
  }
  return sides;
}
