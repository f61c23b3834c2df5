/** Two straight pieces and how they lie to each other. Metres. */

/** Place on the segment a–b nearest to a point, 0 at a … 1 at b. */
export function nearestShare(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  return squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
}

export function pointToSegment(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const t = nearestShare(ax, ay, bx, by, x, y);
  const ex = t === 1 ? bx - x : ax + t * (bx - ax) - x;
  const ey = t === 1 ? by - y : ay + t * (by - ay) - y;
  return Math.sqrt(ex * ex + ey * ey);
}

/** Share of a–b at which it properly crosses c–d, or NaN. Ends count. Segments along one line do not cross. */
export function crossingShare(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): number {
  const ux = bx - ax;
  const uy = by - ay;
  const vx = dx - cx;
  const vy = dy - cy;
  const denominator = ux * vy - uy * vx;
  if (denominator === 0) return NaN;
  const t = ((cx - ax) * vy - (cy - ay) * vx) / denominator;
  const s = ((cx - ax) * uy - (cy - ay) * ux) / denominator;
  return t >= 0 && t <= 1 && s >= 0 && s <= 1 ? t : NaN;
}

/** Least distance between a–b and c–d; 0 when they cross. */
export function segmentToSegment(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): number {
  if (!Number.isNaN(crossingShare(ax, ay, bx, by, cx, cy, dx, dy))) return 0;
  return Math.min(
    pointToSegment(ax, ay, bx, by, cx, cy), pointToSegment(ax, ay, bx, by, dx, dy),
    pointToSegment(cx, cy, dx, dy, ax, ay), pointToSegment(cx, cy, dx, dy, bx, by),
  );
}
