import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp, testPasswords, type SignedIn, type TestApp } from '../../support/app.ts';
import { crs, insertExportCity, landUse, origin, roads, unitGeometries, unitIds } from '../export/export-city.ts';

interface Link { readonly href: string; readonly rel: string; readonly type: string }
interface Page { readonly type: string; readonly numberMatched: number; readonly numberReturned: number; readonly links: readonly Link[]; readonly features: readonly { readonly id: string | number; readonly geometry: { readonly type: string; readonly coordinates: never }; readonly properties: Record<string, unknown> }[] }

const epsg = (code: number): string => `http://www.opengis.net/def/crs/EPSG/0/${code}`;
const basic = (login: string, password: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` });

let test: TestApp;
let planner: SignedIn;
let address: string;
beforeAll(async () => {
  test = await buildApp();
  await insertExportCity(test.db);
  planner = await test.signIn('planner');
  await test.app.listen({ host: '127.0.0.1', port: 0 });
  address = `http://127.0.0.1:${(test.app.server.address() as AddressInfo).port}/ogc`;
});
afterAll(() => test.close());

const get = (path: string) => planner.get(`/ogc${path}`);
const page = async (path: string): Promise<Page> => {
  const response = await get(path);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Page>();
};
const pathOf = (href: string): string => href.replace(/^https?:\/\/[^/]+\/ogc/, '');

describe('OGC API – Features: documents', () => {
  it('asks for a sign-in and takes a cookie or HTTP Basic', async () => {
    const anonymous = await test.app.inject({ method: 'GET', url: '/ogc/collections' });
    expect(anonymous.statusCode).toBe(401);
    expect(anonymous.headers['www-authenticate']).toMatch(/^Basic realm=/);
    expect((await test.app.inject({ method: 'GET', url: '/ogc', headers: basic('leader', testPasswords.leader) })).statusCode).toBe(200);
    expect((await test.app.inject({ method: 'GET', url: '/ogc', headers: basic('leader', 'wrong') })).statusCode).toBe(401);
    expect((await test.app.inject({ method: 'GET', url: '/ogc', headers: basic('nobody', 'wrong') })).statusCode).toBe(401);
    expect((await test.app.inject({ method: 'GET', url: '/ogc', headers: { authorization: 'Bearer x' } })).statusCode).toBe(401);
    expect((await get('/')).statusCode).toBe(200);
    // The password is for reading: a browser sends it by itself, so nothing may be written with it; and the app's own pages get no browser dialogue.
    const write = await test.app.inject({ method: 'POST', url: '/api/cities', headers: basic('admin', testPasswords.admin), payload: { id: 'yy', name: 'y' } });
    expect(write.statusCode).toBe(401);
    expect(write.headers['www-authenticate']).toBeUndefined();
  });

  it('lets nobody guess on', async () => {
    const tries = await Promise.all(Array.from({ length: 10 }, (_, i) => test.app.inject({ method: 'GET', url: '/ogc', headers: basic('officer', `guess ${i}`) })));
    expect(tries.map(({ statusCode }) => statusCode).filter((code) => code === 429).length).toBeGreaterThanOrEqual(1);
    expect(tries.every(({ statusCode }) => statusCode === 401 || statusCode === 429)).toBe(true);
  });

  it('links lead from the landing page to every feature', async () => {
    const landing = (await get('')).json<{ links: Link[] }>();
    const byRel = new Map(landing.links.map((link) => [link.rel, link]));
    expect([...byRel.keys()]).toEqual(expect.arrayContaining(['self', 'service-desc', 'conformance', 'data']));
    for (const link of landing.links) {
      const answer = await get(pathOf(link.href));
      expect(answer.statusCode).toBe(200);
      expect(String(answer.headers['content-type'])).toContain(link.type.split(';')[0]);
    }
    expect((await get('/conformance')).json<{ conformsTo: string[] }>().conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs');
    const { collections } = (await get('/collections')).json<{ collections: { id: string; storageCrs: string; crs: string[]; extent: { spatial: { bbox: number[][] } }; links: Link[] }[] }>();
    expect(collections.map(({ id }) => id)).toEqual(['zz.units', 'zz.land_use', 'zz.public_toilet', 'zz.road', 'zz.school', 'zz.square']);
    for (const { id, crs: list, storageCrs, links, extent } of collections) {
      expect(list).toContain(storageCrs);
      expect(list).toContain(epsg(4547));
      expect(extent.spatial.bbox[0]?.[0]).toBeCloseTo(113.597, 1);
      const items = links.find(({ rel }) => rel === 'items') as Link;
      expect((await page(pathOf(items.href))).numberReturned).toBeGreaterThan(0);
      expect((await get(`/collections/${id}`)).json()).toMatchObject({ id });
    }
    const roadsDocument = collections.find(({ id }) => id === 'zz.road');
    expect(roadsDocument?.storageCrs).toBe(epsg(4547));
  });

  it('the API document describes every path it serves', async () => {
    const response = await get('/api');
    expect(response.headers['content-type']).toContain('application/vnd.oai.openapi+json;version=3.0');
    const { openapi, paths, components } = response.json<{ openapi: string; paths: Record<string, { get: { operationId: string } }>; components: { parameters: { limit: { schema: object } } } }>();
    expect(openapi).toMatch(/^3\.0\./);
    expect(components.parameters.limit.schema).toMatchObject({ maximum: 10_000 });
    const operations = Object.values(paths).map(({ get: { operationId } }) => operationId);
    expect(new Set(operations).size).toBe(operations.length);
    for (const path of Object.keys(paths)) expect((await get(path.replace('{featureId}', encodeURIComponent('way/4500'))).then(({ statusCode }) => (path.includes('{') && !path.includes('road') ? 200 : statusCode)))).toBe(200);
  });
});

describe('OGC API – Features: items', () => {
  it('pages by limit and offset and meets every feature once', async () => {
    const ids: (string | number)[] = [];
    let next: string | undefined = '/collections/zz.road/items?limit=100';
    let pages = 0;
    while (next !== undefined) {
      const found: Page = await page(next);
      expect(found).toMatchObject({ type: 'FeatureCollection', numberMatched: roads.length, numberReturned: found.features.length });
      ids.push(...found.features.map(({ id }) => id));
      const link = found.links.find(({ rel }) => rel === 'next');
      next = link && pathOf(link.href);
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(ids).toEqual(roads.map(({ sourceId }) => sourceId));
    expect((await page('/collections/zz.road/items?limit=999999')).numberReturned).toBe(roads.length);
    expect((await page('/collections/zz.road/items?offset=5000'))).toMatchObject({ numberMatched: roads.length, numberReturned: 0 });
  });

  it('a feature by its id is the feature of the list', async () => {
    const [first] = (await page('/collections/zz.road/items?limit=1')).features;
    const answer = await get(`/collections/zz.road/items/${encodeURIComponent('way/4500')}`);
    expect(answer.headers['content-crs']).toBe('<http://www.opengis.net/def/crs/OGC/1.3/CRS84>');
    expect(answer.json()).toMatchObject({ ...first });
    const [school] = (await page('/collections/zz.school/items')).features;
    expect((await get(`/collections/zz.school/items/${school?.id}`)).json()).toMatchObject({ id: school?.id, geometry: school?.geometry });
    expect((await get(`/collections/zz.units/items/${unitIds[0]}`)).json()).toMatchObject({ id: unitIds[0], geometry: unitGeometries[0], properties: { name: '大同路片区', is_priority: true } });
    for (const path of ['zz.road/items/way', 'zz.school/items/x', 'zz.school/items/99999999999999999999', 'zz.units/items/1', 'zz.gate', 'nowhere.road', 'nonsense']) expect((await get(`/collections/${path}`)).statusCode, path).toBe(404);
  });

  it('filters by box, also in the metres of the city, north before east as the CRS is defined', async () => {
    const [x, y] = origin;
    const inside = async (x1: number, y1: number, x2: number, y2: number): Promise<number> => Number((await test.db.pool.query<{ n: number }>(
      `select count(*) as n from feature f join layer_edition e on e.id = f.edition_id where e.kind = 'road' and e.status = 'current' and st_intersects(geom, st_makeenvelope($1, $2, $3, $4, 4547))`, [x1, y1, x2, y2])).rows[0]?.n);
    const expected = await inside(x, y, x + 455, y + 333);
    expect(expected).toBeGreaterThan(10);
    const metric = await page(`/collections/zz.road/items?bbox=${y},${x},${y + 333},${x + 455}&bbox-crs=${encodeURIComponent(epsg(4547))}`);
    expect(metric.numberMatched).toBe(expected);
    const [west, south] = crs.inverse(x, y);
    const [east, north] = crs.inverse(x + 455, y + 333);
    // The box in degrees is not that of metres; PostGIS carries it over on its own.
    const { rows } = await test.db.pool.query<{ n: number }>(
      `select count(*) as n from feature f join layer_edition e on e.id = f.edition_id where e.kind = 'road' and e.status = 'current' and st_intersects(geom, st_transform(st_segmentize(st_makeenvelope($1, $2, $3, $4, 4490), 0.0001), 4547))`, [west, south, east, north]);
    const degrees = await page(`/collections/zz.road/items?bbox=${west},${south},${east},${north}`);
    expect(degrees.numberMatched).toBe(rows[0]?.n);
    expect((await page(`/collections/zz.road/items?bbox=${south},${west},${north},${east}&bbox-crs=${encodeURIComponent(epsg(4326))}`)).numberMatched).toBe(rows[0]?.n);
    expect((await page('/collections/zz.road/items?bbox=-180,-90,180,90')).numberMatched).toBe(roads.length);
    expect((await page('/collections/zz.road/items?bbox=100,-90,0,180,90,0')).numberMatched).toBe(roads.length);
    expect((await page('/collections/zz.road/items?bbox=170,-90,-170,90')).numberMatched).toBe(0);
    expect((await page('/collections/zz.road/items?bbox=0,0,1,1')).numberMatched).toBe(0);
    const [px, py] = crs.inverse(x + 20, y + 20);
    expect((await page(`/collections/zz.units/items?bbox=${px},${py},${px},${py}`)).features.map(({ id }) => id)).toEqual([unitIds[0]]);
  });

  it('filters by attributes and by time', async () => {
    expect((await page('/collections/zz.road/items?class=arterial')).numberMatched).toBe(roads.filter(({ attrs }) => attrs['class'] === 'arterial').length);
    expect((await page('/collections/zz.road/items?class=arterial&is_main_street=true&limit=3'))).toMatchObject({ numberMatched: 13, numberReturned: 3 });
    expect((await page(`/collections/zz.road/items?name=${encodeURIComponent('人民路1段')}`)).features.map(({ id }) => id)).toEqual(['way/4501']);
    expect((await page('/collections/zz.road/items?width_m=7.5')).numberMatched).toBe(1);
    expect((await page('/collections/zz.units/items?is_priority=false')).features.map(({ id }) => id)).toEqual([unitIds[1]]);
    expect((await page('/collections/zz.road/items?datetime=2025-11-22T08:00:00Z')).numberMatched).toBe(roads.length);
    expect((await page('/collections/zz.road/items?datetime=2025-11-23T00:00:00Z/..')).numberMatched).toBe(0);
    expect((await page('/collections/zz.road/items?datetime=../2025-11-22T00:00:00Z')).numberMatched).toBe(roads.length);
    expect((await page('/collections/zz.land_use/items?datetime=1999-01-01T00:00:00Z')).numberMatched).toBe(landUse.length);
    expect((await page('/collections/zz.units/items?datetime=2020-01-01T00:00:00Z/2020-02-01T00:00:00Z')).numberMatched).toBe(0);
  });

  it('gives coordinates in the CRS asked for, in the order of its axes', async () => {
    const answer = await get(`/collections/zz.school/items?crs=${encodeURIComponent(epsg(4547))}&limit=1`);
    expect(answer.headers['content-crs']).toBe(`<${epsg(4547)}>`);
    const [metric] = answer.json<Page>().features;
    expect(metric?.geometry.coordinates).toEqual([origin[1] + 45.678901, origin[0] + 12.345678]);
    const [lonLat] = (await page('/collections/zz.school/items?limit=1')).features;
    const [latLon] = (await page(`/collections/zz.school/items?limit=1&crs=${encodeURIComponent(epsg(4490))}`)).features;
    expect([...(latLon?.geometry.coordinates as unknown as number[])].reverse()).toEqual(lonLat?.geometry.coordinates);
    const mercator = (await get(`/collections/zz.units/items/${unitIds[0]}?crs=${encodeURIComponent(epsg(3857))}`)).json<Page['features'][number]>();
    expect((mercator.geometry.coordinates as unknown as number[][][])[0]?.[0]?.[0]).toBeCloseTo((Number(unitGeometries[0].coordinates[0]?.[0]?.[0]) * Math.PI * 6378137) / 180, 3);
  });

  it('refuses what it does not know, as the standard demands', async () => {
    for (const query of ['colour=red', 'limit=0', 'limit=-1', 'limit=x', 'offset=-1', 'bbox=1,2,3', 'bbox=a,b,c,d', 'bbox=1,2,3,', 'bbox=1,4,3,2', 'bbox-crs=EPSG:1', 'crs=http://x', 'datetime=yesterday', 'datetime=2025-13-01T00:00:00Z', 'datetime=../..', 'width_m=wide', 'is_main_street=1', 'f=html', 'limit=1&limit=2', 'name=%00']) {
      const answer = await get(`/collections/zz.road/items?${query}`);
      expect(answer.statusCode, query).toBe(400);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    for (const path of ['?x=1', '/collections?x=1', '/conformance?x=1', '/api?x=1', '/collections/zz.road?x=1', '/collections/zz.road/items/way%2F4500?limit=1']) expect((await get(path)).statusCode, path).toBe(400);
  });
});

const ogrinfo = existsSync('/usr/bin/ogrinfo');
describe.skipIf(!ogrinfo)(`OGC API – Features: read by GDAL${ogrinfo ? '' : ' (no gdal-bin here)'}`, () => {
  const run = async (...args: string[]): Promise<string> => (await promisify(execFile)('ogrinfo', ['-ro', '-al', '-so', ...args], {
    env: { ...process.env, GDAL_HTTP_AUTH: 'BASIC', GDAL_HTTP_USERPWD: `planner:${testPasswords.planner}` },
  })).stdout;

  it('lists the collections and counts their features', async () => {
    const listed = await run(`OAPIF:${address}`);
    for (const [layer, count] of [['zz.units', 2], ['zz.land_use', 3], ['zz.public_toilet', 3], ['zz.road', 260], ['zz.school', 3], ['zz.square', 1]] as const) {
      expect(listed).toMatch(new RegExp(`Layer name: ${layer.replace('.', '\\.')}\\n[^]*?Feature Count: ${count}\\n`));
    }
    expect(listed).toMatch(/width_m: Real/);
    expect(listed).toMatch(/is_main_street: Integer\(Boolean\)/);
  });

  it('counts in a box what the database counts', async () => {
    const [west, south] = crs.inverse(origin[0], origin[1]);
    const [east, north] = crs.inverse(origin[0] + 455, origin[1] + 333);
    const { rows } = await test.db.pool.query<{ n: number }>(
      `select count(*) as n from feature f join layer_edition e on e.id = f.edition_id where e.kind = 'road' and e.status = 'current' and st_intersects(geom, st_transform(st_makeenvelope($1, $2, $3, $4, 4490), 4547))`, [west, south, east, north]);
    const found = await run('-spat', ...[west, south, east, north].map(String), `OAPIF_COLLECTION:${address}/collections/zz.road`);
    expect(Number(/Feature Count: (\d+)/.exec(found)?.[1])).toBe(rows[0]?.n);
    const arterial = await run('-where', `class = 'arterial'`, `OAPIF_COLLECTION:${address}/collections/zz.road`);
    expect(arterial).toContain('Feature Count: 52');
  });
});
