/** Where a point joins the network: the nearest point of the nearest edge. */
import { WALL_FREE_M } from './parameters.ts';
import { nearestShare, pointToSegment } from './segments.ts';
import { isBefore, type StreetGraph } from './street-graph.ts';
import type { Walls } from './walls.ts';

/** A place on an edge, `positionM` metres from the edge's first end, `legM` metres off the network. */
export interface EdgePlace {
  readonly edge: number;
  readonly positionM: number;
  readonly legM: number;
  /** Walls hide it from the point, as they do every other edge near. */
  readonly isHidden?: true;
}

const FIRST_LOOK_M = 32;

/** Of two equally near edges the one that comes first. Null: there is no edge at all. */
export function nearestEdge(graph: StreetGraph, x: number, y: number): EdgePlace | null {
  if (!graph.edgeIndex) return null;
  for (let reachM = FIRST_LOOK_M; ; reachM *= 2) {
    let best = -1;
    let bestM = Infinity;
    for (const edge of graph.edgeIndex.search(x - reachM, y - reachM, x + reachM, y + reachM)) {
      const distanceM = edgeDistance(graph, edge, x, y);
      if (distanceM < bestM || (distanceM === bestM && isBefore(graph, edge, best))) {
        best = edge;
        bestM = distanceM;
      }
    }
    if (bestM <= reachM) return placeOn(graph, best, x, y, bestM);
  }
}

/** The nearest edge that no wall hides; when walls hide all within `WALL_FREE_M`, the nearest all the same. */
export function nearestVisibleEdge(graph: StreetGraph, walls: Walls, x: number, y: number): EdgePlace | null {
  const nearest = nearestEdge(graph, x, y);
  if (!nearest || !isHidden(graph, walls, nearest.edge, x, y) || !graph.edgeIndex) return nearest;
  let lookedM = -1;
  for (let reachM = Math.min(2 * FIRST_LOOK_M, WALL_FREE_M); ; reachM = Math.min(2 * reachM, WALL_FREE_M)) {
    let best = -1;
    let bestM = Infinity;
    for (const edge of graph.edgeIndex.search(x - reachM, y - reachM, x + reachM, y + reachM)) {
      const distanceM = edgeDistance(graph, edge, x, y);
      if (distanceM <= lookedM || distanceM > reachM || distanceM > bestM || (distanceM === bestM && isBefore(graph, best, edge))) continue;
      if (isHidden(graph, walls, edge, x, y)) continue;
      best = edge;
      bestM = distanceM;
    }
    if (best >= 0) return placeOn(graph, best, x, y, bestM);
    if (reachM === WALL_FREE_M) return { ...nearest, isHidden: true };
    lookedM = reachM;
  }
}

function edgeDistance(graph: StreetGraph, edge: number, x: number, y: number): number {
  return pointToSegment(graph.ax[edge], graph.ay[edge], graph.bx[edge], graph.by[edge], x, y);
}

function placeOn(graph: StreetGraph, edge: number, x: number, y: number, legM: number): EdgePlace {
  const share = nearestShare(graph.ax[edge], graph.ay[edge], graph.bx[edge], graph.by[edge], x, y);
  return { edge, positionM: share * graph.lengthM[edge], legM };
}

/** Whether a wall stands between a point and the nearest place of an edge. */
export function isHidden({ ax, ay, bx, by }: StreetGraph, walls: Walls, edge: number, x: number, y: number): boolean {
  if (walls.count === 0) return false;
  const share = nearestShare(ax[edge], ay[edge], bx[edge], by[edge], x, y);
  return walls.hide(x, y, share === 1 ? bx[edge] : ax[edge] + share * (bx[edge] - ax[edge]), share === 1 ? by[edge] : ay[edge] + share * (by[edge] - ay[edge]));
}

/** Coordinates of a place on an edge. */
export function pointAt(graph: StreetGraph, edge: number, positionM: number): readonly [x: number, y: number] {
  if (positionM >= graph.lengthM[edge]) return [graph.bx[edge], graph.by[edge]];
  const share = positionM / graph.lengthM[edge];
  return [graph.ax[edge] + share * (graph.bx[edge] - graph.ax[edge]), graph.ay[edge] + share * (graph.by[edge] - graph.ay[edge])];
}
