import { numberOfCell, plainText, type Cell, type Table } from './tables.ts';

/** Without it Excel reads a CSV of Chinese words in the system's code page. */
export const BOM = '\ufeff';

/** A spreadsheet takes text that begins so for a formula, which a name from an imported file must never become. */
const formulaStart = /^[=+\-@\t\r\n]/;

export const startsFormula = (text: string): boolean => formulaStart.test(text);

/** RFC 4180 in UTF-8 with a byte order mark: header line, then the rows, lines ended by CRLF. Numbers unrounded with a decimal point. */
export function csvOf({ columns, rows }: Table): Buffer {
  return Buffer.from(BOM + csvHeader(columns.map(({ header }) => header)) + rows.map(csvLine).join(''), 'utf8');
}

/** A line of headers, which are ours and need no guard. */
export const csvHeader = (headers: readonly string[]): string => `${headers.map(quoted).join(',')}\r\n`;

/** A line of cells, for tables too large to be in memory. */
export const csvLine = (row: readonly Cell[]): string => `${row.map(field).join(',')}\r\n`;

function field(cell: Cell): string {
  if (typeof cell === 'string') {
    // What is left out of a text may have stood before the sign.
    const plain = plainText(cell);
    return quoted(formulaStart.test(plain) ? `'${plain}` : plain);
  }
  const value = numberOfCell(cell);
  return value === null ? '' : String(value);
}

function quoted(text: string): string {
  const plain = plainText(text);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
