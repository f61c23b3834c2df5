/** Metres from a point to the segment between points p and p + 1 of interleaved coordinates. */
export function distanceToSegment(coords: Float64Array, p: number, x: number, y: number): number {
  const ax = coords[2 * p] - x;
  const ay = coords[2 * p + 1] - y;
  const dx = coords[2 * p + 2] - coords[2 * p];
  const dy = coords[2 * p + 3] - coords[2 * p + 1];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / squared));
  const ex = ax + t * dx;
  const ey = ay + t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}

/**
 * The stretch of the segment a–b within `radiusM` of a point, as metres along it [from, to], or null when it is out of reach. Exact: the disc is
 * a disc, not a polygon.
 */
export function segmentInDisc(ax: number, ay: number, bx: number, by: number, x: number, y: number, radiusM: number): readonly [from: number, to: number] | null {
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return null;
  const foot = ((x - ax) * dx + (y - ay) * dy) / length;
  const offset = ((x - ax) * dy - (y - ay) * dx) / length;
  const half = radiusM * radiusM - offset * offset;
  if (half < 0) return null;
  const reach = Math.sqrt(half);
  const from = Math.max(0, foot - reach);
  const to = Math.min(length, foot + reach);
  return to >= from ? [from, to] : null;
}

/** Total length of the union of intervals; sorts the list in place, by both ends, so that the sum does not depend on the order they came in. */
export function unionLength(intervals: (readonly [from: number, to: number])[]): number {
  intervals.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let covered = 0;
  let reached = -Infinity;
  for (const [from, to] of intervals) {
    if (to <= reached) continue;
    covered += to - Math.max(from, reached);
    reached = to;
  }
  return covered;
}
