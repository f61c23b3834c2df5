/** Deliveries made to break the program: refused within the stated limits (server/ingest/README.md), nothing left behind. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { gdalProcesses, runGdal } from '../../../server/gdal/run-gdal.ts';
import { inspectFile, openSource } from '../../../server/ingest/inspect-file.ts';
import { ReportBuilder } from '../../../server/ingest/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'renewmap-hostile-'));
const temporary = mkdtempSync(join(tmpdir(), 'renewmap-hostile-tmp-'));
process.env['TMPDIR'] = temporary;
afterAll(() => {
  const left = readdirSync(temporary);
  for (const path of [folder, temporary]) rmSync(path, { recursive: true });
  expect({ processes: gdalProcesses(), left }).toEqual({ processes: 0, left: [] });
});

type Content = string | Uint8Array;
const file = (name: string, content: Content) => { const path = join(folder, `${Math.random().toString(36).slice(2)}`); writeFileSync(path, content); return { path, fileName: name }; };
const signal = (): AbortSignal => AbortSignal.timeout(60_000);

async function refused(...files: readonly (readonly [string, Content])[]): Promise<{ code: string; place: string; message: string }> {
  const outcome = await inspectFile(files.map(([name, content]) => file(name, content)), { signal: signal() }).then(() => null, (error: unknown) => error as { code: string; place: string; message: string });
  expect(outcome, 'the delivery was taken').not.toBeNull();
  expect(outcome!.message).not.toContain(temporary);
  return outcome!;
}
const zip = (entries: Zippable): Uint8Array => zipSync(entries);
const geojson = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[113.6,34.7]}}]}';

/** A .shp of points with its .shx; `length` in the head as the caller claims it. */
function points(places: readonly (readonly [number, number])[], claimedBytes?: number): { shp: Buffer; shx: Buffer } {
  const head = (bytes: number): Buffer => {
    const buffer = Buffer.alloc(100);
    buffer.writeInt32BE(9994, 0); buffer.writeUInt32BE(bytes / 2, 24); buffer.writeInt32LE(1000, 28); buffer.writeInt32LE(1, 32);
    return buffer;
  };
  const records = places.map(([x, y], i) => { const record = Buffer.alloc(28); record.writeInt32BE(i + 1, 0); record.writeInt32BE(10, 4); record.writeInt32LE(1, 8); record.writeDoubleLE(x, 12); record.writeDoubleLE(y, 20); return record; });
  const index = places.map((_, i) => { const entry = Buffer.alloc(8); entry.writeInt32BE(50 + 14 * i, 0); entry.writeInt32BE(10, 4); return entry; });
  return { shp: Buffer.concat([head(claimedBytes ?? 100 + 28 * places.length), ...records]), shx: Buffer.concat([head(100 + 8 * places.length), ...index]) };
}
/** A .dbf with one field of text; `rows` as the head claims. */
function dbf(values: readonly Uint8Array[], { rows = values.length, width = 10, language = 0 } = {}): Buffer {
  const head = Buffer.alloc(65);
  head[0] = 3; head.writeUInt32LE(rows, 4); head.writeUInt16LE(65, 8); head.writeUInt16LE(width + 1, 10); head[29] = language;
  head.write('NAME', 32, 'latin1'); head.write('C', 43, 'latin1'); head[48] = width; head[64] = 0x0d;
  return Buffer.concat([head, ...values.map((value) => { const row = Buffer.alloc(width + 1, 0x20); row.set(value.subarray(0, width), 1); return row; })]);
}

describe('archives', () => {
  it('a path that leads out', async () => { expect(await refused(['a.zip', zip({ '../../escape.geojson': strToU8(geojson) })])).toMatchObject({ code: 'file_unreadable', message: expect.stringContaining('leads out') }); });
  it('a path from the root', async () => { expect((await refused(['a.zip', zip({ '/etc/passwd.geojson': strToU8(geojson) })])).message).toContain('leads out'); });
  it('a bomb: 66 MB of zeros', async () => {
    const bomb = zip({ 'zeros.geojson': [new Uint8Array(66 * 1024 ** 2), { level: 1 }] });
    expect(bomb.length).toBeLessThan(500_000);
    expect(await refused(['a.zip', bomb])).toMatchObject({ code: 'file_too_large', message: expect.stringContaining('200 times') });
  });
  it('too many files', async () => {
    const entries: Zippable = {};
    for (let i = 0; i < 2001; i += 1) entries[`${i}.txt`] = new Uint8Array(0);
    expect(await refused(['a.zip', zip(entries)])).toMatchObject({ code: 'file_too_large', message: expect.stringContaining('2001 files') });
  });
  it('an archive in an archive', async () => { expect((await refused(['a.zip', zip({ 'b.zip': zip({ 'a.geojson': strToU8(geojson) }), 'readme.txt': strToU8('x') })])).message).toContain('archives inside archives are not opened'); });
  it('cut off', async () => { expect(await refused(['a.zip', zip({ 'a.geojson': strToU8(geojson) }).subarray(0, 150)])).toMatchObject({ code: 'file_truncated' }); });
  it('a folder too deep', async () => { expect((await refused(['a.zip', zip({ [`${'a/'.repeat(40)}b.geojson`]: strToU8(geojson) })])).message).toContain('too deep'); });
  it('a link', async () => { expect((await refused(['a.zip', zip({ 'a.geojson': [strToU8('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 }] })])).message).toContain('link'); });
  it('two files of one name handed in', async () => { expect((await refused(['a.geojson', geojson], ['a.geojson', geojson])).message).toContain('Two files'); });
});

describe('documents', () => {
  const lol = '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>';
  it('entities in KML', async () => { expect((await refused(['a.kml', `<?xml version="1.0"?>${lol}<kml><Placemark><name>&c;</name></Placemark></kml>`])).message).toContain('entities'); });
  it('entities in GPX', async () => { expect((await refused(['a.gpx', `<?xml version="1.0"?>${lol.replace('kml', 'gpx')}<gpx><wpt lat="1" lon="2"><name>&c;</name></wpt></gpx>`])).message).toContain('entities'); });
  it('broken XML, with its line', async () => { expect(await refused(['a.kml', '<?xml version="1.0"?>\n<kml>\n<Placemark></name>\n</kml>'])).toMatchObject({ code: 'file_unreadable', place: expect.stringMatching(/^line \d/) }); });
  const workbook = (sheet: Uint8Array): Uint8Array => zip({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': [sheet, { level: 1 }] });
  it('a workbook that is a bomb', async () => { expect(await refused(['a.xlsx', workbook(new Uint8Array(66 * 1024 ** 2))])).toMatchObject({ code: 'file_too_large', message: expect.stringContaining('200 times') }); });
  it('entities in a workbook', async () => { expect((await refused(['a.xlsx', workbook(strToU8(lol))])).message).toContain('entities'); });
  it('a workbook that is none', async () => { expect(await refused(['a.xlsx', 'PK\u0003\u0004 not at all'])).toMatchObject({ code: 'file_unreadable' }); });
  it('TopoJSON that asks for one arc a million times', async () => {
    const arcs = [Array.from({ length: 1000 }, () => [1, 1])];
    const geometry = { type: 'MultiLineString', arcs: Array.from({ length: 30_000 }, () => [0]) };
    expect(await refused(['a.topojson', JSON.stringify({ type: 'Topology', objects: { a: geometry }, arcs })])).toMatchObject({ code: 'file_too_large' });
  });
  it('a line of a table that never ends', async () => { expect(await refused(['a.csv', `x,y\n"${'1'.repeat(3 * 1024 ** 2)}`])).toMatchObject({ code: 'file_too_large', place: expect.stringMatching(/^line/) }); });
  it('zero bytes in a table', async () => { expect((await refused(['a.csv', 'x,y\n1,2\n\0\0\0']))).toMatchObject({ code: 'file_unreadable' }); });
  it.each([['a.dwg', 'AC1032\0\0\0', 'DXF'], ['a.rar', 'Rar!\x1a\x07\0', 'ZIP'], ['a.pdf', '%PDF-1.7', 'PDF'], ['a.geojson', '<!DOCTYPE html><html>404</html>', 'web page']])('%s that is another format', async (name, content, word) => {
    expect(await refused([name, content])).toMatchObject({ code: 'format_unknown', message: expect.stringContaining(word) });
  });
});

describe('heads that claim too much', () => {
  it('a .shp of 2 GB and a .dbf of two thousand million rows: what is there is read, the claim is told', async () => {
    const { shp, shx } = points([[113.6, 34.7]], 2_147_483_646);
    const { layers } = await inspectFile([file('a.shp', shp), file('a.shx', shx), file('a.dbf', dbf([Buffer.from('x')], { rows: 2_000_000_000 }))], { signal: signal() });
    expect(layers[0]).toMatchObject({ featureCount: 1 });
    expect(layers[0]!.findings.filter(({ code }) => code === 'shorter_than_stated').length).toBe(2);
  });
  it('a FlatGeobuf with a head of 2 GB', async () => {
    expect(await refused(['a.fgb', Buffer.from([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0, 0xff, 0xff, 0xff, 0x7f, 1, 2, 3, 4])])).toMatchObject({ code: 'file_unreadable' });
  });
  it('a GeoPackage that is no database', async () => { expect(await refused(['a.gpkg', 'SQLite format 3\0 and then nothing'])).toMatchObject({ code: 'file_unreadable' }); });
  it('a VRT that points at a file of the server', async () => {
    expect((await refused(['a.gpkg', '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'])).code).toMatch(/^file_unreadable|^format_unknown/);
  });
  it('memory beyond the limit is a refusal, not a dead server', async () => {
    const path = join(folder, 'a.geojsonl');
    writeFileSync(path, '{"type":"Feature","properties":{},"geometry":null}');
    // Less than the process needs to begin.
    await expect(runGdal({ kind: 'inspect', input: { path, drivers: ['GeoJSONSeq'] } }, { memoryLimitMb: 16, restMb: 16 })).rejects.toMatchObject({ fault: 'memory' });
  });
});

describe('rows of a shapefile', () => {
  const gbk = Buffer.from([0xd6, 0xd0, 0xd4, 0xad, 0xb9, 0xab, 0xd4, 0xb0, 0xb6, 0xab]); // 中原公园东, ten bytes
  async function rows(encoding: string | null): Promise<{ names: (string | null)[]; report: ReturnType<ReportBuilder['finish']> }> {
    const { shp, shx } = points([[113.6, 34.7], [113.7, 34.8], [1.7e308, -1.7e308], [113.6, 34.7]]);
    const half = Buffer.concat([gbk.subarray(0, 9)]);
    const report = new ReportBuilder();
    const reading = await openSource([file('公园.shp', shp), file('公园.shx', shx), file('公园.dbf', dbf([gbk, half, gbk, gbk], { width: 10 }))], {
      kind: 'bus_stop', crs: 'EPSG:4326', encoding, signal: signal(), onProgress: () => undefined, onReport: (list, code, place) => report.note(list, code, place),
    });
    try {
      const names: (string | null)[] = [];
      for await (const { name } of reading.features) names.push(name);
      return { names, report: report.finish() };
    } finally { await reading.close?.(); }
  }
  it('half a character at a field’s end is cut, absurd numbers are left out, equal rows are told of', async () => {
    const { names, report } = await rows(null);
    expect(names).toEqual(['中原公园东', '中原公园', '中原公园东']);
    expect(report.mended).toMatchObject([{ code: 'text_cut', examples: ['row 2'] }]);
    expect(report.leftOut).toMatchObject([{ code: 'coordinates_invalid', examples: [expect.stringMatching(/^row 3: /)] }]);
    expect(report.notices).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'duplicate_kept', examples: ['row 4 = row 1'] }), expect.objectContaining({ code: 'prj_missing' })]));
  });
  it('the encoding a person states is followed', async () => { expect((await rows('big5')).names[0]).not.toBe('中原公园东'); });
});
