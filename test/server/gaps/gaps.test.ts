import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DivisionCoverage, FigureSet } from '#contract/figures.ts';
import type { GapSet } from '#contract/gaps.ts';
import type { NamedExplanation } from '#planning/coverage/explain-lonlat.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { insertCity, RandomCity } from '../figures/random-city.ts';

let test: TestApp;
let planner: SignedIn;
let city: FigureSet;
beforeAll(async () => {
  test = await buildApp();
  planner = await test.signIn('planner');
  await insertCity(test.db, 'made-up', new RandomCity(11).features);
  city = (await planner.get('/api/cities/made-up/figures?area=city')).json<FigureSet>();
});
afterAll(() => test.close());

const get = async <T>(path: string): Promise<T> => (await planner.get(`/api/cities/made-up/${path}`)).json<T>();
const kindOf = (kind: Figure['ruleKind']): Figure => city.figures.find(({ ruleKind, numerator, denominator }) => ruleKind === kind && numerator !== null && denominator !== null && numerator < denominator)!;
const missing = ({ numerator, denominator }: Figure): number => denominator! - numerator!;

describe('what is not covered', () => {
  it.each(['area_within_radius', 'street_length_within_radius', 'people_within_radius', 'circle_completeness', 'walking_links'] as const)('%s: gaps sum to denominator less numerator', async (kind) => {
    const figure = kindOf(kind);
    const gaps = await get<GapSet>(`gaps?area=city&rule=${figure.ruleId}&limit=5000`);
    expect(Math.abs(gaps.amount - missing(figure))).toBeLessThanOrEqual(1e-9 * figure.denominator!);
    const listed = gaps.measure === 'homes' ? gaps.homes.map(({ people }) => people) : gaps.pieces.map(({ amount }) => amount);
    expect(listed.length).toBe(gaps.measure === 'homes' ? gaps.homesTotal : gaps.piecesTotal);
    expect(listed.reduce((a, b) => a + b, 0)).toBeCloseTo(gaps.amount, 4);
  });

  it('a piece of ground is where PostGIS finds demand out of reach, with a shape of its amount', async () => {
    const gaps = await get<GapSet>(`gaps?area=city&rule=${kindOf('area_within_radius').ruleId}&limit=20&order=amount`);
    const { rows } = await test.db.pool.query<{ area: number; off: number }>(
      `select st_area(g) as area, st_distance(g, f.geom) as off from (select ordinality as i, id, st_transform(st_setsrid(st_geomfromgeojson(shape), 4326), 4547) as g from unnest($1::bigint[], $2::text[]) with ordinality as piece (id, shape, ordinality)) pieces join feature f using (id) order by i`,
      [gaps.pieces.map(({ id }) => id), gaps.pieces.map(({ geometry }) => JSON.stringify(geometry))]);
    expect(rows).toHaveLength(gaps.pieces.length);
    rows.forEach(({ area, off }, i) => {
      expect(area / gaps.pieces[i]!.amount).toBeCloseTo(1, 4);
      expect(off).toBe(0);
    });
  });

  it('homes come farthest first, each with the community it stands in; lists are cut, totals are not', async () => {
    const rule = kindOf('people_within_radius').ruleId;
    const gaps = await get<GapSet>(`gaps?area=city&rule=${rule}&limit=3`);
    const all = await get<GapSet>(`gaps?area=city&rule=${rule}&limit=5000`);
    expect(gaps.homes).toEqual(all.homes.slice(0, 3));
    expect([gaps.homesTotal, gaps.amount, gaps.divisions]).toEqual([all.homesTotal, all.amount, all.divisions]);
    const far = all.homes.map(({ beyondM }) => beyondM ?? Infinity);
    expect(far).toEqual([...far].sort((a, b) => b - a));
    expect(all.homes.some(({ divisionName }) => divisionName?.startsWith('Subdistrict'))).toBe(true);
    expect(all.divisions.reduce((sum, { people }) => sum + people, 0)).toBeCloseTo(all.people!, 6);
    const byPeople = (await get<GapSet>(`gaps?area=city&rule=${rule}&order=people`)).homes.map(({ people }) => people);
    expect(byPeople).toEqual([...byPeople].sort((a, b) => b - a));
  });

  it('goes out whole as GeoJSON, CSV and Excel', async () => {
    const rule = kindOf('area_within_radius').ruleId;
    const all = await get<GapSet>(`gaps?area=city&rule=${rule}&limit=5000`);
    const file = (format: string) => planner.get(`/api/cities/made-up/gaps.${format}?area=city&rule=${rule}`);
    const geojson = await file('geojson');
    expect(geojson.headers['content-type']).toContain('application/geo+json');
    expect(geojson.headers['content-disposition']).toContain('.geojson');
    const collection = geojson.json<{ gaps: { rule: string; amount: number; clause: string }; features: { geometry: { type: string } }[] }>();
    expect(collection.gaps).toMatchObject({ rule, amount: all.amount });
    expect(collection.features.map(({ geometry }) => geometry.type)).toEqual([...all.pieces.map(() => 'MultiPolygon'), ...all.homes.map(() => 'Point')]);
    const csv = (await file('csv')).rawPayload;
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = csv.toString('utf8').trimEnd().split('\r\n');
    expect(lines[0]).toContain('序号,类别,要素编号');
    expect(lines).toHaveLength(1 + all.pieces.length + all.homes.reduce((sum, home) => sum + home.missing.length, 0));
    expect((await file('xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await planner.get(`/api/cities/made-up/gaps.csv?area=city&rule=${rule}&lang=en`)).body).toContain('Nearest facility');
  });

  it.each([
    ['gaps?area=city', 400, 'bad_request'], ['gaps?area=city&rule=NONE', 404, 'not_found'], ['gaps?area=division:nowhere&rule=NONE', 404, 'not_found'],
    ['gaps?area=city&rule=X&limit=-1', 400, 'bad_request'], ['gaps?area=city&rule=X&order=colour', 400, 'bad_request'], ['gaps.csv?area=city&rule=NONE', 404, 'not_found'], ['figures/receipt?area=city&rule=NONE', 404, 'not_found'],
  ])('GET %s is a problem', async (path, status, code) => {
    const response = await planner.get(`/api/cities/made-up/${path}`);
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code]);
  });
});

describe('why a place is not covered', () => {
  const explain = (body: object) => planner.post('/api/cities/made-up/explanations', body);

  it('tells the nearest facility as PostGIS measures it, and a worst home misses by what the work list says', async () => {
    const figure = kindOf('people_within_radius');
    const [home] = (await get<GapSet>(`gaps?area=city&rule=${figure.ruleId}&limit=1`)).homes;
    const answer = (await explain({ place: { featureId: home!.id }, rules: [figure.ruleId] })).json<NamedExplanation>();
    expect(answer.place).toMatchObject({ kind: 'home', layer: 'building', id: home!.id, people: home!.people });
    const [rule] = answer.rules;
    expect(rule).toMatchObject({ ruleId: figure.ruleId, verdict: 'uncovered', counts: true });
    const [nearest] = rule!.topics[0]!.nearest;
    expect(nearest!.beyondM).toBe(home!.beyondM);
    const { rows } = await test.db.pool.query<{ metres: number }>('select st_distance(st_centroid(a.geom), b.geom) as metres from feature a, feature b where a.id = $1 and b.id = $2', [home!.id, nearest!.id]);
    expect(nearest!.straightM).toBeCloseTo(rows[0]!.metres, 6);
    expect(nearest!.path).toHaveLength(2);
  });

  it('answers for any place, and for a feature of a layer that no rule reads', async () => {
    const { rows: [odd] } = await test.db.pool.query<{ id: number }>(`select f.id from feature f join layer_edition e on e.id = f.edition_id where e.city_id = 'made-up' and e.kind = 'admin_division' limit 1`);
    const response = await explain({ place: { featureId: odd!.id } });
    expect(response.statusCode).toBe(200);
    expect(response.json<NamedExplanation>().place.id).toBe(odd!.id);
    const { at } = response.json<NamedExplanation>().place;
    const there = (await explain({ place: { at } })).json<NamedExplanation>();
    expect(there.place).toMatchObject({ kind: 'place', id: null, name: null });
    expect(there.rules.length).toBeGreaterThan(0);
  });

  it.each([
    ['an unknown feature', { place: { featureId: 999_999_999 } }, 404], ['a place off the earth', { place: { at: [113, 95] } }, 400], ['an unknown rule', { place: { at: [113.6, 34.7] }, rules: ['NONE'] }, 404],
    ['no place', {}, 400], ['two places', { place: { at: [113, 34], featureId: 1 } }, 400],
  ])('refuses %s', async (_, body, status) => expect((await explain(body)).statusCode).toBe(status));
});

describe('stored figures', () => {
  it('say whether they are robust, between a low and a high', () => {
    const valued = city.figures.filter(({ value }) => value !== null);
    expect(valued.length).toBeGreaterThan(10);
    for (const { ruleId, value, robustness } of valued) {
      expect(robustness, ruleId).not.toBeNull();
      expect(robustness!.low!, ruleId).toBeLessThanOrEqual(value!);
      expect(robustness!.high!, ruleId).toBeGreaterThanOrEqual(value!);
      expect(robustness!.level === 'robust', ruleId).toBe(robustness!.reasons.length === 0);
    }
    expect(valued.some(({ robustness }) => robustness!.edgesTotal > 0)).toBe(true);
    expect(city.figures.filter(({ value, robustness }) => value === null && robustness !== null)).toEqual([]);
  });

  it('come without their lists when asked so, and one by one with them', async () => {
    const brief = await get<FigureSet>('figures?area=city&receipts=brief');
    expect(brief.figures.map(({ ruleId, value, verdict, receipt }) => [ruleId, value, verdict, receipt.uncoveredTotal])).toEqual(city.figures.map(({ ruleId, value, verdict, receipt }) => [ruleId, value, verdict, receipt.uncoveredTotal]));
    expect(brief.figures.every(({ receipt, robustness }) => receipt.counted.length + receipt.leftOut.length + receipt.uncovered.length + (robustness?.edges.length ?? 0) === 0)).toBe(true);
    const figure = kindOf('area_within_radius');
    expect(await get<Figure>(`figures/receipt?area=city&rule=${figure.ruleId}`)).toEqual(figure);
  });

  it('of every division have short lists, edges among them', async () => {
    const covered = await get<DivisionCoverage[]>(`coverage?rule=${kindOf('people_within_radius').ruleId}&level=district`);
    expect(covered.length).toBeGreaterThan(0);
    for (const { figure } of covered) {
      expect(figure.robustness?.edges.length ?? 0).toBeLessThanOrEqual(20);
      if (figure.value !== null) expect(figure.robustness!.edgesTotal).toBeGreaterThanOrEqual(figure.robustness!.edges.length);
    }
  });
});
