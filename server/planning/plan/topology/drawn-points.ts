/**
 * Degrees and metres side by side. Operations reckon in metres; every point that was drawn finds its own degrees again, the same doubles to the bit, and
 * a new point is rounded once to 9 decimals (about 0.1 mm) and is from then on the same point for every unit that has it.
 */
import { lonLatToMetric } from '../../geometry/lonlat-to-metric.ts';
import type { MetricCrs } from '../../geometry/metric-crs.ts';
import type { LonLatArea, MultiPolygonCoords, PolygonCoords, Position, Ring } from '../../geometry/types.ts';
import type { LonLat } from './types.ts';

const decimals = 9;
/** Overlay may leave a point this far from where it was drawn; it is still that point. */
const samePointM = 5e-4;

export const keyOf = ([x, y]: Position): string => `${x},${y}`;
const cellOf = (x: number): number => Math.floor(x / samePointM);

export class DrawnPoints {
  readonly crs: MetricCrs;
  private readonly degreesAt = new Map<string, LonLat>();
  /** Points by cell of `samePointM`: what is near lies in the nine cells around. */
  private readonly cells = new Map<string, Position[]>();

  constructor(crs: MetricCrs) { this.crs = crs; }

  /** An area as it was drawn, in metres. */
  metric(area: LonLatArea): MultiPolygonCoords {
    const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
    for (const rings of polygons) for (const ring of rings) for (const [lon = NaN, lat = NaN] of ring) this.at([lon, lat]);
    return lonLatToMetric(area, this.crs);
  }

  /** A drawn point in metres. */
  at(place: LonLat): Position {
    const position: Position = this.crs.forward(place[0], place[1]);
    const key = keyOf(position);
    if (this.degreesAt.has(key)) return position;
    this.degreesAt.set(key, [place[0], place[1]]);
    const cell = `${cellOf(position[0])},${cellOf(position[1])}`;
    const list = this.cells.get(cell);
    if (list) list.push(position);
    else this.cells.set(cell, [position]);
    return position;
  }

  /** The drawn point that a position is, or becomes. */
  settled(position: Position): Position {
    if (this.degreesAt.has(keyOf(position))) return position;
    const near = this.nearest(position);
    if (near) return near;
    const [lon, lat] = this.crs.inverse(position[0], position[1]);
    return this.at([Number(lon.toFixed(decimals)) + 0, Number(lat.toFixed(decimals)) + 0]);
  }

  private nearest([x, y]: Position): Position | null {
    let best: Position | null = null;
    let bestM = samePointM;
    for (let cx = cellOf(x) - 1; cx <= cellOf(x) + 1; cx++) for (let cy = cellOf(y) - 1; cy <= cellOf(y) + 1; cy++) {
      for (const point of this.cells.get(`${cx},${cy}`) ?? []) {
        const apartM = Math.hypot(point[0] - x, point[1] - y);
        if (apartM < bestM) [best, bestM] = [point, apartM];
      }
    }
    return best;
  }

  /** Degrees of a position: its own, when it was drawn. */
  degreesOf(position: Position): LonLat {
    return this.degreesAt.get(keyOf(this.settled(position))) as LonLat;
  }

  /** An area of drawn points in degrees. */
  degrees(area: MultiPolygonCoords): LonLatArea {
    const ringOf = (ring: Ring): number[][] => ring.map((position) => [...this.degreesOf(position)]);
    const polygons = area.map((polygon: PolygonCoords) => polygon.map(ringOf));
    return polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] as number[][][] } : { type: 'MultiPolygon', coordinates: polygons };
  }
}
