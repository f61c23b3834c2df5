/** Shapefiles written byte by byte, so that every record and every cell can be as it has to be for a test. */
import { writeFileSync } from 'node:fs';

export type Points = readonly (readonly [x: number, y: number])[];
/** A record: parts of points; `height` of every point where the type has one, `measures` where they follow. Null: it has no shape. */
export type EsriRecord = { readonly parts: readonly Points[]; readonly height?: number; readonly hasMeasures?: boolean } | null;
export interface EsriColumn { readonly name: string; readonly type: string; readonly width: number; readonly decimals?: number }
export interface EsriFile { readonly type: number; readonly records: readonly EsriRecord[]; readonly columns: readonly EsriColumn[]; /** Cells byte by byte as ISO 8859-1, filled up with blanks. */ readonly rows: readonly (readonly string[])[]; readonly prj?: string }

const POINT = 1, POINTS = 8, HEIGHTS = 10;

function doubles(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeDoubleLE(value, 8 * i));
  return bytes;
}
function integers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeInt32LE(value, 4 * i));
  return bytes;
}

function content(type: number, record: EsriRecord): Buffer {
  if (!record) return integers(0);
  const { parts, height = 0, hasMeasures = false } = record, points = parts.flat(), flat = type % HEIGHTS;
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  if (flat === POINT) return Buffer.concat([integers(type), doubles(xs[0]!, ys[0]!, ...type > HEIGHTS ? [height, ...hasMeasures ? [7] : []] : [])]);
  let at = 0;
  const starts = parts.map((part) => { const start = at; at += part.length; return start; });
  const more = type > HEIGHTS ? doubles(height, height, ...points.map(() => height), ...hasMeasures ? [7, 7, ...points.map(() => 7)] : []) : Buffer.alloc(0);
  const counts = flat === POINTS ? integers(points.length) : integers(parts.length, points.length, ...starts);
  return Buffer.concat([integers(type), doubles(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)), counts, doubles(...points.flat()), more]);
}

function head(type: number, bytes: number): Buffer {
  const start = Buffer.alloc(100);
  start.writeInt32BE(9994, 0);
  start.writeInt32BE(bytes / 2, 24);
  start.writeInt32LE(1000, 28);
  start.writeInt32LE(type, 32);
  return start;
}

function table(columns: readonly EsriColumn[], rows: readonly (readonly string[])[]): Buffer {
  const start = Buffer.alloc(33 + 32 * columns.length);
  start[0] = 3;
  start.set([126, 11, 22], 1);
  start.writeUInt32LE(rows.length, 4);
  start.writeUInt16LE(start.length, 8);
  start.writeUInt16LE(1 + columns.reduce((sum, { width }) => sum + width, 0), 10);
  columns.forEach(({ name, type, width, decimals = 0 }, i) => {
    start.write(name, 32 + 32 * i, 'latin1');
    start.write(type, 32 + 32 * i + 11, 'latin1');
    start[32 + 32 * i + 16] = width;
    start[32 + 32 * i + 17] = decimals;
  });
  start[start.length - 1] = 0x0d;
  return Buffer.concat([start, Buffer.from(rows.map((row) => ` ${row.map((cell, i) => cell.padEnd(columns[i]!.width).slice(0, columns[i]!.width)).join('')}`).join(''), 'latin1'), Buffer.from([0x1a])]);
}

/** Writes .shp, .shx, .dbf and .prj; `stem`: the path without its ending. */
export function writeEsri(stem: string, { type, records, columns, rows, prj }: EsriFile): void {
  const contents = records.map((record) => content(type, record));
  let at = 100;
  const index = contents.map(({ length }) => { const entry = Buffer.alloc(8); entry.writeInt32BE(at / 2, 0); entry.writeInt32BE(length / 2, 4); at += 8 + length; return entry; });
  const numbered = contents.flatMap((bytes, i) => { const start = Buffer.alloc(8); start.writeInt32BE(i + 1, 0); start.writeInt32BE(bytes.length / 2, 4); return [start, bytes]; });
  writeFileSync(`${stem}.shp`, Buffer.concat([head(type, at), ...numbered]));
  writeFileSync(`${stem}.shx`, Buffer.concat([head(type, 100 + 8 * records.length), ...index]));
  writeFileSync(`${stem}.dbf`, table(columns, rows));
  if (prj !== undefined) writeFileSync(`${stem}.prj`, prj);
}
