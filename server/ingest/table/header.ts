/** A row of a table by its columns' names. */
export interface TableRow { readonly fields: Record<string, unknown>; readonly place: string }

const isNumeric = (cell: unknown): boolean => typeof cell === 'number' || (typeof cell === 'string' && cell.trim() !== '' && Number.isFinite(Number(cell)));
const isFilled = (cell: unknown): boolean => cell !== null && cell !== undefined && String(cell).trim() !== '';
const filled = (cells: readonly unknown[]): number => cells.reduce<number>((count, cell) => count + (isFilled(cell) ? 1 : 0), 0);
/** Rows above the heads of the columns: a title, the unit, the date. */
const TITLE_ROWS = 10;

/** Index of the row with the columns' names among the first rows; -1 when there is none and data begin at once. */
export function headerRow(rows: readonly (readonly unknown[])[]): number {
  const most = Math.max(...rows.map(filled), 0);
  const at = rows.slice(0, TITLE_ROWS).findIndex((cells) => filled(cells) >= Math.max(1, most * 0.6));
  if (at < 0) return -1;
  const cells = rows[at]!.filter(isFilled);
  return cells.filter(isNumeric).length < Math.max(1, cells.length * 0.3) ? at : -1;
}

/** Names of the columns, each once: `column 3` where there is none, `name 2` for the second of a name. */
export function columnNames(cells: readonly unknown[], width: number): string[] {
  const names: string[] = [];
  const seen = new Map<string, number>();
  for (let i = 0; i < Math.max(width, cells.length); i += 1) {
    const given = isFilled(cells[i]) ? String(cells[i]).replace(/\s+/g, ' ').trim().slice(0, 120) : `column ${i + 1}`;
    const times = (seen.get(given) ?? 0) + 1;
    seen.set(given, times);
    names.push(times === 1 ? given : `${given} ${times}`);
  }
  return names;
}

/** A row's cells under the columns' names; a row without any filled cell is null. */
export function rowOf(header: readonly string[], cells: readonly unknown[], place: string): TableRow | null {
  if (filled(cells) === 0) return null;
  const fields: Record<string, unknown> = {};
  for (const [i, name] of header.entries()) fields[name] = cells[i] ?? null;
  return { fields, place };
}
