import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job, LayerEdition, SearchHit } from '../../../server/contract/layers.ts';
import { PMTiles, type RangeResponse, type Source } from 'pmtiles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRange } from '../../../server/http/routes/tiles.ts';
import { coordinateIn } from '../../../server/http/routes/search.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { collection, square } from '../../support/import-files.ts';
import { ended, multipart, type Part } from '../../support/over-http.ts';

let test: TestApp;
let planner: SignedIn;
beforeAll(async () => {
  test = await buildApp();
  planner = await test.signIn('planner');
  await planner.post('/api/cities', { id: 'zz', name: '测试市' });
});
afterAll(() => test.close());

const send = (parts: readonly Part[], city = 'zz') => planner.inject({ method: 'POST', url: `/api/cities/${city}/imports`, ...multipart(parts) });

async function imported(kind: string, features: Parameters<typeof collection>[0]): Promise<Job> {
  const response = await send([['kind', kind], ['source', '测试数据'], ['sourceDate', '2025-11-22'], ['file', collection(features), `${kind}.geojson`]]);
  expect(response.statusCode, response.body).toBe(202);
  const job = await ended(planner, response.json<Job>().id);
  expect(job.problem).toBeNull();
  return job;
}

const uploads = (): string[] => readdirSync(join(test.dataDir, 'uploads'));

class OverHttp implements Source {
  private readonly url: string;
  constructor(url: string) { this.url = url; }
  getKey(): string { return this.url; }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const response = await planner.inject({ method: 'GET', url: this.url, headers: { range: `bytes=${offset}-${offset + length - 1}` } });
    expect(response.statusCode).toBe(206);
    const bytes = response.rawPayload;
    return { data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer };
  }
}

describe('layers over the API', () => {
  it('lists layer kinds with their attributes', async () => {
    const { groups, kinds } = (await planner.get('/api/layer-kinds')).json<{ groups: Record<string, unknown>; kinds: { kind: string; group: string; geometry: string[] }[] }>();
    expect(kinds.find((kind) => kind.kind === 'road')).toMatchObject({ group: 'base', geometry: ['line'] });
    for (const kind of kinds) expect(groups).toHaveProperty(kind.group);
  });

  it('a city without layers answers with nothing, an unknown one with 404', async () => {
    await planner.post('/api/cities', { id: 'empty', name: '空' });
    for (const path of ['layers', 'editions', 'divisions', 'search?q=a']) expect((await planner.get(`/api/cities/empty/${path}`)).json()).toEqual([]);
    for (const path of ['layers', 'editions', 'divisions', 'search?q=a', 'features/1']) expect((await planner.get(`/api/cities/nowhere/${path}`)).statusCode).toBe(404);
    expect((await test.app.inject({ method: 'GET', url: '/api/cities/zz/layers' })).statusCode).toBe(401);
  });

  it('an uploaded file becomes layers, tiles, divisions, features and names to search', async () => {
    const job = await imported('admin_division', [
      { geometry: square(113.6, 34.7, 0.05), properties: { name: '金水区', code: '410105', level: 'district' } },
      { geometry: square(113.58, 34.7, 0.02), properties: { name: '花园路街道', code: '410105001', level: 'subdistrict', parent: '410105' } },
      { geometry: square(113.62, 34.7, 0.02), properties: { name: '人民路街道', code: '410105002', level: 'subdistrict', parent: '410105' } },
    ]);
    expect(job).toMatchObject({ kind: 'import', state: 'done', progress: 1, input: { fileName: 'admin_division.geojson' }, result: { report: { read: 3, taken: 3 } } });
    expect(JSON.stringify(job)).not.toContain(test.dataDir);
    await imported('road', [[0, 0.001], [0.001, 0.003], [0.003, 0.004]].map(([from, to]) => ({ geometry: { type: 'LineString', coordinates: [[113.62 + from!, 34.7], [113.62 + to!, 34.7]] }, properties: { name: '人民路', class: 'arterial' } })));
    await imported('school', [
      { geometry: { type: 'Point', coordinates: [113.58, 34.7] }, properties: { name: '人民小学', type: 'primary' } },
      { geometry: { type: 'Point', coordinates: [113.62, 34.71] }, properties: { name: '人民小学', type: 'primary' } },
      { geometry: { type: 'Point', coordinates: [113.62, 34.72] }, properties: { name: '100%_\\学校', type: 'primary' } },
    ]);
    expect(uploads()).toEqual([]);

    const layers = (await planner.get('/api/cities/zz/layers')).json<LayerEdition[]>();
    expect(layers.map((layer) => [layer.kind, layer.edition, layer.featureCount, layer.source, layer.sourceDate])).toEqual([
      ['admin_division', 1, 3, '测试数据', '2025-11-22'], ['road', 1, 3, '测试数据', '2025-11-22'], ['school', 1, 3, '测试数据', '2025-11-22'],
    ]);
    expect(layers[0]!.createdBy).not.toBeNull();
    expect((await planner.get('/api/cities/zz')).json()).toMatchObject({ srid: 4547, layers: 3 });

    const archive = new PMTiles(new OverHttp(layers[0]!.tiles!));
    expect((await archive.getHeader()).maxZoom).toBe(13);
    expect(await archive.getZxy(13, Math.floor(((113.6 + 180) / 360) * 2 ** 13), Math.floor((0.5 - Math.asinh(Math.tan((34.7 * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** 13))).toBeDefined();

    const divisions = (await planner.get('/api/cities/zz/divisions?level=subdistrict')).json<{ code: string; areaM2: number; parent: string; geometry: { type: string } }[]>();
    expect(divisions.map(({ code, parent, geometry }) => [code, parent, geometry.type])).toEqual([['410105001', '410105', 'Polygon'], ['410105002', '410105', 'Polygon']]);
    // 0.04° by 0.04° at 34.7°: 4437.4 m by 3664.2 m on the ellipsoid.
    expect(divisions[0]!.areaM2 / (4437.4 * 3664.2)).toBeCloseTo(1, 3);
    expect((await planner.get('/api/cities/zz/divisions?level=planet')).statusCode).toBe(400);
  });

  it('search puts exact names first, joins the pieces of a road, and tells equal names apart', async () => {
    const hits = async (q: string) => (await planner.get(`/api/cities/zz/search?q=${encodeURIComponent(q)}`)).json<SearchHit[]>();
    expect((await hits('人民路')).map((hit) => [hit.type, hit.kind, hit.name, hit.context])).toEqual([['feature', 'road', '人民路', '人民路街道'], ['division', 'admin_division', '人民路街道', '金水区']]);
    expect((await hits('人民小学')).map((hit) => hit.context).sort()).toEqual(['人民路街道', '花园路街道']);
    expect((await hits('小学'))).toHaveLength(2);
    expect((await hits('%')).map((hit) => hit.name)).toEqual(['100%_\\学校']);
    expect((await hits('_\\')).map((hit) => hit.name)).toEqual(['100%_\\学校']);
    expect(await hits('不存在')).toEqual([]);
    expect(await hits('  ')).toEqual([]);
    expect(await hits('113.62，34.75')).toMatchObject([{ type: 'coordinate', center: [113.62, 34.75], bounds: null }]);
    const [road] = await hits('人民路');
    [113.62, 34.7, 113.624, 34.7].forEach((degrees, i) => expect(road!.bounds![i]).toBeCloseTo(degrees, 4));
    expect((await hits('金水'))[0]).toMatchObject({ type: 'division', id: '410105', context: '' });
  });

  it('gives a feature with its source and measure, and many as GeoJSON', async () => {
    const [hit] = (await planner.get(`/api/cities/zz/search?q=${encodeURIComponent('人民小学')}`)).json<SearchHit[]>();
    const detail = (await planner.get(`/api/cities/zz/features/${hit!.id}`)).json<Record<string, unknown>>();
    expect(detail).toMatchObject({ kind: 'school', name: '人民小学', attrs: { type: 'primary' }, source: '测试数据', sourceDate: '2025-11-22', measure: null, geometry: { type: 'Point' } });
    const several = (await planner.post('/api/cities/zz/features/query', { ids: [Number(hit!.id), 999_999_999] })).json<{ features: { id: number; properties: unknown }[] }>();
    expect(several.features).toMatchObject([{ id: Number(hit!.id), properties: { kind: 'school', name: '人民小学' } }]);
    expect((await planner.get('/api/cities/zz/features/999999999')).statusCode).toBe(404);
    expect((await planner.get('/api/cities/empty/features/1')).statusCode).toBe(404);
    expect((await planner.get('/api/cities/zz/features/one')).statusCode).toBe(400);
    expect((await planner.post('/api/cities/zz/features/query', { ids: [1], all: true })).json()).toMatchObject({ code: 'unknown_field' });
  });

  it('archives are served whole, by range, as unchanged, and nothing else is', async () => {
    const [layer] = (await planner.get('/api/cities/zz/layers')).json<LayerEdition[]>();
    const url = layer!.tiles!;
    const bytes = readFileSync(join(test.dataDir, 'tiles', url.split('/').pop()!));
    const whole = await planner.inject({ method: 'GET', url, headers: { 'accept-encoding': 'gzip, br' } });
    expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': String(bytes.length) });
    expect(whole.headers['cache-control']).toContain('immutable');
    expect(whole.headers['content-encoding']).toBeUndefined();
    expect(whole.rawPayload.equals(bytes)).toBe(true);
    const tail = await planner.inject({ method: 'GET', url, headers: { range: 'bytes=-10' } });
    expect(tail.headers['content-range']).toBe(`bytes ${bytes.length - 10}-${bytes.length - 1}/${bytes.length}`);
    expect(tail.rawPayload.equals(bytes.subarray(-10))).toBe(true);
    expect((await planner.inject({ method: 'GET', url, headers: { range: `bytes=${bytes.length}-` } })).statusCode).toBe(416);
    expect((await planner.inject({ method: 'GET', url, headers: { 'if-none-match': String(whole.headers['etag']) } })).statusCode).toBe(304);
    for (const name of ['..%2f..%2fpackage.json', 'zz.road.0000000000000000.pmtiles', '.hidden', '%00']) expect((await planner.get(`/api/tiles/${name}`)).statusCode, name).toBeGreaterThanOrEqual(400);
    expect((await test.app.inject({ method: 'GET', url })).statusCode).toBe(401);
  });
});

describe('imports that go wrong', () => {
  it('a request that is not as described leaves no file behind', async () => {
    const file: Part = ['file', collection([{ geometry: square(113.6, 34.7) }]), 'a.geojson'];
    const cases: readonly (readonly [readonly Part[], number, string])[] = [
      [[['kind', 'castle'], file], 400, 'bad_request'], [[['sourceDate', '2025-02-30'], file], 400, 'bad_request'], [[['crs', 'EPSG:2326'], file], 422, 'crs_unknown'],
      [[['kind', 'road'], ['color', 'red'], file], 400, 'unknown_field'], [[['kind', 'road']], 400, 'bad_request'], [[['picture', 'x', 'x.png']], 400, 'unknown_field'], [[], 400, 'bad_request'],
    ];
    for (const [parts, status, code] of cases) {
      const response = await send(parts);
      expect([response.statusCode, response.json<{ code: string }>().code], JSON.stringify(parts.map(([name]) => name))).toEqual([status, code]);
    }
    expect((await planner.post('/api/cities/zz/imports', { file: 'x' })).statusCode).toBe(400);
    expect((await send([file], 'nowhere')).statusCode).toBe(404);
    expect(uploads()).toEqual([]);
  });

  it('a file that cannot be taken fails its job with the place, and the layers stay', async () => {
    const before = (await planner.get('/api/cities/zz/editions')).json<LayerEdition[]>();
    const job = await ended(planner, (await send([['kind', 'road'], ['file', '{"type":"FeatureCollection","features":[\n{"type":"Feature",}]}', '../../etc/道路.geojson']])).json<Job>().id);
    expect(job).toMatchObject({ state: 'failed', input: { fileName: '道路.geojson' }, problem: { code: 'file_unreadable', place: 'line 2, column 19' }, result: null });
    expect((await planner.get('/api/cities/zz/editions')).json<LayerEdition[]>()).toEqual(before);
    expect(uploads()).toEqual([]);
    expect((await planner.get('/api/health')).json()).toMatchObject({ ready: true });
  });

  it('a cancelled job leaves nothing', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({ geometry: square(113.6 + (i % 100) / 400, 34.7 + Math.floor(i / 100) / 1000), properties: {} }));
    const before = readdirSync(join(test.dataDir, 'tiles'));
    const { id } = (await send([['kind', 'building'], ['file', collection(many), 'many.geojson']])).json<Job>();
    while ((await planner.get(`/api/jobs/${id}`)).json<Job>().state === 'queued') await new Promise((resolve) => { setTimeout(resolve, 20); });
    await planner.inject({ method: 'DELETE', url: `/api/jobs/${id}` });
    expect((await ended(planner, id)).state).toBe('cancelled');
    const { rows } = await test.db.pool.query<{ editions: number }>(`select count(*) as editions from layer_edition where kind = 'building'`);
    expect(rows[0]!.editions).toBe(0);
    expect(readdirSync(join(test.dataDir, 'tiles'))).toEqual(before);
    expect(uploads()).toEqual([]);
  });

  it('a file over the limit is refused by its size', async () => {
    process.env['MAX_UPLOAD_MB'] = '0.01';
    const small = await buildApp({ kind: test.db.kind }).finally(() => { delete process.env['MAX_UPLOAD_MB']; });
    try {
      const person = await small.signIn('planner');
      await person.post('/api/cities', { id: 'zz', name: '测试市' });
      const response = await person.inject({ method: 'POST', url: '/api/cities/zz/imports', ...multipart([['kind', 'road'], ['file', Buffer.alloc(50_000, 32), 'a.geojson']]) });
      expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([413, 'file_too_large']);
      expect(readdirSync(join(small.dataDir, 'uploads'))).toEqual([]);
    } finally { await small.close(); }
  });
});

describe('what a request says', () => {
  it.each([
    ['bytes=0-9', { from: 0, to: 9 }], ['bytes=5-', { from: 5, to: 99 }], ['bytes=90-200', { from: 90, to: 99 }], ['bytes=-10', { from: 90, to: 99 }], ['bytes=-200', { from: 0, to: 99 }],
    ['bytes=100-', 'outside'], ['bytes=-0', 'outside'], ['bytes=9-5', null], ['bytes=-', null], ['items=0-9', null], ['bytes=0-1,5-6', null], [undefined, null],
  ])('range %s of 100 bytes', (header, expected) => { expect(parseRange(header, 100)).toEqual(expected); });

  it.each([
    ['113.62,34.75', [113.62, 34.75]], ['34.75, 113.62', [113.62, 34.75]], ['(113.62；34.75)', [113.62, 34.75]], ['-51.2 -30.05', [-51.2, -30.05]], ['人民路', null], ['12', null], ['1,2,3', null], ['500,500', null],
  ])('coordinate %s', (text, expected) => { expect(coordinateIn(text, null)).toEqual(expected); });
});
