import { insideRing, type Pt, type Ring } from './polygon.ts';

/** A turned frame: u along the buildings, v up the rows. */
export interface Frame { readonly cos: number; readonly sin: number }

export const frame = (angle: number): Frame => ({ cos: Math.cos(angle), sin: Math.sin(angle) });
export const toLocal = ({ cos, sin }: Frame, [x, y]: Pt): Pt => [x * cos + y * sin, y * cos - x * sin];
export const toWorld = ({ cos, sin }: Frame, [u, v]: Pt): Pt => [u * cos - v * sin, u * sin + v * cos];

/** Stretches of u in which the whole strip low..high lies inside a ring given in the same frame. */
export function clearRuns(ring: Ring, low: number, high: number): [number, number][] {
  const blocked: [number, number][] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!, b = ring[(i + 1) % ring.length]!;
    const bottom = Math.min(a[1], b[1]), top = Math.max(a[1], b[1]);
    if (top < low || bottom > high) continue;
    if (top - bottom < 1e-9) {
      blocked.push([Math.min(a[0], b[0]), Math.max(a[0], b[0])]);
      continue;
    }
    const at = (v: number): number => a[0] + ((b[0] - a[0]) * (v - a[1])) / (b[1] - a[1]);
    const p = at(Math.max(low, bottom)), q = at(Math.min(high, top));
    blocked.push([Math.min(p, q), Math.max(p, q)]);
  }
  blocked.sort((p, q) => p[0] - q[0]);
  const runs: [number, number][] = [];
  let end = -Infinity;
  for (const [from, to] of blocked) {
    if (from > end && end !== -Infinity && insideRing(ring, (end + from) / 2, (low + high) / 2)) runs.push([end, from]);
    end = Math.max(end, to);
  }
  return runs;
}

/** Takes a stretch out of a list of runs. */
export function without(runs: readonly (readonly [number, number])[], from: number, to: number): [number, number][] {
  return runs.flatMap(([a, b]): [number, number][] => {
    if (to <= a || from >= b) return [[a, b]];
    const parts: [number, number][] = [];
    if (from > a) parts.push([a, from]);
    if (to < b) parts.push([to, b]);
    return parts;
  });
}
