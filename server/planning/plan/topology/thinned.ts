import type { Position } from '../../geometry/types.ts';
import { distanceM, footOn } from './rings.ts';

/** The point between two others of a line that is furthest from the straight way between them. */
function furthest(line: readonly Position[], from: number, to: number): readonly [index: number, distanceM: number] {
  let [best, bestM] = [from, -1];
  for (let i = from + 1; i < to; i++) {
    const apartM = footOn(line[from] as Position, line[to] as Position, line[i] as Position).distanceM;
    if (apartM > bestM) [best, bestM] = [i, apartM];
  }
  return [best, bestM];
}

/**
 * Indices of a line's points to keep so that no point left out is further than the tolerance from the line that remains (D. Douglas, T. Peucker 1973). The ends stay;
 * of a line that closes on itself the furthest point from its start stays too, and the one furthest from both.
 */
export function keptPoints(line: readonly Position[], toleranceM: number): ReadonlySet<number> {
  const last = line.length - 1;
  const kept = new Set([0, last]);
  const open: [number, number][] = [];
  if (last > 2 && distanceM(line[0] as Position, line[last] as Position) === 0) {
    const [far] = furthest(line, 0, last);
    const [[left, leftM], [right, rightM]] = [furthest(line, 0, far), furthest(line, far, last)];
    const third = leftM >= rightM ? left : right;
    kept.add(far).add(third);
    const stops = [0, ...[far, third].sort((a, b) => a - b), last];
    for (let i = 1; i < stops.length; i++) open.push([stops[i - 1] as number, stops[i] as number]);
  } else open.push([0, last]);
  for (let span = open.pop(); span; span = open.pop()) {
    const [index, apartM] = furthest(line, span[0], span[1]);
    if (apartM <= toleranceM) continue;
    kept.add(index);
    open.push([span[0], index], [index, span[1]]);
  }
  return kept;
}
