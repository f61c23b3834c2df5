/** A table as data: what the writers beside this file (xlsx.ts, csv.ts) make a file of. Words are in the reader's language already. */

/** A number stays a number in every format. `percent`: a share 0..1, shown as per cent in a spreadsheet and written unrounded as 0..1 in CSV. */
export interface NumberCell {
  readonly value: number | null;
  readonly as: NumberLook;
}
export type NumberLook = 'number' | 'integer' | 'percent';

/** null is an empty cell. A bare number looks as its column says. */
export type Cell = string | number | NumberCell | null;

export interface Column {
  readonly header: string;
  /** `text` unless told; how bare numbers of the column look. */
  readonly look?: NumberLook | 'text';
  /** Width in characters of the Latin alphabet; a Chinese character takes two. */
  readonly width: number;
}

export interface Table {
  /** Name of the sheet. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** As many cells as there are columns. */
  readonly rows: readonly (readonly Cell[])[];
}

/** XML 1.0 has no place for these, and no spreadsheet shows them. */
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that every format can hold: names come from imported files and may hold anything. */
export function plainText(text: string): string {
  return text.replace(unprintable, '');
}

/** The number of a cell; null for text, for an empty cell and for what is no finite number. */
export function numberOfCell(cell: Cell): number | null {
  const value = typeof cell === 'object' ? cell?.value ?? null : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
