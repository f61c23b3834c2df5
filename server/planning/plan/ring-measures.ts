/** Sizes and places of rings and polygons, in the units of their coordinates. Rings are closed. */
import type { MultiPolygonCoords, PolygonCoords, Position, Ring } from '../geometry/types.ts';

/** Area, positive when counter-clockwise; measured from the first point, so that large coordinates cost no digits. */
export function signedRingArea(ring: Ring): number {
  const origin = ring[0];
  if (!origin) return 0;
  let doubled = 0;
  for (let i = 1; i < ring.length - 1; i++) {
    const p = ring[i] as Position;
    const q = ring[i + 1] as Position;
    doubled += (p[0] - origin[0]) * (q[1] - origin[1]) - (q[0] - origin[0]) * (p[1] - origin[1]);
  }
  return doubled / 2;
}

/** Area without the holes. */
export function polygonArea(polygon: PolygonCoords): number {
  return polygon.reduce((sum, ring, index) => sum + (index === 0 ? 1 : -1) * Math.abs(signedRingArea(ring)), 0);
}
export function areaOf(area: MultiPolygonCoords): number {
  return area.reduce((sum, polygon) => sum + polygonArea(polygon), 0);
}

/** Length of shell and holes. */
export function polygonPerimeter(polygon: PolygonCoords): number {
  let length = 0;
  for (const ring of polygon) for (let i = 1; i < ring.length; i++) length += Math.hypot(ring[i]![0] - ring[i - 1]![0], ring[i]![1] - ring[i - 1]![1]);
  return length;
}

/** Twice the area over the perimeter: the width of a long strip, half the side of a square. */
export function meanWidth(polygon: PolygonCoords): number {
  const perimeter = polygonPerimeter(polygon);
  return perimeter === 0 ? 0 : (2 * polygonArea(polygon)) / perimeter;
}

export interface Box { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number }
export function boxOf(area: MultiPolygonCoords): Box {
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
  for (const polygon of area) for (const ring of polygon) for (const [x, y] of ring) {
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return { minX, minY, maxX, maxY };
}
export function boxesMeet(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}

/** The polygon with the largest area; null for none. */
export function largestPolygon(area: MultiPolygonCoords): PolygonCoords | null {
  let best: PolygonCoords | null = null;
  let bestArea = -1;
  for (const polygon of area) {
    const size = polygonArea(polygon);
    if (size > bestArea) [best, bestArea] = [polygon, size];
  }
  return best;
}

/** A point well inside: the middle of the widest piece of a horizontal line that passes half way up between vertices. Null without area. */
export function interiorPoint(polygon: PolygonCoords): Position | null {
  const y = lineBetweenVertices(polygon);
  if (y === null) return null;
  const crossings: number[] = [];
  for (const ring of polygon) for (let i = 1; i < ring.length; i++) {
    const [p, q] = [ring[i - 1] as Position, ring[i] as Position];
    if (p[1] > y !== q[1] > y) crossings.push(p[0] + ((y - p[1]) / (q[1] - p[1])) * (q[0] - p[0]));
  }
  crossings.sort((a, b) => a - b);
  let best: Position | null = null;
  let widest = 0;
  for (let i = 1; i < crossings.length; i += 2) {
    const width = crossings[i]! - crossings[i - 1]!;
    if (width > widest) [best, widest] = [[crossings[i - 1]! + width / 2, y], width];
  }
  return best;
}

/** The middle of the gap between vertex heights that is nearest to half the height. */
function lineBetweenVertices(polygon: PolygonCoords): number | null {
  const heights = [...new Set(polygon.flatMap((ring) => ring.map((point) => point[1])))].sort((a, b) => a - b);
  if (heights.length < 2) return null;
  const half = (heights[0]! + heights[heights.length - 1]!) / 2;
  let best = (heights[0]! + heights[1]!) / 2;
  for (let i = 2; i < heights.length; i++) {
    const middle = (heights[i - 1]! + heights[i]!) / 2;
    if (Math.abs(middle - half) < Math.abs(best - half)) best = middle;
  }
  return best;
}
