import type { MultiPolygonCoords, Ring } from '../geometry/types.ts';
import type { Box } from './features.ts';

/** Room around what changed, so that rounding at its edge does not matter. m */
const MARGIN_M = 1;

/**
 * Where two outlines differ: a box outside which every point is inside both or outside both, and every edge is an edge of both. Null when they have not the
 * same rings or differ in too many ways to say, and everything must be looked at anew.
 */
export function changedBox(before: MultiPolygonCoords, now: MultiPolygonCoords): Box | null {
  if (before.length !== now.length || before.some((polygon, i) => polygon.length !== now[i].length)) return null;
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let p = 0; p < now.length; p++) for (let r = 0; r < now[p].length; r++) addChange(box, before[p][r], now[p][r]);
  return { minX: box.minX - MARGIN_M, minY: box.minY - MARGIN_M, maxX: box.maxX + MARGIN_M, maxY: box.maxY + MARGIN_M };
}

const same = (a: Ring, i: number, b: Ring, j: number): boolean => a[i][0] === b[j][0] && a[i][1] === b[j][1];

function addChange(box: Box, before: Ring, now: Ring): void {
  if (before.length === now.length) {
    // A corner that moved takes both its edges along.
    for (let i = 0; i + 1 < now.length; i++) {
      if (same(before, i, now, i) && same(before, i + 1, now, i + 1)) continue;
      add(box, before, i, i + 1);
      add(box, now, i, i + 1);
    }
    return;
  }
  let start = 0;
  while (start < before.length && start < now.length && same(before, start, now, start)) start++;
  let end = 0;
  while (end < Math.min(before.length, now.length) - start && same(before, before.length - 1 - end, now, now.length - 1 - end)) end++;
  add(box, before, Math.max(0, start - 1), Math.min(before.length - 1, before.length - end));
  add(box, now, Math.max(0, start - 1), Math.min(now.length - 1, now.length - end));
}

function add(box: Box, ring: Ring, from: number, to: number): void {
  for (let i = from; i <= to; i++) {
    box.minX = Math.min(box.minX, ring[i][0]);
    box.maxX = Math.max(box.maxX, ring[i][0]);
    box.minY = Math.min(box.minY, ring[i][1]);
    box.maxY = Math.max(box.maxY, ring[i][1]);
  }
}
