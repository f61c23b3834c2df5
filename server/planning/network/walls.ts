/** Walls: where they cut streets, and whether they hide a street from a home. Number 3 of the definition (./README.md). */
import Flatbush from 'flatbush';
import { tablesOf, type Dataset } from '../coverage/dataset.ts';
import { featureCount, ringRange } from '../coverage/features.ts';
import { SAME_PLACE_M } from './parameters.ts';
import { crossingShare, segmentToSegment } from './segments.ts';

export interface Walls {
  readonly count: number;
  /** Shares along a–b where walls cross it, ascending, each place once; none within a millimetre of an end of a–b. */
  crossings(ax: number, ay: number, bx: number, by: number): readonly number[];
  /** Does the straight line a–b come within a millimetre of a wall? */
  hide(ax: number, ay: number, bx: number, by: number): boolean;
}

const NONE: readonly number[] = [];
const REMEMBERED = 24;

export function wallsOf(dataset: Dataset): Walls {
  const pieces = wallPieces(dataset);
  const count = pieces.length / 4;
  if (count === 0) return { count, crossings: () => NONE, hide: () => false };
  const index = new Flatbush(count);
  for (let i = 0; i < pieces.length; i += 4) {
    index.add(Math.min(pieces[i], pieces[i + 2]), Math.min(pieces[i + 1], pieces[i + 3]), Math.max(pieces[i], pieces[i + 2]), Math.max(pieces[i + 1], pieces[i + 3]));
  }
  index.finish();
  const lately: number[] = [];
  let oldest = 0;
  const near = (ax: number, ay: number, bx: number, by: number, byM: number): readonly number[] =>
    index.search(Math.min(ax, bx) - byM, Math.min(ay, by) - byM, Math.max(ax, bx) + byM, Math.max(ay, by) + byM);
  return {
    count,
    crossings: (ax, ay, bx, by) => {
      const found = near(ax, ay, bx, by, 0);
      return found.length === 0 ? NONE : crossingsAmong(pieces, found, ax, ay, bx, by);
    },
    hide: (ax, ay, bx, by) => {
      // Inside a closed wall every look out is stopped by the same few pieces: those that stopped the last ones are asked first.
      for (let k = 0; k < lately.length; k++) {
        if (!stops(pieces, lately[k], ax, ay, bx, by)) continue;
        const piece = lately[k];
        lately[k] = lately[0];
        lately[0] = piece;
        return true;
      }
      for (const piece of near(ax, ay, bx, by, SAME_PLACE_M)) {
        if (!stops(pieces, piece, ax, ay, bx, by)) continue;
        if (lately.length < REMEMBERED) lately.push(piece);
        else lately[oldest = (oldest + 1) % REMEMBERED] = piece;
        return true;
      }
      return false;
    },
  };
}

function stops(pieces: Float64Array, piece: number, ax: number, ay: number, bx: number, by: number): boolean {
  const i = 4 * piece;
  const [cx, cy, dx, dy] = [pieces[i], pieces[i + 1], pieces[i + 2], pieces[i + 3]];
  if (Math.max(ax, bx) + SAME_PLACE_M < Math.min(cx, dx) || Math.max(cx, dx) + SAME_PLACE_M < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) + SAME_PLACE_M < Math.min(cy, dy) || Math.max(cy, dy) + SAME_PLACE_M < Math.min(ay, by)) return false;
  return segmentToSegment(ax, ay, bx, by, cx, cy, dx, dy) <= SAME_PLACE_M;
}

function wallPieces(dataset: Dataset): Float64Array {
  const pieces: number[] = [];
  for (const table of tablesOf(dataset, 'wall').filter(({ geometryType }) => geometryType === 'line')) {
    for (let row = 0; row < featureCount(table); row++) {
      const [first, end] = ringRange(table, row);
      for (let r = first; r < end; r++) {
        for (let p = table.ringOffsets[r]; p + 1 < table.ringOffsets[r + 1]; p++) pieces.push(table.coords[2 * p], table.coords[2 * p + 1], table.coords[2 * p + 2], table.coords[2 * p + 3]);
      }
    }
  }
  return Float64Array.from(pieces);
}

function crossingsAmong(pieces: Float64Array, found: readonly number[], ax: number, ay: number, bx: number, by: number): readonly number[] {
  const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
  const shares: number[] = [];
  for (const piece of found) {
    const i = 4 * piece;
    const share = crossingShare(ax, ay, bx, by, pieces[i], pieces[i + 1], pieces[i + 2], pieces[i + 3]);
    if (share * length > SAME_PLACE_M && (1 - share) * length > SAME_PLACE_M) shares.push(share);
  }
  shares.sort((a, b) => a - b);
  return shares.filter((share, k) => k === 0 || (share - shares[k - 1]) * length > SAME_PLACE_M);
}
