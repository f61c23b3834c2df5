import { BOM, csvHeader, csvLine } from '../csv.ts';
import type { FeatureTable } from '../feature-table.ts';
import type { ExportChoice, Fitting } from '../fitting.ts';
import { cellsOf, columnsOf, type GeometryColumns } from './cells.ts';

/** CSV line by line, as text; in UTF-8 it begins with a byte order mark, in GBK it is encoded by the caller. */
export async function* csvTexts(table: FeatureTable, choice: ExportChoice, fitting: Fitting, geometry: GeometryColumns, signal: AbortSignal): AsyncGenerator<string> {
  yield (choice.encoding === 'UTF-8' ? BOM : '') + csvHeader(columnsOf(table, fitting, geometry).map(({ header }) => header));
  for await (const given of table.rows(choice.target, signal)) {
    const row = fitting.take(given);
    if (row) yield csvLine(cellsOf(row, table, fitting, geometry, Infinity));
  }
}
