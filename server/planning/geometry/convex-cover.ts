/** Area of a polygon inside the union of a few convex ones, straight from coordinates: no overlay, nothing to release. */
import { ClipScratch, clippedRing, clippedRingArea2 } from './convex-clip.ts';

/** Of each polygon its closed rings, the shell first. */
export type RingsOfPolygons = readonly (readonly Float64Array[])[];

const scratch = new ClipScratch();

/** m² covered. Grows with two to the power of their number, so that it is only for few. `convexes` closed and counter-clockwise. */
export function areaInConvexes(polygons: RingsOfPolygons, convexes: readonly Float64Array[]): number {
  let twice = 0;
  for (const rings of polygons) for (let r = 0; r < rings.length; r++) twice += (r === 0 ? 1 : -1) * Math.abs(twiceIn(rings[r], convexes, 0));
  return twice / 2;
}

/** |P ∩ (C₁ ∪ rest)| = |P ∩ C₁| + |P ∩ rest| − |P ∩ C₁ ∩ rest|; the sign is the direction of the ring. */
function twiceIn(ring: Float64Array, convexes: readonly Float64Array[], from: number): number {
  const inFirst = clippedRingArea2(ring, convexes[from], scratch);
  if (from + 1 === convexes.length) return inFirst;
  const inRest = twiceIn(ring, convexes, from + 1);
  if (inFirst === 0 || inRest === 0) return inFirst + inRest;
  return inFirst + inRest - twiceIn(clippedRing(ring, convexes[from], scratch), convexes, from + 1);
}
