import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { MetricBox } from '../../db/repositories/collection-items.ts';
import { ExportProblem } from '../export-problem.ts';
import type { TargetCrs } from '../target-crs.ts';
import type { OgcCrs } from './crs-uris.ts';

type Box = readonly [west: number, south: number, east: number, north: number];
type Point = [number, number];

/** Points on each edge of a box that is carried into another CRS, where its edges are no straight lines: on 50 km the error is under a centimetre. */
const pointsOnEdge = 64;
/** What a box is cut to: where the features lie and as much again around them; far off, a Gauss-Krüger projection has no meaning. */
const margin = 0.5;

/** `bbox` of a request, four or six numbers in the order of the axes; east first. Heights are left aside. @throws ExportProblem bad_request */
export function parseBox(text: string, crs: OgcCrs): Box {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if ((numbers.length !== 4 && numbers.length !== 6) || numbers.some((number) => !Number.isFinite(number))) throw new ExportProblem('bad_request', 'bbox must be four or six numbers with commas between, lower corner first.');
  const [a, b] = numbers as [number, number];
  const [c, d] = numbers.slice(numbers.length / 2) as [number, number];
  const box: Box = crs.isNorthFirst ? [b, a, d, c] : [a, b, c, d];
  // West of east only where the box crosses the 180th meridian.
  if (box[1] > box[3] || (!crs.target.isDegrees && box[0] > box[2])) throw new ExportProblem('bad_request', `bbox must begin with its lower corner${crs.isNorthFirst ? ', north before east in this CRS' : ''}.`);
  return box;
}

function ringOf([x1, y1, x2, y2]: Box): Point[] {
  const corners: readonly Point[] = [[x1, y1], [x2, y1], [x2, y2], [x1, y2]];
  const ring: Point[] = [];
  corners.forEach(([x, y], i) => {
    const [toX, toY] = corners[(i + 1) % 4] as Point;
    for (let step = 0; step < pointsOnEdge; step += 1) ring.push([x + ((toX - x) * step) / pointsOnEdge, y + ((toY - y) * step) / pointsOnEdge]);
  });
  ring.push([x1, y1]);
  return ring;
}

/** The box around a box of the city's metres in another CRS, east first. */
export function boxIn(box: MetricBox, city: MetricCrs, target: TargetCrs): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ringOf(box)) {
    const [e, n] = target.srid === city.srid ? [x, y] : target.fromDegrees(...city.inverse(x, y));
    west = Math.min(west, e); east = Math.max(east, e); south = Math.min(south, n); north = Math.max(north, n);
  }
  return [west, south, east, north];
}

function cut(box: Box, within: Box): Box | null {
  const found: Box = [Math.max(box[0], within[0]), Math.max(box[1], within[1]), Math.min(box[2], within[2]), Math.min(box[3], within[3])];
  return found[0] <= found[2] && found[1] <= found[3] ? found : null;
}

/**
 * The area of a box of a request in the city's metres, GeoJSON, cut to the surroundings of the features; null: it meets none of them.
 * @param extent of all features, metres
 */
export function areaOfBox(box: Box, crs: OgcCrs, city: MetricCrs, extent: MetricBox): string | null {
  const around = boxIn(extent, city, crs.target);
  const smallest = crs.target.isDegrees ? 0.01 : 1000;
  const [dx, dy] = [Math.max(smallest, margin * (around[2] - around[0])), Math.max(smallest, margin * (around[3] - around[1]))];
  const within: Box = [around[0] - dx, around[1] - dy, around[2] + dx, around[3] + dy];
  const halves: readonly Box[] = box[0] > box[2] ? [[box[0], box[1], 180, box[3]], [-180, box[1], box[2], box[3]]] : [box];
  const polygons = halves.flatMap((half) => {
    const found = cut(half, within);
    if (!found) return [];
    // A box without width or height is a line or a point to the standard; as an area it needs a little of both.
    const least = crs.target.isDegrees ? 1e-12 : 1e-7;
    const wide: Box = [found[0], found[1], Math.max(found[2], found[0] + least), Math.max(found[3], found[1] + least)];
    const ring = crs.target.srid === city.srid ? ringOf(wide) : ringOf(wide).map(([x, y]) => city.forward(...crs.target.toDegrees(x, y)));
    return [[ring]];
  });
  return polygons.length === 0 ? null : JSON.stringify({ type: 'MultiPolygon', coordinates: polygons });
}
