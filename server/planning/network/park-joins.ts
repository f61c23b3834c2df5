/** Parks and squares without open gates: every street near enough gives onto them along its whole length. Number 6 of the definition (./README.md). */
import type { LayerTable } from '../coverage/dataset.ts';
import { boxOf, distanceTo, ringRange } from '../coverage/features.ts';
import { segmentInDisc } from '../geometry/segment.ts';
import type { FacilityJoin } from './facility-joins.ts';
import { pointAt } from './nearest-edge.ts';
import { BOUNDARY_M } from './parameters.ts';
import { nearestShare, pointToSegment } from './segments.ts';
import { isBefore, type StreetGraph } from './street-graph.ts';

/**
 * The stretches of edges within `BOUNDARY_M` of the polygon, with the distance to it at both ends. That distance grows no faster than the way along the edge,
 * so outside a stretch the way from its nearer end is the least, and inside the straight line is.
 */
export function boundaryJoins(graph: StreetGraph, table: LayerTable, row: number): readonly FacilityJoin[] {
  if (!graph.edgeIndex) return [];
  const box = boxOf(table, row);
  const near = graph.edgeIndex.search(box.minX - BOUNDARY_M, box.minY - BOUNDARY_M, box.maxX + BOUNDARY_M, box.maxY + BOUNDARY_M).sort((a, b) => a - b);
  const joins = joinsAlong(graph, near, table, row);
  return joins.length > 0 ? joins : nearestToPolygon(graph, table, row);
}

/** The stretches of some edges. */
export function joinsAlong(graph: StreetGraph, edges: Iterable<number>, table: LayerTable, row: number): readonly FacilityJoin[] {
  const joins: FacilityJoin[] = [];
  for (const edge of edges) {
    for (const [fromM, toM] of stretchesNear(graph, edge, table, row, BOUNDARY_M)) {
      joins.push({ edge, fromM, toM, legFromM: legAt(graph, edge, fromM, table, row), legToM: legAt(graph, edge, toM, table, row), gate: -1 });
    }
  }
  return joins;
}

export function legAt(graph: StreetGraph, edge: number, positionM: number, table: LayerTable, row: number): number {
  const [x, y] = pointAt(graph, edge, positionM);
  return distanceTo(table, row, x, y);
}

/** Stretches of an edge within `reachM` of a polygon, as metres along it, disjoint and ascending. */
export function stretchesNear(graph: StreetGraph, edge: number, table: LayerTable, row: number, reachM: number): readonly (readonly [from: number, to: number])[] {
  const { coords, ringOffsets } = table;
  const [firstRing, endRing] = ringRange(table, row);
  const [ax, ay, bx, by, lengthM] = [graph.ax[edge], graph.ay[edge], graph.bx[edge], graph.by[edge], graph.lengthM[edge]];
  const [minX, minY, maxX, maxY] = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
  const near: [number, number][] = [];
  for (let r = firstRing; r < endRing; r++) {
    for (let p = ringOffsets[r]; p + 1 < ringOffsets[r + 1]; p++) {
      if (Math.max(coords[2 * p], coords[2 * p + 2]) + reachM < minX || Math.min(coords[2 * p], coords[2 * p + 2]) - reachM > maxX) continue;
      if (Math.max(coords[2 * p + 1], coords[2 * p + 3]) + reachM < minY || Math.min(coords[2 * p + 1], coords[2 * p + 3]) - reachM > maxY) continue;
      const stretch = inCapsule(ax, ay, bx, by, lengthM, coords[2 * p], coords[2 * p + 1], coords[2 * p + 2], coords[2 * p + 3], reachM);
      if (stretch) near.push(stretch);
    }
  }
  near.sort((a, b) => a[0] - b[0]);
  const stretches: [number, number][] = [];
  let reached = 0;
  // What no piece of the boundary is near to is far outside or deep inside: one of its points tells which.
  const gap = (from: number, to: number): void => {
    if (to > from && legAt(graph, edge, (from + to) / 2, table, row) === 0) add(stretches, from, to);
  };
  for (const [from, to] of near) {
    gap(reached, from);
    add(stretches, from, to);
    reached = Math.max(reached, to);
  }
  gap(reached, lengthM);
  return stretches;
}

function add(stretches: [number, number][], from: number, to: number): void {
  const last = stretches.at(-1);
  if (last && from <= last[1]) last[1] = Math.max(last[1], to);
  else stretches.push([from, to]);
}

/** Where a–b is within `reachM` of c–d: one stretch, because both are convex. */
function inCapsule(ax: number, ay: number, bx: number, by: number, lengthM: number, cx: number, cy: number, dx: number, dy: number, reachM: number): [number, number] | null {
  let from = Infinity;
  let to = -Infinity;
  for (const disc of [segmentInDisc(ax, ay, bx, by, cx, cy, reachM), segmentInDisc(ax, ay, bx, by, dx, dy, reachM)]) {
    if (!disc) continue;
    from = Math.min(from, disc[0]);
    to = Math.max(to, disc[1]);
  }
  const side = Math.sqrt((dx - cx) * (dx - cx) + (dy - cy) * (dy - cy));
  if (side > 0) {
    const ux = (dx - cx) / side;
    const uy = (dy - cy) / side;
    const ex = (bx - ax) / lengthM;
    const ey = (by - ay) / lengthM;
    const along = between((ax - cx) * ux + (ay - cy) * uy, ex * ux + ey * uy, 0, side);
    const across = between((ax - cx) * uy - (ay - cy) * ux, ex * uy - ey * ux, -reachM, reachM);
    const start = Math.max(0, along[0], across[0]);
    const end = Math.min(lengthM, along[1], across[1]);
    if (end >= start) {
      from = Math.min(from, start);
      to = Math.max(to, end);
    }
  }
  return to >= from ? [from, Math.min(to, lengthM)] : null;
}

/** Where low ≤ start + t · slope ≤ high. */
function between(start: number, slope: number, low: number, high: number): readonly [number, number] {
  if (Math.abs(slope) < 1e-15) return start >= low && start <= high ? [-Infinity, Infinity] : [Infinity, -Infinity];
  const a = (low - start) / slope;
  const b = (high - start) / slope;
  return a < b ? [a, b] : [b, a];
}

/** Every edge is farther than `BOUNDARY_M`: the one nearest to the polygon, at its point nearest to it. */
function nearestToPolygon(graph: StreetGraph, table: LayerTable, row: number): readonly FacilityJoin[] {
  if (!graph.edgeIndex) return [];
  const box = boxOf(table, row);
  for (let reachM = 2 * BOUNDARY_M; ; reachM *= 2) {
    let best: { edge: number; positionM: number; legM: number } | null = null;
    for (const edge of graph.edgeIndex.search(box.minX - reachM, box.minY - reachM, box.maxX + reachM, box.maxY + reachM)) {
      const place = nearestPointTo(graph, edge, table, row);
      if (!best || place.legM < best.legM || (place.legM === best.legM && isBefore(graph, edge, best.edge))) best = { edge, ...place };
    }
    if (best && best.legM <= reachM) return [{ edge: best.edge, fromM: best.positionM, toM: best.positionM, legFromM: best.legM, legToM: best.legM, gate: -1 }];
  }
}

/** The edge does not meet the polygon, so the least distance is at an end of one of the two. */
function nearestPointTo(graph: StreetGraph, edge: number, table: LayerTable, row: number): { positionM: number; legM: number } {
  const { coords, ringOffsets } = table;
  const [ax, ay, bx, by, lengthM] = [graph.ax[edge], graph.ay[edge], graph.bx[edge], graph.by[edge], graph.lengthM[edge]];
  const [firstRing, endRing] = ringRange(table, row);
  const atStart = distanceTo(table, row, ax, ay);
  const atEnd = distanceTo(table, row, bx, by);
  let best = atStart <= atEnd ? { positionM: 0, legM: atStart } : { positionM: lengthM, legM: atEnd };
  for (let p = ringOffsets[firstRing]; p < ringOffsets[endRing]; p++) {
    const legM = pointToSegment(ax, ay, bx, by, coords[2 * p], coords[2 * p + 1]);
    if (legM < best.legM) best = { positionM: nearestShare(ax, ay, bx, by, coords[2 * p], coords[2 * p + 1]) * lengthM, legM };
  }
  return best;
}
