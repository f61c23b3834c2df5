import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DivisionCoverage, FigureSet, Overview } from '#contract/figures.ts';
import type { Job } from '#contract/layers.ts';
import type { CityEvent } from '#contract/units.ts';
import { decodeDataset } from '#planning/coverage/dataset-codec.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { edgeOptions } from '../../../server/jobs/figures/edge-options.ts';
import { readRuleSets } from '../../../server/jobs/figures/rule-sets.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { cityEdgeM, cityOrigin, citySrid, insertCity, insertEdition, RandomCity } from './random-city.ts';

let test: TestApp;
let planner: SignedIn;
const city = new RandomCity(11);
const unitId = '00000000-0000-4000-8000-000000000001';

/** A rectangle in the middle of the city, degrees. */
function middle(shareOfEdge: number): { type: 'Polygon'; coordinates: [number, number][][] } {
  const crs = metricCrs(citySrid);
  if (!crs) throw new Error('known CRS');
  const [cx, cy, half] = [cityOrigin[0] + cityEdgeM / 2, cityOrigin[1] + cityEdgeM / 2, (shareOfEdge * cityEdgeM) / 2];
  const corner = (dx: number, dy: number): [number, number] => crs.inverse(cx + dx * half, cy + dy * half);
  return { type: 'Polygon', coordinates: [[corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]] };
}

beforeAll(async () => {
  test = await buildApp();
  planner = await test.signIn('planner');
  await insertCity(test.db, 'made-up', city.features);
  await test.db.pool.query(`insert into city (id, name) values ('empty', 'Empty')`);
  await test.db.pool.query(`insert into renewal_unit (id, city_id, name, lonlat, geom, created_by, updated_by) values ($1, 'made-up', 'Unit', $2, st_transform(st_setsrid(st_geomfromgeojson($3), 4326), $4::int), 1, 1)`,
    [unitId, JSON.stringify(middle(0.3)), JSON.stringify(middle(0.3)), citySrid]);
});
afterAll(() => test.close());

async function finished(id: string): Promise<Job> {
  for (;;) {
    const job = (await planner.get(`/api/jobs/${id}`)).json<Job>();
    if (!['queued', 'running'].includes(job.state)) return job;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

async function verify(area: string): Promise<Job> {
  const response = await planner.post('/api/cities/made-up/verifications', { area });
  expect(response.statusCode).toBe(202);
  return finished(response.json<Job>().id);
}

const figuresOf = async (area: string): Promise<FigureSet> => (await planner.get(`/api/cities/made-up/figures?area=${encodeURIComponent(area)}`)).json<FigureSet>();

describe('figures over HTTP', () => {
  it('lists the rule sets whole', async () => {
    const sets = (await planner.get('/api/rule-sets')).json<{ id: string; rules: { id: string; clause: { document: string } }[] }[]>();
    expect(sets.map(({ id }) => id)).toContain('mohurd-check-2021');
    expect(sets.every(({ rules }) => rules.length > 0 && rules.every(({ clause }) => clause.document.length > 0))).toBe(true);
  });

  it('computes once, then answers what is stored', async () => {
    const first = await figuresOf(`unit:${unitId}`);
    expect(first).toMatchObject({ area: `unit:${unitId}`, areaName: 'Unit', areaVersion: 1, state: 'computed', stale: false, verifiedAt: null, verification: null, computedBy: '规划师' });
    expect(first.areaM2).toBeCloseTo((0.3 * cityEdgeM) ** 2, 3);
    expect(first.people).toBeGreaterThan(0);
    expect(await figuresOf(`unit:${unitId}`)).toEqual(first);
  });

  it('answers the same for a drawn area as for the saved unit, and stores nothing', async () => {
    const before = await test.db.pool.query('select count(*) from figure_set');
    const drawn = (await planner.post('/api/cities/made-up/figures', { geometry: middle(0.3) })).json<FigureSet>();
    const saved = await figuresOf(`unit:${unitId}`);
    expect(drawn.figures.map(({ ruleId, verdict }) => [ruleId, verdict])).toEqual(saved.figures.map(({ ruleId, verdict }) => [ruleId, verdict]));
    expect((await test.db.pool.query('select count(*) from figure_set')).rows).toEqual(before.rows);
  });

  it('limits a drawn area to the rules asked for', async () => {
    const drawn = (await planner.post('/api/cities/made-up/figures', { geometry: middle(0.2), rules: ['G-TJ2021'] })).json<FigureSet>();
    expect(drawn.figures.map(({ ruleId }) => ruleId)).toEqual(['G-TJ2021']);
  });

  it('mends an outline that crosses itself and says so', async () => {
    const [a, b, c, d] = middle(0.3).coordinates[0] as [[number, number], [number, number], [number, number], [number, number]];
    const drawn = await planner.post('/api/cities/made-up/figures', { geometry: { type: 'Polygon', coordinates: [[a, c, b, d, a]] } });
    expect(drawn.statusCode).toBe(200);
    expect(drawn.json<FigureSet>().figures[0]?.receipt.notes).toContain('area_mended');
  });

  it.each([
    ['too few corners', { type: 'Polygon', coordinates: [[[113.6, 34.7], [113.7, 34.7], [113.6, 34.7]]] }],
    ['no ring at all', { type: 'Polygon', coordinates: [[]] }],
    ['a place off the earth', { type: 'Polygon', coordinates: [[[113.6, 34.7], [113.7, 94.7], [113.6, 34.8], [113.6, 34.7]]] }],
    ['a point', { type: 'Point', coordinates: [113.6, 34.7] }],
    ['no numbers', { type: 'Polygon', coordinates: [[['x', 'y']]] }],
  ])('refuses %s', async (_, geometry) => {
    const response = await planner.post('/api/cities/made-up/figures', { geometry });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'bad_request' });
  });

  it.each([
    ['/api/cities/nowhere/figures?area=city', 404, 'not_found'],
    ['/api/cities/made-up/figures?area=division:999', 404, 'not_found'],
    ['/api/cities/made-up/figures?area=unit:00000000-0000-4000-8000-0000000000ff', 404, 'not_found'],
    ['/api/cities/made-up/figures?area=street:1', 400, 'bad_request'],
    ['/api/cities/made-up/figures', 400, 'bad_request'],
    ['/api/cities/made-up/figures?area=city&colour=red', 400, 'unknown_field'],
    ['/api/cities/empty/figures?area=city', 503, 'not_ready'],
    ['/api/cities/made-up/coverage?rule=NONE&level=district', 404, 'not_found'],
    ['/api/cities/nowhere/overview', 404, 'not_found'],
    ['/api/cities/nowhere/dataset', 404, 'not_found'],
  ])('GET %s is a problem', async (url, status, code) => {
    const response = await planner.get(url);
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code]);
  });

  it('asks for sign-in', async () => {
    expect((await test.app.inject('/api/cities/made-up/figures?area=city')).statusCode).toBe(401);
  });
});

describe('verification', () => {
  it('makes a unit verified, tells those who listen, and keeps what PostGIS got', async () => {
    const heard: CityEvent[] = [];
    const stop = test.app.events.subscribe('made-up', (event) => { heard.push(event); });
    const job = await verify(`unit:${unitId}`);
    stop();
    expect(job).toMatchObject({ state: 'done', result: { state: 'verified', disputed: [] } });
    expect(heard).toContainEqual({ type: 'figures', areaKind: 'unit', areaId: unitId, state: 'verified' });
    const set = await figuresOf(`unit:${unitId}`);
    expect(set.state).toBe('verified');
    expect(set.verifiedAt).not.toBeNull();
    expect(set.verification?.map(({ ruleId }) => ruleId)).toEqual(set.figures.map(({ ruleId }) => ruleId));
    for (const entry of set.verification ?? []) expect(entry.difference).toBeLessThanOrEqual(1e-9);
  });

  it('refuses an area that is not there', async () => {
    expect((await planner.post('/api/cities/made-up/verifications', { area: 'division:999' })).statusCode).toBe(404);
  });

  it('disputes exactly what a wrong park spoils, and names the park', async () => {
    await figuresOf(`unit:${unitId}`);
    // The core keeps the park it loaded; the database gets another outline behind its back.
    const { rows } = await test.db.pool.query<{ id: number; geom: string }>(
      `select f.id, f.geom::text as geom from feature f join layer_edition e on e.id = f.edition_id, renewal_unit u
      where e.city_id = 'made-up' and e.kind = 'green_space' and u.id = $1 and f.attrs->>'class' in ('G11', 'G12', 'G13', 'G14') and coalesce(f.attrs->>'status', 'in_use') = 'in_use'
        and coalesce(f.attrs->>'open_to_public', 'true') = 'true' and st_intersects(f.geom, u.geom) order by st_area(f.geom) desc limit 1`, [unitId]);
    const park = rows[0] as { id: number; geom: string };
    expect(park).toBeDefined();
    await test.db.pool.query('update feature set geom = st_scale(geom, st_makepoint(0.6, 0.6), st_centroid(geom)) where id = $1', [park.id]);
    const job = await verify(`unit:${unitId}`);
    const disputed = await figuresOf(`unit:${unitId}`);
    await test.db.pool.query('update feature set geom = $2::geometry where id = $1', [park.id, park.geom]);
    expect(job.result).toMatchObject({ state: 'disputed' });
    expect(disputed.state).toBe('disputed');
    const differing = disputed.verification?.filter(({ agrees }) => !agrees) ?? [];
    expect(differing.length).toBeGreaterThan(0);
    const greenRules = new Set(disputed.figures.filter(({ receipt }) => receipt.inputs.some(({ layer }) => layer === 'green_space')).map(({ ruleId }) => ruleId));
    for (const entry of differing) {
      expect(greenRules).toContain(entry.ruleId);
      expect(entry.difference).toBeGreaterThan(1e-9);
      const causes = entry.features.filter(({ layer }) => layer === 'green_space');
      expect(causes.map(({ id }) => id)).toEqual([park.id]);
      expect(causes[0]?.core).toBeGreaterThan(causes[0]?.postgis ?? Infinity);
    }
    // Every figure that does not ask about green still stands.
    expect(disputed.verification?.filter(({ agrees }) => agrees).length).toBeGreaterThan(20);
    expect((await verify(`unit:${unitId}`)).result).toMatchObject({ state: 'verified' });
  });
});

describe('divisions and the first screen', () => {
  it('gives every district its figure, and they add up to the city', async () => {
    for (const rule of ['Z0-Q01-park500', 'Z0-Q01-park500-people', 'E2-33-main', 'E2-33-density', 'Z0-Q03-15min']) {
      const districts = (await planner.get(`/api/cities/made-up/coverage?rule=${rule}&level=district`)).json<DivisionCoverage[]>();
      expect(districts.map(({ code }) => code)).toEqual(['410101', '410102', '410103', '410104']);
      const whole = (await figuresOf('city')).figures.find(({ ruleId }) => ruleId === rule);
      const sum = (part: 'numerator' | 'denominator'): number => districts.reduce((total, { figure }) => total + (figure[part] ?? NaN), 0);
      expect(sum('numerator') / (whole?.numerator ?? NaN)).toBeCloseTo(1, 9);
      expect(sum('denominator') / (whole?.denominator ?? NaN)).toBeCloseTo(1, 9);
    }
  });

  it('agrees with the figures of the division itself', async () => {
    const [first] = (await planner.get('/api/cities/made-up/coverage?rule=G-TJ2021&level=subdistrict')).json<DivisionCoverage[]>();
    const own = (await figuresOf(`division:${first?.code}`)).figures.find(({ ruleId }) => ruleId === 'G-TJ2021');
    expect(first?.figure).toMatchObject({ value: own?.value, numerator: own?.numerator, receipt: { countedTotal: own?.receipt.countedTotal } });
    expect(first?.figure.receipt.counted).toEqual(own?.receipt.counted.slice(0, 20));
  });

  it('shows city figures, old places that can be counted, units and the worst gaps', async () => {
    const response = await planner.get('/api/cities/made-up/overview');
    expect(response.statusCode).toBe(200);
    const overview = response.json<Overview>();
    expect(overview.city.figures.map(({ value }) => value)).toEqual((await figuresOf('city')).figures.map(({ value }) => value));
    const communities = overview.oldPlaces.filter(({ kind }) => kind === 'old_community');
    expect(communities.reduce((sum, { count }) => sum + count, 0)).toBe(city.features.filter(({ kind }) => kind === 'old_community').length);
    expect(communities.every(({ count, featureIds }) => count === featureIds.length)).toBe(true);
    expect(overview.units).toEqual([expect.objectContaining({ id: unitId, state: 'verified' })]);
    const park = overview.gaps.filter(({ ruleId }) => ruleId === 'Z0-Q01-park500-people');
    expect(park.length).toBeGreaterThan(0);
    expect(park.map(({ people }) => people)).toEqual(park.map(({ people }) => people).sort((a, b) => b - a));
    const own = (await figuresOf(`division:${park[0]?.division}`)).figures.find(({ ruleId }) => ruleId === 'Z0-Q01-park500-people');
    expect(park[0]?.people).toBe((own?.denominator ?? NaN) - (own?.numerator ?? NaN));
  });
});

describe('the dataset', () => {
  it('travels packed, is not sent twice, and gives a browser the same figures', async () => {
    const response = await planner.inject({ method: 'GET', url: '/api/cities/made-up/dataset', headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' });
    const bytes = gunzipSync(response.rawPayload);
    const decoded = decodeDataset(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
    if (!decoded.ok) throw new Error(decoded.message);
    expect(response.headers.etag).toBe(`"${decoded.dataset.hash}"`);
    const plain = await planner.get('/api/cities/made-up/dataset');
    expect(plain.rawPayload.equals(bytes)).toBe(true);
    const again = await planner.inject({ method: 'GET', url: '/api/cities/made-up/dataset', headers: { 'if-none-match': `W/${String(response.headers.etag)}` } });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    const engine = createCoverageEngine(decoded.dataset, readRuleSets(layerRegistry), await createGeosOverlay());
    const drawn = (await planner.post('/api/cities/made-up/figures', { geometry: middle(0.25) })).json<FigureSet>();
    expect(JSON.parse(JSON.stringify(engine.figuresOfLonLat(middle(0.25), { edges: edgeOptions() })))).toEqual(drawn.figures);
    engine.dispose();
  });

  it('changes its tag and the figures with a new edition', async () => {
    const before = await figuresOf(`unit:${unitId}`);
    const tag = (await planner.get('/api/cities/made-up/dataset')).headers.etag;
    await insertEdition(test.db, 'made-up', 'public_toilet', city.features.filter(({ kind }) => kind === 'public_toilet').slice(0, 5), 2);
    expect((await planner.get('/api/cities/made-up/dataset')).headers.etag).not.toBe(tag);
    const after = await figuresOf(`unit:${unitId}`);
    expect(after.inputsHash).not.toBe(before.inputsHash);
    expect(after.state).toBe('computed');
    const toilets = (set: FigureSet): number | null | undefined => set.figures.find(({ ruleId }) => ruleId === 'E2-33-main')?.numerator;
    expect(toilets(after)).not.toBe(toilets(before));
    expect(after.figures.find(({ ruleId }) => ruleId === 'E2-33-main')?.receipt.inputs.find(({ layer }) => layer === 'public_toilet')?.edition).toBe(2);
  });
});
