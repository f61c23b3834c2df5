/** Every file of the shared collections of odd files: read with the number of features its page or a peer reader states, or refused with the defect named. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SourceLayer } from '#contract/deliveries.ts';
import { gdalProcesses, GdalSession } from '../../../server/gdal/run-gdal.ts';
import type { IngestProblem } from '../../../server/ingest/driver.ts';
import { inspectFile } from '../../../server/ingest/inspect-file.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');
const isHere = existsSync(shared);
// The files are small and of one sender: one process reads them, as it would an archive of them.
const gdal = new GdalSession();
// A folder for temporary files of its own, so that what is left behind is this test's.
const temporary = mkdtempSync(join(tmpdir(), 'renewmap-shared-files-'));
process.env['TMPDIR'] = temporary;

interface Outcome { readonly count?: number; readonly layers?: readonly SourceLayer[]; readonly problem?: IngestProblem }

async function look(paths: readonly string[]): Promise<Outcome> {
  try {
    const { layers } = await inspectFile(paths.map((path) => ({ path: join(shared, path), fileName: basename(path) })), { signal: AbortSignal.timeout(60_000), gdal });
    return { count: layers.reduce((sum, { featureCount }) => sum + (featureCount ?? NaN), 0), layers };
  } catch (error) {
    const problem = error as IngestProblem;
    // A refusal says what, where and by a known code; anything else is a defect of the program.
    expect(problem, String((error as Error).stack)).toMatchObject({ code: expect.stringMatching(/^file_|^format_unknown$|^nothing_usable$/), place: expect.stringMatching(/./) });
    expect(problem.message.length).toBeGreaterThan(20);
    return { problem };
  }
}

function* under(folder: string): Generator<string> {
  if (!isHere) return;
  for (const entry of readdirSync(join(shared, folder), { withFileTypes: true })) {
    if (entry.isDirectory()) yield* under(`${folder}/${entry.name}`); else yield `${folder}/${entry.name}`;
  }
}

const COMPANION = /\.(?:shp\.xml|shp|dbf|shx|prj|cpg|sbn|sbx|qpj)$/;
/** Loose parts of a shapefile are handed in together. */
function deliveries(folder: string, taken: RegExp): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const path of under(folder)) {
    if (!taken.test(path)) continue;
    const key = COMPANION.test(path) ? path.replace(COMPANION, '.shp') : path;
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  return [...groups];
}

type Expected = { readonly files: Readonly<Record<string, readonly { readonly features: number }[] | { readonly error: string }>> };
const expectedOf = (folder: string): Expected['files'] => (isHere ? (JSON.parse(readFileSync(join(shared, folder, 'expected_gdal.json'), 'utf8')) as Expected).files : {});
const shapefiles = expectedOf('shapefile-dirty'), drawings = expectedOf('dxf');
/** What GDAL alone does not read and this program does: an index that is missing is made again, a nested folder is looked into. */
const MENDED: Readonly<Record<string, number>> = { 'htmlcpg.shp': 2, 'htmlprj.shp': 2, 'no-dbf.shp': 14, 'no-dbf.zip': 14, 'T8Th4_6n.zip': 1 };
const REFUSED: Readonly<Record<string, RegExp>> = {
  'bad.shp': /does not begin as a shapefile/, 'badzip.zip': /End of central directory/, 'noshp.zip': /the \.shp, which holds the geometry, is missing/, 'openscad_export.dxf': /not recognized/, 'empty.dxf': /no entities/,
};

afterAll(async () => {
  await gdal.close();
  const left = readdirSync(temporary);
  rmSync(temporary, { recursive: true });
  expect({ processes: gdalProcesses(), left }).toEqual({ processes: 0, left: [] });
});

describe.skipIf(!isHere)('shapefiles, odd and broken (../shared/data/shapefile-dirty)', () => {
  it.each(deliveries('shapefile-dirty', /\.(?:zip|shp|dbf|shx|prj|cpg|sbn|sbx|qpj|xml)$/))('%s', async (name, paths) => {
    const { count, problem } = await look(paths);
    const refusal = REFUSED[basename(name)], peer = shapefiles[name.replace('shapefile-dirty/', '')];
    if (refusal) expect(problem?.message).toMatch(refusal);
    else if (!paths.some((path) => /\.(?:shp|zip)$/.test(path))) expect(problem?.message).toMatch(/the \.shp, which holds the geometry, is missing/);
    else expect(count, problem?.message).toBe(MENDED[basename(name)] ?? (Array.isArray(peer) ? peer[0]!.features : -1));
  });
});

describe.skipIf(!isHere)('drawings (../shared/data/dxf)', () => {
  it.each(deliveries('dxf', /\.dxf$/))('%s', async (name, paths) => {
    const { count, problem, layers } = await look(paths);
    const refusal = REFUSED[basename(name)], peer = drawings[basename(name)];
    if (refusal) { expect(problem?.message).toMatch(refusal); return; }
    expect(count, problem?.message).toBe(Array.isArray(peer) ? peer[0]!.features : -1);
    // A drawing never says where it lies.
    expect(layers!.every(({ crs }) => crs.stated === null && crs.candidates.every(({ from }) => from === 'numbers'))).toBe(true);
  });
});

/** A placemark without a place is a row to report, not one to pass over. */
const UNPLACED: Readonly<Record<string, number>> = { 'nogeomplacemark.kml': 1 };
const EMPTY = new Set(['empty_trk.gpx', 'trek_no_rtept.gpx', 'unique_trkpt.gpx']);
describe.skipIf(!isHere)('KML and GPX with their GeoJSON beside them (../shared/data/kml-gpx)', () => {
  it.each(deliveries('kml-gpx/togeojson', /\.(?:kml|gpx)$/))('%s', async (name, paths) => {
    const { count, problem } = await look(paths);
    const beside = join(shared, `${name}.geojson`);
    if (EMPTY.has(basename(name))) expect(problem?.message).toMatch(/no features/);
    else expect(count, problem?.message).toBe(UNPLACED[basename(name)] ?? (JSON.parse(readFileSync(beside, 'utf8')) as { features: unknown[] }).features.length);
  });
  it('a real KMZ', async () => { expect((await look(['kml-gpx/mapshaper/Albania.kmz'])).count).toBe(63); });
  it('ExtendedData become fields', async () => {
    const { layers } = await look(['kml-gpx/togeojson/simpledata.kml']);
    expect(layers![0]!.rows[0]).toMatchObject({ TrailHeadName: 'Pi in the sky', TrailLength: 3.14159, ElevationGain: 10 });
  });
});

describe.skipIf(!isHere)('GeoPackages (../shared/data/gpkg)', () => {
  it.each([['geopackage.gpkg', 86], ['geopackage-unindexed.gpkg', 86], ['empty-geom.gpkg', 1]])('%s', async (name, count) => { expect((await look([`gpkg/planetiler/${name}`])).count).toBe(count); });
});

describe.skipIf(!isHere)('GeoJSON that a linter takes or not (../shared/data/geojson-invalid)', () => {
  it.each(deliveries('geojson-invalid/geojsonhint/good', /\.geojson$/))('%s is read', async (_name, paths) => { expect((await look(paths)).count).toBeGreaterThan(0); });
  it.each(deliveries('geojson-invalid/geojsonhint/bad', /\.geojson$/))('%s is looked into, or refused with its defect', async (_name, paths) => {
    const { count, problem, layers } = await look(paths);
    if (!problem && count === 0) expect(layers![0]!.findings.map(({ code }) => code)).toContain('not_a_feature');
  });
});

describe.skipIf(!isHere)('texts (../shared/data/text-encodings)', () => {
  it.each([
    ['utf16.txt', 'utf-16be', 1], ['utf16bom.txt', 'utf-16be', 1], ['utf16le.txt', 'utf-16le', 1], ['utf16le_bom.txt', 'utf-16le', 1], ['utf8bom.txt', 'utf-8', 1], ['utf8_bom.csv', 'utf-8', 1],
    ['utf16_be_bom.csv', 'utf-16be', 1], ['utf16_le_bom.csv', 'utf-16le', 1], ['states.csv', 'utf-8', 52], ['two_states.csv', 'utf-8', 2], ['two_states.tsv', 'utf-8', 2],
    ['empty_fields.csv', 'utf-8', 2], ['empty_fields2.csv', 'utf-8', 2], ['empty_fields3.csv', 'utf-8', 3],
  ])('%s is %s, %i rows', async (name, encoding, count) => {
    const { layers, problem } = await look([`text-encodings/mapshaper/${name}`]);
    expect(problem).toBeUndefined();
    expect(layers![0]).toMatchObject({ encoding: { name: encoding }, featureCount: count });
    if (/^utf(?:16|8bom).*\.txt$/.test(name)) expect(layers![0]!.rows[0]).toEqual({ NAME: '国语國語' });
  });
  it.each([['empty.csv', /empty/], ['lorem.txt', /one line/]])('%s is refused', async (name, message) => { expect((await look([`text-encodings/mapshaper/${name}`])).problem?.message).toMatch(message); });
});

describe.skipIf(!isHere)('OpenStreetMap extracts and Zhengzhou', () => {
  // Elements with a tag that says something; nodes, ways and relations are counted against osmium in real-extracts.test.ts.
  it.each([['osm-beijing-bupt/map.osm'], ['osm-monaco/monaco-latest.osm.pbf'], ['osm-andorra/andorra.osm.gz'], ['osm-liechtenstein/liechtenstein-latest.osm.pbf']])('%s', async (name) => {
    const { layers } = await look([name]);
    expect(layers![0]!.crs.candidates[0]).toMatchObject({ crs: 'EPSG:4326', from: 'format', confidence: 'certain' });
    expect(layers![0]!.featureCount).toBeGreaterThan(700);
  });
  it.each([
    ['shapefile-gbk-zhengzhou-metro/zz_metro_gbk_nocpg', 235, 'EPSG:4326', '河南工业大学'], ['shapefile-gbk-zhengzhou-metro/zz_lines_gbk_gk114', 12, 'EPSG:4547', '1号线'],
  ])('%s in GBK without .cpg', async (stem, count, crs, name) => {
    const { layers } = await look(['shp', 'dbf', 'shx', 'prj'].map((extension) => `${stem}.${extension}`));
    expect(layers![0]).toMatchObject({ featureCount: count, encoding: { name: 'gb18030', from: 'detected' } });
    expect(layers![0]!.crs.candidates[0]).toMatchObject({ crs, from: 'declared', confidence: 'certain' });
    expect(layers![0]!.rows[0]!['name']).toBe(name);
  });
});
