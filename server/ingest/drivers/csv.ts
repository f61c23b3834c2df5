import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { IngestProblem, type Driver } from '../driver.ts';
import { decodedChunks, textFileEncoding } from '../encoding/text-file.ts';
import { fileSize } from '../geojson/read-text.ts';
import { columnNames, headerRow, rowOf, type TableRow } from '../table/header.ts';
import { inspectTable, openTable, type Table } from '../table/table-layer.ts';
import { headText } from './sniff.ts';

/** One row may be this many bytes: a quote that is never closed, or a line without an end, is not read into memory. */
const ROW_BYTES = 1 << 20;
const LOOK_ROWS = 20;
const COLUMNS = 2000;

/** The sign between the cells: the one that stands most often in every one of the first lines. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n|\r/).filter((line) => line.trim() !== '').slice(0, LOOK_ROWS);
  if (lines.length > 1 && text.length >= 4096) lines.pop();
  let best = ',', most = 0;
  for (const sign of [',', '\t', ';', '|', '，']) {
    const least = Math.min(...lines.map((line) => line.replace(/"[^"]*"/g, '').replace(/\([^"]*\)/g, '').split(sign).length - 1));
    if (least > most) { best = sign; most = least; }
  }
  return best;
}

interface Line { readonly cells: readonly string[]; readonly line: number }

function asProblem(error: unknown): unknown {
  const { code, lines } = error as CsvError & { lines?: number };
  if (typeof code !== 'string' || !code.startsWith('CSV_')) return error;
  const place = `line ${lines ?? '?'}`;
  if (code === 'CSV_MAX_RECORD_SIZE') return new IngestProblem('file_too_large', `The row at ${place} has more than ${ROW_BYTES / 1024 ** 2} million bytes. Is a quote not closed, or are there no line ends?`, place);
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new IngestProblem('file_truncated', `A quote that opens is not closed before the end (${place}). The file was cut off, or a cell holds a single quote.`, place);
  return new IngestProblem('file_unreadable', `The table is broken at ${place}: ${(error as Error).message.slice(0, 200)}`, place);
}

async function* linesOf(path: string, encoding: string, delimiter: string, signal: AbortSignal): AsyncGenerator<Line> {
  const size = await fileSize(path);
  async function* text(): AsyncGenerator<string> { for await (const chunk of decodedChunks(path, encoding, size, signal)) if (chunk.text !== '') yield chunk.text; }
  const parser = parse({ delimiter, bom: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, max_record_size: ROW_BYTES, info: true });
  const source = Readable.from(text());
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (record.length > COLUMNS) throw new IngestProblem('file_too_large', `The row at line ${info.lines} has ${record.length} cells; at most ${COLUMNS} are read.`, `line ${info.lines}`);
      yield { cells: record, line: info.lines };
    }
  } catch (error) { signal.throwIfAborted(); throw asProblem(error); } finally { source.destroy(); parser.destroy(); }
}

async function tableOf(path: string, encoding: string, signal: AbortSignal): Promise<Table> {
  const size = await fileSize(path);
  let head = '';
  for await (const { text } of decodedChunks(path, encoding, size, signal)) { head += text; if (head.length >= 4096) break; }
  head = head.replace(/^\ufeff/, '').slice(0, 65536);
  if (head.includes('\0')) throw new IngestProblem('file_unreadable', 'The file holds zero bytes: it is no text table. Save it as CSV in UTF-8.', `character ${head.indexOf('\0') + 1}`);
  const delimiter = delimiterOf(head);
  const first: Line[] = [];
  for await (const line of linesOf(path, encoding, delimiter, signal)) { first.push(line); if (first.length === LOOK_ROWS) break; }
  if (first.length < 2) throw new IngestProblem(/\.txt$/i.test(path) ? 'format_unknown' : 'nothing_usable', `“${basename(path)}” is a text of ${first.length === 0 ? 'no line' : 'one line'}; a table has a line of names and lines below it.`, 'byte 0');
  const at = headerRow(first.map(({ cells }) => cells));
  const header = columnNames(at < 0 ? [] : first[at]!.cells, Math.max(...first.map(({ cells }) => cells.length)));
  const from = at < 0 ? 0 : first[at]!.line;
  async function* rows(): AsyncGenerator<TableRow> {
    for await (const { cells, line } of linesOf(path, encoding, delimiter, signal)) {
      const row = line > from ? rowOf(header, cells, `line ${line}`) : null;
      if (row) yield row;
    }
  }
  return { name: basename(path, extname(path)), header, rows };
}

/** Tables of points as text: commas, semicolons, tabs; any encoding; columns by name, number or the person's word. */
export const csvDriver: Driver = {
  id: 'csv',
  extensions: ['.csv', '.tsv', '.tab', '.txt'],
  // No first bytes are a table's own; the name decides after every other format has declined.
  sniff: (head, fileName) => /\.(?:csv|tsv)$/.test(fileName) && !/^\s*[{<]/.test(headText(head)),
  async inspect(path, options) {
    const encoding = await textFileEncoding(path, options.encoding, options.signal);
    const layer = await inspectTable(await tableOf(path, encoding.name, options.signal), options.mapping, { name: encoding.name, from: encoding.from });
    return [encoding.isSure ? layer : { ...layer, findings: [...layer.findings, { code: 'encoding_unsure', count: 1, examples: [encoding.name] }] }];
  },
  async open(path, options) {
    const encoding = await textFileEncoding(path, options.encoding, options.signal);
    if (!encoding.isSure) options.onReport('notices', 'encoding_unsure', encoding.name);
    return openTable('csv', 'The table', await tableOf(path, encoding.name, options.signal), options);
  },
};
