import { crossing } from './point-in-rings.ts';
import type { MultiPolygonCoords } from './types.ts';

export interface PointLocator {
  readonly box: { minX: number; minY: number; maxX: number; maxY: number };
  /** Inside or on the edge. */
  contains(x: number, y: number): boolean;
  /** Whether an edge passes within `radiusM` of the point; now and then true for one that passes a little farther off. */
  hasEdgeNear(x: number, y: number, radiusM: number): boolean;
  /** Edges whose boxes meet a box (ax, ay, bx, by each), some of them more than once. */
  edgesMeeting(minX: number, minY: number, maxX: number, maxY: number): readonly number[];
}

/**
 * Answers "inside or on the edge?" for many points and one area. Edges are sorted into horizontal bands, so that a boundary of thousands of vertices
 * costs a point only the few edges at its height.
 */
export function pointLocator(area: MultiPolygonCoords): PointLocator {
  return edgeLocator(edgesOf(area));
}

/** The same for edges that need not be in order: ax, ay, bx, by each. Inside is where a way out crosses an odd number of them. */
export function edgeLocator(edges: readonly number[]): PointLocator {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let i = 0; i < edges.length; i += 2) {
    box.minX = Math.min(box.minX, edges[i]);
    box.maxX = Math.max(box.maxX, edges[i]);
    box.minY = Math.min(box.minY, edges[i + 1]);
    box.maxY = Math.max(box.maxY, edges[i + 1]);
  }
  if (edges.length === 0) return { box, contains: () => false, hasEdgeNear: () => false, edgesMeeting: () => [] };
  const bandCount = Math.max(1, Math.min(4096, edges.length >> 4));
  const height = (box.maxY - box.minY) / bandCount || 1;
  const bandOf = (y: number): number => Math.min(bandCount - 1, Math.max(0, Math.floor((y - box.minY) / height)));
  const bands: number[][] = Array.from({ length: bandCount }, () => []);
  for (let i = 0; i < edges.length; i += 4) {
    const last = bandOf(Math.max(edges[i + 1], edges[i + 3]));
    for (let band = bandOf(Math.min(edges[i + 1], edges[i + 3])); band <= last; band++) bands[band].push(edges[i], edges[i + 1], edges[i + 2], edges[i + 3]);
  }
  return {
    box,
    contains: (x, y) => {
      if (!(x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY)) return false;
      const band = bands[bandOf(y)];
      let inside = false;
      for (let i = 0; i < band.length; i += 4) {
        const side = crossing(band[i], band[i + 1], band[i + 2], band[i + 3], x, y);
        if (side === 'on') return true;
        if (side === 'crosses') inside = !inside;
      }
      return inside;
    },
    hasEdgeNear: (x, y, radiusM) => {
      if (y + radiusM < box.minY || y - radiusM > box.maxY) return false;
      for (let b = bandOf(y - radiusM); b <= bandOf(y + radiusM); b++) {
        const band = bands[b];
        for (let i = 0; i < band.length; i += 4) if (isEdgeNear(band, i, x, y, radiusM)) return true;
      }
      return false;
    },
    edgesMeeting: (minX, minY, maxX, maxY) => {
      const met: number[] = [];
      if (maxY < box.minY || minY > box.maxY) return met;
      for (let b = bandOf(minY); b <= bandOf(maxY); b++) {
        const band = bands[b];
        for (let i = 0; i < band.length; i += 4) {
          const [ax, ay, bx, by] = [band[i], band[i + 1], band[i + 2], band[i + 3]];
          if (Math.min(ax, bx) <= maxX && Math.max(ax, bx) >= minX && Math.min(ay, by) <= maxY && Math.max(ay, by) >= minY) met.push(ax, ay, bx, by);
        }
      }
      return met;
    },
  };
}

/** By the distance of the centre from the edge's box first, then from its line: cheap, and never too far. */
function isEdgeNear(band: readonly number[], i: number, x: number, y: number, radiusM: number): boolean {
  const [ax, ay, bx, by] = [band[i], band[i + 1], band[i + 2], band[i + 3]];
  if (Math.min(ax, bx) > x + radiusM || Math.max(ax, bx) < x - radiusM || Math.min(ay, by) > y + radiusM || Math.max(ay, by) < y - radiusM) return false;
  const [dx, dy] = [bx - ax, by - ay];
  const cross = dx * (y - ay) - dy * (x - ax);
  return cross * cross <= radiusM * radiusM * (dx * dx + dy * dy);
}

/** Every edge of the rings, one after the other: ax, ay, bx, by. */
export function edgesOf(area: MultiPolygonCoords): number[] {
  const edges: number[] = [];
  for (const polygon of area) {
    for (const ring of polygon) {
      for (let i = 0; i + 1 < ring.length; i++) edges.push(ring[i][0], ring[i][1], ring[i + 1][0], ring[i + 1][1]);
    }
  }
  return edges;
}
