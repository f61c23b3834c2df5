/**
 * Stretches of a straight segment as metres along it, in one flat list: from, to, from, to … Everything is measured from the segment's own start, so that lengths
 * keep their digits wherever on the map they are.
 */
export type Stretches = number[];

const NONE: Stretches = [];

/**
 * Adds what of the segment a–b lies within `widthM` of the segment c–d: what is beside it and what is around each of its ends, which together are one stretch. Exact: no
 * arc is drawn as a polygon.
 */
export function addNear(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number, widthM: number, into: Stretches): void {
  const lengthM = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
  if (lengthM === 0) return;
  const ux = (bx - ax) / lengthM;
  const uy = (by - ay) / lengthM;
  addAround(ux, uy, lengthM, cx - ax, cy - ay, widthM, into);
  addAround(ux, uy, lengthM, dx - ax, dy - ay, widthM, into);
  const otherM = Math.sqrt((dx - cx) * (dx - cx) + (dy - cy) * (dy - cy));
  if (otherM === 0) return;
  const vx = (dx - cx) / otherM;
  const vy = (dy - cy) / otherM;
  // Along the other segment, and off it, as linear functions of the metres along this one.
  const along = limited(0, lengthM, (ax - cx) * vx + (ay - cy) * vy, ux * vx + uy * vy, 0, otherM);
  if (!along) return;
  const beside = limited(along[0], along[1], vx * (ay - cy) - vy * (ax - cx), vx * uy - vy * ux, -widthM, widthM);
  if (beside) into.push(beside[0], beside[1]);
}

/** A point x, y from the start. */
function addAround(ux: number, uy: number, lengthM: number, x: number, y: number, widthM: number, into: Stretches): void {
  const offM = ux * y - uy * x;
  const squared = widthM * widthM - offM * offM;
  if (squared < 0) return;
  const footM = ux * x + uy * y;
  const halfM = Math.sqrt(squared);
  const from = Math.max(0, footM - halfM);
  const to = Math.min(lengthM, footM + halfM);
  if (to > from) into.push(from, to);
}

/** Where in [from, to] a linear function lies in [min, max]. */
function limited(from: number, to: number, start: number, slope: number, min: number, max: number): readonly [number, number] | null {
  if (slope === 0) return start >= min && start <= max ? [from, to] : null;
  const first = ((slope > 0 ? min : max) - start) / slope;
  const last = ((slope > 0 ? max : min) - start) / slope;
  const [low, high] = [Math.max(from, first), Math.min(to, last)];
  return high > low ? [low, high] : null;
}

/** The same stretches without overlaps, ascending. */
export function united(stretches: Stretches): Stretches {
  if (stretches.length <= 2) return stretches;
  const order: (readonly [number, number])[] = [];
  for (let i = 0; i < stretches.length; i += 2) order.push([stretches[i], stretches[i + 1]]);
  order.sort(byStart);
  const result: Stretches = [];
  for (const [from, to] of order) {
    if (result.length > 0 && from <= result[result.length - 1]) result[result.length - 1] = Math.max(result[result.length - 1], to);
    else result.push(from, to);
  }
  return result;
}

const byStart = (a: readonly [number, number], b: readonly [number, number]): number => a[0] - b[0] || a[1] - b[1];

/**
 * What of the segment a–b lies within `widthM` of some ground: what is near its edges, and what between is inside, which one point of it tells.
 * @param edges cx, cy, dx, dy each: all edges of the ground that come so near
 */
export function nearGround(ax: number, ay: number, bx: number, by: number, edges: ArrayLike<number>, widthM: number, contains: (x: number, y: number) => boolean): Stretches {
  const lengthM = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
  if (lengthM === 0) return NONE;
  const near: Stretches = [];
  for (let i = 0; i < edges.length; i += 4) {
    const [cx, cy, dx, dy] = [edges[i], edges[i + 1], edges[i + 2], edges[i + 3]];
    // Whichever way a ring runs, the stretch is the same to the bit.
    if (dx < cx || (dx === cx && dy < cy)) addNear(ax, ay, bx, by, dx, dy, cx, cy, widthM, near);
    else addNear(ax, ay, bx, by, cx, cy, dx, dy, widthM, near);
  }
  const known = united(near);
  const all: Stretches = [];
  let at = 0;
  for (let i = 0; i <= known.length; i += 2) {
    const next = i < known.length ? known[i] : lengthM;
    const share = (at + next) / 2 / lengthM;
    if (next > at && contains(ax + share * (bx - ax), ay + share * (by - ay))) all.push(at, next);
    if (i < known.length) all.push(known[i], known[i + 1]);
    at = i < known.length ? known[i + 1] : lengthM;
  }
  return united(all);
}

/** Metres that two lists of stretches without overlaps have in common. */
export function commonM(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let metres = 0;
  for (let i = 0; i < one.length; i += 2) {
    for (let j = 0; j < other.length; j += 2) {
      const common = Math.min(one[i + 1], other[j + 1]) - Math.max(one[i], other[j]);
      if (common > 0) metres += common;
    }
  }
  return metres;
}
