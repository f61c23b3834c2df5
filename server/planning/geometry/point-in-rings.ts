/**
 * Whether a point lies inside or on the edge of a polygon given as closed rings (`ringOffsets[firstRing] …` into interleaved coordinates). Even-odd, so
 * holes and further parts need no marking.
 */
export function isOnOrInsideRings(coords: Float64Array, ringOffsets: Uint32Array, firstRing: number, endRing: number, x: number, y: number): boolean {
  let inside = false;
  for (let r = firstRing; r < endRing; r++) {
    for (let p = ringOffsets[r]; p + 1 < ringOffsets[r + 1]; p++) {
      const side = crossing(coords[2 * p], coords[2 * p + 1], coords[2 * p + 2], coords[2 * p + 3], x, y);
      if (side === 'on') return true;
      if (side === 'crosses') inside = !inside;
    }
  }
  return inside;
}

/** How the ray from a point towards +x meets the segment a–b; `on` when the point lies on the segment. */
export function crossing(ax: number, ay: number, bx: number, by: number, x: number, y: number): 'on' | 'crosses' | 'misses' {
  if ((ay < y && by < y) || (ay > y && by > y) || (ax < x && bx < x)) return 'misses';
  const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  if (cross === 0 && Math.min(ax, bx) <= x && x <= Math.max(ax, bx)) return 'on';
  if ((ay > y) === (by > y)) return 'misses';
  return (cross > 0) === (by > ay) ? 'crosses' : 'misses';
}
