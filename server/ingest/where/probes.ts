import type { FlatGeometry } from '../geometry/flat-geometry.ts';
import type { Frame } from './raster.ts';

/** Places of a layer that are looked at, metres in a frame. */
export interface Probes {
  /** Inside the features (points: the point itself). */
  readonly inner: Float64Array;
  /** Along lines and outlines. */
  readonly edge: Float64Array;
}

/** At most so many probes a feature, of either sort. */
const PER_FEATURE = 24;
const PER_LARGE_FEATURE = 160;
/** Probes along a line this far apart, metres; more where the feature is small. */
const STEP_M = 30;
const ROWS = 3;

interface Lists { readonly inner: number[]; readonly edge: number[] }

/** The probes of one feature, appended; `budget` bounds those of a large one. */
export function addProbes({ dimension, coords, ringEnds }: FlatGeometry, frame: Frame, budget: number, { inner, edge }: Lists): void {
  const count = coords.length / 2;
  const xs = new Float64Array(count), ys = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    xs[i] = (coords[2 * i]! - frame.lon0) * frame.east;
    ys[i] = (coords[2 * i + 1]! - frame.lat0) * frame.north;
  }
  if (dimension === 'point') { for (let i = 0; i < Math.min(count, PER_FEATURE); i += 1) inner.push(xs[i]!, ys[i]!); return; }
  along(xs, ys, ringEnds, Math.max(PER_FEATURE, Math.min(PER_LARGE_FEATURE, budget)), edge);
  if (dimension === 'polygon') within(xs, ys, ringEnds, inner);
}

function along(xs: Float64Array, ys: Float64Array, ringEnds: readonly number[], limit: number, edge: number[]): void {
  let total = 0;
  for (let ring = 0, start = 0; ring < ringEnds.length; start = ringEnds[ring]!, ring += 1) for (let i = start; i + 1 < ringEnds[ring]!; i += 1) total += Math.hypot(xs[i + 1]! - xs[i]!, ys[i + 1]! - ys[i]!);
  const count = Math.min(limit, Math.max(8, Math.round(total / STEP_M)));
  const step = total / count;
  if (!(step > 0)) { edge.push(xs[0]!, ys[0]!); return; }
  // Starts half a step in: ends of streets and corners are where things meet.
  let left = step / 2;
  for (let ring = 0, start = 0; ring < ringEnds.length; start = ringEnds[ring]!, ring += 1) {
    for (let i = start; i + 1 < ringEnds[ring]!; i += 1) {
      const dx = xs[i + 1]! - xs[i]!, dy = ys[i + 1]! - ys[i]!, length = Math.hypot(dx, dy);
      for (; left <= length; left += step) edge.push(xs[i]! + dx * left / length, ys[i]! + dy * left / length);
      left -= length;
    }
  }
}

/** Three rows through the polygon, three places of every stretch inside. */
function within(xs: Float64Array, ys: Float64Array, ringEnds: readonly number[], inner: number[]): void {
  let south = Infinity, north = -Infinity;
  for (const y of ys) { if (y < south) south = y; if (y > north) north = y; }
  const before = inner.length;
  for (let row = 0; row < ROWS && inner.length - before < 2 * PER_FEATURE; row += 1) {
    const y = south + (north - south) * (2 * row + 1) / (2 * ROWS);
    const crossings: number[] = [];
    for (let ring = 0, start = 0; ring < ringEnds.length; start = ringEnds[ring]!, ring += 1) {
      for (let i = start; i + 1 < ringEnds[ring]!; i += 1) if ((ys[i]! > y) !== (ys[i + 1]! > y)) crossings.push(xs[i]! + (y - ys[i]!) * (xs[i + 1]! - xs[i]!) / (ys[i + 1]! - ys[i]!));
    }
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = crossings[i]!, width = crossings[i + 1]! - from;
      inner.push(from + width / 6, y, from + width / 2, y, from + width * 5 / 6, y);
    }
  }
  if (inner.length - before > 2 * PER_FEATURE) inner.length = before + 2 * PER_FEATURE;
}
