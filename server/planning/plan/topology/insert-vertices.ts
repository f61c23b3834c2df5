import Flatbush from 'flatbush';
import type { MultiPolygonCoords, Position, Ring } from '../../geometry/types.ts';
import { distanceM, footOn, mapRings } from './rings.ts';

export interface InsertOptions {
  /** A point this near to an end of an edge is that end; the tolerance, when not said. */
  readonly endM?: number;
  /** Edges that take points; all, when not said. */
  readonly takes?: (a: Position, b: Position) => boolean;
}

/** Points that lie on the edges of an area, within a tolerance, become vertices of it, so that a border has the same vertices on both sides. The same object when none does. */
export function insertVertices(area: MultiPolygonCoords, points: readonly Position[], toleranceM: number, options: InsertOptions = {}): MultiPolygonCoords {
  if (points.length === 0) return area;
  const index = new Flatbush(points.length);
  for (const [x, y] of points) index.add(x, y, x, y);
  index.finish();
  let isChanged = false;
  const changed = mapRings(area, (ring) => {
    const own = new Set(ring.map(String));
    const grown: Position[] = [];
    for (let i = 0; i + 1 < ring.length; i++) {
      grown.push(ring[i] as Position);
      grown.push(...onEdge(ring, i, index, points, toleranceM, options).filter((point) => !own.has(String(point))));
    }
    grown.push(ring[ring.length - 1] as Position);
    isChanged ||= grown.length > ring.length;
    return grown.length > ring.length ? grown : ring;
  });
  return isChanged ? changed : area;
}

/** Points on the edge after vertex i, in its direction; none as near to an end as to be that end, and none twice. */
function onEdge(ring: Ring, i: number, index: Flatbush, points: readonly Position[], toleranceM: number, { endM = toleranceM, takes }: InsertOptions): Position[] {
  const [a, b] = [ring[i] as Position, ring[i + 1] as Position];
  const near = index.search(Math.min(a[0], b[0]) - toleranceM, Math.min(a[1], b[1]) - toleranceM, Math.max(a[0], b[0]) + toleranceM, Math.max(a[1], b[1]) + toleranceM);
  const found: { readonly point: Position; readonly share: number }[] = [];
  for (const each of near) {
    const point = points[each] as Position;
    if (distanceM(point, a) <= endM || distanceM(point, b) <= endM) continue;
    const foot = footOn(a, b, point);
    if (foot.distanceM <= toleranceM) found.push({ point, share: foot.share });
  }
  if (found.length === 0 || (takes && !takes(a, b))) return [];
  found.sort((p, q) => p.share - q.share || p.point[0] - q.point[0] || p.point[1] - q.point[1]);
  return found.map(({ point }) => point).filter((point, k, all) => k === 0 || distanceM(point, all[k - 1] as Position) > endM);
}
