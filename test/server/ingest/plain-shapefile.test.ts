import { createReadStream, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGdalTasks } from '../../../server/gdal/run-gdal.ts';
import type { ReadTask } from '../../../server/gdal/tasks.ts';
import { flatRowBatches, type FlatRow } from '../../../server/ingest/drivers/gdal/flatgeobuf-rows.ts';
import { findPlain } from '../../../server/ingest/drivers/plain-shapefile/find-plain.ts';
import { plainRowBatches } from '../../../server/ingest/drivers/plain-shapefile/plain-rows.ts';
import { writeEsri, type EsriColumn, type EsriFile, type EsriRecord, type Points } from '../../support/esri-files.ts';
import { temporaryFolder } from '../../support/import-files.ts';

const folder = temporaryFolder();
afterAll(() => { folder.remove(); });
const signal = new AbortController().signal;
const latin1 = { one: (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1'), lines: (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1') };

/** A ring round a place; clockwise as shells run, or the other way as holes do. */
function ring(x: number, y: number, size: number, isHole = false): Points {
  const corners: Points = [[x, y], [x, y + size], [x + size, y + size * 1.1], [x + size, y], [x, y]];
  return isHole ? [...corners].reverse() : corners;
}
const line: Points = [[1, 2], [3.5, 4.25], [5, 1e7]];
const area = (...parts: readonly Points[]): EsriRecord => ({ parts });
const names: readonly EsriColumn[] = [{ name: 'MC', type: 'C', width: 20 }];
const named = (type: number, records: readonly EsriRecord[]): EsriFile => ({ type, records, columns: names, rows: records.map((_, i) => [`n${i}`]) });
const high = (parts: readonly Points[], hasMeasures = false): EsriRecord => ({ parts, height: 4.5, hasMeasures });

const columns: readonly EsriColumn[] = [
  { name: 'TEXT', type: 'C', width: 14 }, { name: 'SMALL', type: 'N', width: 9 }, { name: 'LONG', type: 'N', width: 18 }, { name: 'REAL', type: 'N', width: 12, decimals: 3 },
  { name: 'FLOAT', type: 'F', width: 19, decimals: 11 }, { name: 'WIDE', type: 'N', width: 20 }, { name: 'DAY', type: 'D', width: 8 },
];
const cells: readonly (readonly string[])[] = [
  ['plain', '12', '123456789012345', '1.250', ' 1.25000000000e+003', '12345678901234567890', '20261122'],
  ['  blanks round ', '       -7', '-5', '  -0.125', '-2.5E-7', '7', '00000000'],
  ['', '', '', '', '', '', ''],
  ['zero\0 behind', '0', '+3', '.5', '5.', '0.1', '19491001'],
  ['\xd6\xa3\xd6\xdd\xca\xd0', '-0', '000042', '-0.0', '0.1', '-1', '20000229'],
  ['a  b', '*********', '******************', '************', '9007199254740993', '1', ''],
  ['caf\x80', '999999999', '-99999999999999', '0.000001', '123456.7890123', '3.14159', '        '],
];

/** Files in which nothing is unusual, by name. */
const plain: Readonly<Record<string, EsriFile>> = {
  points: named(1, [{ parts: [[[113.5, 34.7]]] }, null, { parts: [[[-1, 1e6]]] }]),
  many_points: named(8, [{ parts: [[[1, 2], [3, 4]]] }, { parts: [[[5, 6]]] }]),
  lines: named(3, [{ parts: [line] }, { parts: [line, [[0, 0], [1, 1]]] }]),
  areas: named(5, [area(ring(0, 0, 10)), area(ring(0, 0, 10, true)), area([[0, 0], [4, 4], [0, 4], [4, 0], [0, 0]]), null, area(ring(500_000, 3_840_000, 30), ring(500_010, 3_840_010, 5, true), ring(500_020, 3_840_010, 5, true))]),
  parted_areas: named(5, [area(ring(0, 0, 10), ring(20, 0, 10), ring(40, 0, 5)), area(ring(2, 2, 2, true), ring(0, 0, 10), ring(6, 6, 2, true)), area(ring(0, 0, 5), ring(20, 0, 10))]),
  parted_areas_with_holes: named(5, [area(ring(0, 0, 10), ring(20, 0, 12), ring(2, 2, 2, true), ring(22, 2, 2, true), ring(6, 6, 1, true), ring(26, 5, 1, true)), area(ring(24, 2, 2, true), ring(0, 0, 40), ring(50, 0, 10), ring(52, 2, 3, true), ring(4, 20, 2, true))]),
  high_points: named(11, [high([[[1, 2]]]), { parts: [[[3, 4]]], height: 0, hasMeasures: true }]),
  high_lines: named(13, [high([line]), high([line, line], true)]),
  high_areas: named(15, [high([ring(0, 0, 10)]), high([ring(0, 0, 10), ring(2, 2, 2, true)], true), high([ring(0, 0, 10), ring(20, 0, 10)])]),
  cells: { type: 1, records: cells.map((_, i) => ({ parts: [[[i, i]]] })), columns, rows: cells },
};

async function rowsOf(lots: AsyncIterable<Iterable<FlatRow>>): Promise<FlatRow[]> {
  const rows: FlatRow[] = [];
  for await (const lot of lots) rows.push(...lot);
  return rows;
}
const said = (rows: readonly FlatRow[]): unknown[] => rows.map(({ fields, geometry }) => ({ fields, geometry: geometry && { ...geometry } }));

const stem = (name: string): string => join(folder.path, name);
const byGdal = new Map<string, FlatRow[]>();
beforeAll(async () => {
  for (const [name, file] of Object.entries(plain)) writeEsri(stem(name), file);
  const tasks = Object.keys(plain).map((name): ReadTask => ({ kind: 'read', input: { path: `${stem(name)}.shp`, drivers: ['ESRI Shapefile'], openOptions: ['ENCODING=ISO-8859-1'] }, layer: null, to: `${stem(name)}.fgb` }));
  const answers = await runGdalTasks(tasks);
  for (const [i, name] of Object.keys(plain).entries()) {
    expect(answers[i]).toMatchObject({ result: { messages: [] } });
    byGdal.set(name, await rowsOf(flatRowBatches(createReadStream(`${stem(name)}.fgb`) as AsyncIterable<Buffer>, null)));
  }
});

describe('shapefiles in which nothing is unusual', () => {
  it.each(Object.keys(plain))('give the rows GDAL gives: %s', async (name) => {
    const file = await findPlain(stem(name), signal);
    expect(file).not.toBeNull();
    const rows = await rowsOf(plainRowBatches(file!, latin1));
    expect(rows).toHaveLength(plain[name]!.records.length);
    expect(said(rows)).toEqual(said(byGdal.get(name)!));
  });
});

const pair = named(5, [area(ring(0, 0, 10)), area(ring(20, 0, 10))]);
const RECORD = 100, CONTENT = 108;
/** A file made from one that is plain: what was changed about it. */
const unusual: Readonly<Record<string, EsriFile | ((stem: string) => void)>> = {
  'without .shx': (at) => { rmSync(`${at}.shx`); },
  'without .dbf': (at) => { rmSync(`${at}.dbf`); },
  'cut off': (at) => { writeFileSync(`${at}.shp`, readFileSync(`${at}.shp`).subarray(0, -8)); },
  'with bytes behind': (at) => { writeFileSync(`${at}.shp`, Buffer.concat([readFileSync(`${at}.shp`), Buffer.alloc(8)])); },
  'with a longer record than its index says': (at) => { change(`${at}.shp`, (bytes) => { bytes.writeInt32BE(70, RECORD + 4); }); },
  'with a record of another type': (at) => { change(`${at}.shp`, (bytes) => { bytes.writeInt32LE(3, CONTENT); }); },
  'with more points than there is room for': (at) => { change(`${at}.shp`, (bytes) => { bytes.writeInt32LE(1_000_000_000, CONTENT + 40); }); },
  'with a part that begins behind its points': (at) => { change(`${at}.shp`, (bytes) => { bytes.writeInt32LE(9, CONTENT + 44); }); },
  'with a number that is infinite': (at) => { change(`${at}.shp`, (bytes) => { bytes.writeDoubleLE(Infinity, CONTENT + 48); }); },
  'with a deleted row': (at) => { change(`${at}.dbf`, (bytes) => { bytes[bytes.readUInt16LE(8)] = 0x2a; }); },
  'with fewer rows than shapes': (at) => { change(`${at}.dbf`, (bytes) => { bytes.writeUInt32LE(1, 4); }); },
  'with a ring that is open': named(5, [area([[0, 0], [0, 4], [4, 4], [4, 1]])]),
  'with a ring of two corners': named(5, [area([[0, 0], [0, 4], [0, 0]])]),
  'of holes alone': named(5, [area(ring(0, 0, 10, true), ring(20, 0, 10, true))]),
  'with an island in a hole, that has a hole': named(5, [area(ring(0, 0, 40), ring(5, 5, 30, true), ring(10, 10, 20), ring(15, 15, 5, true))]),
  'with a hole in no shell': named(5, [area(ring(0, 0, 10), ring(20, 0, 10), ring(12, 2, 2, true))]),
  'with a hole that touches its shell': named(5, [area(ring(0, 0, 10), ring(20, 0, 10), ring(0, 2, 2, true))]),
  'with words for a number': { ...pair, columns: [{ name: 'N', type: 'N', width: 6 }], rows: [['12'], ['x']] },
  'with a fraction for a whole number': { ...pair, columns: [{ name: 'N', type: 'N', width: 6 }], rows: [['12'], ['1.5']] },
  'with a day that is none': { ...pair, columns: [{ name: 'D', type: 'D', width: 8 }], rows: [['20261122'], ['20261341']] },
  'with a column that is true or false': { ...pair, columns: [{ name: 'L', type: 'L', width: 1 }], rows: [['T'], ['F']] },
  'with two columns of one name': { ...pair, columns: [{ name: 'A', type: 'C', width: 4 }, { name: 'a', type: 'C', width: 4 }], rows: [['1', '2'], ['3', '4']] },
  'without rows': named(5, []),
};
function change(path: string, how: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  how(bytes);
  writeFileSync(path, bytes);
}

describe('shapefiles that are left to GDAL', () => {
  it.each(Object.entries(unusual).map(([what, made], i) => [what, made, i] as const))('%s', async (_what, made, i) => {
    const at = stem(`unusual${i}`);
    writeEsri(at, typeof made === 'function' ? pair : made);
    if (typeof made === 'function') {
      expect(await findPlain(at, signal)).not.toBeNull();
      made(at);
    }
    expect(await findPlain(at, signal)).toBeNull();
  });

  it('end with the import', async () => {
    await expect(findPlain(stem('areas'), AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
  });
});

describe('rows of a plain shapefile', () => {
  it('are the same by what they say, whatever blanks they are written with', async () => {
    const at = stem('same');
    writeEsri(at, { type: 1, records: [0, 0, 0, 1].map((x) => ({ parts: [[[x, 0]]] })), columns: [{ name: 'A', type: 'C', width: 6 }, { name: 'B', type: 'N', width: 5 }], rows: [['x', '5'], ['  x', '00005'], ['x', ''], ['x', '5']] });
    const digests = (await rowsOf(plainRowBatches((await findPlain(at, signal))!, latin1))).map(({ digest }) => digest);
    expect(digests.map((digest) => digests.indexOf(digest))).toEqual([0, 0, 2, 3]);
  });

  it('are decoded one by one where a column cannot be decoded at one go', async () => {
    const at = stem('lines');
    writeEsri(at, { ...pair, rows: [['a\nb'], ['c']] });
    const rows = await rowsOf(plainRowBatches((await findPlain(at, signal))!, latin1));
    expect(rows.map(({ fields }) => fields)).toEqual([{ MC: 'a\nb' }, { MC: 'c' }]);
  });
});
