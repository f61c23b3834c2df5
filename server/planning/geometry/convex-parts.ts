/**
 * Polygons as convex outlines and the pockets those have too much, each pocket again an outline with pockets: what ./ground-cut.ts cuts with. The parts share the
 * corners of the polygon, so that nothing lies between them.
 */

/** Corners of a convex polygon, counter-clockwise and closed, seen from a centre inside; with each edge's outward normal and distance from the centre. */
export interface ConvexOutline {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly normalX: Float32Array;
  readonly normalY: Float32Array;
  readonly distance: Float32Array;
  /** Edges all alike, the first corner due east of the centre. */
  readonly isRound: boolean;
}

/** An outline in its place: corner = centre + scale × corner of the outline. */
export interface ConvexPart {
  readonly outline: ConvexOutline;
  readonly centerX: number;
  readonly centerY: number;
  readonly scale: number;
  /** No corner is farther from the centre. m */
  readonly radiusM: number;
  readonly pockets: readonly ConvexPart[];
}

/** A closed ring, points x and y interleaved. */
export type FlatRing = Float64Array;

/** Less ground than this is no pocket but the rounding of corners on a straight edge. m² */
const NO_POCKET_M2 = 1e-9;

const circles = new Map<number, ConvexOutline>();
const NONE: readonly ConvexPart[] = [];

/** The polygon that a buffer of a point is, `quadrantSegments` to a quarter circle: `ST_Buffer(point, r, 'quad_segs=N')`. */
export function circlePart(centerX: number, centerY: number, radiusM: number, quadrantSegments: number): ConvexPart {
  let outline = circles.get(quadrantSegments);
  if (!outline) circles.set(quadrantSegments, outline = circleOutline(4 * quadrantSegments));
  return { outline, centerX, centerY, scale: radiusM, radiusM, pockets: NONE };
}

function circleOutline(corners: number): ConvexOutline {
  const [x, y] = [new Float64Array(corners + 1), new Float64Array(corners + 1)];
  for (let i = 0; i < corners; i++) [x[i], y[i]] = [Math.cos((2 * Math.PI * i) / corners), Math.sin((2 * Math.PI * i) / corners)];
  [x[corners], y[corners]] = [x[0], y[0]];
  return outlineOf(x, y, true);
}

/** One polygon, the shell first. Holes are pockets. Nothing where the shell has no area. */
export function partOfPolygon(rings: readonly FlatRing[]): ConvexPart | null {
  const shell = partOfRing(rings[0]);
  if (shell === null || rings.length === 1) return shell;
  const holes = rings.slice(1).map(partOfRing).filter((hole) => hole !== null);
  return { ...shell, pockets: [...shell.pockets, ...holes] };
}

function partOfRing(ring: FlatRing): ConvexPart | null {
  const count = ring.length / 2 - 1;
  if (count < 3) return null;
  const [centerX, centerY] = middleOf(ring);
  const [x, y] = [new Float64Array(count + 1), new Float64Array(count + 1)];
  let twice = 0;
  for (let i = 0; i <= count; i++) {
    [x[i], y[i]] = [ring[2 * i] - centerX, ring[2 * i + 1] - centerY];
    if (i > 0) twice += x[i - 1] * y[i] - x[i] * y[i - 1];
  }
  if (Math.abs(twice) / 2 <= NO_POCKET_M2) return null;
  if (twice < 0) [x, y].forEach((each) => each.reverse());
  if (isConvex(x, y)) return { outline: outlineOf(x, y), centerX, centerY, scale: 1, radiusM: farthest(x, y), pockets: NONE };
  const hull = hullOf(x, y);
  const outline = outlineOf(Float64Array.from([...hull, hull[0]], (i) => x[i]), Float64Array.from([...hull, hull[0]], (i) => y[i]));
  const pockets: ConvexPart[] = [];
  for (let h = 0; h < hull.length; h++) {
    const steps = (hull[(h + 1) % hull.length] - hull[h] + count) % count;
    if (steps < 2) continue;
    // Back along the ring, then along the edge that the hull leaves out: the first point closes it.
    const pocket = new Float64Array(2 * steps + 4);
    for (let s = 0; s <= steps + 1; s++) {
      const i = (hull[h] + (s <= steps ? steps - s : steps)) % count;
      [pocket[2 * s], pocket[2 * s + 1]] = [x[i] + centerX, y[i] + centerY];
    }
    const part = partOfRing(pocket);
    if (part) pockets.push(part);
  }
  return { outline, centerX, centerY, scale: 1, radiusM: farthest(x, y), pockets };
}

function middleOf(ring: FlatRing): readonly [x: number, y: number] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i]);
    maxX = Math.max(maxX, ring[i]);
    minY = Math.min(minY, ring[i + 1]);
    maxY = Math.max(maxY, ring[i + 1]);
  }
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}

function farthest(x: Float64Array, y: Float64Array): number {
  let squared = 0;
  for (let i = 0; i < x.length; i++) squared = Math.max(squared, x[i] * x[i] + y[i] * y[i]);
  return Math.sqrt(squared);
}

function isConvex(x: Float64Array, y: Float64Array): boolean {
  const count = x.length - 1;
  for (let i = 0; i < count; i++) {
    const next = i + 2 <= count ? i + 2 : 1;
    if ((x[i + 1] - x[i]) * (y[next] - y[i + 1]) - (y[i + 1] - y[i]) * (x[next] - x[i + 1]) < 0) return false;
  }
  return true;
}

/** Corners of the convex hull of a simple ring, as places in it, counter-clockwise from the leftmost. */
function hullOf(x: Float64Array, y: Float64Array): readonly number[] {
  const order = Array.from({ length: x.length - 1 }, (_, i) => i).sort((a, b) => x[a] - x[b] || y[a] - y[b]);
  const lower = chainOf(order, x, y);
  const upper = chainOf(order.reverse(), x, y);
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

function chainOf(order: readonly number[], x: Float64Array, y: Float64Array): readonly number[] {
  const chain: number[] = [];
  for (const i of order) {
    while (chain.length >= 2) {
      const [a, b] = [chain[chain.length - 2], chain[chain.length - 1]];
      if ((x[b] - x[a]) * (y[i] - y[a]) - (y[b] - y[a]) * (x[i] - x[a]) > 0) break;
      chain.pop();
    }
    chain.push(i);
  }
  return chain;
}

function outlineOf(cornersX: Float64Array, cornersY: Float64Array, isRound = false): ConvexOutline {
  const corners = cornersX.length;
  const edges = corners - 1;
  // Five views of one buffer: thousands are kept, and a buffer of its own would take each array as much room again.
  const buffer = new ArrayBuffer(16 * corners + 12 * edges);
  const [x, y] = [new Float64Array(buffer, 0, corners), new Float64Array(buffer, 8 * corners, corners)];
  const [normalX, normalY, distance] = [0, 1, 2].map((each) => new Float32Array(buffer, 16 * corners + 4 * edges * each, edges));
  x.set(cornersX);
  y.set(cornersY);
  for (let e = 0; e < edges; e++) {
    const [dx, dy] = [x[e + 1] - x[e], y[e + 1] - y[e]];
    const length = Math.sqrt(dx * dx + dy * dy) || 1;
    [normalX[e], normalY[e], distance[e]] = [dy / length, -dx / length, (x[e] * dy - y[e] * dx) / length];
  }
  return { x, y, normalX, normalY, distance, isRound };
}
