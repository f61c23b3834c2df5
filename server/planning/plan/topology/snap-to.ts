import type { MultiPolygonCoords, Position } from '../../geometry/types.ts';
import type { DrawnPoints } from './drawn-points.ts';
import { insertVertices } from './insert-vertices.ts';
import { cleanRing, distanceM, footOn, mapRings, verticesOf } from './rings.ts';

/** The nearest vertex within reach, else the nearest point of an edge within reach, else nothing. */
export function nearestOn(point: Position, others: readonly MultiPolygonCoords[], reachM: number): Position | null {
  let vertex: Position | null = null;
  let edge: Position | null = null;
  let [vertexM, edgeM] = [reachM, reachM];
  for (const area of others) for (const polygon of area) for (const ring of polygon) for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] as Position, ring[i + 1] as Position];
    const apartM = distanceM(a, point);
    if (apartM <= vertexM) [vertex, vertexM] = [a, apartM];
    const foot = footOn(a, b, point);
    if (foot.distanceM <= edgeM) [edge, edgeM] = [foot.position, foot.distanceM];
  }
  return vertex ?? edge;
}

/** A boundary moved onto those of others wherever it runs within reach of them: own vertices first, then theirs into the edges between. May cross itself. */
export function snapTo(area: MultiPolygonCoords, others: readonly MultiPolygonCoords[], points: DrawnPoints, reachM: number, touchWidthM: number): MultiPolygonCoords {
  const moved = mapRings(area, (ring) => cleanRing(ring.map((point) => points.settled(nearestOn(point, others, reachM) ?? point)))).map((polygon) => polygon.filter((ring) => ring.length > 0));
  // A vertex of theirs goes into an edge whose ends are theirs too, or it would pull the rest of the boundary along.
  const isTheirs = (point: Position): boolean => nearestOn(point, others, touchWidthM) !== null;
  return insertVertices(moved.filter((polygon) => polygon.length > 0), others.flatMap(verticesOf), reachM, { endM: touchWidthM, takes: (a, b) => isTheirs(a) && isTheirs(b) });
}
