import { inTemporaryFolder, makeTemporaryFolder, removeFolder } from '../../gdal/temporary-folder.ts';
import { IngestProblem, type Driver, type InspectedLayer } from '../driver.ts';
import { parseDocument, parsedRows, type ParsedLayer } from '../parse/parse-document.ts';
import { pickLayer } from '../pick-layer.ts';
import { checkWorkbook } from '../staging/check-workbook.ts';
import { columnNames, headerRow, rowOf, type TableRow } from '../table/header.ts';
import { inspectTable, openTable, type Table } from '../table/table-layer.ts';

const LOOK_ROWS = 30;
type Cells = (string | number | boolean | null)[];

/** A sheet as a table; null for a sheet without two rows. */
async function tableOf(sheet: ParsedLayer): Promise<Table | null> {
  const first: Cells[] = [];
  for await (const cells of parsedRows<Cells>(sheet.path)) { first.push(cells); if (first.length === LOOK_ROWS) break; }
  const at = headerRow(first);
  if (first.length < (at < 0 ? 1 : at + 2)) return null;
  const header = columnNames(at < 0 ? [] : first[at]!, Math.max(...first.map((cells) => cells.length)));
  async function* rows(): AsyncGenerator<TableRow> {
    let number = 0;
    for await (const cells of parsedRows<Cells>(sheet.path)) {
      number += 1;
      const row = number > at + 1 ? rowOf(header, cells, `row ${number}`) : null;
      if (row) yield row;
    }
  }
  return { name: sheet.name ?? 'sheet', header, rows };
}

async function tablesOf(path: string, folder: string, signal: AbortSignal): Promise<Table[]> {
  await checkWorkbook(path, signal);
  const tables: Table[] = [];
  for (const sheet of await parseDocument('xlsx', path, '', folder, signal)) { const table = await tableOf(sheet); if (table) tables.push(table); }
  if (tables.length === 0) throw new IngestProblem('nothing_usable', 'No sheet of the workbook holds a table: a row of names and rows below it.', 'sheets');
  return tables;
}

/** Excel workbooks (.xlsx): every sheet with a table is a layer of points. */
export const xlsxDriver: Driver = {
  id: 'xlsx',
  extensions: ['.xlsx'],
  sniff: (head, fileName) => head[0] === 0x50 && head[1] === 0x4b && /\.xlsx$/.test(fileName),
  inspect: (path, options) => inTemporaryFolder(async (folder) => {
    const tables = await tablesOf(path, folder, options.signal);
    if (options.layer) pickLayer(tables.map(({ name }) => name), options.layer);
    const layers: InspectedLayer[] = [];
    for (const table of tables) if (!options.layer || table.name === options.layer) layers.push(await inspectTable(table, options.mapping, null));
    return layers;
  }),
  async open(path, options) {
    const folder = await makeTemporaryFolder();
    try {
      const tables = await tablesOf(path, folder, options.signal);
      const name = pickLayer(tables.map((table) => table.name), options.layer);
      const reading = await openTable('xlsx', 'The sheet', tables.find((table) => table.name === name)!, options);
      return { ...reading, close: () => removeFolder(folder) };
    } catch (error) {
      await removeFolder(folder);
      throw error;
    }
  },
};
