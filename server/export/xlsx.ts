import writeExcelFile, { type CellObject, type Feature, type Image, type Sheet } from 'write-excel-file/node';
import { numberOfCell, plainText, type Cell, type Column, type NumberLook, type Table } from './tables.ts';

/** What the library takes for the content of a part; it does not export the name. */
type Content = Image['content'];

/** Excel refuses a workbook with a longer text in a cell. */
const longestText = 32_767;
/** Excel refuses longer sheet names, and these characters in them. */
const longestName = 31;
const notInNames = /[\\/?*[\]:]/g;

const formats: Readonly<Record<NumberLook, string>> = { number: '#,##0.00', integer: '#,##0', percent: '0.00%' };
const headerLook = { fontWeight: 'bold', backgroundColor: '#1f4e79', textColor: '#ffffff', alignVertical: 'center', wrap: true, height: 32 } as const;

/** An Excel workbook with a sheet a table: header coloured, frozen and with filters; numbers as numbers, unrounded underneath. */
export function xlsxOf(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map((table): Sheet<Content> => ({
    sheet: sheetName(table.name), stickyRowsCount: 1, columns: table.columns.map(({ width }) => ({ width })),
    data: [table.columns.map(({ header }): CellObject => ({ value: plainText(header), ...headerLook })), ...table.rows.map((row) => row.map((cell, i) => cellOf(cell, table.columns[i] as Column)))],
  }));
  return writeExcelFile(sheets, { features: [filters(tables)] }).toBuffer();
}

function cellOf(cell: Cell, column: Column): CellObject | null {
  if (typeof cell === 'string') return { value: plainText(cell).slice(0, longestText), type: String };
  const value = numberOfCell(cell);
  if (value === null) return null;
  const look = typeof cell === 'object' && cell !== null ? cell.as : column.look;
  return { value, type: Number, format: formats[look === undefined || look === 'text' ? 'number' : look] };
}

function sheetName(name: string): string {
  return plainText(name).replace(notInNames, ' ').slice(0, longestName).trim() || 'Sheet';
}

/** The library knows no filters; they stand right behind the rows (ECMA-376 part 1, 18.3.1.99). */
function filters(tables: readonly Table[]): Feature<Content> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (content, _, { sheetIndex }) => {
            const table = tables[sheetIndex];
            return !table || table.rows.length === 0 ? content : content.replace('</sheetData>', `</sheetData><autoFilter ref="A1:${letters(table.columns.length)}${table.rows.length + 1}"/>`);
          },
        },
      },
    },
  };
}

/** 1 → A, 27 → AA. */
function letters(column: number): string {
  return (column > 26 ? letters(Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
