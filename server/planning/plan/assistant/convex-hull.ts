import type { Position } from '../../geometry/types.ts';
import { orientation } from '../orientation.ts';
import { signedRingArea } from '../ring-measures.ts';

/** One side of the hull of points sorted from left to right (A. M. Andrew's monotone chain, 1979). */
function chain(points: readonly Position[]): Position[] {
  const hull: Position[] = [];
  for (const point of points) {
    while (hull.length > 1 && orientation(hull[hull.length - 2], hull[hull.length - 1], point) <= 0) hull.pop();
    hull.push(point);
  }
  return hull;
}

/** m² of the convex hull of some points; 0 for fewer than three. */
export function hullArea(points: readonly Position[]): number {
  if (points.length < 3) return 0;
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const ring = [...chain(sorted), ...chain(sorted.reverse()).slice(1)];
  return signedRingArea(ring);
}
