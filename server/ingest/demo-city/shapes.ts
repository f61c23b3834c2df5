import { toWorld, type Frame } from './rows.ts';
import type { Pt, Ring } from './polygon.ts';
import type { Random } from './random.ts';

/** Footprints in a turned frame; all counter-clockwise. `u`, `v` is the lower left corner. */
const place = (f: Frame, u: number, v: number, points: readonly Pt[]): Ring => points.map(([a, b]) => toWorld(f, [u + a, v + b]));

export const rectangle = (f: Frame, u: number, v: number, length: number, depth: number): Ring =>
  place(f, u, v, [[0, 0], [length, 0], [length, depth], [0, depth]]);

/** A slab of stairwells: a plain south front, a bay at every stair on the north side. */
export function slab(f: Frame, u: number, v: number, length: number, depth: number, bays: number): Ring {
  const points: Pt[] = [[0, 0], [length, 0], [length, depth - 1]];
  for (let k = bays - 1; k >= 0; k--) {
    const middle = ((k + 0.5) * length) / bays;
    points.push([middle + 2.6, depth - 1], [middle + 2.6, depth], [middle - 2.6, depth], [middle - 2.6, depth - 1]);
  }
  points.push([0, depth - 1]);
  return place(f, u, v, points);
}

/** Two slabs set off against each other, as long rows often are. */
export function steppedSlab(f: Frame, u: number, v: number, length: number, depth: number, step: number): Ring {
  const half = length / 2;
  return place(f, u, v, [[0, 0], [half, 0], [half, step], [length, step], [length, depth], [half, depth], [half, depth - step], [0, depth - step]]);
}

/** Point tower: a core with four wings, or a butterfly opening to the south. */
export function tower(f: Frame, u: number, v: number, width: number, depth: number, rng: Random): Ring {
  const w = width, d = depth;
  if (rng.chance(0.5)) {
    const a = w * 0.3, b = d * 0.28;
    return place(f, u, v, [[0, b], [a, b], [a, 0], [w - a, 0], [w - a, b], [w, b], [w, d - b * 0.6], [w - a, d - b * 0.6], [w - a, d], [a, d], [a, d - b * 0.6], [0, d - b * 0.6]]);
  }
  const n = d * 0.32;
  return place(f, u, v, [[0, 0], [w * 0.36, 0], [w * 0.42, n], [w * 0.58, n], [w * 0.64, 0], [w, 0], [w, d * 0.72], [w * 0.68, d * 0.72], [w * 0.68, d], [w * 0.32, d], [w * 0.32, d * 0.72], [0, d * 0.72]]);
}

/** L with its wing at the east or west end, pointing south or north. */
export function elbow(f: Frame, u: number, v: number, length: number, depth: number, wing: number, rng: Random): Ring {
  const t = depth;
  const east: Pt[] = [[0, 0], [length - t, 0], [length - t, -wing], [length, -wing], [length, depth], [0, depth]];
  const west: Pt[] = [[0, -wing], [t, -wing], [t, 0], [length, 0], [length, depth], [0, depth]];
  return place(f, u, v, rng.chance(0.5) ? east : west);
}

/** E or H with the back to the north: schools, hospitals, offices. */
export function comb(f: Frame, u: number, v: number, length: number, depth: number, reach: number, teeth: number): Ring {
  const points: Pt[] = [[0, reach + depth], [0, 0]];
  const t = depth * 0.95;
  const pitch = (length - t) / (teeth - 1);
  for (let k = 0; k < teeth; k++) {
    const left = k * pitch;
    if (k > 0) points.push([left, reach], [left, 0]);
    points.push([left + t, 0]);
    if (k < teeth - 1) points.push([left + t, reach]);
  }
  points.push([length, reach + depth]);
  return place(f, u, v, points);
}

/** Oval of a running track. */
export function oval(f: Frame, u: number, v: number, length: number, depth: number): Ring {
  const r = depth / 2;
  const points: Pt[] = [];
  for (let k = 0; k <= 8; k++) points.push([length - r + Math.sin((k / 8) * Math.PI) * r, r - Math.cos((k / 8) * Math.PI) * r]);
  for (let k = 0; k <= 8; k++) points.push([r - Math.sin((k / 8) * Math.PI) * r, r + Math.cos((k / 8) * Math.PI) * r]);
  return place(f, u, v, points);
}
