import type { FlatGeometry } from '../geometry/flat-geometry.ts';
import { float64s, uint32s, uint8s } from '../growing.ts';
import { importanceOf } from './importance.ts';
import { EXTENT, type LayerWriter } from './vector-tile-writer.ts';

/** A shape no wider than this part of a tile of the last zoom goes into its tiles whole: what hangs over their edges is not worth a cut. */
const SMALL = 0.5;
/** How far around a tile its shapes are drawn, and how far a point may be moved by leaving it out; units of a tile. */
const BUFFER = 64, TOLERANCE = 3;
const TYPES = { point: 1, line: 2, polygon: 3 } as const;
const RADIANS = Math.PI / 180;

/** Web Mercator from 0 to 1, y downwards; into `xy` from point `at` on. */
function putMercator(coords: readonly number[], xy: Float64Array, at: number): void {
  for (let i = 0; i < coords.length; i += 2) {
    const sine = Math.sin(coords[i + 1]! * RADIANS), y = 0.5 - 0.25 * Math.log((1 + sine) / (1 - sine)) / Math.PI;
    xy[2 * at + i] = coords[i]! / 360 + 0.5;
    xy[2 * at + i + 1] = y < 0 ? 0 : y > 1 ? 1 : y;
  }
}

/** Twice the area of a ring, positive where it runs as the specification wants a shell to (clockwise on the screen). */
function twiceArea(xy: Float64Array, from: number, to: number): number {
  const x0 = xy[2 * from]!, y0 = xy[2 * from + 1]!;
  let twice = 0;
  for (let i = from; i + 1 < to; i += 1) twice += (xy[2 * i]! - x0) * (xy[2 * i + 3]! - y0) - (xy[2 * i + 2]! - x0) * (xy[2 * i + 1]! - y0);
  return twice;
}

function lengthOf(xy: Float64Array, from: number, to: number): number {
  let length = 0;
  for (let i = from; i + 1 < to; i += 1) length += Math.hypot(xy[2 * i + 2]! - xy[2 * i]!, xy[2 * i + 3]! - xy[2 * i + 1]!);
  return length;
}

function reverse(xy: Float64Array, from: number, to: number): void {
  for (let a = from, b = to - 1; a < b; a += 1, b -= 1) {
    const x = xy[2 * a]!, y = xy[2 * a + 1]!;
    xy[2 * a] = xy[2 * b]!; xy[2 * a + 1] = xy[2 * b + 1]!;
    xy[2 * b] = x; xy[2 * b + 1] = y;
  }
}

/** Numbers a tile of a zoom among its like. */
export const tileKey = (z: number, x: number, y: number): number => x * 2 ** z + y;

/** Shapes that are small beside every tile they lie in: buildings, parcels, points. They need no cutting, only sorting into tiles. */
export class SmallShapes {
  private count = 0;
  private readonly ids = float64s();
  private readonly types = uint8s();
  /** The zooms they are drawn from. */
  private readonly froms = uint8s();
  /** West, north, east, south of each. */
  private readonly boxes = float64s();
  private readonly tags = uint32s();
  private readonly xy = float64s();
  /** Of each point, how much it matters. */
  private readonly importance = float64s();
  /** Points of each ring, counted from the first of all. */
  private readonly ringEnds = uint32s();
  /** Of each ring, width of an area, length of a line: at a zoom where that is below the tolerance it is not drawn. */
  private readonly sizes = float64s();
  /** Where each shape's tags and rings end. */
  private readonly tagEnds = uint32s();
  private readonly shapeEnds = uint32s();
  private readonly scratch: number[] = [];
  private readonly maxZoom: number;
  constructor(maxZoom: number) { this.maxZoom = maxZoom; }

  /** In degrees. False: it is not small, and was not taken. */
  add(id: number, tags: readonly number[], fromZoom: number, flat: FlatGeometry): boolean {
    const { length } = flat.coords, from = this.xy.take(length) / 2;
    const xy = this.xy.values;
    putMercator(flat.coords, xy, from);
    let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
    for (let i = 2 * from; i < 2 * from + length; i += 2) {
      const x = xy[i]!, y = xy[i + 1]!;
      if (x < west) west = x;
      if (y < north) north = y;
      if (x > east) east = x;
      if (y > south) south = y;
    }
    if (Math.max(east - west, south - north) * 2 ** this.maxZoom > SMALL) { this.xy.length = 2 * from; return false; }
    this.importance.take(length / 2);
    if (flat.dimension === 'point') this.putRing(from + length / 2, 0); else this.measure(flat, from);
    const box = this.boxes.take(4), boxes = this.boxes.values;
    boxes[box] = west; boxes[box + 1] = north; boxes[box + 2] = east; boxes[box + 3] = south;
    this.ids.push(id);
    this.types.push(TYPES[flat.dimension]);
    this.froms.push(fromZoom);
    this.tags.append(tags);
    this.tagEnds.push(this.tags.length);
    this.shapeEnds.push(this.ringEnds.length);
    this.count += 1;
    return true;
  }

  private putRing(end: number, size: number): void { this.ringEnds.push(end); this.sizes.push(size); }

  private measure(flat: FlatGeometry, first: number): void {
    const xy = this.xy.values, importance = this.importance.values;
    let ring = 0, from = first;
    for (const partEnd of flat.partEnds) {
      for (let isShell = true; ring < partEnd; ring += 1, isShell = false) {
        const to = first + flat.ringEnds[ring]!;
        if (flat.dimension === 'polygon') {
          const twice = twiceArea(xy, from, to);
          if ((twice > 0) !== isShell) reverse(xy, from, to);
          this.putRing(to, Math.sqrt(Math.abs(twice) / 2));
        } else this.putRing(to, lengthOf(xy, from, to));
        importanceOf(xy, from, to, importance);
        from = to;
      }
    }
  }

  /** Gives every shape the id at the place its own stands for. */
  renumber(ids: ArrayLike<number>): void {
    const own = this.ids.values;
    for (let i = 0; i < this.count; i += 1) own[i] = ids[own[i]!]!;
  }

  /** The shapes of every tile of a zoom, by `tileKey`. */
  tilesOf(z: number): Map<number, number[]> {
    const tiles = new Map<number, number[]>();
    const scale = 2 ** z, margin = BUFFER / EXTENT;
    const froms = this.froms.values, boxes = this.boxes.values;
    for (let index = 0; index < this.count; index += 1) {
      if (z < froms[index]!) continue;
      const box = 4 * index;
      const lastX = Math.min(scale - 1, Math.floor(boxes[box + 2]! * scale + margin)), lastY = Math.min(scale - 1, Math.floor(boxes[box + 3]! * scale + margin));
      for (let x = Math.max(0, Math.floor(boxes[box]! * scale - margin)); x <= lastX; x += 1) {
        for (let y = Math.max(0, Math.floor(boxes[box + 1]! * scale - margin)); y <= lastY; y += 1) {
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
    const tags = this.tags.values, tagEnds = this.tagEnds.values, shapeEnds = this.shapeEnds.values, ringEnds = this.ringEnds.values;
    const xy = this.xy.values, importance = this.importance.values, sizes = this.sizes.values;
    for (const index of indexes) {
      const type = this.types.values[index] as 1 | 2 | 3;
      layer.beginFeature(this.ids.values[index]!, tags, index === 0 ? 0 : tagEnds[index - 1]!, tagEnds[index]!, type);
      let ring = index === 0 ? 0 : shapeEnds[index - 1]!;
      let point = ring === 0 ? 0 : ringEnds[ring - 1]!;
      for (const end = shapeEnds[index]!; ring < end; ring += 1) {
        const ringEnd = ringEnds[ring]!;
        if (type !== 1 && sizes[ring]! < tolerance) { point = ringEnd; continue; }
        let kept = 0;
        for (; point < ringEnd; point += 1) {
          if (type !== 1 && tolerance > 0 && importance[point]! <= tolerance) continue;
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
