import { writeFile } from 'node:fs/promises';
import { ExportProblem } from '../export-problem.ts';
import type { FeatureTable } from '../feature-table.ts';
import type { ExportChoice, Fitting } from '../fitting.ts';
import type { Cell } from '../tables.ts';
import { workbookOf } from '../workbook.ts';
import { cellsOf, columnsOf, geometryColumnsOf } from './cells.ts';

/** A workbook is made in memory and in one go: so many rows take half a gigabyte. Excel itself has room for a million. */
const mostRows = 50_000;
/** Characters of a cell, a limit of Excel. */
const mostText = 32_767;

/** @throws ExportProblem bad_request when the table is too long for a workbook */
export function refuseLongSheet({ count }: FeatureTable): void {
  if (count > mostRows) throw new ExportProblem('bad_request', `A workbook is made of at most ${mostRows} rows, and here are ${count}. Choose CSV or GeoPackage.`);
}

/** An Excel workbook of one sheet. */
export async function writeSheet(table: FeatureTable, choice: ExportChoice, fitting: Fitting, path: string, signal: AbortSignal): Promise<void> {
  const geometry = await geometryColumnsOf(table, choice, signal);
  const rows: Cell[][] = [];
  for await (const given of table.rows(choice.target, signal)) {
    const row = fitting.take(given);
    if (row) rows.push(cellsOf(row, table, fitting, geometry, mostText));
  }
  await writeFile(path, await workbookOf([{ name: table.title[choice.locale], columns: columnsOf(table, fitting, geometry), rows }], signal));
}
