import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TileJson } from '../../../server/contract/tilejson.ts';
import { readConfig } from '../../../server/http/config.ts';
import { buildTiles } from '../../../server/ingest/tiles/build-tiles.ts';
import { buildApp, testPasswords, type SignedIn, type TestApp } from '../../support/app.ts';
import { cityId, crs, insertExportCity, origin, roads } from '../export/export-city.ts';

/** A site whose maps may read. */
const elsewhere = 'https://maps.example.cn';
let test: TestApp;
let planner: SignedIn;
let editionId: number;
beforeAll(async () => {
  test = await buildApp({ mapOrigins: [elsewhere] });
  await insertExportCity(test.db);
  planner = await test.signIn('planner');
  editionId = (await test.db.pool.query<{ id: number }>(`select id from layer_edition where kind = 'road' and status = 'current'`)).rows[0]?.id as number;
  const file = await buildTiles(test.db, test.dataDir, { cityId, editionId, kind: 'road', crs }, new AbortController().signal, () => {});
  await test.db.pool.query('update layer_edition set tiles = $2 where id = $1', [editionId, file]);
});
afterAll(() => test.close());

/** The tile a place lies in. */
function tileAt(lon: number, lat: number, zoom: number): readonly [number, number] {
  const n = 2 ** zoom;
  return [Math.floor(((lon + 180) / 360) * n), Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * n)];
}
const pathOf = (template: string, z: number, x: number, y: number): string => template.replace(/^https?:\/\/[^/]+/, '').replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));

it('TileJSON leads to tiles of the current edition that any client can decode', async () => {
  const response = await planner.get('/api/cities/zz/tilejson/road');
  const tileJson = response.json<TileJson>();
  expect(tileJson).toMatchObject({ tilejson: '3.0.0', scheme: 'xyz', version: '2.0.0', attribution: '© 测试', minzoom: 6, maxzoom: 15, vector_layers: [{ id: 'road', fields: { class: expect.stringContaining('text') as string } }] });
  const template = tileJson.tiles[0] as string;
  expect(template).toMatch(/^http:\/\/.*\/api\/cities\/zz\/tiles\/road\/\{z\}\/\{x\}\/\{y\}\.mvt\?edition=\d+$/);
  // Every road is in some tile of the deepest zoom, at its place.
  const [west, south] = crs.inverse(origin[0], origin[1]);
  const [east, north] = crs.inverse(origin[0] + 2100, origin[1] + 1400);
  const [x1, y2] = tileAt(west, south, 15);
  const [x2, y1] = tileAt(east, north, 15);
  const ids = new Set<number | undefined>();
  for (let x = x1; x <= x2; x += 1) {
    for (let y = y1; y <= y2; y += 1) {
      const tile = await planner.get(pathOf(template, 15, x, y));
      if (tile.statusCode === 204) continue;
      expect(tile.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
      expect(tile.headers['cache-control']).toContain('immutable');
      const layer = new VectorTile(new PbfReader(tile.rawPayload)).layers['road'];
      for (let i = 0; i < (layer?.length ?? 0); i += 1) ids.add(layer?.feature(i).id);
    }
  }
  expect(ids.size).toBe(roads.length);
});

it('answers 204 where nothing is, 304 to whoever has the tile, 404 for a layer that is not there', async () => {
  const [lon, lat] = crs.inverse(origin[0] + 50, origin[1] + 50);
  const [x, y] = tileAt(lon, lat, 14);
  const path = `/api/cities/zz/tiles/road/14/${x}/${y}.mvt`;
  const first = await planner.get(path);
  expect(first.statusCode).toBe(200);
  expect(first.headers['cache-control']).toBe('private, no-cache');
  expect((await planner.inject({ method: 'GET', url: path, headers: { 'if-none-match': String(first.headers['etag']) } })).statusCode).toBe(304);
  expect((await test.app.inject({ method: 'GET', url: path })).statusCode).toBe(401);
  expect((await test.app.inject({ method: 'GET', url: path, headers: { authorization: `Basic ${Buffer.from(`planner:${testPasswords.planner}`).toString('base64')}` } })).statusCode).toBe(200);
  for (const outside of ['14/0/0', '3/99/99', '20/1/1', '0/0/0']) expect((await planner.get(`/api/cities/zz/tiles/road/${outside}.mvt`)).statusCode, outside).toBe(204);
  // A layer without an archive has no tiles, which is no error.
  expect((await planner.get('/api/cities/zz/tilejson/square')).json()).toMatchObject({ bounds: [-180, -85.051129, 180, 85.051129] });
  expect((await planner.get(`/api/cities/zz/tiles/square/14/${x}/${y}.mvt`)).statusCode).toBe(204);
  for (const unknown of ['zz/tilejson/gate', 'nowhere/tilejson/road', 'zz/tiles/gate/1/1/1.mvt']) expect((await planner.get(`/api/cities/${unknown}`)).statusCode, unknown).toBe(404);
  expect((await planner.get('/api/cities/zz/tiles/road/x/1/1.mvt')).statusCode).toBe(400);
});

const basic = `Basic ${Buffer.from(`planner:${testPasswords.planner}`).toString('base64')}`;
const mapPaths = (): readonly string[] => ['/api/cities/zz/tilejson/road', '/api/cities/zz/tiles/road/6/52/25.mvt', '/ogc', '/ogc/collections', '/ogc/collections/zz.road/items?limit=1'];

it('web maps of the sites that are named may read layers and tiles, signed in by HTTP Basic', async () => {
  for (const url of mapPaths()) {
    const question = await test.app.inject({ method: 'OPTIONS', url, headers: { 'origin': elsewhere, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' } });
    expect([question.statusCode, question.headers['access-control-allow-origin'], question.headers['access-control-allow-methods']], url).toEqual([204, elsewhere, 'GET, HEAD']);
    expect(question.headers['access-control-allow-headers'], url).toContain('Authorization');
    const answer = await test.app.inject({ method: 'GET', url, headers: { origin: elsewhere, authorization: basic } });
    expect(answer.statusCode, url).toBeLessThan(300);
    expect([answer.headers['access-control-allow-origin'], answer.headers['vary']], url).toEqual([elsewhere, expect.stringContaining('Origin')]);
    // A cookie of this site is of no use to a page of another.
    expect(answer.headers['access-control-allow-credentials'], url).toBeUndefined();
    const refused = await test.app.inject({ method: 'GET', url, headers: { origin: elsewhere } });
    expect([refused.statusCode, refused.headers['access-control-allow-origin']], url).toEqual([401, elsewhere]);
  }
});

it('no other site, and nothing that is not for maps', async () => {
  for (const url of mapPaths()) {
    const answer = await test.app.inject({ method: 'GET', url, headers: { origin: 'https://evil.example', authorization: basic } });
    expect(answer.headers['access-control-allow-origin'], url).toBeUndefined();
  }
  for (const url of ['/api/cities', '/api/cities/zz/units', '/api/session', '/api/cities/zz/features/1']) {
    const answer = await test.app.inject({ method: 'GET', url, headers: { origin: elsewhere, authorization: basic } });
    expect(answer.headers['access-control-allow-origin'], url).toBeUndefined();
    const question = await test.app.inject({ method: 'OPTIONS', url, headers: { 'origin': elsewhere, 'access-control-request-method': 'GET' } });
    expect(question.headers['access-control-allow-origin'], url).toBeUndefined();
  }
  const write = await test.app.inject({ method: 'POST', url: '/api/cities', headers: { origin: elsewhere, authorization: basic }, payload: { id: 'x', name: 'x' } });
  expect(write.statusCode).toBe(403);
});

it.each([
  ['', []], [' https://maps.example.cn/ , http://10.0.0.8:8081', ['https://maps.example.cn', 'http://10.0.0.8:8081']], ['*', ['*']], ['maps.example.cn', null], ['https://maps.example.cn/path', null], ['ftp://x', null],
] as const)('CORS_ORIGINS «%s»', (text, origins) => {
  if (origins === null) expect(() => readConfig({ CORS_ORIGINS: text })).toThrow(/CORS_ORIGINS must be origins/);
  else expect(readConfig({ CORS_ORIGINS: text }).mapOrigins).toEqual(origins);
});
