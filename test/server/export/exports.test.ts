import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportWarningHeader, type ExportCheck, type ExportFormat } from '../../../server/contract/exports.ts';
import type { Job } from '../../../server/contract/layers.ts';
import { conform } from '../../../server/ingest/attributes.ts';
import type { ReadOptions, SourceFeature } from '../../../server/ingest/driver.ts';
import { driverFor } from '../../../server/ingest/driver-table.ts';
import { flatten } from '../../../server/ingest/geometry/flat-geometry.ts';
import { fromWkb } from '../../../server/ingest/geometry/wkb.ts';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { toDegrees } from '../../../server/ingest/source-crs.ts';
import { exportPath, sweepExports } from '../../../server/jobs/exports/export-files.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { geoJsonRows } from '../../support/geojson-rows.ts';
import { crs, insertExportCity, landUse, longNote, roads, schools, toilets, unitGeometries, unitIds } from './export-city.ts';

let test: TestApp;
let planner: SignedIn;
const folder = mkdtempSync(join(tmpdir(), 'renewmap-exports-'));
beforeAll(async () => {
  test = await buildApp();
  await insertExportCity(test.db);
  planner = await test.signIn('planner');
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string) => planner.get(`/api/cities/zz/exports/${path}`);
const codesOf = (header: unknown): string[] => String(header ?? '').split(',').filter(Boolean).map((each) => each.split(';')[0] as string).sort();

interface Got { readonly body: Buffer; readonly codes: string[]; readonly fileName: string }
async function file(path: string): Promise<Got> {
  const response = await get(path);
  expect(response.statusCode, response.statusCode === 200 ? '' : response.body).toBe(200);
  const fileName = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(String(response.headers['content-disposition']))?.[1] ?? '');
  return { body: response.rawPayload, codes: codesOf(response.headers[exportWarningHeader]), fileName };
}
const check = async (path: string): Promise<ExportCheck> => {
  const [what, query] = path.split('?');
  const response = await get(`${what}/check?${query}`);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<ExportCheck>();
};

/** Files of an export on disk, an archive unpacked: the ones a driver opens. */
let number = 0;
function onDisk({ body, fileName }: Got): string[] {
  const here = join(folder, String(number += 1));
  mkdirSync(here);
  if (!fileName.endsWith('.zip')) {
    writeFileSync(join(here, fileName), body);
    return [join(here, fileName)];
  }
  const files = unzipSync(new Uint8Array(body));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(here, name), bytes);
  return Object.keys(files).filter((name) => name.endsWith('.shp')).map((name) => join(here, name));
}

/** What an import reads out of the files, with the app's own drivers; attributes conform to the kind. */
async function readBack(paths: readonly string[], kind: string, unstated: string | null = null): Promise<{ readonly crs: string; readonly rows: (SourceFeature & { readonly fits: Readonly<Record<string, unknown>> })[] }> {
  const options: ReadOptions = { kind, crs: unstated, signal: new AbortController().signal, onProgress: () => {}, onReport: () => {} };
  const rows: (SourceFeature & { readonly fits: Readonly<Record<string, unknown>> })[] = [];
  let stated = '';
  for (const path of paths) {
    const reading = await (await driverFor(path, path)).open(path, options);
    stated = reading.crs;
    for await (const row of geoJsonRows(reading)) rows.push({ ...row, fits: conform(kind, layerRegistry.kinds[kind] as never, row.attrs).attrs });
    await reading.close?.();
  }
  return { crs: stated, rows };
}

type Point = readonly [x: number, y: number];

/** Corners in the metres of the city, in an order of their own: formats turn rings and begin them elsewhere. */
function cornersOf(coords: readonly number[], stated: string): Point[] {
  const isMetric = stated === 'EPSG:4547';
  const away = isMetric ? null : toDegrees(stated);
  const points = Array.from({ length: coords.length / 2 }, (_, i): Point => {
    const at: [number, number] = [coords[2 * i] as number, coords[2 * i + 1] as number];
    return isMetric ? at : crs.forward(...(away ? away(...at) : at));
  });
  const key = ([x, y]: Point): string => `${x.toFixed(3)} ${y.toFixed(3)}`;
  return points.sort((one, two) => (key(one) < key(two) ? -1 : 1));
}

function expectSame(found: readonly Point[], expected: readonly Point[]): void {
  expect(found.length).toBe(expected.length);
  for (const [i, [x, y]] of found.entries()) expect(Math.hypot(x - (expected[i] as Point)[0], y - (expected[i] as Point)[1])).toBeLessThan(1e-6);
}

/** Formats that keep attributes. */
const kept = ['shapefile', 'geopackage', 'geojson', 'flatgeobuf', 'kml', 'csv', 'xlsx'] as const;

describe.each(kept)('%s and back again', (format) => {
  // GDAL takes a second to start: what its formats do with lines, a shapefile tells for all.
  const areas = ['layer?kind=land_use', 'land_use', landUse] as const;
  const lines = ['layer?kind=road', 'road', roads] as const;
  const points = ['layer?kind=public_toilet', 'public_toilet', toilets] as const;
  // Of a table an import takes points.
  const isTable = format === 'csv' || format === 'xlsx';
  it.each(isTable ? [points] : format === 'shapefile' ? [areas, lines] : format === 'geojson' ? [areas, lines, points] : [areas])('%s', async (path, kind, expected) => {
    const told = await check(`${path}&format=${format}`);
    const got = await file(`${path}&format=${format}`);
    expect(got.codes).toEqual(told.warnings.map(({ code }) => code).sort());
    expect(got.fileName).toBe(told.fileName);
    const { crs: stated, rows } = await readBack(onDisk(got), kind, isTable ? told.crs : null);
    const bySource = new Map(rows.map((row) => [row.sourceId, row]));
    expect(rows.length).toBe(expected.length);
    expect(bySource.size).toBe(expected.length);
    const stored = await test.db.pool.query<{ id: string; name: string | null; wkb: Buffer; attrs: Record<string, never> }>(
      `select f.source_id as id, name, attrs, st_asbinary(geom, 'NDR') as wkb from feature f join layer_edition e on e.id = f.edition_id where e.kind = $1 and e.status = 'current'`, [kind]);
    for (const { id, name, wkb, attrs } of stored.rows) {
      const row = bySource.get(id);
      expect({ name: row?.name, attrs: row?.fits }).toEqual({ name, attrs: conform(kind, layerRegistry.kinds[kind] as never, attrs).attrs });
      expectSame(cornersOf(flatten(row?.geometry as SourceFeature['geometry']).parts[0]?.coords ?? [], stated), cornersOf(fromWkb(wkb)[0]?.coords ?? [], 'EPSG:4547'));
    }
  });
});

describe('exports', () => {
  it('units are given as they were drawn', async () => {
    const { body, codes } = await file('units?format=geojson');
    const { features } = JSON.parse(body.toString()) as { features: { id: string; geometry: unknown; properties: Record<string, unknown> }[] };
    for (const [i, id] of unitIds.entries()) expect(features.find((each) => each.id === id)).toMatchObject({ geometry: unitGeometries[i], properties: { unit_id: id, is_priority: i === 0, version: 1 } });
    expect(features.find((each) => each.id === unitIds[0])?.properties['note']).toBe(longNote);
    expect(codes).toEqual([]);
  });

  it.each(['xlsx', 'csv'] as const)('%s says before what it says with the file', async (format) => {
    const path = `layer?kind=school&format=${format}&encoding=GBK`;
    const told = await check(path);
    const got = await file(path);
    expect(got.codes, path).toEqual(told.warnings.map(({ code }) => code).sort());
    expect(got.fileName).toBe(told.fileName);
    expect(told).toMatchObject({ format, delivery: 'file', features: 3 });
    expect(got.body.length).toBeGreaterThan(100);
  });

  it('a shapefile in GBK cuts, replaces and renames, and says so inside the archive', async () => {
    const told = await check('units?format=shapefile&encoding=GBK');
    const byCode = new Map(told.warnings.map((each) => [each.code, each]));
    expect(byCode.get('field_renamed')?.examples.slice(0, 2)).toEqual(['is_priority → priority', 'gfa_retained_renovated → gfa_kept']);
    expect(byCode.get('text_cut')).toMatchObject({ count: 1, examples: ['大同路片区'] });
    expect(byCode.get('character_replaced')?.examples).toEqual(['@二七𠮷村']);
    expect([...byCode.keys()]).toEqual(expect.arrayContaining(['time_as_text', 'boolean_as_number']));
    const { body } = await file('units?format=shapefile&encoding=GBK');
    const files = unzipSync(new Uint8Array(body));
    expect(Object.keys(files).sort()).toEqual(['renewal_unit.cpg', 'renewal_unit.dbf', 'renewal_unit.prj', 'renewal_unit.shp', 'renewal_unit.shx', '说明.txt']);
    expect(strFromU8(files['renewal_unit.cpg'] as Uint8Array)).toBe('CP936');
    const table = iconv.decode(Buffer.from(files['renewal_unit.dbf'] as Uint8Array), 'gbk');
    expect(table).toContain('大同路片区');
    expect(table).toContain('@二七?村');
    expect(table).toContain(longNote.slice(0, 127));
    expect(table).not.toContain(longNote.slice(0, 128));
    const page = strFromU8(files['说明.txt'] as Uint8Array);
    for (const words of ['更新单元', 'EPSG:4547', 'priority: 是否重点', '所选编码没有的字', '已截断']) expect(page).toContain(words);
  });

  it('points and areas of one layer go into two shapefiles', async () => {
    const { body, codes } = await file('layer?kind=school&format=shapefile&lang=en');
    const files = unzipSync(new Uint8Array(body));
    expect(codes).toContain('geometry_split');
    expect(strFromU8(files['README.txt'] as Uint8Array)).toMatch(/floor_m2: /);
    expect(strFromU8(files['school_point.cpg'] as Uint8Array)).toBe('UTF-8');
    expect(Object.keys(files).filter((name) => name.endsWith('.shp')).sort()).toEqual(['school_point.shp', 'school_polygon.shp']);
  });

  it('names stay names: no formula in CSV or Excel, no date out of a text', async () => {
    const csv = (await file('layer?kind=school&format=csv')).body.toString('utf8');
    expect(csv.startsWith('\ufeffname,source_id,status,type,places,inclusive,floor_area_m2,wkt\r\n')).toBe(true);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv).toContain('\r\n2025-11-22,');
    expect(csv).toMatch(/POINT \(113\.\d{8,} 34\.\d{8,}\)/);
    const units = await file('units?format=csv&fields=titles&encoding=GBK');
    expect(iconv.decode(units.body, 'gbk')).toMatch(/^单元编号,名称,是否重点,备注,/);
    expect(iconv.decode(units.body, 'gbk')).toContain(`,'@二七?村,`);
    expect(units.codes).toEqual(['character_replaced', 'crs_not_stated', 'formula_marked']);
    const sheet = unzipSync(new Uint8Array((await file('layer?kind=school&format=xlsx')).body));
    expect(strFromU8(sheet['xl/sharedStrings.xml'] as Uint8Array)).toContain('<t>=HYPERLINK("http://x")</t>');
    expect(strFromU8(sheet['xl/worksheets/sheet1.xml'] as Uint8Array)).not.toContain('<f>');
    const { rows } = await readBack(onDisk(await file('layer?kind=school&format=geopackage')), 'school');
    expect(rows.map(({ name }) => name)).toEqual(schools.map(({ name }) => name));
  });

  it('takes another CRS, and refuses one it cannot write', async () => {
    const geojson = JSON.parse((await file('layer?kind=square&format=geojson&crs=EPSG:4547')).body.toString()) as { crs: unknown; features: { geometry: { coordinates: number[][][] } }[] };
    expect(geojson.crs).toEqual({ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } });
    expect(geojson.features[0]?.geometry.coordinates[0]?.[0]?.[0]).toBeCloseTo(463_700.123456789, 8);
    const zoned = (await readBack(onDisk(await file('layer?kind=square&format=geopackage&crs=EPSG:4526')), 'square'));
    expect(zoned.crs).toBe('EPSG:4526');
    expect((flatten(zoned.rows[0]?.geometry as SourceFeature['geometry']).parts[0]?.coords[0] as number)).toBeGreaterThan(38_000_000);
    expect((await check('layer?kind=square&format=kml&crs=EPSG:4547'))).toMatchObject({ crs: 'EPSG:4326', warnings: expect.arrayContaining([expect.objectContaining({ code: 'crs_fixed' })]) as unknown });
    for (const [path, status] of [['layer?kind=square&format=geojson&crs=EPSG:27700', 422], ['layer?format=geojson', 400], ['layer?kind=gate&format=geojson', 404], ['layer?kind=square', 400], ['units?format=pdf', 400], ['everything?format=csv', 400], ['units?format=csv&colour=red', 400], ['gaps?format=csv&area=city', 400], ['gaps?format=csv&area=city&rule=none', 404]] as const) {
      expect((await get(path)).statusCode, path).toBe(status);
    }
    expect((await planner.get('/api/cities/nowhere/exports/units?format=csv')).statusCode).toBe(404);
    expect((await test.app.inject({ method: 'GET', url: '/api/cities/zz/exports/units?format=csv' })).statusCode).toBe(401);
  });

  it('a drawing holds shapes in the city’s metres and says that it holds nothing else', async () => {
    const { body, codes } = await file('layer?kind=land_use&format=dxf');
    const text = body.toString('utf8');
    expect(text).toContain('LWPOLYLINE');
    expect(text).toMatch(/\nland_use\r?\n/);
    expect(text).toContain('463000.12345');
    expect(codes).toEqual(['crs_not_stated', 'holes_as_outlines', 'no_attributes']);
    const { rows } = await readBack(onDisk(await file('layer?kind=road&format=dxf')), 'road', 'EPSG:4547');
    const stored = await test.db.pool.query<{ wkb: Buffer }>(`select st_asbinary(geom, 'NDR') as wkb from feature f join layer_edition e on e.id = f.edition_id where e.kind = 'road' and e.status = 'current'`);
    const byFirst = (lists: Point[][]): Point[][] => lists.sort(([a], [b]) => ((a as Point)[0] - (b as Point)[0]) * 1e6 + (a as Point)[1] - (b as Point)[1]);
    const drawn = byFirst(rows.map(({ geometry }) => cornersOf(flatten(geometry).parts[0]?.coords ?? [], 'EPSG:4547')));
    byFirst(stored.rows.map(({ wkb }) => cornersOf(fromWkb(wkb)[0]?.coords ?? [], 'EPSG:4547'))).forEach((corners, i) => expectSame(drawn[i] as Point[], corners));
    expect(drawn.length).toBe(roads.length);
    expect((await check('layer?kind=land_use&format=dxf')).warnings.map(({ code }) => code).sort()).toEqual(codes);
  });

  it('figures and gaps of an area are rows with its outline', async () => {
    const figures = JSON.parse((await file(`figures?format=geojson&area=unit:${unitIds[0]}&lang=en`)).body.toString()) as { features: { geometry: { type: string }; properties: Record<string, unknown> }[] };
    expect(figures.features.length).toBeGreaterThan(5);
    for (const { geometry, properties } of figures.features) {
      expect(geometry.type).toBe('Polygon');
      expect(properties).toMatchObject({ area: `unit:${unitIds[0]}`, area_name: '大同路片区' });
      expect(['met', 'not met', 'no threshold', 'not applicable', 'not assessed']).toContain(properties['verdict']);
    }
    const rule = String(figures.features.find(({ properties }) => properties['verdict'] === 'not met')?.properties['rule_id'] ?? figures.features[0]?.properties['rule_id']);
    const told = await check(`gaps?format=csv&area=city&rule=${rule}`);
    const csv = (await file(`gaps?format=csv&area=city&rule=${rule}`)).body.toString('utf8');
    expect(csv.trimEnd().split('\r\n').length).toBe(told.features + 1);
    const city = await file('figures?format=geopackage&area=city');
    expect(city.codes).toContain('no_geometry');
  });
});

it('a city without units or layers has empty tables, and no shapefile', async () => {
  await planner.post('/api/cities', { id: 'bare', name: '空市' });
  const of = (query: string) => planner.get(`/api/cities/bare/exports/${query}`);
  expect((await of('units?format=geojson')).json()).toMatchObject({ type: 'FeatureCollection', features: [] });
  expect((await of('units?format=csv')).body.trim().split('\r\n').length).toBe(1);
  expect((await of('units/check?format=csv')).json<ExportCheck>().warnings.map(({ code }) => code)).toContain('empty');
  expect((await of('units?format=shapefile')).statusCode).toBe(404);
  const inDegrees = await of('units?format=shapefile&crs=EPSG:4326');
  expect(inDegrees.statusCode).toBe(422);
  expect(inDegrees.json()).toMatchObject({ code: 'nothing_usable' });
});

it('a large layer becomes a job whose file is kept for a day', async () => {
  const { rows: [edition] } = await test.db.pool.query<{ id: number }>(
    `insert into layer_edition (city_id, kind, edition, status, import_id, source, format, sha256, crs, feature_count) values ('zz', 'bus_stop', 1, 'current', gen_random_uuid(), 's', 'test', 'x', 'EPSG:4547', 20001) returning id`);
  await test.db.pool.query(`insert into feature (edition_id, source_id, name, attrs, geom) select $1, 'node/' || i, '站' || i, '{}', st_setsrid(st_makepoint(463000 + i, 3846000), 4547) from generate_series(1, 20001) i`, [edition?.id]);
  const format: ExportFormat = 'flatgeobuf';
  expect(await check(`layer?kind=bus_stop&format=${format}`)).toMatchObject({ delivery: 'job', features: 20_001 });
  expect((await check('layer?kind=bus_stop&format=csv')).delivery).toBe('file');
  const response = await get(`layer?kind=bus_stop&format=${format}`);
  expect(response.statusCode).toBe(202);
  let job = response.json<Job>();
  while (job.state === 'queued' || job.state === 'running') {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    job = (await planner.get(`/api/jobs/${job.id}`)).json<Job>();
  }
  expect(job).toMatchObject({ state: 'done', kind: 'export', result: { path: `files/${job.id}` } });
  // Whoever closed the dialog finds it again, however many other jobs there were.
  expect((await planner.get('/api/cities/zz/jobs?kind=export')).json<Job[]>()).toMatchObject([{ id: job.id, kind: 'export', state: 'done', input: { what: 'layer', query: { kind: 'bus_stop', format } } }]);
  expect((await planner.get('/api/cities/zz/jobs?kind=decide')).json<Job[]>()).toEqual([]);
  expect((await planner.get('/api/cities/zz/jobs?kind=dance')).statusCode).toBe(400);
  const got = await file(`files/${job.id}`);
  expect(got.body.length).toBe((job.result as { bytes: number }).bytes);
  expect(got.body.subarray(0, 3).toString()).toBe('fgb');
  const lines = (await file('layer?kind=bus_stop&format=csv')).body.toString('utf8').trimEnd().split('\r\n');
  expect(lines.length).toBe(20_002);
  expect(lines[1]).toMatch(/^站1,node\/1,.*,113\.\d+,34\.\d+$/);
  expect((await planner.get(`/api/cities/elsewhere/exports/files/${job.id}`)).statusCode).toBe(404);
  await sweepExports(test.dataDir, Date.now() + 25 * 3_600_000);
  expect((await get(`files/${job.id}`)).statusCode).toBe(404);
  await test.db.pool.query('update layer_edition set feature_count = 50001 where id = $1', [edition?.id]);
  expect((await get('layer/check?kind=bus_stop&format=xlsx')).statusCode).toBe(400);
  expect(exportPath(test.dataDir, job.id)).toContain(test.dataDir);
});
