import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../server/export/csv.ts';
import { tableFile } from '../../../server/export/table-file.ts';
import type { Table } from '../../../server/export/tables.ts';
import { workbookOf } from '../../../server/export/workbook.ts';
import { xlsxOf } from '../../../server/export/xlsx.ts';

const table: Table = {
  name: '结果/甲[1]', columns: [{ header: '名称', width: 20 }, { header: '值', look: 'number', width: 12 }],
  rows: [['大同路, «甲»', { value: 0.87654321, as: 'percent' }], ['=HYPERLINK("x")', 1234.5], ['坏\u0001字\ud800', null], ['', { value: Infinity, as: 'integer' }]],
};

describe('CSV', () => {
  const text = csvOf(table).toString('utf8');

  it('begins with a byte order mark and ends every line with CRLF', () => {
    expect(text.startsWith('\ufeff名称,值\r\n')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('quotes what would break a line, keeps numbers unrounded, and lets no name become a formula', () => {
    expect(text.split('\r\n').slice(1)).toEqual(['"大同路, «甲»",0.87654321', '"\'=HYPERLINK(""x"")",1234.5', '坏字,', ',', '']);
  });
});

describe('Excel', () => {
  it('writes header, freeze, filter, widths and numbers as numbers with their format', async () => {
    const files = unzipSync(new Uint8Array(await xlsxOf([table, { ...table, name: '来源' }])));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] as Uint8Array);
    const words = strFromU8(files['xl/sharedStrings.xml'] as Uint8Array);
    const styles = strFromU8(files['xl/styles.xml'] as Uint8Array);
    const workbook = strFromU8(files['xl/workbook.xml'] as Uint8Array);
    expect(sheet).toContain('<autoFilter ref="A1:B5"/>');
    expect(sheet).toMatch(/<pane[^>]*ySplit="1"[^>]*state="frozen"/);
    expect(sheet).toMatch(/<col [^>]*width="20"/);
    expect(sheet).toMatch(/<v>0\.87654321<\/v>/);
    expect(sheet).not.toContain('<f>');
    expect(styles).toContain('0.00%');
    expect(words).toContain('<t>=HYPERLINK("x")</t>');
    expect(words).toContain('坏字');
    expect(workbook).toContain('name="结果 甲 1"');
    expect(workbook).toContain('name="来源"');
  });

  it('is made in a thread of its own when it is long, the same to the byte, and can be called off', async () => {
    const long: Table = { ...table, rows: Array.from({ length: 16_000 }, (_, i) => [`第${i}号`, i / 7]) };
    const sheetsOf = (file: Uint8Array) => Object.entries(unzipSync(new Uint8Array(file))).filter(([name]) => !name.startsWith('docProps/'));
    let turns = 0;
    const count = () => { turns += 1; };
    const timer = setInterval(count, 1);
    const made = await workbookOf([long]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
    expect(sheetsOf(made)).toEqual(sheetsOf(await xlsxOf([long])));
    const reason = new Error('called off');
    const stop = new AbortController();
    const late = workbookOf([long], stop.signal);
    stop.abort(reason);
    await expect(late).rejects.toBe(reason);
  });
});

it('names a file in Chinese for browsers that can, and in ASCII for those that cannot', async () => {
  const { disposition, type } = await tableFile('全市/结果', [table], 'csv');
  expect(type).toBe('text/csv; charset=utf-8');
  expect(disposition).toBe(`attachment; filename="_ _.csv"; filename*=UTF-8''${encodeURIComponent('全市 结果.csv')}`);
});
