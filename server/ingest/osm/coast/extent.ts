import type { Position } from 'geojson';
import type { OsmStore } from '../elements.ts';
import { isBox, type Box } from './box.ts';

const sizeOf = ([west, south, east, north]: Box): number => (east - west) * (north - south);

function boxOf(points: Iterable<Position>): Box | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points as Iterable<[number, number]>) {
    box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
  }
  return isBox(box) ? box : null;
}

function* standing(store: OsmStore): Generator<Position> {
  const ids = new Set(store.taggedNodes.map((node) => node.id));
  for (const way of store.ways) for (const ref of way.refs) ids.delete(ref);
  for (const node of store.taggedNodes) if (ids.has(node.id)) yield [node.lon, node.lat];
  for (const way of store.ways) {
    if (way.tags === null || !('building' in way.tags)) continue;
    for (const ref of way.refs) { const position = store.position(ref); if (position) yield position; }
  }
}

function* coastal(store: OsmStore): Generator<Position> {
  for (const way of store.ways) {
    if (way.tags?.['natural'] !== 'coastline') continue;
    for (const ref of way.refs) { const position = store.position(ref); if (position) yield position; }
  }
}

/**
 * Where the extract knows the coast. The bounds of the file's head say it; of several (an editor's downloads) the largest is taken, for between them
 * nothing is known. Without bounds: the box of what was surely cut by the extract's border and does not run on beyond it, single nodes (no way goes through
 * them) and buildings. Coasts, roads and boundaries are kept whole ways beyond the border and would claim land and water that the file does not hold.
 * That box is rather too small than too large, and a small one only leaves sea away. A file of coast alone takes the box of the coast. Null: no extent.
 */
export function knownExtent(store: OsmStore): Box | null {
  const stated = store.bounds.filter(isBox).sort((a, b) => sizeOf(b) - sizeOf(a));
  return stated[0] ?? boxOf(standing(store)) ?? boxOf(coastal(store));
}
