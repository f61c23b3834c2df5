import { emptyFlat, type Dimension, type FlatGeometry } from './flat-geometry.ts';

const TYPES: Readonly<Record<Dimension, number>> = { point: 1, line: 2, polygon: 3 };
const MULTI = 3;
const SRID_FLAG = 0x20000000;

class Writer {
  readonly bytes: Buffer;
  private at = 0;
  constructor(size: number) { this.bytes = Buffer.allocUnsafe(size); }
  head(type: number, srid: number | null): void {
    this.bytes[this.at++] = 1;
    this.u32(srid === null ? type : (type | SRID_FLAG) >>> 0);
    if (srid !== null) this.u32(srid);
  }
  u32(value: number): void { this.at = this.bytes.writeUInt32LE(value, this.at); }
  points(coords: readonly number[], from: number, to: number): void {
    for (let i = 2 * from; i < 2 * to; i += 1) this.at = this.bytes.writeDoubleLE(coords[i]!, this.at);
  }
}

/** Extended WKB, little-endian, SRID in the outer head. One part gives the single type, several the multi type. */
export function toWkb(flat: FlatGeometry, srid: number | null): Buffer {
  const parts = flat.partEnds.length;
  const type = TYPES[flat.dimension];
  const size = (parts > 1 ? 9 : 0) + 4 + parts * (5 + (flat.dimension === 'point' ? 0 : 4)) + (flat.dimension === 'polygon' ? flat.ringEnds.length * 4 : 0) + flat.coords.length * 8;
  const writer = new Writer(srid === null ? size - 4 : size);
  if (parts > 1) { writer.head(type + MULTI, srid); writer.u32(parts); }
  let ring = 0;
  let point = 0;
  for (const partEnd of flat.partEnds) {
    writer.head(type, parts > 1 ? null : srid);
    if (flat.dimension === 'polygon') writer.u32(partEnd - ring);
    for (; ring < partEnd; ring += 1) {
      const end = flat.ringEnds[ring]!;
      if (flat.dimension !== 'point') writer.u32(end - point);
      writer.points(flat.coords, point, end);
      point = end;
    }
  }
  return writer.bytes;
}

class Reader {
  private readonly view: DataView;
  private at = 0;
  private little = true;
  readonly found = new Map<Dimension, FlatGeometry>();
  constructor(bytes: Uint8Array) { this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength); }
  private u32(): number { const value = this.view.getUint32(this.at, this.little); this.at += 4; return value; }
  private ring(flat: FlatGeometry, count: number): void {
    for (let i = 0; i < 2 * count; i += 1, this.at += 8) flat.coords.push(this.view.getFloat64(this.at, this.little));
    flat.ringEnds.push(flat.coords.length / 2);
  }
  geometry(): void {
    this.little = this.view.getUint8(this.at) === 1;
    this.at += 1;
    const head = this.u32();
    if (head & SRID_FLAG) this.at += 4;
    const type = head & 0xff;
    if (type >= 4) { for (let n = this.u32(); n > 0; n -= 1) this.geometry(); return; }
    const dimension: Dimension = type === 1 ? 'point' : type === 2 ? 'line' : 'polygon';
    let flat = this.found.get(dimension);
    if (!flat) this.found.set(dimension, (flat = emptyFlat(dimension)));
    if (type === 1) this.ring(flat, 1);
    else if (type === 2) this.ring(flat, this.u32());
    else for (let rings = this.u32(); rings > 0; rings -= 1) this.ring(flat, this.u32());
    flat.partEnds.push(flat.ringEnds.length);
  }
}

/** Two-dimensional (E)WKB taken apart by dimension; collections are opened. */
export function fromWkb(bytes: Uint8Array): readonly FlatGeometry[] {
  const reader = new Reader(bytes);
  reader.geometry();
  return [...reader.found.values()].filter((flat) => flat.coords.length > 0);
}
