import { numberOfCell, plainText, type Cell, type Table } from './tables.ts';

/** Without it Excel reads a CSV of Chinese words in the system's code page. */
const BOM = '\ufeff';

/** A spreadsheet takes text that begins so for a formula, which a name from an imported file must never become. */
const formulaStart = /^[=+\-@\t\r]/;

/** RFC 4180 in UTF-8 with a byte order mark: header line, then the rows, lines ended by CRLF. Numbers unrounded with a decimal point. */
export function csvOf({ columns, rows }: Table): Buffer {
  const lines = [columns.map(({ header }) => quoted(header)), ...rows.map((row) => row.map(field))];
  return Buffer.from(BOM + lines.map((line) => `${line.join(',')}\r\n`).join(''), 'utf8');
}

function field(cell: Cell): string {
  if (typeof cell === 'string') return quoted(formulaStart.test(cell) ? `'${cell}` : cell);
  const value = numberOfCell(cell);
  return value === null ? '' : String(value);
}

function quoted(text: string): string {
  const plain = plainText(text);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
