import { csvOf } from './csv.ts';
import type { Table } from './tables.ts';
import { workbookOf } from './workbook.ts';

export type TableFormat = 'xlsx' | 'csv';

export interface TableFile {
  readonly body: Buffer;
  readonly type: string;
  /** Value of `Content-Disposition`; the name may be Chinese (RFC 6266, RFC 8187). */
  readonly disposition: string;
}

const types: Readonly<Record<TableFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** The tables as a file to download. A CSV holds the first table only. @param name without extension */
export async function tableFile(name: string, tables: readonly [Table, ...Table[]], format: TableFormat): Promise<TableFile> {
  const body = format === 'csv' ? csvOf(tables[0]) : await workbookOf(tables);
  return { body, type: types[format], disposition: dispositionOf(`${name.replace(/[\\/:*?"<>|\r\n]+/g, ' ').trim() || 'table'}.${format}`) };
}

/** `Content-Disposition` of a file whose name may be Chinese (RFC 6266, RFC 8187). */
export function dispositionOf(file: string): string {
  const ascii = file.replace(/[^\x20-\x7e]+/g, '_').replace(/["\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}
