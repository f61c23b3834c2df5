import type { Geometry, Position } from 'geojson';

export type Dimension = 'point' | 'line' | 'polygon';

/**
 * One feature's geometry as flat numbers: what mending and WKB work on. Part i holds rings partEnds[i-1] … partEnds[i]; ring r holds
 * points ringEnds[r-1] … ringEnds[r]; point p is coords[2p], coords[2p+1]. Points and lines have one ring a part. Units: those of the source.
 */
export interface FlatGeometry {
  readonly dimension: Dimension;
  readonly coords: number[];
  readonly ringEnds: number[];
  readonly partEnds: number[];
}

export interface Flattened {
  /** One entry for each dimension that occurs; null coordinates and unknown types give none. */
  readonly parts: readonly FlatGeometry[];
  readonly hadHeight: boolean;
  /** Set when a coordinate is not a pair of finite numbers or the nesting is wrong: what was found. */
  readonly fault: string | null;
}

export const emptyFlat = (dimension: Dimension): FlatGeometry => ({ dimension, coords: [], ringEnds: [], partEnds: [] });

/** Outside data for a person to read; never looks deep, for it may be nested without end. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `[${value.slice(0, 3).map((item: unknown) => (typeof item === 'object' && item !== null ? '…' : String(item).slice(0, 20))).join(', ')}]`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value).slice(0, 40);
}

/** What a geometry is taken apart into. */
export class Parts {
  readonly byDimension = new Map<Dimension, FlatGeometry>();
  hadHeight = false;
  fault: string | null = null;

  protected of(dimension: Dimension): FlatGeometry {
    let flat = this.byDimension.get(dimension);
    if (!flat) this.byDimension.set(dimension, (flat = emptyFlat(dimension)));
    return flat;
  }

  finish(): Flattened {
    return { parts: [...this.byDimension.values()].filter((flat) => flat.coords.length > 0), hadHeight: this.hadHeight, fault: this.fault };
  }
}

class Flattener extends Parts {
  private ring(flat: FlatGeometry, positions: readonly Position[]): void {
    if (!Array.isArray(positions)) { this.fault ??= 'coordinates are not a list'; return; }
    for (const position of positions) {
      if (!Array.isArray(position) || !Number.isFinite(position[0]) || !Number.isFinite(position[1])) {
        this.fault ??= `${describe(position)} is not a position`;
        return;
      }
      if (position.length > 2) this.hadHeight = true;
      flat.coords.push(position[0]!, position[1]!);
    }
    flat.ringEnds.push(flat.coords.length / 2);
  }

  private part(dimension: Dimension, rings: readonly (readonly Position[])[]): void {
    if (!Array.isArray(rings)) { this.fault ??= 'coordinates are not a list'; return; }
    const flat = this.of(dimension);
    for (const ring of rings) this.ring(flat, ring);
    flat.partEnds.push(flat.ringEnds.length);
  }

  add(geometry: Geometry, depth = 0): void {
    switch (geometry.type) {
      case 'Point': this.part('point', [[geometry.coordinates]]); return;
      case 'MultiPoint': this.each(geometry.coordinates, (position) => this.part('point', [[position]])); return;
      case 'LineString': this.part('line', [geometry.coordinates]); return;
      case 'MultiLineString': this.each(geometry.coordinates, (line) => this.part('line', [line])); return;
      case 'Polygon': this.part('polygon', geometry.coordinates); return;
      case 'MultiPolygon': this.each(geometry.coordinates, (polygon) => this.part('polygon', polygon)); return;
      case 'GeometryCollection':
        if (depth > 8) { this.fault ??= 'collections nested too deep'; return; }
        this.each(geometry.geometries, (member) => this.add(member, depth + 1));
        return;
      default: this.fault ??= `geometry type ${describe((geometry as { type?: unknown }).type)} is unknown`;
    }
  }

  private each<T>(list: readonly T[], visit: (item: T) => void): void {
    if (!Array.isArray(list)) { this.fault ??= 'coordinates are not a list'; return; }
    for (const item of list) visit(item);
  }
}

/** Takes GeoJSON apart by dimension. Never throws: outside data may have any shape. Heights are dropped and told of. */
export function flatten(geometry: Geometry): Flattened {
  const flattener = new Flattener();
  if (geometry === null || typeof geometry !== 'object') return { parts: [], hadHeight: false, fault: 'there is no geometry' };
  flattener.add(geometry);
  return flattener.finish();
}

/** Area in the square of the coordinates' unit, shells plus and holes minus whatever their winding. */
export function flatArea(flat: FlatGeometry): number {
  let total = 0;
  let ring = 0;
  for (const partEnd of flat.partEnds) {
    for (let first = true; ring < partEnd; ring += 1, first = false) {
      const area = Math.abs(ringArea(flat.coords, ring === 0 ? 0 : flat.ringEnds[ring - 1]!, flat.ringEnds[ring]!));
      total += first ? area : -area;
    }
  }
  return total;
}

/** Signed area (shoelace) of points from … to of a closed or open ring, taken about its first point so that large eastings lose nothing. */
export function ringArea(coords: readonly number[], from: number, to: number): number {
  const x0 = coords[2 * from]!;
  const y0 = coords[2 * from + 1]!;
  let twice = 0;
  for (let i = from + 1; i + 1 < to; i += 1) {
    twice += (coords[2 * i]! - x0) * (coords[2 * i + 3]! - y0) - (coords[2 * i + 2]! - x0) * (coords[2 * i + 1]! - y0);
  }
  return twice / 2;
}
