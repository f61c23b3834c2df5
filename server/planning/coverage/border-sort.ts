/** Shared borders as an area has them inside: of each polygon the metres, all of them or what the outline leaves. */
import type { PointLocator } from '../geometry/point-locator.ts';
import { commonM, nearGround, type Stretches } from '../geometry/stretches.ts';
import type { AreaChange } from './area-change.ts';
import type { MemberSort } from './area-memory.ts';
import { circleOf } from './area-sorts.ts';
import { boxOfPiece, nearMember, type BorderReach, type SharedPiece, type Sharing } from './border-reach.ts';
import { widened } from './box-search.ts';
import type { Box } from './features.ts';
import type { Member } from './member.ts';

/** A border that runs along the outline of the area is inside, whichever way either was rounded. m */
export const ON_OUTLINE_M = 0.001;

/** Less than this is rounding. m */
const NOTHING_M = 1e-7;

/** A polygon's shared border inside the area. */
export interface BorderPart {
  /** Number in `BorderReach.sharing`. */
  readonly index: number;
  readonly isCut: boolean;
  readonly sharedM: number;
}

export class BorderSort implements MemberSort<BorderPart> {
  readonly #locator: PointLocator;
  readonly #reach: BorderReach;
  constructor(locator: PointLocator, reach: BorderReach) {
    [this.#locator, this.#reach] = [locator, reach];
  }
  within(box: Box): readonly number[] { return this.#reach.within(widened(box, ON_OUTLINE_M)); }
  find(index: number): BorderPart | null {
    const sharing = this.#reach.sharing[index];
    const [x, y, radiusM] = circleOf(sharing.member);
    if (!this.#locator.hasEdgeNear(x, y, radiusM + ON_OUTLINE_M)) return this.#locator.contains(x, y) ? { index, isCut: false, sharedM: sharing.sharedM } : null;
    let sharedM = 0;
    for (const piece of sharing.pieces) sharedM += commonM(piece.stretches, insideOf(piece, this.#locator));
    if (sharedM < NOTHING_M) return null;
    // All of it is the very number of all of it, from wherever it was looked at.
    return sharing.sharedM - sharedM < NOTHING_M ? { index, isCut: false, sharedM: sharing.sharedM } : { index, isCut: true, sharedM };
  }
  memberOf({ index }: BorderPart): number { return index; }
  isTouched(index: number, change: AreaChange): boolean {
    const [x, y, radiusM] = circleOf(this.#reach.sharing[index].member);
    return change.touches(x, y, radiusM + ON_OUTLINE_M);
  }
  isSame(a: BorderPart, b: BorderPart): boolean { return !a.isCut && !b.isCut; }
}

/** What of a piece lies in the area. */
function insideOf({ ax, ay, bx, by }: SharedPiece, area: PointLocator): Stretches {
  const { minX, minY, maxX, maxY } = widened(boxOfPiece(ax, ay, bx, by), ON_OUTLINE_M);
  return nearGround(ax, ay, bx, by, area.edgesMeeting(minX, minY, maxX, maxY), ON_OUTLINE_M, area.contains);
}

/** Features of the other side that a part inside the area runs along. */
export function besidePart({ sharing, withinM }: BorderReach, { index, isCut }: BorderPart, area: PointLocator): readonly Member[] {
  const { beside, pieces }: Sharing = sharing[index];
  if (!isCut) return beside;
  const inside = pieces.map((piece) => insideOf(piece, area));
  return beside.filter((other) => pieces.some((piece, i) => commonM(nearMember(piece, other, withinM), inside[i]) > 0));
}
