/** Which facilities are nearest to a place, judged by how far the place lies outside each one's own radius. */
import { isOnOrInsideRings } from '../geometry/point-in-rings.ts';
import type { Position } from '../geometry/types.ts';
import type { LayerTable } from './dataset.ts';
import { ringRange } from './features.ts';
import { distanceToMember } from './member.ts';
import type { Selection } from './selection.ts';

/** A member of a supply as seen from a place. */
export interface Seen {
  /** Index into `Selection.members`. */
  readonly member: number;
  /** Straight-line metres to its geometry. */
  readonly distanceM: number;
  /** Metres beyond its radius; zero or less: it serves the place. */
  readonly beyondM: number;
}

const FIRST_LOOK_M = 200;

/** The `count` members that serve the place best, or miss it by least; of equals the nearer, then the first in order. All, when there are fewer; none of a place that is no place. */
export function nearestMembers(supply: Selection, x: number, y: number, count: number): readonly Seen[] {
  const total = supply.members.length;
  if (!Number.isFinite(x + y)) return [];
  for (let lookM = FIRST_LOOK_M; ; lookM *= 2) {
    // Whoever misses the place by at most `lookM` has an extent, widened by its radius, that meets this box.
    const found = supply.reaching({ minX: x - lookM, minY: y - lookM, maxX: x + lookM, maxY: y + lookM });
    const isAll = found.length === total;
    const seen: Seen[] = [];
    for (const member of found) {
      const { radiusM } = supply.members[member];
      const distanceM = distanceToMember(supply.members[member], x, y);
      if (isAll || distanceM - radiusM <= lookM) seen.push({ member, distanceM, beyondM: distanceM - radiusM });
    }
    if (isAll || seen.length >= count) return seen.sort(byReach).slice(0, count);
  }
}

function byReach(a: Seen, b: Seen): number {
  return a.beyondM - b.beyondM || a.distanceM - b.distanceM || a.member - b.member;
}

/** The point of a feature that is nearest to a place: the place itself inside a polygon. */
export function closestPoint(table: LayerTable, row: number, x: number, y: number): Position {
  const { coords, ringOffsets } = table;
  const [firstRing, endRing] = ringRange(table, row);
  if (table.geometryType === 'polygon' && isOnOrInsideRings(coords, ringOffsets, firstRing, endRing, x, y)) return [x, y];
  let best: Position = [NaN, NaN];
  let bestSquared = Infinity;
  for (let r = firstRing; r < endRing; r++) {
    const last = ringOffsets[r + 1] - 1;
    for (let p = ringOffsets[r]; p <= last; p++) {
      const [ax, ay] = [coords[2 * p], coords[2 * p + 1]];
      const isSegment = table.geometryType !== 'point' && p < last;
      const [dx, dy] = isSegment ? [coords[2 * p + 2] - ax, coords[2 * p + 3] - ay] : [0, 0];
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
      const [px, py] = [ax + t * dx, ay + t * dy];
      const squared = (px - x) ** 2 + (py - y) ** 2;
      if (squared < bestSquared) {
        bestSquared = squared;
        best = [px, py];
      }
    }
  }
  return best;
}

/** Table and row of a feature among these tables; ids ascend within a table. */
export function findRow(tables: readonly LayerTable[], id: number): { readonly table: LayerTable; readonly row: number } | null {
  for (const table of tables) {
    let low = 0;
    let high = table.ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (table.ids[middle] < id) low = middle + 1;
      else high = middle;
    }
    if (table.ids[low] === id) return { table, row: low };
  }
  return null;
}
