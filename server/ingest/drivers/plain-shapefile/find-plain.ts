import { open, stat, type FileHandle } from 'node:fs/promises';
import { plainColumns, isPlainRow, type PlainColumn } from './plain-cells.ts';
import { isPlainShape, isPlainType } from './plain-shapes.ts';

/** A shapefile whose three files agree in every row, and in which nothing is to be guessed or mended. */
export interface PlainShapefile {
  readonly rows: number;
  readonly shape: string;
  readonly table: string;
  /** The .shx, head and all. */
  readonly index: Buffer;
  readonly columns: readonly PlainColumn[];
  /** Of the .dbf. */
  readonly headBytes: number;
  readonly rowBytes: number;
}

/** Rows from … to, whose records and lines of the table are read at one go. */
export interface RowRange { readonly from: number; readonly to: number }

const SHAPE_HEAD = 100, MAGIC = 9994, VERSION = 1000, TABLE_HEAD = 32, ENTRY_BYTES = 8;
export const RECORD_HEAD = 8;
/** Eight million rows; the index is held. */
const MOST_INDEX_BYTES = 64_000_000;
/** A single record; GDAL has its own limits. */
const MOST_RECORD_BYTES = 64_000_000;
const ROWS_AT_ONCE = 1000, BYTES_AT_ONCE = 1 << 20;

/** Where a record begins in the .shp: its head. One past the last gives the end. */
export function recordAt({ index, rows }: Pick<PlainShapefile, 'index' | 'rows'>, row: number): number {
  const entry = SHAPE_HEAD + ENTRY_BYTES * Math.min(row, rows - 1);
  return 2 * index.readUInt32BE(entry) + (row < rows ? 0 : RECORD_HEAD + 2 * index.readUInt32BE(entry + 4));
}

/** All rows, some at a time. */
export function* rowRanges(file: Pick<PlainShapefile, 'index' | 'rows' | 'rowBytes'>): Generator<RowRange> {
  for (let from = 0; from < file.rows;) {
    const most = Math.min(file.rows, from + Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(BYTES_AT_ONCE / file.rowBytes))));
    let to = from + 1;
    for (const start = recordAt(file, from); to < most && recordAt(file, to + 1) - start <= BYTES_AT_ONCE;) to += 1;
    yield { from, to };
    from = to;
  }
}

/** Bytes from … to of a file, in `into` where they find room; fewer where it ends. */
async function bytesOf(file: FileHandle, from: number, to: number, into?: Buffer): Promise<Buffer> {
  const bytes = into && into.length >= to - from ? into.subarray(0, to - from) : Buffer.allocUnsafeSlow(to - from);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Reads the records and the lines of the table of some rows. What it gives lasts until the next. */
export class RowReader {
  private readonly shape: FileHandle;
  private readonly table: FileHandle;
  private readonly shapes = Buffer.allocUnsafeSlow(BYTES_AT_ONCE);
  private readonly lines = Buffer.allocUnsafeSlow(BYTES_AT_ONCE);
  constructor(shape: FileHandle, table: FileHandle) { this.shape = shape; this.table = table; }
  read(file: PlainShapefile, { from, to }: RowRange): Promise<[shapes: Buffer, lines: Buffer]> {
    const { headBytes, rowBytes } = file;
    return Promise.all([bytesOf(this.shape, recordAt(file, from), recordAt(file, to), this.shapes), bytesOf(this.table, headBytes + from * rowBytes, headBytes + to * rowBytes, this.lines)]);
  }
}

/** The type all records have, by the heads of .shp and .shx, which have to be true of the files. */
function typeOf(shape: Buffer, shapeBytes: number, index: Buffer): number | null {
  for (const [head, size] of [[shape, shapeBytes], [index, index.length]] as const) {
    if (head.length < SHAPE_HEAD || head.readInt32BE(0) !== MAGIC || head.readInt32LE(28) !== VERSION || 2 * head.readUInt32BE(24) !== size) return null;
  }
  const type = shape.readInt32LE(32);
  return isPlainType(type) && index.readInt32LE(32) === type ? type : null;
}

/** Whether the index runs through the .shp without a gap to its end. */
function isRunning(index: Buffer, shapeBytes: number): boolean {
  let next = SHAPE_HEAD;
  for (let entry = SHAPE_HEAD; entry < index.length; entry += ENTRY_BYTES) {
    const length = 2 * index.readUInt32BE(entry + 4);
    if (2 * index.readUInt32BE(entry) !== next || length > MOST_RECORD_BYTES) return false;
    next += RECORD_HEAD + length;
  }
  return next === shapeBytes;
}

async function tableOf(file: FileHandle, bytes: number, rows: number): Promise<Pick<PlainShapefile, 'columns' | 'headBytes' | 'rowBytes'> | null> {
  const start = await bytesOf(file, 0, TABLE_HEAD);
  if (start.length < TABLE_HEAD || start.readUInt32LE(4) !== rows) return null;
  const headBytes = start.readUInt16LE(8), rowBytes = start.readUInt16LE(10);
  if (headBytes <= TABLE_HEAD || bytes < headBytes + rows * rowBytes) return null;
  const columns = plainColumns(await bytesOf(file, 0, headBytes), rowBytes);
  return columns && { columns, headBytes, rowBytes };
}

function areRowsPlain(file: PlainShapefile, type: number, shapes: Buffer, lines: Buffer, { from, to }: RowRange): boolean {
  const view = new DataView(shapes.buffer, shapes.byteOffset, shapes.length), start = recordAt(file, from);
  if (shapes.length < recordAt(file, to) - start || lines.length < (to - from) * file.rowBytes) return false;
  for (let row = from; row < to; row += 1) {
    const at = recordAt(file, row) - start, length = recordAt(file, row + 1) - start - at - RECORD_HEAD;
    if (2 * view.getUint32(at + 4) !== length || !isPlainShape(view, at + RECORD_HEAD, length, type) || !isPlainRow(lines, (row - from) * file.rowBytes, file.columns)) return false;
  }
  return true;
}

async function check(shape: FileHandle, index: FileHandle, table: FileHandle, stem: string, signal: AbortSignal): Promise<PlainShapefile | null> {
  const [shapeBytes, indexBytes, tableBytes] = (await Promise.all([shape.stat(), index.stat(), table.stat()])).map(({ size }) => size) as [number, number, number];
  const rows = (indexBytes - SHAPE_HEAD) / ENTRY_BYTES;
  if (!Number.isInteger(rows) || rows < 1 || indexBytes > MOST_INDEX_BYTES) return null;
  const entries = await bytesOf(index, 0, indexBytes);
  const type = typeOf(await bytesOf(shape, 0, SHAPE_HEAD), shapeBytes, entries);
  const columns = type === null || entries.length < indexBytes || !isRunning(entries, shapeBytes) ? null : await tableOf(table, tableBytes, rows);
  if (!columns) return null;
  const file: PlainShapefile = { rows, shape: `${stem}.shp`, table: `${stem}.dbf`, index: entries, ...columns };
  const reader = new RowReader(shape, table);
  for (const range of rowRanges(file)) {
    signal.throwIfAborted();
    const [shapes, lines] = await reader.read(file, range);
    if (!areRowsPlain(file, type!, shapes, lines, range)) return null;
  }
  return file;
}

/**
 * Looks at every row of a shapefile: null where anything in it is not plain, or one of the three files is missing. It is then GDAL's, which knows what to make of
 * damaged and unusual files. `stem`: the path without its ending.
 */
export async function findPlain(stem: string, signal: AbortSignal): Promise<PlainShapefile | null> {
  for (const ending of ['shp', 'shx', 'dbf']) if (!(await stat(`${stem}.${ending}`).catch(() => null))?.isFile()) return null;
  const files: FileHandle[] = [];
  try {
    for (const ending of ['shp', 'shx', 'dbf']) files.push(await open(`${stem}.${ending}`));
    return await check(files[0]!, files[1]!, files[2]!, stem, signal);
  } finally { await Promise.all(files.map((file) => file.close())); }
}
