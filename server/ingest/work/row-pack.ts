import type { Dimension, FlatGeometry } from '../geometry/flat-geometry.ts';
import { float64s, uint32s } from '../growing.ts';
import type { Row } from '../rows.ts';

/** Rows a pack holds, and a statement stores: a few megabytes at most, so that an embedded database answers others in between. */
export const ROWS_A_PACK = 1000;

const DIMENSIONS: readonly Dimension[] = ['point', 'line', 'polygon'];
/** Numbers a head has: dimension, where its coordinates begin, how many, where its ends begin, rings, parts. */
const HEAD = 6;

/**
 * Geometries of some rows in memory that threads share: an array a geometry, held for a whole import, would keep the garbage collector busier than the import itself.
 * `coords`: of each row its degrees, then its metres where the source is measured in them.
 */
export interface PackedShapes {
  readonly count: number;
  readonly heads: Uint32Array;
  readonly coords: Float64Array;
  readonly ends: Uint32Array;
  /** EPSG code of the metres; null: there are none. */
  readonly srid: number | null;
}

/** Geometries that are being packed. Its memory is used again for the next pack. */
class ShapePacker {
  private readonly heads = uint32s();
  private readonly coords = float64s();
  private readonly ends = uint32s();
  private srid: number | null = null;
  private count = 0;

  add({ degrees, metres }: Row): void {
    this.srid = metres?.srid ?? null;
    const { length } = degrees.coords, { heads } = this, head = heads.take(HEAD);
    heads.values[head] = DIMENSIONS.indexOf(degrees.dimension);
    heads.values[head + 1] = this.coords.length;
    heads.values[head + 2] = length;
    heads.values[head + 3] = this.ends.length;
    heads.values[head + 4] = degrees.ringEnds.length;
    heads.values[head + 5] = degrees.partEnds.length;
    this.coords.append(degrees.coords);
    if (metres) this.coords.append(metres.coords);
    this.ends.append(degrees.ringEnds);
    this.ends.append(degrees.partEnds);
    this.count += 1;
  }

  finish(): PackedShapes {
    const { heads, coords, ends, count, srid } = this;
    const shapes: PackedShapes = {
      count, srid, heads: new Uint32Array(new SharedArrayBuffer(4 * heads.length)), coords: new Float64Array(new SharedArrayBuffer(8 * coords.length)), ends: new Uint32Array(new SharedArrayBuffer(4 * ends.length)),
    };
    shapes.heads.set(heads.values.subarray(0, heads.length));
    shapes.coords.set(coords.values.subarray(0, coords.length));
    shapes.ends.set(ends.values.subarray(0, ends.length));
    heads.length = coords.length = ends.length = this.count = 0;
    return shapes;
  }
}

function copy(from: Float64Array | Uint32Array, at: number, length: number, to: number[]): number[] {
  to.length = length;
  for (let i = 0; i < length; i += 1) to[i] = from[at + i]!;
  return to;
}

/** A row's geometry in degrees, its numbers put into `degrees`; into `metres` those it was read in. */
export function copyShape({ heads, coords, ends }: PackedShapes, row: number, degrees: number[], metres: number[] | null): FlatGeometry {
  const head = HEAD * row, from = heads[head + 1]!, length = heads[head + 2]!, at = heads[head + 3]!, rings = heads[head + 4]!;
  if (metres) copy(coords, from + length, length, metres);
  return { dimension: DIMENSIONS[heads[head]!]!, coords: copy(coords, from, length, degrees), ringEnds: copy(ends, at, rings, []), partEnds: copy(ends, at + rings, heads[head + 5]!, []) };
}

/** Degrees of the first position of every row, lon and lat by turns. */
function firstsOf({ count, heads, coords }: PackedShapes): Float64Array {
  const firsts = new Float64Array(2 * count);
  for (let row = 0; row < count; row += 1) {
    const at = heads[HEAD * row + 1]!;
    firsts[2 * row] = coords[at]!;
    firsts[2 * row + 1] = coords[at + 1]!;
  }
  return firsts;
}

/** Some rows of a layer on their way from the reader into the database. */
export interface RowPack {
  readonly shapes: PackedShapes;
  /** Degrees of the first position of every row, lon and lat by turns: what a whole layer is looked through for. */
  readonly firsts: Float64Array;
  readonly places: readonly string[];
  readonly sourceIds: readonly (string | null)[];
  readonly names: readonly (string | null)[];
  /** Attributes of each row as JSON. */
  readonly attrs: readonly string[];
  /** 1 for a row that turned out to lie nowhere near the rest; null: there is none. */
  isOut: Uint8Array | null;
}

/** The rows of one layer, packed as they come. */
export class RowTable {
  readonly packs: RowPack[] = [];
  private readonly shapes = new ShapePacker();
  private places: string[] = [];
  private sourceIds: (string | null)[] = [];
  private names: (string | null)[] = [];
  private attrs: string[] = [];
  private rows = 0;

  /** Rows that are not left out. */
  get count(): number { return this.rows; }

  /** The pack the row has filled, else null. */
  add(row: Row): RowPack | null {
    this.rows += 1;
    this.shapes.add(row);
    this.sourceIds.push(row.sourceId);
    this.names.push(row.name);
    this.attrs.push(JSON.stringify(row.attrs));
    return this.places.push(row.place) < ROWS_A_PACK ? null : this.close();
  }

  /** Packs what is open; null: nothing is. */
  close(): RowPack | null {
    if (this.places.length === 0) return null;
    const { places, sourceIds, names, attrs } = this;
    const shapes = this.shapes.finish();
    const pack: RowPack = { shapes, firsts: firstsOf(shapes), places, sourceIds, names, attrs, isOut: null };
    this.places = [];
    this.sourceIds = [];
    this.names = [];
    this.attrs = [];
    this.packs.push(pack);
    return pack;
  }

  /** Takes over the rows of another table, which is empty afterwards. */
  append(other: RowTable): void {
    this.rows += other.rows;
    other.rows = 0;
    this.packs.push(...other.packs.splice(0));
  }

  leaveOut(pack: RowPack, row: number): void {
    pack.isOut ??= new Uint8Array(pack.shapes.count);
    pack.isOut[row] = 1;
    this.rows -= 1;
  }

  get hasLeftOut(): boolean { return this.packs.some(({ isOut }) => isOut !== null); }

  /** Calls `visit` with every row that is not left out, and the degrees of its first position. */
  each(visit: (lon: number, lat: number, pack: RowPack, row: number) => void): void {
    for (const pack of this.packs) {
      const { firsts, isOut, places: { length } } = pack;
      for (let row = 0; row < length; row += 1) if (isOut?.[row] !== 1) visit(firsts[2 * row]!, firsts[2 * row + 1]!, pack, row);
    }
  }

  /** At most `limit` rows spread evenly over the layer, in degrees. */
  sample(limit: number): FlatGeometry[] {
    const total = this.rows, wanted = Math.min(total, limit), found: FlatGeometry[] = [];
    let at = 0;
    for (const { shapes, isOut } of this.packs) {
      for (let row = 0; row < shapes.count && found.length < wanted; row += 1) {
        if (isOut?.[row] === 1) continue;
        if (at === Math.floor(found.length * total / wanted)) found.push(copyShape(shapes, row, [], null));
        at += 1;
      }
    }
    return found;
  }
}
