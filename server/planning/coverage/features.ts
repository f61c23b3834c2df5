/** Reading one feature of a `LayerTable`: extent, measure, distance. Metres throughout. */
import type { FlatRings, Overlay, Shape } from '../geometry/overlay.ts';
import { isOnOrInsideRings } from '../geometry/point-in-rings.ts';
import { distanceToSegment } from '../geometry/segment.ts';
import { ringMoments } from '../geometry/ring-moments.ts';
import type { LayerTable } from './dataset.ts';

export interface Box { minX: number; minY: number; maxX: number; maxY: number }

export function featureCount(table: LayerTable): number {
  return table.ids.length;
}

/** First and end ring of a feature: its parts are contiguous, so are their rings. */
export function ringRange(table: LayerTable, row: number): readonly [first: number, end: number] {
  return [table.partOffsets[table.featureOffsets[row]], table.partOffsets[table.featureOffsets[row + 1]]];
}

export function boxOf(table: LayerTable, row: number): Box {
  const [firstRing, endRing] = ringRange(table, row);
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let p = table.ringOffsets[firstRing]; p < table.ringOffsets[endRing]; p++) {
    const x = table.coords[2 * p];
    const y = table.coords[2 * p + 1];
    if (x < box.minX) box.minX = x;
    if (x > box.maxX) box.maxX = x;
    if (y < box.minY) box.minY = y;
    if (y > box.maxY) box.maxY = y;
  }
  return box;
}

/** More than rounding can take a distance below that to the extent. m */
const ROUNDING_M = 0.001;

/** Whether everything in a box is surely farther from a point than so many metres; most of what is near enough to be asked about need not be measured then. */
export function isFartherThan(metres: number, { minX, minY, maxX, maxY }: Box, x: number, y: number): boolean {
  const dx = x < minX ? minX - x : x > maxX ? x - maxX : 0;
  const dy = y < minY ? minY - y : y > maxY ? y - maxY : 0;
  const limitM = metres + ROUNDING_M;
  return dx * dx + dy * dy > limitM * limitM;
}

export function isInside(inner: Box, outer: Box): boolean {
  return inner.minX >= outer.minX && inner.maxX <= outer.maxX && inner.minY >= outer.minY && inner.maxY <= outer.maxY;
}

/** m²; 0 for points and lines. Shells count positive, holes negative, by their direction. */
export function areaOf(table: LayerTable, row: number): number {
  if (table.geometryType !== 'polygon') return 0;
  let area = 0;
  const [first, end] = ringRange(table, row);
  for (let r = first; r < end; r++) area += ringMoments(table.coords, table.ringOffsets[r], table.ringOffsets[r + 1]).area;
  return area;
}

/** Area centroid of a polygon, mean of the points of anything else. */
export function centroidOf(table: LayerTable, row: number): readonly [x: number, y: number] {
  const [firstRing, endRing] = ringRange(table, row);
  const first = table.ringOffsets[firstRing];
  const originX = table.coords[2 * first];
  const originY = table.coords[2 * first + 1];
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  if (table.geometryType === 'polygon') {
    for (let r = firstRing; r < endRing; r++) {
      const start = table.ringOffsets[r];
      const moments = ringMoments(table.coords, start, table.ringOffsets[r + 1]);
      weight += moments.area;
      sumX += moments.momentX + moments.area * (table.coords[2 * start] - originX);
      sumY += moments.momentY + moments.area * (table.coords[2 * start + 1] - originY);
    }
  } else {
    for (let p = first; p < table.ringOffsets[endRing]; p++) {
      weight += 1;
      sumX += table.coords[2 * p] - originX;
      sumY += table.coords[2 * p + 1] - originY;
    }
  }
  return [originX + sumX / weight, originY + sumY / weight];
}

/** Straight-line metres from a point to a feature; 0 on or inside a polygon. */
export function distanceTo(table: LayerTable, row: number, x: number, y: number): number {
  const [firstRing, endRing] = ringRange(table, row);
  if (table.geometryType === 'polygon' && isOnOrInsideRings(table.coords, table.ringOffsets, firstRing, endRing, x, y)) return 0;
  return distanceToOutline(table, row, x, y);
}

/** The same for a point that is known to lie in no polygon of the feature. */
export function distanceToOutline(table: LayerTable, row: number, x: number, y: number): number {
  const [firstRing, endRing] = ringRange(table, row);
  let best = Infinity;
  for (let r = firstRing; r < endRing; r++) {
    const first = table.ringOffsets[r];
    const end = table.ringOffsets[r + 1];
    if (table.geometryType === 'point') {
      for (let p = first; p < end; p++) {
        const dx = table.coords[2 * p] - x;
        const dy = table.coords[2 * p + 1] - y;
        best = Math.min(best, Math.sqrt(dx * dx + dy * dy));
      }
    } else {
      for (let p = first; p + 1 < end; p++) best = Math.min(best, distanceToSegment(table.coords, p, x, y));
    }
  }
  return best;
}

export function flatRingsOf(table: LayerTable, row: number): FlatRings {
  const parts: (readonly [number, number])[][] = [];
  for (let part = table.featureOffsets[row]; part < table.featureOffsets[row + 1]; part++) {
    const rings: (readonly [number, number])[] = [];
    for (let r = table.partOffsets[part]; r < table.partOffsets[part + 1]; r++) rings.push([table.ringOffsets[r], table.ringOffsets[r + 1]]);
    parts.push(rings);
  }
  return { coords: table.coords, parts };
}

/** Of each polygon its closed rings, the shell first; views into the table. */
export function ringsOfFeature(table: LayerTable, row: number): readonly (readonly Float64Array[])[] {
  const polygons: Float64Array[][] = [];
  for (let part = table.featureOffsets[row]; part < table.featureOffsets[row + 1]; part++) {
    const rings: Float64Array[] = [];
    for (let r = table.partOffsets[part]; r < table.partOffsets[part + 1]; r++) rings.push(table.coords.subarray(2 * table.ringOffsets[r], 2 * table.ringOffsets[r + 1]));
    polygons.push(rings);
  }
  return polygons;
}

/** A new shape of the feature; the caller releases it. */
export function shapeOf(overlay: Overlay, table: LayerTable, row: number): Shape {
  const rings = flatRingsOf(table, row);
  if (table.geometryType === 'polygon') return overlay.polygons(rings);
  return table.geometryType === 'line' ? overlay.lines(rings) : overlay.points(rings);
}
