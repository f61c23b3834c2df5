import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toGcj02 } from '#planning/geometry/gcj02.ts';
import type { EditionDifference, PositionPreview } from '../../../server/contract/deliveries.ts';
import type { FigureSet } from '../../../server/contract/figures.ts';
import type { City, Job, LayerEdition } from '../../../server/contract/layers.ts';
import type { Unit } from '../../../server/contract/units.ts';
import { importFile } from '../../../server/ingest/import-file.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { databaseKinds } from '../../support/database.ts';
import { collection, square, temporaryFolder, type TestFeature } from '../../support/import-files.ts';
import { ended } from '../../support/over-http.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const LON = 113.62, LAT = 34.74;
const park = { class: 'G11' };

/** Small numbers from 0 to 1, the same every time. */
function steady(seed: number): () => number {
  let state = seed;
  return () => { state = (state * 1_103_515_245 + 12_345) % 2_147_483_648; return state / 2_147_483_648; };
}

type Move = (lon: number, lat: number) => number[];
const asItIs: Move = (lon, lat) => [lon, lat];
const box = (move: Move, west: number, south: number, east: number, north: number): TestFeature['geometry'] => ({ type: 'Polygon', coordinates: [[move(west, south), move(east, south), move(east, north), move(west, north), move(west, south)]] });

/** Where streets run: blocks of odd widths. */
function streets(seed: number, count: number): number[] {
  const next = steady(seed);
  const at = [0];
  for (let i = 0; i < count; i += 1) at.push(at[i]! + 0.0012 + next() * 0.0016);
  return at;
}
const columns = streets(3, 26), rows = streets(5, 26);

/** A small town: streets, a parcel a block, and houses on the parcels. */
function town(move: Move = asItIs): { readonly road: TestFeature[]; readonly land_use: TestFeature[]; readonly building: TestFeature[] } {
  const next = steady(7);
  const last = (list: readonly number[]): number => list[list.length - 1]!;
  const road = [
    ...columns.map((x): TestFeature => ({ geometry: { type: 'LineString', coordinates: [move(LON + x, LAT), move(LON + x, LAT + last(rows))] }, properties: { class: 'arterial' } })),
    ...rows.map((y): TestFeature => ({ geometry: { type: 'LineString', coordinates: [move(LON, LAT + y), move(LON + last(columns), LAT + y)] }, properties: { class: 'arterial' } })),
  ];
  const land_use: TestFeature[] = [], building: TestFeature[] = [];
  for (let i = 0; i + 1 < columns.length; i += 1) for (let j = 0; j + 1 < rows.length; j += 1) {
    const west = LON + columns[i]! + 0.00015, south = LAT + rows[j]! + 0.00015, wide = columns[i + 1]! - columns[i]! - 0.0003, high = rows[j + 1]! - rows[j]! - 0.0003;
    land_use.push({ id: `p${i}-${j}`, geometry: box(move, west, south, west + wide, south + high), properties: { code: '0701' } });
    for (let k = 0; k < 2; k += 1) {
      const w = west + k * wide / 2 + wide * 0.03, s = south + high * (0.03 + 0.3 * next());
      building.push({ id: `h${i}-${j}-${k}`, geometry: box(move, w, s, w + wide * (0.15 + 0.25 * next()), s + high * (0.15 + 0.25 * next())), properties: { height_m: 12 } });
    }
  }
  return { road, land_use, building };
}

describe.each(databaseKinds())('editions that wait, on the %s database', (kind) => {
  let test: TestApp;
  let planner: SignedIn;
  const cityId = 'ed';
  const at = (path: string): string => `/api/cities/${cityId}/${path}`;
  const editions = async (): Promise<LayerEdition[]> => (await planner.get(at('editions'))).json<LayerEdition[]>();
  const current = async (layer: string): Promise<LayerEdition | undefined> => (await planner.get(at('layers'))).json<LayerEdition[]>().find((one) => one.kind === layer);

  beforeAll(async () => {
    test = await buildApp({ kind });
    planner = await test.signIn('planner');
    await planner.post('/api/cities', { id: cityId, name: '版次市' });
  });
  afterAll(() => test.close());

  async function take(layer: string, features: readonly TestFeature[], order: { readonly acceptance?: 'ask' | 'at_once'; readonly crs?: string } = {}): Promise<LayerEdition> {
    const path = folder.write(`${layer}-${randomUUID()}.geojson`, collection(features));
    const { editions: [made] } = await importFile(test.db, test.dataDir, {
      cityId, importId: randomUUID(), path, fileName: `${layer}.geojson`, source: null, sourceDate: null, attribution: null, createdBy: null, kind: layer, crs: null, ...order,
    }, { signal: new AbortController().signal, onProgress: () => undefined });
    return (await editions()).find(({ id }) => id === made!.id)!;
  }

  async function decide(edition: number, body: object): Promise<Job> {
    const response = await planner.post(at(`editions/${edition}/decision`), body);
    expect(response.statusCode, response.body).toBe(202);
    const job = await ended(planner, response.json<Job>().id);
    expect(job.problem).toBeNull();
    return job;
  }

  /** A layer of Xian 1980 in a city that has nothing else. */
  async function takeOld(geometry: TestFeature['geometry']) {
    const path = folder.write(`old-${randomUUID()}.geojson`, collection([{ geometry }]));
    const { editions: [held] } = await importFile(test.db, test.dataDir, {
      cityId: `${cityId}-old`, importId: randomUUID(), path, fileName: 'old.geojson', source: null, sourceDate: null, attribution: null, createdBy: null, kind: 'water_body', crs: 'unverified:EPSG:2363',
    }, { signal: new AbortController().signal, onProgress: () => undefined });
    return held;
  }

  let unit: string;
  const greenPerPerson = async (): Promise<string> => {
    const set = (await planner.get(at(`figures?area=unit:${unit}`))).json<FigureSet>();
    return JSON.stringify(set.figures.map(({ ruleId, numerator }) => [ruleId, numerator]));
  };
  const isStale = async (): Promise<boolean> => (await planner.get(at('units'))).json<Unit[]>()[0]!.figures?.stale === true;

  it('a new edition waits, says what differs, and is in use once it is accepted; figures follow', async () => {
    await take('green_space', [
      { id: 'a', geometry: square(LON, LAT), properties: { name: '东园', ...park } }, { id: 'b', geometry: square(LON + 0.01, LAT), properties: { name: '西园', ...park } },
      { id: 'c', geometry: square(LON + 0.02, LAT), properties: { name: '旧园', ...park } },
    ]);
    unit = randomUUID();
    const drawn = await planner.post(at('edits'), { id: randomUUID(), kind: 'put-unit', baseVersion: 0, reason: '', unit: { id: unit, name: '单元', isPriority: false, note: '', geometry: square(LON + 0.01, LAT, 0.015) } });
    expect(drawn.statusCode, drawn.body).toBe(200);
    const before = await greenPerPerson();
    const reach = (await planner.get(`/api/cities/${cityId}`)).json<City>().bounds;

    const waiting = await take('green_space', [
      { id: 'a', geometry: square(LON, LAT), properties: { name: '东园', ...park } }, { id: 'b', geometry: square(LON + 0.01, LAT, 0.002), properties: { name: '西公园', ...park } },
      { id: 'd', geometry: square(LON + 0.005, LAT + 0.004), properties: { name: '新园', ...park } },
    ], { acceptance: 'ask' });
    expect(waiting).toMatchObject({ status: 'pending', edition: 2 });
    expect(waiting.tiles).not.toBeNull();
    expect((await current('green_space'))!.edition).toBe(1);
    expect(await greenPerPerson()).toBe(before);
    expect(await isStale()).toBe(false);
    expect((await planner.get(at(`search?q=${encodeURIComponent('新园')}`))).json()).toEqual([]);

    const difference = (await planner.get(at(`editions/${waiting.id}/difference`))).json<EditionDifference>();
    expect(difference).toMatchObject({ against: (await current('green_space'))!.id, pairedBy: 'source_id', added: 1, removed: 1, changed: 1, same: 1, changedGeometry: 1, changedAttributes: 1 });
    expect(difference.amountAfter / difference.amountBefore!).toBeCloseTo(6 / 3, 3);
    expect(difference.features.map(({ change, sourceId }) => [change, sourceId]).sort()).toEqual([['added', 'd'], ['changed', 'b'], ['removed', 'c']]);

    const heard: string[] = [];
    const stop = test.app.events.subscribe(cityId, ({ type }) => heard.push(type));
    const job = await decide(waiting.id, { decision: 'accept', reason: ' 核对无误 ' });
    stop();
    expect(job).toMatchObject({ kind: 'decide', state: 'done', result: { edition: waiting.id, status: 'current', current: waiting.id } });
    expect(heard).toContain('layers');
    expect(await current('green_space')).toMatchObject({ id: waiting.id, decided: { decision: 'accept', reason: '核对无误', undoneShift: null } });
    expect((await current('green_space'))!.decided!.by).not.toBeNull();
    expect(await isStale()).toBe(true);
    expect(await greenPerPerson()).not.toBe(before);
    expect(await isStale()).toBe(false);
    expect((await planner.get(`/api/cities/${cityId}`)).json<City>().bounds![2]).toBeLessThan(reach![2]);

    await decide(waiting.id, { decision: 'take_back' });
    expect((await editions()).map(({ edition, status }) => [edition, status])).toEqual([[2, 'withdrawn'], [1, 'current']]);
    expect(await isStale()).toBe(true);
    expect(await greenPerPerson()).toBe(before);
    expect((await planner.get(`/api/cities/${cityId}`)).json<City>().bounds).toEqual(reach);
  });

  it('what is decided is decided: 409 with the edition as it is; what does not go together is told', async () => {
    const waiting = await take('green_space', [{ id: 'z', geometry: square(LON, LAT), properties: park }], { acceptance: 'ask' });
    const bad: readonly (readonly [object, number, string])[] = [
      [{ decision: 'accept', shift: 'zone' }, 400, 'bad_request'], [{ decision: 'refuse', shift: 'gcj02' }, 400, 'bad_request'], [{ decision: 'maybe' }, 400, 'bad_request'], [{ decision: 'refuse', reason: 'a\0' }, 400, 'bad_request'],
      [{ decision: 'accept', why: '' }, 400, 'unknown_field'], [{ decision: 'take_back' }, 409, 'version_conflict'],
    ];
    for (const [body, status, code] of bad) {
      const response = await planner.post(at(`editions/${waiting.id}/decision`), body);
      expect([response.statusCode, response.json<{ code: string }>().code], JSON.stringify(body)).toEqual([status, code]);
    }
    await decide(waiting.id, { decision: 'refuse', reason: '边界有误' });
    const again = await planner.post(at(`editions/${waiting.id}/decision`), { decision: 'accept' });
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: 'version_conflict', current: { id: waiting.id, status: 'withdrawn', decided: { decision: 'refuse', reason: '边界有误' } } });
    for (const path of ['999999/difference', '99999999999/position', '999999/report.csv', '0/difference', 'x/position']) expect((await planner.get(at(`editions/${path}`))).statusCode, path).toBeGreaterThanOrEqual(400);
    expect((await planner.post(at('editions/999999/decision'), { decision: 'accept' })).statusCode).toBe(404);
    expect((await test.app.inject({ method: 'GET', url: at(`editions/${waiting.id}/difference`) })).statusCode).toBe(401);
  });

  it('without ids rows pair by equal outlines, wherever these begin; equal ones one to one', async () => {
    const [ring] = square(LON, LAT).coordinates;
    const turned = { type: 'Polygon', coordinates: [[...ring!.slice(2), ring![1]!, ring![2]!]] };
    await take('water_body', [{ geometry: square(LON, LAT) }, { geometry: square(LON, LAT) }, { geometry: square(LON + 0.01, LAT) }]);
    const waiting = await take('water_body', [{ geometry: turned, properties: { name: '湖' } }, { geometry: square(LON + 0.02, LAT) }], { acceptance: 'ask' });
    expect((await planner.get(at(`editions/${waiting.id}/difference`))).json<EditionDifference>()).toMatchObject({ pairedBy: 'geometry', added: 1, removed: 2, changed: 1, same: 0, changedGeometry: 0, changedAttributes: 1 });
    await decide(waiting.id, { decision: 'refuse' });
  });

  it('a layer in GCJ-02 is held back from everything until its shift is undone and it is accepted', async () => {
    const { road, land_use, building } = town();
    await take('road', road);
    await take('land_use', land_use);
    const first = await take('building', building);
    expect(first).toMatchObject({ status: 'current', position: { verdict: 'fits' } });
    const shifted = town(toGcj02).building;
    // Of the middle of the town, so that there is ground all round to hold it against.
    const middle = shifted.filter(({ id }) => { const [, i, j] = /^h(\d+)-(\d+)-/.exec(String(id))!; return Number(i) >= 8 && Number(i) < 18 && Number(j) >= 8 && Number(j) < 18; });
    const held = await take('building', middle);
    expect(held).toMatchObject({ status: 'quarantined', edition: 2, tiles: null, position: { verdict: 'shifted', shift: 'gcj02' } });
    expect((await current('building'))!.id).toBe(first.id);
    const { rows: [some] } = await test.db.pool.query<{ id: number }>('select min(id) as id from feature where edition_id = $1', [held.id]);
    expect((await planner.get(at(`features/${some!.id}`))).statusCode).toBe(404);

    const preview = (await planner.get(at(`editions/${held.id}/position`))).json<PositionPreview>();
    expect(preview.check).toMatchObject({ verdict: 'shifted', shift: 'gcj02', });
    expect(preview.check.against).toContainEqual({ kind: 'building', editionId: first.id });
    expect(preview.check.offsetM).toBeGreaterThan(300);
    expect([preview.asGiven.length, preview.shifted.length]).toEqual([200, 200]);

    // Put right it is a new edition as any other: its difference is shown and accepted in a second step.
    const righted = await decide(held.id, { decision: 'accept', shift: 'gcj02', reason: '高德底图' });
    expect(righted.result).toMatchObject({ status: 'pending', current: first.id });
    const waiting = (await editions()).find(({ id }) => id === held.id)!;
    expect(waiting).toMatchObject({ status: 'pending', placed: { reason: '高德底图', undoneShift: 'gcj02' } });
    expect(waiting.placed!.by).not.toBeNull();
    expect(waiting.decided).toBeUndefined();
    expect((await planner.get(at(`editions/${held.id}/difference`))).json<EditionDifference>()).toMatchObject({ against: first.id, pairedBy: 'source_id', added: 0, removed: first.featureCount - 200, changed: 0, same: 200 });
    expect((await planner.get(at(`editions/${held.id}/position`))).json<PositionPreview>().shifted).toEqual([]);
    // A screen that still shows the quarantine cannot undo the shift twice, nor accept what it has not seen.
    for (const shift of ['gcj02', 'none']) {
      const late = await planner.post(at(`editions/${held.id}/decision`), { decision: 'accept', shift });
      expect([late.statusCode, late.json<{ code: string }>().code], shift).toEqual([409, 'version_conflict']);
    }

    const job = await decide(held.id, { decision: 'accept', reason: '差异已看' });
    expect(job.result).toMatchObject({ status: 'current', current: held.id });
    const accepted = (await current('building'))!;
    expect(accepted).toMatchObject({ id: held.id, edition: 2, featureCount: 200, placed: { reason: '高德底图' }, decided: { reason: '差异已看', undoneShift: 'gcj02' } });
    expect(accepted.tiles).not.toBeNull();
    const { rows: [off] } = await test.db.pool.query<{ most: number; pairs: number }>(
      `select max(st_hausdorffdistance(a.geom, b.geom)) as most, count(*) as pairs from feature a join feature b on b.edition_id = $2 and b.source_id = a.source_id where a.edition_id = $1`, [held.id, first.id]);
    expect(off!.pairs).toBe(200);
    expect(off!.most).toBeLessThan(0.01);
    expect((await test.db.pool.query(`select 1 from layer_edition where status = 'staging'`)).rowCount).toBe(0);
  });

  it('a first layer of a datum that cannot be verified settles nothing before it is accepted', async () => {
    await planner.post('/api/cities', { id: `${cityId}-old`, name: '旧坐标市' });
    const held = await takeOld(square(39_400_000, 3_850_000, 100));
    expect(held).toMatchObject({ status: 'quarantined', position: { datumNote: 'xian80_not_verified' } });
    expect((await planner.get(`/api/cities/${cityId}-old`)).json<City>()).toMatchObject({ srid: null, bounds: null, layers: 0 });
    const response = await planner.post(`/api/cities/${cityId}-old/editions/${held!.id}/decision`, { decision: 'accept' });
    expect((await ended(planner, response.json<Job>().id)).problem).toBeNull();
    const settled = (await planner.get(`/api/cities/${cityId}-old`)).json<City>();
    expect(settled.layers).toBe(1);
    expect(settled.srid).not.toBeNull();
    expect(settled.bounds).not.toBeNull();

    // The second one lies as it should, says the person; beside the first its difference is another question.
    const second = await takeOld(square(39_400_000, 3_850_000, 150));
    const put = await planner.post(`/api/cities/${cityId}-old/editions/${second!.id}/decision`, { decision: 'accept', shift: 'none', reason: '已核对' });
    expect((await ended(planner, put.json<Job>().id)).result).toMatchObject({ status: 'pending', current: held!.id });
    const all = (await planner.get(`/api/cities/${cityId}-old/editions`)).json<LayerEdition[]>();
    expect(all.find(({ id }) => id === second!.id)).toMatchObject({ status: 'pending', placed: { reason: '已核对', undoneShift: null } });
    expect((await planner.get(`/api/cities/${cityId}-old/editions/${second!.id}/difference`)).json<EditionDifference>()).toMatchObject({ against: held!.id, added: 1, removed: 1 });
  });

  it('the report is a file of every row, in both languages, and no cell is a formula', async () => {
    const made = await take('green_space', [
      { geometry: square(LON, LAT), properties: { ...park, open_to_public: '=1+1' } }, { geometry: null, properties: park }, { geometry: square(LON, LAT), properties: { name: '没有类型', class: '=cmd' } },
      ...Array.from({ length: 30 }, (_, i): TestFeature => ({ geometry: { type: 'Point', coordinates: [LON, LAT + i / 1000] }, properties: park })),
    ]);
    const csv = await planner.get(at(`editions/${made.id}/report.csv`));
    expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' });
    expect(csv.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = csv.body.slice(1).trimEnd().split('\r\n');
    expect(lines[0]).toBe('位置,处理,代码,原因,详情,属于');
    expect(lines.filter((line) => line.includes(',geometry_mismatch,几何类型与图层不符,'))).toHaveLength(30);
    expect(lines.some((line) => line.includes(',未采用,no_geometry,没有几何,'))).toBe(true);
    const counted = [...made.report.mended, ...made.report.leftOut].reduce((sum, { count }) => sum + count, 0);
    expect(lines).toHaveLength(1 + counted);
    expect(lines.every((line) => line.split(',').every((cell) => !/^"?[=+@-]/.test(cell)))).toBe(true);
    const sheet = await planner.get(at(`editions/${made.id}/report.xlsx?lang=en`));
    const parts = unzipSync(sheet.rawPayload);
    const xml = strFromU8(parts['xl/worksheets/sheet1.xml']!);
    expect(xml.match(/<row>/g)).toHaveLength(1 + counted);
    expect(xml).toContain('wrong geometry type for the layer');
    expect((await planner.get(at(`editions/${made.id}/report.csv?lang=fr`))).statusCode).toBe(400);
  });
});
