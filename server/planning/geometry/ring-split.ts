/** What ./ground-cut.ts does with single rings: open, x and y interleaved, only so many corners of a buffer in use. */
import type { FlatRing } from './convex-parts.ts';

/** What is used at one depth: rings, edges, and the circle around the ring that is looked at. */
export interface Buffers { a: Float64Array; b: Float64Array; out: Float64Array; edges: Int32Array; x: number; y: number; radiusM: number }

export const newBuffers = (): Buffers => ({ a: new Float64Array(128), b: new Float64Array(128), out: new Float64Array(128), edges: new Int32Array(128), x: 0, y: 0, radiusM: 0 });

/** The circle around the ring's box. */
export function encircle(ring: Float64Array, corners: number, buffers: Buffers): void {
  let [minX, minY, maxX, maxY] = [ring[0], ring[1], ring[0], ring[1]];
  for (let i = 2; i < 2 * corners; i += 2) {
    const [x, y] = [ring[i], ring[i + 1]];
    if (x < minX) minX = x;
    else if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    else if (y > maxY) maxY = y;
  }
  buffers.x = (minX + maxX) / 2;
  buffers.y = (minY + maxY) / 2;
  buffers.radiusM = Math.sqrt((maxX - minX) ** 2 + (maxY - minY) ** 2) / 2;
}

/** Edges of a circle whose normal is within an angle, given by its cosine, of a direction: the nearest first, for it leaves little to the others. @returns how many */
export function towards(dx: number, dy: number, cosine: number, edges: number, list: Int32Array): number {
  const step = edges / (2 * Math.PI);
  const middle = Math.round(Math.atan2(dy, dx) * step - 0.5) + edges;
  const around = cosine <= -1 ? edges : Math.ceil(Math.acos(cosine) * step) + 1;
  const count = Math.min(edges, 2 * around + 1);
  for (let i = 0; i < count; i++) list[i] = (middle + ((i & 1) === 0 ? i >> 1 : -((i + 1) >> 1))) % edges;
  return count;
}

/** Whether no edge of the ring comes nearer to a point than this. */
export function isFarFrom(ring: Float64Array, corners: number, x: number, y: number, radiusM: number): boolean {
  let [ax, ay] = [ring[2 * corners - 2] - x, ring[2 * corners - 1] - y];
  for (let i = 0; i < 2 * corners; i += 2) {
    const [bx, by] = [ring[i] - x, ring[i + 1] - y];
    const [dx, dy] = [bx - ax, by - ay];
    const squared = dx * dx + dy * dy;
    const along = squared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / squared));
    const [ex, ey] = [ax + along * dx, ay + along * dy];
    if (ex * ex + ey * ey < radiusM * radiusM) return false;
    [ax, ay] = [bx, by];
  }
  return true;
}

/** How many corners lie right of a line. */
export function cornersBeyond(ring: Float64Array, count: number, ax: number, ay: number, dx: number, dy: number): number {
  let beyond = 0;
  for (let i = 0; i < 2 * count; i += 2) if (dx * (ring[i + 1] - ay) - dy * (ring[i] - ax) < 0) beyond++;
  return beyond;
}

/** Corners on either side after the last `split`. */
export const splitInto = { inside: 0, outside: 0 };

/** The ring's corners left of a line to the buffer it is not in, those right of it to `out`, the crossings to both. */
export function split(ring: Float64Array, count: number, ax: number, ay: number, dx: number, dy: number, buffers: Buffers): void {
  const isInA = ring === buffers.a;
  const most = 4 * count + 4;
  let to = isInA ? buffers.b : buffers.a;
  if (to.length < most) {
    to = new Float64Array(2 * most);
    if (isInA) buffers.b = to;
    else buffers.a = to;
  }
  if (buffers.out.length < most) buffers.out = new Float64Array(2 * most);
  const { out } = buffers;
  let [inLength, outLength] = [0, 0];
  let [px, py] = [ring[2 * count - 2], ring[2 * count - 1]];
  let before = dx * (py - ay) - dy * (px - ax);
  for (let i = 0; i < 2 * count; i += 2) {
    const x = ring[i];
    const y = ring[i + 1];
    const side = dx * (y - ay) - dy * (x - ax);
    if ((side < 0) !== (before < 0)) {
      const t = before / (before - side);
      to[inLength++] = out[outLength++] = px + t * (x - px);
      to[inLength++] = out[outLength++] = py + t * (y - py);
    }
    if (side < 0) {
      out[outLength++] = x;
      out[outLength++] = y;
    } else {
      to[inLength++] = x;
      to[inLength++] = y;
    }
    px = x;
    py = y;
    before = side;
  }
  splitInto.inside = inLength / 2;
  splitInto.outside = outLength / 2;
}

/** The ring closed, and turned around where its sign is -1. */
export function closed(ring: Float64Array, corners: number, sign: 1 | -1): FlatRing {
  const copy = new Float64Array(2 * corners + 2);
  for (let i = 0; i <= corners; i++) {
    const from = 2 * (sign === 1 ? i % corners : corners - 1 - (i % corners));
    [copy[2 * i], copy[2 * i + 1]] = [ring[from], ring[from + 1]];
  }
  return copy;
}
