import { hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { DIGEST_ENCODING } from '../../seen-digests.ts';
import type { FlatRow } from '../gdal/flatgeobuf-rows.ts';
import { RECORD_HEAD, recordAt, RowReader, rowRanges, type PlainShapefile, type RowRange } from './find-plain.ts';
import { cellOf, textBounds, type PlainColumn } from './plain-cells.ts';
import { plainShape, plainShapeBytes } from './plain-shapes.ts';

/** What turns bytes into the texts they are. */
export interface Texts {
  /** `row`: counted from 1, 0 for the name of a column. */
  one(bytes: Uint8Array, row: number): string;
  /** Many at one go, a line each; null: one by one only. */
  lines(bytes: Uint8Array): string | null;
}

const ABSENT = 0, TEXT = 1, NUMBER = 2, LINE_END = 0x0a, MARK_OF_UTF8 = 0xef;
/** Bytes from which on handing a copy to the system is quicker. */
const MANY = 64;

/** Bytes one after the other. */
class Bytes {
  private bytes = Buffer.alloc(4096);
  private length = 0;
  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.alloc(2 * (this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
  byte(value: number): void { this.room(1); this.bytes[this.length] = value; this.length += 1; }
  number(value: number): void { this.room(8); this.length = this.bytes.writeDoubleLE(value, this.length); }
  copy(from: Buffer, start: number, end: number): void {
    this.room(end - start);
    if (end - start >= MANY) from.copy(this.bytes, this.length, start, end);
    else for (let at = start, to = this.length; at < end; at += 1, to += 1) this.bytes[to] = from[at]!;
    this.length += end - start;
  }
  /** All of them; they last until the next are written, and these are forgotten. */
  take(): Buffer { const { length } = this; this.length = 0; return this.bytes.subarray(0, length); }
}

/** Decodes the rows of one range after the other. */
class RangeDecoder {
  private readonly file: PlainShapefile;
  private readonly names: readonly string[];
  private readonly texts: Texts;
  private readonly column = new Bytes();
  /** What a row says, for its digest: the same row may be written with other blanks, or another box. */
  private readonly said = new Bytes();
  constructor(file: PlainShapefile, texts: Texts) {
    this.file = file;
    this.texts = texts;
    this.names = file.columns.map(({ name }) => texts.one(Buffer.from(name, 'latin1'), 0));
  }

  /** The texts of a column by row; null: to be decoded one by one. A column by itself, so that a name that is kept does not keep the rest of its row. */
  private textsOf(lines: Buffer, count: number, { from, to }: PlainColumn): readonly string[] | null {
    const { column, file: { rowBytes } } = this;
    let isPlain = true;
    for (let row = 0; row < count; row += 1) {
      const [start, end] = textBounds(lines, row * rowBytes + from, row * rowBytes + to);
      // A mark of the byte order is left away where a text begins with it, and only there.
      if (lines[start] === MARK_OF_UTF8) isPlain = false;
      column.copy(lines, start, end);
      column.byte(LINE_END);
    }
    const joined = column.take(), texts = isPlain ? this.texts.lines(joined)?.split('\n') : null;
    return texts?.length === count + 1 ? texts : null;
  }

  private fields(lines: Buffer, at: number, row: number, texts: readonly (readonly string[] | null)[], place: number): Record<string, unknown> {
    const { file: { columns }, names, said } = this, fields: Record<string, unknown> = {};
    for (let i = 0; i < columns.length; i += 1) {
      const column = columns[i]!;
      if (column.type === 'text') {
        const [from, to] = textBounds(lines, at + column.from, at + column.to);
        if (from === to) { said.byte(ABSENT); continue; }
        said.byte(TEXT);
        said.copy(lines, from, to);
        said.byte(ABSENT);
        const known = texts[i];
        fields[names[i]!] = known ? known[place] : this.texts.one(lines.subarray(from, to), row + 1);
        continue;
      }
      const value = cellOf(lines, at, column)!;
      if (value === null) { said.byte(ABSENT); continue; }
      said.byte(NUMBER);
      if (typeof value === 'number') said.number(value); else said.copy(lines, at + column.from, at + column.to);
      fields[names[i]!] = value;
    }
    return fields;
  }

  *rows(shapes: Buffer, lines: Buffer, { from, to }: RowRange): Generator<FlatRow> {
    const { file, said } = this, view = new DataView(shapes.buffer, shapes.byteOffset, shapes.length), start = recordAt(file, from);
    const texts = file.columns.map((column) => (column.type === 'text' ? this.textsOf(lines, to - from, column) : null));
    for (let row = from; row < to; row += 1) {
      const at = recordAt(file, row) - start + RECORD_HEAD, [first, last] = plainShapeBytes(view, at);
      said.number(last - first);
      said.copy(shapes, first, last);
      const fields = this.fields(lines, (row - from) * file.rowBytes, row, texts, row - from);
      yield { fields, geometry: plainShape(view, at), digest: hash('sha1', said.take(), DIGEST_ENCODING) };
    }
  }
}

/** The rows of a plain shapefile as GDAL would give them, some at a time; each lot is to be taken whole. */
export async function* plainRowBatches(file: PlainShapefile, texts: Texts): AsyncGenerator<Iterable<FlatRow>> {
  const shape = await open(file.shape);
  try {
    const table = await open(file.table);
    try {
      const decoder = new RangeDecoder(file, texts);
      const reader = new RowReader(shape, table);
      for (const range of rowRanges(file)) yield decoder.rows(...await reader.read(file, range), range);
    } finally { await table.close(); }
  } finally { await shape.close(); }
}
