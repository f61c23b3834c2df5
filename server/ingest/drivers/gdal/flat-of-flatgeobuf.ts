import type { Geometry as FgbGeometry } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { Parts, type Dimension, type FlatGeometry, type Flattened } from '../../geometry/flat-geometry.ts';

const DEEPEST = 8;

/** Takes one FlatGeobuf geometry apart by dimension: straight from its numbers, no list is made for a position. */
class Gatherer extends Parts {
  /** Positions from … to of the geometry's numbers as one ring. */
  private ring(flat: FlatGeometry, xy: Float64Array, from: number, to: number): void {
    const { coords } = flat;
    const start = coords.length - 2 * from;
    // As long as it will be, at once: an array that grows by itself keeps room for half as much again.
    coords.length += 2 * (to - from);
    for (let i = 2 * from; i < 2 * to; i += 1) {
      const value = xy[i]!;
      if (!Number.isFinite(value)) { this.fault ??= `[${xy[i - i % 2]}, ${xy[i - i % 2 + 1]}] is not a position`; coords.length = start + i; return; }
      coords[start + i] = value;
    }
    flat.ringEnds.push(coords.length / 2);
  }

  /** Rings of one area (`isOnePart`), or lines of which each is a part. */
  private rings(dimension: Dimension, geometry: FgbGeometry, xy: Float64Array, isOnePart: boolean): void {
    const flat = this.of(dimension);
    const count = geometry.endsLength();
    let from = 0;
    for (let i = 0; i < Math.max(1, count); i += 1) {
      const to = count === 0 ? xy.length / 2 : geometry.ends(i)!;
      this.ring(flat, xy, from, to);
      from = to;
      if (!isOnePart) flat.partEnds.push(flat.ringEnds.length);
    }
    if (isOnePart) flat.partEnds.push(flat.ringEnds.length);
  }

  private points(xy: Float64Array): void {
    const flat = this.of('point');
    for (let i = 0; i < xy.length / 2; i += 1) { this.ring(flat, xy, i, i + 1); flat.partEnds.push(flat.ringEnds.length); }
  }

  /** `type`: of the geometry; a part may leave its own unsaid where its collection's says it. */
  add(geometry: FgbGeometry, type: GeometryType, depth = 0): void {
    if (depth > DEEPEST) { this.fault ??= 'collections nested too deep'; return; }
    if (geometry.zLength() > 0) this.hadHeight = true;
    switch (type) {
      case GeometryType.MultiPolygon: case GeometryType.PolyhedralSurface: case GeometryType.TIN: this.parts(geometry, GeometryType.Polygon, depth); return;
      case GeometryType.GeometryCollection: this.parts(geometry, null, depth); return;
      default:
    }
    const xy = geometry.xyArray();
    if (!xy || xy.length === 0) return;
    switch (type) {
      case GeometryType.Point: case GeometryType.MultiPoint: this.points(xy); return;
      case GeometryType.LineString: this.rings('line', geometry, xy, true); return;
      case GeometryType.MultiLineString: this.rings('line', geometry, xy, false); return;
      case GeometryType.Polygon: case GeometryType.Triangle: this.rings('polygon', geometry, xy, true); return;
      default: this.fault ??= `geometry type ${GeometryType[type] ?? String(type)} is unknown`;
    }
  }

  private parts(geometry: FgbGeometry, type: GeometryType | null, depth: number): void {
    for (let i = 0; i < geometry.partsLength(); i += 1) { const part = geometry.parts(i)!; this.add(part, type ?? part.type(), depth + 1); }
  }
}

/** The geometry of a FlatGeobuf row as flat numbers, as `flatten` gives them of GeoJSON. `headerType`: what the file says of all its rows. */
export function flatOfFlatGeobuf(geometry: FgbGeometry, headerType: GeometryType): Flattened {
  const gatherer = new Gatherer();
  gatherer.add(geometry, headerType === GeometryType.Unknown ? geometry.type() : headerType);
  return gatherer.finish();
}
