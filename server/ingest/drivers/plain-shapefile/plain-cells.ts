export type CellType = 'text' | 'whole' | 'real' | 'date';

/** A column of a .dbf: its bytes in a row, which begins with the mark of deleted ones. `name` byte by byte as ISO 8859-1. */
export interface PlainColumn { readonly name: string; readonly from: number; readonly to: number; readonly type: CellType }

const HEAD_BYTES = 32, COLUMN_BYTES = 32, NAME_BYTES = 11, END_OF_COLUMNS = 0x0d;
const SPACE = 0x20, ASTERISK = 0x2a, PLUS = 0x2b, MINUS = 0x2d, POINT = 0x2e, ZERO = 0x30;
/** Digits that a double holds whatever they are, and powers of ten it holds exactly. */
const SURE_DIGITS = 15;
const POWERS = Float64Array.from({ length: SURE_DIGITS + 1 }, (_, i) => 10 ** i);

function typeOf(letter: string, width: number, decimals: number): CellType | null {
  switch (letter) {
    case 'C': return decimals === 0 ? 'text' : null;
    case 'D': return decimals === 0 && width === 8 ? 'date' : null;
    case 'N': case 'F': return decimals > 0 || width > 18 ? 'real' : 'whole';
    default: return null;
  }
}

function nameOf(head: Buffer, at: number): string {
  const end = head.indexOf(0, at);
  return head.toString('latin1', at, end < 0 || end > at + NAME_BYTES ? at + NAME_BYTES : end).replace(/ +$/, '');
}

/** The columns a head of a .dbf describes; null: they do not fill its rows, have no names of their own, or hold what is not read here. */
export function plainColumns(head: Buffer, rowBytes: number): readonly PlainColumn[] | null {
  const columns: PlainColumn[] = [];
  let from = 1, at = HEAD_BYTES;
  for (; at + COLUMN_BYTES <= head.length && head[at] !== END_OF_COLUMNS; at += COLUMN_BYTES) {
    const width = head[at + 16]!, type = typeOf(String.fromCharCode(head[at + 11]!), width, head[at + 17]!), name = nameOf(head, at);
    if (!type || width === 0 || name === '') return null;
    columns.push({ name, from, to: from + width, type });
    from += width;
  }
  const areNamed = new Set(columns.map(({ name }) => name.toLowerCase())).size === columns.length;
  return head[at] === END_OF_COLUMNS && columns.length > 0 && from === rowBytes && areNamed ? columns : null;
}

/** Where a text begins and ends without the blanks around it; a zero byte ends it. */
export function textBounds(bytes: Buffer, from: number, to: number): readonly [from: number, to: number] {
  let start = from, end = from;
  while (end < to && bytes[end] !== 0) end += 1;
  while (start < end && bytes[start] === SPACE) start += 1;
  while (end > start && bytes[end - 1] === SPACE) end -= 1;
  return [start, end];
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A number as it is written; undefined: it is none, or none a double holds. */
function slowNumber(bytes: Buffer, from: number, to: number, isWhole: boolean): number | undefined {
  const text = bytes.toString('latin1', from, to);
  if (isWhole || !NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function numberOf(bytes: Buffer, from: number, to: number, isWhole: boolean): number | undefined {
  const isSigned = bytes[from] === MINUS || bytes[from] === PLUS;
  let whole = 0, digits = 0, decimals = -1;
  for (let at = isSigned ? from + 1 : from; at < to; at += 1) {
    const byte = bytes[at]!;
    if (byte === POINT && decimals < 0) { decimals = 0; continue; }
    if (byte < ZERO || byte > ZERO + 9 || digits === SURE_DIGITS) return slowNumber(bytes, from, to, isWhole);
    whole = 10 * whole + byte - ZERO;
    digits += 1;
    if (decimals >= 0) decimals += 1;
  }
  if (digits === 0 || (isWhole && decimals >= 0)) return undefined;
  // Both are exact, so the quotient is the nearest there is to what is written.
  const value = decimals > 0 ? whole / POWERS[decimals]! : whole;
  return bytes[from] === MINUS ? (isWhole && value === 0 ? 0 : -value) : value;
}

/** What GDAL makes of a day that is left blank; one of zeros is none. */
const NO_DAY = '0000-00-00T00:00:00';

function dateOf(bytes: Buffer, from: number, to: number): string | null | undefined {
  const text = bytes.toString('latin1', from, to);
  if (text === '00000000') return null;
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  return year && year >= '1000' && month! >= '01' && month! <= '12' && day! >= '01' && day! <= '31' ? `${year}-${month}-${day}T00:00:00` : undefined;
}

const isFilledWith = (bytes: Buffer, from: number, to: number, byte: number): boolean => { for (let at = from; at < to; at += 1) if (bytes[at] !== byte) return false; return true; };

/** A number or a date of a row; null: there is none; undefined: it is not plain. */
export function cellOf(bytes: Buffer, row: number, column: PlainColumn): number | string | null | undefined {
  const from = row + column.from, to = row + column.to;
  const [start, end] = textBounds(bytes, from, to);
  if (start === end) return !isFilledWith(bytes, from, to, SPACE) ? undefined : column.type === 'date' ? NO_DAY : null;
  if (bytes[start] === ASTERISK) return isFilledWith(bytes, from, to, ASTERISK) ? null : undefined;
  return column.type === 'date' ? dateOf(bytes, start, end) : numberOf(bytes, start, end, column.type === 'whole');
}

/** Whether a row is there (not deleted), and everything in it is written as its column says. */
export function isPlainRow(bytes: Buffer, row: number, columns: readonly PlainColumn[]): boolean {
  if (bytes[row] !== SPACE) return false;
  for (const column of columns) if (column.type !== 'text' && cellOf(bytes, row, column) === undefined) return false;
  return true;
}
