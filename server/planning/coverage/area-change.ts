import { edgeLocator, edgesOf } from '../geometry/point-locator.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import type { Box } from './features.ts';

/** Room around what changed, so that rounding at its edge does not matter. m */
const MARGIN_M = 1;

/** Farther from an edge than a circle by this much, rounding cannot matter. m */
export const ROUNDING_M = 0.001;

/** Where two outlines of an area differ. */
export interface AreaChange {
  /** Holds every edge that only one of the outlines has, and every point that is inside only one; null when none is. */
  readonly box: Box | null;
  /** Whether the area may have changed within a circle: an edge of only one outline passes it, or the circle is inside only one. */
  touches(x: number, y: number, radiusM: number): boolean;
}

/**
 * What changed from one outline to the next. Rings may come in another order or start elsewhere: edges are compared, not corners. Points inside only one of two
 * outlines are those with an odd number of edges of only one of them on the way to infinity, so those edges alone tell.
 */
export function areaChange(before: MultiPolygonCoords, now: MultiPolygonCoords): AreaChange {
  const { box, contains, hasEdgeNear } = edgeLocator(edgesOfOne(edgesOf(before), edgesOf(now)));
  return {
    box: box.minX > box.maxX ? null : { minX: box.minX - MARGIN_M, minY: box.minY - MARGIN_M, maxX: box.maxX + MARGIN_M, maxY: box.maxY + MARGIN_M },
    touches: (x, y, radiusM) => hasEdgeNear(x, y, radiusM + ROUNDING_M) || contains(x, y),
  };
}

/** Edges (ax, ay, bx, by each) of only one of two lists, whichever way they run. */
function edgesOfOne(before: readonly number[], now: readonly number[]): readonly number[] {
  // Most outlines have most edges in the same places: those need no looking up.
  let start = 0;
  while (start < before.length && start < now.length && sameEdge(before, start, now, start)) start += 4;
  let end = 0;
  while (end < Math.min(before.length, now.length) - start && sameEdge(before, before.length - end - 4, now, now.length - end - 4)) end += 4;
  const seen = new Map<string, { times: number; readonly edge: readonly number[] }>();
  count(seen, before, start, before.length - end, 1);
  count(seen, now, start, now.length - end, -1);
  const changed: number[] = [];
  for (const { times, edge } of seen.values()) if (times !== 0) changed.push(...edge);
  return changed;
}

function sameEdge(a: readonly number[], i: number, b: readonly number[], j: number): boolean {
  return a[i] === b[j] && a[i + 1] === b[j + 1] && a[i + 2] === b[j + 2] && a[i + 3] === b[j + 3];
}

function count(seen: Map<string, { times: number; readonly edge: readonly number[] }>, edges: readonly number[], from: number, to: number, times: number): void {
  for (let i = from; i < to; i += 4) {
    const [ax, ay, bx, by] = [edges[i], edges[i + 1], edges[i + 2], edges[i + 3]];
    const key = ax < bx || (ax === bx && ay < by) ? `${ax} ${ay} ${bx} ${by}` : `${bx} ${by} ${ax} ${ay}`;
    const known = seen.get(key);
    if (known) known.times += times;
    else seen.set(key, { times, edge: [ax, ay, bx, by] });
  }
}
