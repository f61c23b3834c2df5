import type { Shift } from '#contract/deliveries.ts';
import { inOffsetBox } from '#planning/geometry/gcj02.ts';
import { parseSourceCrs } from '../source-crs.ts';
import { gaussCode } from './source-projections.ts';
import { unshift, type Unshift } from './unshift.ts';

/** One way the layer may be wrong: what undoes it, and the CRS its numbers would then be in. */
export interface Hypothesis { readonly shift: Shift; readonly crs: string; readonly undo: Unshift }

type Box = readonly [west: number, south: number, east: number, north: number];

/** The zones without prefix: whichever they are, the numbers look the same. */
const ZONES: readonly number[] = [...Array.from({ length: 21 }, (_, i) => gaussCode('cgcs2000', 3, 75 + 3 * i, false)!), ...Array.from({ length: 11 }, (_, i) => 32643 + i)];

export const isInside = ([west, south, east, north]: Box, lon: number, lat: number, marginDegrees: number): boolean =>
  lon >= west - marginDegrees && lon <= east + marginDegrees && lat >= south - marginDegrees && lat <= north + marginDegrees;

/** Share of the places that lie in a box once a shift is undone. */
export function shareInside(places: readonly (readonly [number, number])[], undo: Unshift, box: Box, marginDegrees: number): number {
  let inside = 0;
  for (const [lon, lat] of places) { const found = undo(lon, lat); if (found && isInside(box, found[0], found[1], marginDegrees)) inside += 1; }
  return places.length === 0 ? 0 : inside / places.length;
}

/**
 * The known ways a layer may be wrong that leave it near what the city has. `places`: one place of each feature as read, degrees. The offset
 * coordinates only inside the box where they are used; swapped and other zones only where they bring the layer into `box`.
 */
export function hypotheses(crs: string, places: readonly (readonly [number, number])[], box: Box, marginDegrees: number): Hypothesis[] {
  const source = parseSourceCrs(crs);
  const list: Hypothesis[] = [];
  const offer = (shift: Shift, meant: string) => {
    const undo = unshift(shift, crs, meant);
    if (undo && shareInside(places, undo, box, marginDegrees) >= 0.8) list.push({ shift, crs: meant, undo });
  };
  const middle = places[places.length >> 1]!;
  if (!source || typeof source.base !== 'string') {
    if (inOffsetBox(middle[0], middle[1])) { offer('gcj02', crs); offer('bd09', crs); }
  }
  offer('swapped', crs);
  const base = source?.base;
  if (base && typeof base !== 'string' && (base.type === 'zone3' || base.type === 'zone6' || base.type === 'utm') && base.zone === null) {
    for (const code of ZONES) if (code !== base.code && !(base.type === 'zone6' && code === gaussCode('cgcs2000', 3, base.meridian!, false))) offer('zone', `EPSG:${code}`);
  }
  return list;
}
