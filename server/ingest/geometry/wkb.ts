import { emptyFlat, type Dimension, type FlatGeometry } from './flat-geometry.ts';

const TYPES: Readonly<Record<Dimension, number>> = { point: 1, line: 2, polygon: 3 };
const MULTI = 3;
const SRID_FLAG = 0x20000000;

const HEAD_BYTES = 5, COUNT_BYTES = 4, SRID_BYTES = 4;

/** Bytes `writeWkb` needs. */
export function wkbSize({ dimension, coords, ringEnds, partEnds }: FlatGeometry, srid: number | null): number {
  const parts = partEnds.length;
  return (parts > 1 ? HEAD_BYTES + COUNT_BYTES : 0) + (srid === null ? 0 : SRID_BYTES) + parts * (HEAD_BYTES + (dimension === 'point' ? 0 : COUNT_BYTES))
    + (dimension === 'polygon' ? ringEnds.length * COUNT_BYTES : 0) + coords.length * 8;
}

function writeHead(view: DataView, at: number, type: number, srid: number | null): number {
  view.setUint8(at, 1);
  view.setUint32(at + 1, srid === null ? type : (type | SRID_FLAG) >>> 0, true);
  if (srid === null) return at + HEAD_BYTES;
  view.setUint32(at + HEAD_BYTES, srid, true);
  return at + HEAD_BYTES + SRID_BYTES;
}

/** Extended WKB, little-endian, SRID in the outer head, from a place on. One part gives the single type, several the multi type. */
export function writeWkb({ dimension, coords, ringEnds, partEnds }: FlatGeometry, srid: number | null, view: DataView, from: number): void {
  const parts = partEnds.length, type = TYPES[dimension];
  let at = from, ring = 0, point = 0;
  if (parts > 1) { at = writeHead(view, at, type + MULTI, srid); view.setUint32(at, parts, true); at += COUNT_BYTES; }
  for (let part = 0; part < parts; part += 1) {
    const partEnd = partEnds[part]!;
    at = writeHead(view, at, type, parts > 1 ? null : srid);
    if (dimension === 'polygon') { view.setUint32(at, partEnd - ring, true); at += COUNT_BYTES; }
    for (; ring < partEnd; ring += 1) {
      const end = ringEnds[ring]!;
      if (dimension !== 'point') { view.setUint32(at, end - point, true); at += COUNT_BYTES; }
      for (let i = 2 * point; i < 2 * end; i += 1, at += 8) view.setFloat64(at, coords[i]!, true);
      point = end;
    }
  }
}

/** As `writeWkb`, in bytes of its own. */
export function toWkb(flat: FlatGeometry, srid: number | null): Buffer {
  const bytes = Buffer.allocUnsafe(wkbSize(flat, srid));
  writeWkb(flat, srid, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0);
  return bytes;
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
