import { writeFile } from 'node:fs/promises';
import { ExportProblem } from '../export-problem.ts';
import type { FeatureTable } from '../feature-table.ts';
import type { ExportChoice, Fitting } from '../fitting.ts';
import type { Cell } from '../tables.ts';
import { xlsxOf } from '../xlsx.ts';
import { cellsOf, columnsOf, geometryColumnsOf } from './cells.ts';

/** Rows of a sheet with its header, and characters of a cell: limits of Excel. */
const mostRows = 1_048_575;
const mostText = 32_767;

/** An Excel workbook of one sheet. It is made in memory. @throws ExportProblem bad_request when a sheet has no room */
export async function writeSheet(table: FeatureTable, choice: ExportChoice, fitting: Fitting, path: string, signal: AbortSignal): Promise<void> {
  if (table.count > mostRows) throw new ExportProblem('bad_request', `A sheet of Excel has room for ${mostRows} rows, and here are ${table.count}. Choose CSV or GeoPackage.`);
  const geometry = await geometryColumnsOf(table, choice, signal);
  const rows: Cell[][] = [];
  for await (const given of table.rows(choice.target, signal)) {
    const row = fitting.take(given);
    if (row) rows.push(cellsOf(row, table, fitting, geometry, mostText));
  }
  await writeFile(path, await xlsxOf([{ name: table.title[choice.locale], columns: columnsOf(table, fitting, geometry), rows }]));
}
