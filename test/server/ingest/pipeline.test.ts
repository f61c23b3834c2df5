import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricCrs } from '../../../server/planning/geometry/metric-crs.ts';
import { allEditions, currentEditions } from '../../../server/db/repositories/editions.ts';
import { progressAt, importSteps } from '../../../server/ingest/pipeline.ts';
import { sweepTiles } from '../../../server/ingest/tiles/sweep-tiles.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';
import { collection, freshCity, importInto, square, stored, temporaryFolder, type TestFeature } from '../../support/import-files.ts';

const park = { class: 'G14' };
const folder = temporaryFolder();
afterAll(() => folder.remove());

const archives = (): string[] => (existsSync(join(folder.path, 'tiles')) ? readdirSync(join(folder.path, 'tiles')) : []);

describe.each(databaseKinds())('an import on the %s database', (databaseKind) => {
  let db: TestDatabase;
  beforeAll(async () => { db = await createTestDatabase(databaseKind); });
  afterAll(() => db.close());

  const take = async (features: readonly TestFeature[], kind: string, city?: string, members = {}) => {
    const id = city ?? (await freshCity(db));
    return { city: id, ...(await importInto(db, folder.path, id, folder.write('in.geojson', collection(features, members)), { kind })) };
  };
  const rows = async (city: string) => (await db.pool.query<{ name: string | null; attrs: object; area: number; type: string; srid: number; source_id: string | null }>(
    `select f.name, f.attrs, f.source_id, st_area(f.geom) as area, st_geometrytype(f.geom) as type, st_srid(f.geom) as srid
     from feature f join layer_edition e on e.id = f.edition_id where e.city_id = $1 and e.status = 'current' order by f.id`, [city])).rows;

  it('takes features with attributes, in the CRS of the place, with hash, date and report', async () => {
    const city = await freshCity(db);
    const path = folder.write('parks.geojson', collection([
      { id: 'p-1', geometry: square(113.6, 34.7), properties: { 名称: '人民公园', class: 'g11', 对外开放: '是', colour: 'green' } },
      { id: 2, geometry: square(113.7, 34.8), properties: { name: ' ', class: 'G14', status: 'lost' } },
      { geometry: { type: 'Point', coordinates: [113.6, 34.7] }, properties: { class: 'G14' } },
    ]));
    const outcome = await importInto(db, folder.path, city, path, { kind: 'green_space', sourceDate: '2025-11-01', attribution: '郑州市' });
    expect(outcome.srid).toBe(4547);
    expect(await rows(city)).toMatchObject([
      { name: '人民公园', source_id: 'p-1', attrs: { class: 'G11', open_to_public: true }, type: 'ST_Polygon', srid: 4547 },
      { name: null, source_id: '2', attrs: { class: 'G14' } },
    ]);
    const [edition] = await currentEditions(db.pool, city);
    expect(edition).toMatchObject({ kind: 'green_space', edition: 1, status: 'current', source: 'parks.geojson', sourceDate: '2025-11-01', attribution: '郑州市', format: 'geojson', crs: 'EPSG:4326', featureCount: 2 });
    expect(edition!.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(edition!.report).toEqual({
      read: 3, taken: 2,
      mended: [{ code: 'attribute_dropped', count: 1, examples: ['feature 2 (line 1): status=lost'] }],
      leftOut: [{ code: 'geometry_mismatch', count: 1, examples: ['feature 3 (line 1): point'] }],
      notices: [{ code: 'attribute_unknown', count: 1, examples: ['colour'] }],
    });
    const { rows: [found] } = await db.pool.query<{ bounds: number[] }>('select bounds from city where id = $1', [city]);
    found!.bounds.forEach((degrees, i) => expect(degrees).toBeCloseTo([113.599, 34.699, 113.701, 34.801][i]!, 12));
  });

  it('gives the same metres whether the file is in degrees or in a metric CRS, with a zone prefix or without', async () => {
    const degrees = square(113.6, 34.7);
    const inCrs = (srid: number): TestFeature => ({ geometry: { type: 'Polygon', coordinates: [degrees.coordinates[0]!.map(([lon, lat]) => metricCrs(srid)!.forward(lon!, lat!))] }, properties: park });
    const reference = await take([{ geometry: degrees, properties: park }], 'green_space');
    const area = (await rows(reference.city))[0]!.area;
    // Worked out on the ellipsoid: 0.002° of latitude is 221.87 m, 0.002° of longitude at 34.7° is 183.21 m.
    expect(area).toBeGreaterThan(221.87 * 183.21 * 0.999);
    expect(area).toBeLessThan(221.87 * 183.21 * 1.001);
    for (const srid of [4547, 4526, 32649]) {
      const { city } = await take([inCrs(srid)], 'green_space', undefined, { crs: { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${srid}` } } });
      const [row] = await rows(city);
      expect(row!.srid).toBe(4547);
      expect(Math.abs(row!.area / area - 1)).toBeLessThan(1e-9);
    }
  });

  it('mends what can be mended and says what it did', async () => {
    const open = { type: 'Polygon', coordinates: [square(113.6, 34.7).coordinates[0]!.slice(0, 4)] };
    const spike = { type: 'Polygon', coordinates: [[[113.6, 34.7], [113.601, 34.7], [113.603, 34.7], [113.601, 34.7], [113.601, 34.701], [113.6, 34.701], [113.6, 34.7]]] };
    const mixed = { type: 'GeometryCollection', geometries: [square(113.61, 34.7), { type: 'Point', coordinates: [113.61, 34.7] }] };
    const high = { type: 'Polygon', coordinates: [square(113.62, 34.7).coordinates[0]!.map((position) => [...position, 110])] };
    const twice = { type: 'Polygon', coordinates: [square(113.63, 34.7).coordinates[0]!.flatMap((position) => [position, position])] };
    const { city, report } = await take([open, spike, mixed, high, twice].map((geometry) => ({ geometry, properties: park })), 'green_space');
    expect(report).toMatchObject({ read: 5, taken: 5, leftOut: [] });
    expect(Object.fromEntries(report.mended.map((entry) => [entry.code, entry.examples[0]!.split(' (')[0]]))).toEqual({ ring_closed: 'feature 1', polygon_repaired: 'feature 2', part_dropped: 'feature 3', duplicate_points: 'feature 5' });
    expect(report.notices).toMatchObject([{ code: 'height_dropped', count: 1 }]);
    for (const row of await rows(city)) expect(row.type).toBe('ST_Polygon');
  });

  it('leaves out a bow-tie among good parks, by its place, and stray rows far away', async () => {
    const bowTie = { type: 'Polygon', coordinates: [[[113.6, 34.7], [113.601, 34.701], [113.601, 34.7], [113.6, 34.701], [113.6, 34.7]]] };
    const { report } = await take([square(113.6, 34.7), bowTie, square(113.61, 34.7), square(0, 0)].map((geometry) => ({ geometry, properties: park })), 'green_space');
    expect(report).toMatchObject({ read: 4, taken: 2 });
    expect(report.leftOut.map((entry) => [entry.code, entry.examples[0]!.split(' (')[0]])).toEqual(expect.arrayContaining([['self_intersection', 'feature 2'], ['far_away', 'feature 4']]));
  });

  it('an area becomes a point inside it where the layer wants points', async () => {
    // A horseshoe: its centre of mass lies outside.
    const horseshoe = { type: 'Polygon', coordinates: [[[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]].map(([x, y]) => [113.6 + x! / 1000, 34.7 + y! / 1000])] };
    const { city, report } = await take([{ geometry: horseshoe }], 'bus_stop');
    expect(report.mended).toMatchObject([{ code: 'area_to_point', count: 1 }]);
    const { rows: [row] } = await db.pool.query<{ inside: boolean }>(
      `select st_covers(st_transform(st_setsrid(st_geomfromgeojson($2), 4326), 4547), f.geom) as inside from feature f join layer_edition e on e.id = f.edition_id where e.city_id = $1`, [city, JSON.stringify(horseshoe)]);
    expect(row!.inside).toBe(true);
  });

  it('a second import supersedes the first, which stays as an edition', async () => {
    const { city } = await take([{ geometry: square(113.6, 34.7), properties: park }], 'green_space');
    await take([{ geometry: square(113.6, 34.7, 0.002), properties: park }, { geometry: square(113.62, 34.7), properties: park }], 'green_space', city);
    expect((await currentEditions(db.pool, city)).map(({ edition, featureCount }) => ({ edition, featureCount }))).toEqual([{ edition: 2, featureCount: 2 }]);
    expect((await allEditions(db.pool, city)).map(({ edition, status }) => ({ edition, status }))).toEqual([{ edition: 2, status: 'current' }, { edition: 1, status: 'superseded' }]);
    expect(await rows(city)).toHaveLength(2);
  });

  it('keeps the tiles of every edition that may come back, and of no other', async () => {
    const city = await freshCity(db);
    const tilesOf = async (): Promise<Record<string, string | null>> => Object.fromEntries((await db.pool.query<{ status: string; edition: number; tiles: string | null }>('select status, edition, tiles from layer_edition where city_id = $1', [city])).rows.map(({ status, edition, tiles }) => [`${edition} ${status}`, tiles]));
    for (const x of [113.6, 113.61, 113.62, 113.63]) await take([{ geometry: square(x, 34.7), properties: park }], 'green_space', city);
    // The second was refused, and the third took the place of the first.
    await db.pool.query(`update layer_edition set status = 'withdrawn' where city_id = $1 and edition = 2`, [city]);
    await db.pool.query(`update layer_edition e set predecessor_id = (select id from layer_edition where city_id = $1 and edition = 1) where city_id = $1 and edition = 3`, [city]);
    const before = await tilesOf(), old = new Date(Date.now() - 25 * 3600 * 1000);
    const orphan = `${city}.green_space.0123456789abcdef.pmtiles`, half = `.${orphan}.9.part`, young = `${city}.green_space.fedcba9876543210.pmtiles`;
    for (const name of [orphan, half, young]) writeFileSync(join(folder.path, 'tiles', name), '');
    for (const name of archives()) if (name !== young) utimesSync(join(folder.path, 'tiles', name), old, old);
    await sweepTiles(db, folder.path);
    expect(await tilesOf()).toEqual({ ...before, '2 withdrawn': null });
    expect(archives().filter((name) => name.includes(city)).sort()).toEqual([before['1 superseded'], before['3 superseded'], before['4 current'], young].sort());
  });

  it('a file of another city is refused and the layers stay', async () => {
    const { city } = await take([{ geometry: square(113.6, 34.7), properties: park }], 'green_space');
    await expect(take([{ geometry: square(116.4, 39.9), properties: park }], 'green_space', city)).rejects.toMatchObject({ code: 'layer_mismatch' });
    expect(await stored(db, city)).toEqual({ editions: 1, features: 1, srid: 4547 });
  });

  it.each(importSteps)('cancelled while %s: nothing is left, neither rows nor archives', async (step) => {
    const city = await freshCity(db);
    const before = archives();
    const features = Array.from({ length: 5000 }, (_, i) => ({ geometry: square(113.6 + (i % 100) / 400, 34.7 + Math.floor(i / 100) / 400), properties: park }));
    const path = folder.write('many.geojson', collection(features));
    const cancel = new AbortController();
    let reached = false;
    await expect(importInto(db, folder.path, city, path, { kind: 'green_space' }, {
      signal: cancel.signal,
      onProgress: (_share, at) => { if (at === step) { reached = true; cancel.abort(); } },
    }).then(() => (step === 'switching' ? Promise.reject(new Error('too late to cancel')) : null))).rejects.toThrow();
    expect(reached).toBe(true);
    if (step === 'switching') return; // the switch itself is one short transaction and cannot be stopped
    expect(await stored(db, city)).toEqual({ editions: 0, features: 0, srid: null });
    expect(archives()).toEqual(before);
  });

  it('nobody sees a feature before all of them', async () => {
    const city = await freshCity(db);
    const features = Array.from({ length: 3000 }, (_, i) => ({ geometry: square(113.6 + (i % 100) / 400, 34.7 + Math.floor(i / 100) / 400), properties: park }));
    const path = folder.write('many.geojson', collection(features));
    const seen: Promise<number>[] = [];
    let last = 0;
    await importInto(db, folder.path, city, path, { kind: 'green_space' }, {
      onProgress: (share, step) => {
        expect(share).toBeGreaterThanOrEqual(last - 1e-9);
        last = share;
        if (step !== 'switching') seen.push(currentEditions(db.pool, city).then((editions) => editions.length));
      },
    });
    // Asked before the switch was announced, so each answer was given before it, or the queue of the one connection kept the order.
    expect(new Set(await Promise.all(seen.slice(0, -2)))).toEqual(new Set([0]));
    expect(await currentEditions(db.pool, city)).toHaveLength(1);
  });
});

it('the steps follow each other from 0 to 1', () => {
  expect(progressAt('reading', 0)).toBe(0);
  importSteps.slice(1).forEach((step, i) => expect(progressAt(step, 0)).toBe(progressAt(importSteps[i]!, 1)));
  expect(progressAt('switching', 1)).toBe(1);
});
