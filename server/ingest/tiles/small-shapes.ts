import type { FlatGeometry } from '../geometry/flat-geometry.ts';
import { importanceOf } from './importance.ts';
import { EXTENT, type LayerWriter } from './vector-tile-writer.ts';

/** A shape no wider than this part of a tile of the last zoom goes into its tiles whole: what hangs over their edges is not worth a cut. */
const SMALL = 0.5;
/** How far around a tile its shapes are drawn, and how far a point may be moved by leaving it out; units of a tile. */
const BUFFER = 64, TOLERANCE = 3;
const TYPES = { point: 1, line: 2, polygon: 3 } as const;
const RADIANS = Math.PI / 180;

/** Web Mercator from 0 to 1, y downwards. */
function mercatorOf(coords: readonly number[]): number[] {
  const xy: number[] = [];
  for (let i = 0; i < coords.length; i += 2) {
    const sine = Math.sin(coords[i + 1]! * RADIANS), y = 0.5 - 0.25 * Math.log((1 + sine) / (1 - sine)) / Math.PI;
    xy.push(coords[i]! / 360 + 0.5, y < 0 ? 0 : y > 1 ? 1 : y);
  }
  return xy;
}

/** Twice the area of a ring, positive where it runs as the specification wants a shell to (clockwise on the screen). */
function twiceArea(xy: readonly number[], from: number, to: number): number {
  const x0 = xy[2 * from]!, y0 = xy[2 * from + 1]!;
  let twice = 0;
  for (let i = from; i + 1 < to; i += 1) twice += (xy[2 * i]! - x0) * (xy[2 * i + 3]! - y0) - (xy[2 * i + 2]! - x0) * (xy[2 * i + 1]! - y0);
  return twice;
}

function lengthOf(xy: readonly number[], from: number, to: number): number {
  let length = 0;
  for (let i = from; i + 1 < to; i += 1) length += Math.hypot(xy[2 * i + 2]! - xy[2 * i]!, xy[2 * i + 3]! - xy[2 * i + 1]!);
  return length;
}

function reverse(xy: number[], from: number, to: number): void {
  for (let a = from, b = to - 1; a < b; a += 1, b -= 1) {
    const x = xy[2 * a]!, y = xy[2 * a + 1]!;
    xy[2 * a] = xy[2 * b]!; xy[2 * a + 1] = xy[2 * b + 1]!;
    xy[2 * b] = x; xy[2 * b + 1] = y;
  }
}

interface Shape {
  readonly id: number;
  readonly tags: readonly number[];
  readonly type: 1 | 2 | 3;
  /** The zooms it is drawn from. */
  readonly from: number;
  readonly box: readonly [west: number, north: number, east: number, south: number];
  readonly xy: readonly number[];
  readonly importance: readonly number[];
  readonly ringEnds: readonly number[];
  /** Width of an area, length of a line: at a zoom where that is below the tolerance it is not drawn. */
  readonly sizes: readonly number[];
}

/** Numbers a tile of a zoom among its like. */
export const tileKey = (z: number, x: number, y: number): number => x * 2 ** z + y;

/** Shapes that are small beside every tile they lie in: buildings, parcels, points. They need no cutting, only sorting into tiles. */
export class SmallShapes {
  private readonly shapes: Shape[] = [];
  private readonly scratch: number[] = [];
  private readonly maxZoom: number;
  constructor(maxZoom: number) { this.maxZoom = maxZoom; }

  /** In degrees. False: it is not small, and was not taken. */
  add(id: number, tags: readonly number[], fromZoom: number, flat: FlatGeometry): boolean {
    const xy = mercatorOf(flat.coords);
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < xy.length; i += 2) {
      const x = xy[i]!, y = xy[i + 1]!;
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
    if (Math.max(box[2] - box[0], box[3] - box[1]) * 2 ** this.maxZoom > SMALL) return false;
    const importance: number[] = [], sizes: number[] = [];
    if (flat.dimension !== 'point') this.measure(flat, xy, importance, sizes);
    this.shapes.push({ id, tags, type: TYPES[flat.dimension], from: fromZoom, box, xy, importance, ringEnds: flat.ringEnds, sizes });
    return true;
  }

  private measure(flat: FlatGeometry, xy: number[], importance: number[], sizes: number[]): void {
    let ring = 0, from = 0;
    for (const partEnd of flat.partEnds) {
      for (let isShell = true; ring < partEnd; ring += 1, isShell = false) {
        const to = flat.ringEnds[ring]!;
        if (flat.dimension === 'polygon') {
          const twice = twiceArea(xy, from, to);
          if ((twice > 0) !== isShell) reverse(xy, from, to);
          sizes.push(Math.sqrt(Math.abs(twice) / 2));
        } else sizes.push(lengthOf(xy, from, to));
        importanceOf(xy, from, to, importance);
        from = to;
      }
    }
  }

  /** The shapes of every tile of a zoom, by `tileKey`. */
  tilesOf(z: number): Map<number, number[]> {
    const tiles = new Map<number, number[]>();
    const scale = 2 ** z, margin = BUFFER / EXTENT;
    for (let index = 0; index < this.shapes.length; index += 1) {
      const { from, box } = this.shapes[index]!;
      if (z < from) continue;
      const lastX = Math.min(scale - 1, Math.floor(box[2] * scale + margin)), lastY = Math.min(scale - 1, Math.floor(box[3] * scale + margin));
      for (let x = Math.max(0, Math.floor(box[0] * scale - margin)); x <= lastX; x += 1) {
        for (let y = Math.max(0, Math.floor(box[1] * scale - margin)); y <= lastY; y += 1) {
          const key = tileKey(z, x, y), tile = tiles.get(key);
          if (tile) tile.push(index); else tiles.set(key, [index]);
        }
      }
    }
    return tiles;
  }

  /** Writes shapes into a layer of a tile. */
  write(indexes: readonly number[], z: number, x: number, y: number, layer: LayerWriter): void {
    const scale = 2 ** z * EXTENT, left = x * EXTENT, top = y * EXTENT;
    const tolerance = z === this.maxZoom ? 0 : TOLERANCE / scale;
    const { scratch } = this;
    for (const index of indexes) {
      const { id, tags, type, xy, importance, ringEnds, sizes } = this.shapes[index]!;
      layer.beginFeature(id, tags, type);
      let point = 0;
      // The points of a point shape are one list, whatever its parts.
      const rings = type === 1 ? 1 : ringEnds.length;
      for (let ring = 0; ring < rings; ring += 1) {
        const end = type === 1 ? xy.length / 2 : ringEnds[ring]!;
        if (sizes[ring]! < tolerance) { point = end; continue; }
        let kept = 0;
        for (; point < end; point += 1) {
          if (tolerance > 0 && importance[point]! <= tolerance) continue;
          scratch[2 * kept] = Math.round(xy[2 * point]! * scale - left);
          scratch[2 * kept + 1] = Math.round(xy[2 * point + 1]! * scale - top);
          kept += 1;
        }
        layer.ring(scratch, kept, type);
      }
      layer.endFeature();
    }
  }
}
