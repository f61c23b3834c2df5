import { reportWords } from '#contract/report-words.ts';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { BOM, csvHeader, csvLine } from './csv.ts';
import type { Locale } from './locale.ts';
import { plainText } from './tables.ts';

/** A row of an import report. `isOwn`: of the layer itself; else of the file, belonging to no layer. */
export interface ReportRow { readonly list: 'mended' | 'leftOut'; readonly code: string; readonly place: string; readonly detail: string; readonly isOwn: boolean }

const words = {
  zh: { sheet: '导入报告', header: ['位置', '处理', '代码', '原因', '详情', '属于'], mended: '已修正', leftOut: '未采用', own: '本图层', file: '文件（不属任何图层）' },
  en: { sheet: 'Import report', header: ['Place', 'What', 'Code', 'Reason', 'Detail', 'Of'], mended: 'mended', leftOut: 'left out', own: 'this layer', file: 'the file (no layer)' },
} as const;

function cellsOf({ list, code, place, detail, isOwn }: ReportRow, locale: Locale): string[] {
  const text = words[locale];
  return [place, text[list], code, reportWords(code, locale), detail, isOwn ? text.own : text.file];
}

/** CSV of any length, in pieces: UTF-8 with a byte order mark, no cell a formula. */
export async function* reportCsv(rows: AsyncIterable<readonly ReportRow[]>, locale: Locale): AsyncGenerator<string> {
  yield BOM + csvHeader(words[locale].header);
  for await (const some of rows) yield some.map((row) => csvLine(cellsOf(row, locale))).join('');
}

/** Excel takes no more rows a sheet; the header is one. */
const ROWS_A_SHEET = 1_048_576;
const CELL_LIMIT = 32_767;
const widths = [30, 10, 22, 44, 60, 20];
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const escaped = (text: string): string => plainText(text).slice(0, CELL_LIMIT).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Inline strings are text whatever they begin with. */
const rowXml = (cells: readonly string[], style: number): string => `<row>${cells.map((cell) => `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`).join('')}</row>`;
const sheetHead = (locale: Locale): string => `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
  + `<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>${rowXml(words[locale].header, 1)}`;
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>`
  + '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>';

function bookParts(sheets: number, locale: Locale): [name: string, content: string][] {
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1);
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return [
    ['[Content_Types].xml', `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${types}.worksheet+xml"/>`).join('')}</Types>`],
    ['_rels/.rels', `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${numbers.map((n) => `<sheet name="${words[locale].sheet}${n === 1 ? '' : ` ${n}`}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}<Relationship Id="rId${sheets + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`],
    ['xl/styles.xml', styles],
  ];
}

/** An Excel workbook of any length, in pieces: packed as it goes, a sheet a million rows. */
export async function* reportXlsx(rows: AsyncIterable<readonly ReportRow[]>, locale: Locale): AsyncGenerator<Buffer> {
  let ready: Buffer[] = [];
  const zip = new Zip((error, data) => { if (error) throw error; ready.push(Buffer.from(data)); });
  const begin = (name: string): ZipDeflate => { const part = new ZipDeflate(name, { level: 3 }); zip.add(part); return part; };
  let sheets = 0, written = 0;
  let sheet: ZipDeflate | null = null;
  const endSheet = (): void => { sheet?.push(strToU8('</sheetData></worksheet>'), true); sheet = null; };
  const beginSheet = (): ZipDeflate => {
    sheets += 1;
    written = 1;
    const part = begin(`xl/worksheets/sheet${sheets}.xml`);
    part.push(strToU8(sheetHead(locale)));
    return part;
  };
  sheet = beginSheet();
  for await (const some of rows) {
    for (let from = 0; from < some.length;) {
      const to = Math.min(some.length, from + ROWS_A_SHEET - written);
      (sheet as ZipDeflate).push(strToU8(some.slice(from, to).map((row) => rowXml(cellsOf(row, locale), 0)).join('')));
      written += to - from;
      from = to;
      if (written >= ROWS_A_SHEET && from < some.length) { endSheet(); sheet = beginSheet(); }
    }
    yield* ready;
    ready = [];
  }
  endSheet();
  for (const [name, content] of bookParts(sheets, locale)) begin(name).push(strToU8(content), true);
  zip.end();
  yield* ready;
}
