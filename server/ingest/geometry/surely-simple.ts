import type { FlatGeometry } from './flat-geometry.ts';

/** Rings of more corners are GEOS's: every pair of edges is looked at here. */
const MOST_CORNERS = 60;
/** Relative error of an orientation computed in doubles, Shewchuk 1997, “Adaptive Precision Floating-Point Arithmetic”, ccwerrboundA = (3 + 16ε)ε. */
const ORIENTATION_ERROR = 3.3306690738754716e-16;
/** The same of a scalar product of two differences: (4 + O(ε))ε, rounded up. */
const PRODUCT_ERROR = 1e-15;

/** +1 or −1: c lies surely left or right of the line a → b; 0: on it, or too near to it to tell in doubles. */
function side(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (ax - cx) * (by - cy), right = (ay - cy) * (bx - cx);
  const determinant = left - right;
  return Math.abs(determinant) > ORIENTATION_ERROR * (Math.abs(left) + Math.abs(right)) ? Math.sign(determinant) : 0;
}

/** Two edges in a row meet in their common corner alone: they turn by less than a right angle, or do not lie on one line. */
function surelyTurns(c: readonly number[], i: number, j: number, k: number): boolean {
  const x = (c[j]! - c[i]!) * (c[k]! - c[j]!), y = (c[j + 1]! - c[i + 1]!) * (c[k + 1]! - c[j + 1]!);
  if (x + y > PRODUCT_ERROR * (Math.abs(x) + Math.abs(y))) return true;
  return side(c[i]!, c[i + 1]!, c[j]!, c[j + 1]!, c[k]!, c[k + 1]!) !== 0;
}

/** Edges i → i+1 and j → j+1 have no point in common. */
function surelyApart(c: readonly number[], i: number, j: number): boolean {
  const ax = c[i]!, ay = c[i + 1]!, bx = c[i + 2]!, by = c[i + 3]!, px = c[j]!, py = c[j + 1]!, qx = c[j + 2]!, qy = c[j + 3]!;
  if ((ax > bx ? ax : bx) < (px < qx ? px : qx) || (px > qx ? px : qx) < (ax < bx ? ax : bx) || (ay > by ? ay : by) < (py < qy ? py : qy) || (py > qy ? py : qy) < (ay < by ? ay : by)) return true;
  const p = side(ax, ay, bx, by, px, py);
  if (p !== 0 && p === side(ax, ay, bx, by, qx, qy)) return true;
  const a = side(px, py, qx, qy, ax, ay);
  return a !== 0 && a === side(px, py, qx, qy, bx, by);
}

/**
 * True only for an area that is surely valid by the OGC's rules as it stands: one closed ring without holes whose edges, by comparisons that rounding cannot
 * turn, meet nowhere but in the corners they share. False says nothing; GEOS is then asked. Most buildings and parcels are such rings, and GEOS costs
 * thirty times as much.
 */
export function isSurelySimpleArea({ dimension, coords, ringEnds, partEnds }: FlatGeometry): boolean {
  const last = coords.length - 2, corners = last / 2;
  if (dimension !== 'polygon' || partEnds.length !== 1 || ringEnds.length !== 1 || corners < 3 || corners > MOST_CORNERS) return false;
  if (coords[0] !== coords[last] || coords[1] !== coords[last + 1]) return false;
  for (let i = 0; i < last; i += 2) if (!surelyTurns(coords, i, i + 2, i + 2 === last ? 2 : i + 4)) return false;
  for (let i = 0; i < last; i += 2) {
    // The first edge and the last share a corner, as those in a row do.
    const end = i === 0 ? last - 2 : last;
    for (let j = i + 4; j < end; j += 2) if (!surelyApart(coords, i, j)) return false;
  }
  return true;
}
