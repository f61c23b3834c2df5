/**
 * The points lines are made of. Each is a place in degrees, which is what a unit keeps, and the metres that follow from it: whatever is decided in metres here is
 * decided about the boundary as it will be stored. Points nearer to each other than the snapping distance are one.
 */
import type { MetricCrs } from '../../geometry/metric-crs.ts';
import type { Position } from '../../geometry/types.ts';
import type { LonLat } from './question.ts';

/** About 0.1 mm, as the drawing tools keep positions. */
const decimals = 9;
const rounded = (degrees: number): number => Number(degrees.toFixed(decimals)) + 0;

export class Vertices {
  readonly lonLats: LonLat[] = [];
  readonly metres: Position[] = [];
  readonly #crs: MetricCrs;
  readonly #snapM: number;
  readonly #cells = new Map<string, number[]>();

  constructor(crs: MetricCrs, snapM: number) {
    this.#crs = crs;
    this.#snapM = snapM;
  }

  /** The point at a place in degrees, taken as it is or rounded once. Null for a place the projection does not know. */
  at(lon: number, lat: number, isExact: boolean): number | null {
    const [keptLon, keptLat] = isExact ? [lon + 0, lat + 0] : [rounded(lon), rounded(lat)];
    const [x, y] = this.#crs.forward(keptLon, keptLat);
    return Number.isFinite(x) && Number.isFinite(y) ? this.#near(x, y) ?? this.#add([keptLon, keptLat], [x, y]) : null;
  }
  /** The point at a place in metres. */
  atMetres(x: number, y: number): number | null {
    const [lon, lat] = this.#crs.inverse(x, y);
    return this.at(lon, lat, false);
  }

  /** The nearest point within the snapping distance; of two as near, the one that was first. */
  #near(x: number, y: number): number | null {
    const [column, row] = [Math.floor(x / this.#snapM), Math.floor(y / this.#snapM)];
    let best: number | null = null;
    let bestM = this.#snapM;
    for (let i = column - 1; i <= column + 1; i++) for (let j = row - 1; j <= row + 1; j++) {
      for (const vertex of this.#cells.get(`${i},${j}`) ?? []) {
        const [px, py] = this.metres[vertex] as Position;
        const distanceM = Math.hypot(px - x, py - y);
        if (distanceM < bestM || (distanceM === bestM && (best === null || vertex < best))) [best, bestM] = [vertex, distanceM];
      }
    }
    return best;
  }
  #add(lonLat: LonLat, metres: Position): number {
    const vertex = this.lonLats.push(lonLat) - 1;
    this.metres.push(metres);
    const key = `${Math.floor(metres[0] / this.#snapM)},${Math.floor(metres[1] / this.#snapM)}`;
    const cell = this.#cells.get(key);
    if (cell) cell.push(vertex);
    else this.#cells.set(key, [vertex]);
    return vertex;
  }
}
