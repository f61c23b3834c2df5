import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditLogEntry, EditResult, Unit, UnitResult } from '#contract/units.ts';
import type { FigureSet } from '#contract/figures.ts';
import type { Job } from '#contract/layers.ts';
import type { Problem } from '#contract/common.ts';
import type { CityEvent } from '#contract/units.ts';
import { applyEdit, planOf } from '#planning/plan/apply-edit.ts';
import type { Edit, Finding } from '#planning/plan/edit.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { databaseKinds } from '../../support/database.ts';
import { box, crs, metresFrom, multiAt, origin, polygonAt, unitIdOf } from '../../planning/plan/plan-builders.ts';
import { deleteEdit, makeUnitCity, putEdit } from './unit-city.ts';

const url = '/api/cities/testville';
type WithFigures = Omit<UnitResult, 'figures'> & { readonly figures: FigureSet };
/** What became of the one unit of an edit. */
const resultOf = (response: { json<T>(): T }): WithFigures => response.json<{ results: [WithFigures] }>().results[0];

describe.each(databaseKinds())('edits of the plan on the %s database', (kind) => {
  let test: TestApp;
  let planner: SignedIn;
  let officer: SignedIn;
  beforeAll(async () => {
    test = await buildApp({ kind });
    await makeUnitCity(test.db.pool, 'testville');
    await test.db.pool.query(`insert into city (id, name) values ('empty', 'Empty')`);
    [planner, officer] = [await test.signIn('planner'), await test.signIn('officer')];
  });
  afterAll(() => test.close());

  const send = (edit: object, who = planner) => who.post(`${url}/edits`, edit);
  const unitOf = async (n: number) => (await planner.get(`${url}/units/${unitIdOf(n)}`)).json<Unit>();
  const historyOf = async (n: number) => (await planner.get(`${url}/units/${unitIdOf(n)}/history`)).json<EditLogEntry[]>();
  const rowCounts = async () => (await test.db.pool.query('select (select count(*) from renewal_unit) as units, (select count(*) from edit_log) as edits')).rows[0];

  async function expectProblem(edit: object, status: number, code: string): Promise<Problem> {
    const before = await rowCounts();
    const response = await send(edit);
    expect([response.statusCode, response.json<Problem>().code]).toEqual([status, code]);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(await rowCounts()).toEqual(before);
    return response.json<Problem>();
  }

  it('stores a drawn unit in degrees as drawn and in metres as the core projects it', async () => {
    const geometry = polygonAt(box(0, 0, 300, 300), box(100, 100, 50, 50));
    const response = await send(putEdit(1, geometry, { note: '三年计划' }));
    expect(response.statusCode).toBe(200);
    const { unit, findings } = resultOf(response);
    expect(unit).toMatchObject({ id: unitIdOf(1), name: '单元1', version: 1, note: '三年计划', isPriority: false, createdBy: '规划师', updatedBy: '规划师' });
    expect(unit?.geometry).toEqual(geometry);
    expect(unit?.areaM2).toBeCloseTo(300 * 300 - 50 * 50, 4);
    // Its corner touches the border between the subdistricts; nothing else is near.
    expect(findings).toMatchObject([{ code: 'boundary_follows', params: { boundaryM: expect.closeTo(1400, 3) as number, otherShare: 1 } }]);
    expect({ ...(await unitOf(1)), figures: null }).toEqual({ ...unit, figures: null });
    const { rows } = await test.db.pool.query<{ x: number; y: number; srid: number }>('select st_x(p) as x, st_y(p) as y, st_srid(p) as srid from (select st_pointn(st_exteriorring(geom), 3) as p from renewal_unit where id = $1) q', [unitIdOf(1)]);
    const [lon, lat] = (geometry.coordinates as number[][][])[0]?.[2] as [number, number];
    const [x, y] = crs.forward(lon, lat);
    expect(rows).toEqual([{ x, y, srid: 4547 }]);
  });

  it('keeps parts, holes and closes what was left open', async () => {
    const parts = multiAt([box(0, 400, 100, 100), box(20, 420, 10, 10)], [box(200, 400, 100, 100)]);
    expect((await send(putEdit(2, parts))).json<EditResult>().results[0]?.unit?.geometry).toEqual(parts);
    const open = { type: 'Polygon' as const, coordinates: (polygonAt(box(0, 600, 100, 100)).coordinates as number[][][]).map((ring) => ring.slice(0, -1).map((point) => [...point, 104.5])) };
    expect((await send(putEdit(3, open))).json<EditResult>().results[0]?.unit?.geometry).toEqual(polygonAt(box(0, 600, 100, 100)));
  });

  it('lets one of two tabs win and shows the other what stands; nothing is lost', async () => {
    await send(putEdit(4, polygonAt(box(0, 800, 100, 100))));
    const [mine, theirs] = [putEdit(4, polygonAt(box(0, 800, 120, 100)), { baseVersion: 1 }), putEdit(4, polygonAt(box(0, 800, 140, 100)), { baseVersion: 1 })];
    const [a, b] = await Promise.all([send(mine), send(theirs, officer)]);
    expect([a.statusCode, b.statusCode].sort()).toEqual([200, 409]);
    const [winner, loser] = a.statusCode === 200 ? [a, b] : [b, a];
    const problem = loser.json<Problem>();
    expect(problem.code).toBe('version_conflict');
    expect({ ...(problem.current as Unit), figures: null }).toEqual({ ...winner.json<EditResult>().results[0]?.unit, figures: null });
    expect((await unitOf(4)).version).toBe(2);
    const again = await send({ ...(loser === a ? mine : theirs), id: randomUUID(), baseVersion: 2 }, loser === a ? planner : officer);
    expect(again.json<EditResult>().results[0]?.unit?.version).toBe(3);
    expect((await historyOf(4)).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('answers a bow-tie with the place of its crossing', async () => {
    const { findings = [] } = await expectProblem(putEdit(50, polygonAt([[1200, 0], [1400, 200], [1400, 0], [1200, 200]])), 422, 'unit_invalid');
    expect(findings).toMatchObject([{ code: 'self_intersection', severity: 'error', params: { kind: 'crossing' } }]);
    expect(metresFrom((findings[0] as Finding).place, 1300, 100)).toBeLessThan(1e-6);
  });

  it.each([
    ['bites itself', polygonAt([[1200, 0], [1600, 0], [1600, 400], [1400, -50], [1200, 400]]), 'self_intersection'],
    ['lies outside the city', polygonAt(box(20000, 0, 300, 300)), 'outside_city'],
    ['is tiny', polygonAt(box(1200, 0, 5, 5)), 'too_small'],
    ['is a sliver', polygonAt(box(1200, 0, 1500, 1)), 'sliver'],
    ['overlaps unit 1', polygonAt(box(250, 0, 300, 300)), 'overlap'],
    ['has two points', { type: 'Polygon' as const, coordinates: [[[113.6, 34.75], [113.61, 34.75], [113.6, 34.75]]] }, 'too_few_points'],
    ['has an empty ring', { type: 'Polygon' as const, coordinates: [[]] }, 'too_few_points'],
    ['is given in metres', { type: 'Polygon' as const, coordinates: [[[origin[0], origin[1]], [origin[0] + 300, origin[1]], [origin[0], origin[1] + 300], [origin[0], origin[1]]]] }, 'coordinates_out_of_range'],
    ['lies at the pole', { type: 'Polygon' as const, coordinates: [[[0, 90], [120, 90], [-120, 90], [0, 90]]] }, null],
    ['lies on the other side of the earth', { type: 'Polygon' as const, coordinates: [[[-66, -34], [-65, -34], [-65, -33], [-66, -34]]] }, null],
  ])('refuses a unit that %s', async (_, geometry, code) => {
    const { findings = [] } = await expectProblem(putEdit(51, geometry), 422, 'unit_invalid');
    const errors = (findings as Finding[]).filter(({ severity }) => severity === 'error');
    if (code === null) expect(errors.length).toBeGreaterThan(0);
    else expect(errors.map((finding) => finding.code)).toContain(code);
    if (code === 'overlap') expect(errors[0]?.params).toMatchObject({ otherUnit: '单元1' });
  });

  it('refuses an unnamed unit and a name in use', async () => {
    await expectProblem(putEdit(52, polygonAt(box(1200, 0, 100, 100)), { name: ' \u3000 ' }), 422, 'unit_invalid');
    await expectProblem(putEdit(52, polygonAt(box(1200, 0, 100, 100)), { name: '  单元1 ' }), 409, 'name_taken');
  });

  it('refuses what is not an edit', async () => {
    const good = putEdit(53, polygonAt(box(1200, 0, 100, 100)));
    await expectProblem({ ...good, author: 'me' }, 400, 'unknown_field');
    await expectProblem({ ...good, unit: { ...good.unit, areaM2: 1 } }, 400, 'unknown_field');
    const withCrs = await send({ ...good, unit: { ...good.unit, geometry: { ...good.unit.geometry, crs: 'EPSG:4326' } } });
    expect([withCrs.statusCode, withCrs.json<Problem>().errors?.[0]?.path]).toEqual([400, '/unit/geometry/crs']);
    await expectProblem({ ...good, unit: { ...good.unit, geometry: { type: 'Point', coordinates: [113.6, 34.75] } } }, 400, 'bad_request');
    await expectProblem({ ...good, unit: { ...good.unit, geometry: { type: 'Polygon', coordinates: [[['113.6', 34.75]]] } } }, 400, 'bad_request');
    await expectProblem({ ...good, unit: { ...good.unit, name: 'x'.repeat(121) } }, 400, 'bad_request');
    await expectProblem({ ...good, unit: { ...good.unit, note: 'a\u0000b' } }, 400, 'bad_request');
    await expectProblem({ ...good, reason: 'a\ud800b' }, 400, 'bad_request');
    await expectProblem({ ...good, baseVersion: -1 }, 400, 'bad_request');
    await expectProblem({ ...good, id: 'one' }, 400, 'bad_request');
    await expectProblem({ kind: 'delete-unit', unitId: unitIdOf(1) }, 400, 'bad_request');
    await expectProblem([], 400, 'bad_request');
    const long = Array.from({ length: 10_001 }, (_, i) => [113.6 + 0.01 * Math.cos(i), 34.75 + 0.01 * Math.sin(i)]);
    await expectProblem({ ...good, unit: { ...good.unit, geometry: { type: 'Polygon', coordinates: [long] } } }, 400, 'bad_request');
  });

  it('answers 404 for what is not there', async () => {
    await expectProblem(putEdit(54, polygonAt(box(1200, 0, 100, 100)), { baseVersion: 3 }), 404, 'not_found');
    await expectProblem(deleteEdit(54, 1), 404, 'not_found');
    for (const path of [`${url}/units/${unitIdOf(54)}`, `${url}/units/${unitIdOf(54)}/history`, '/api/cities/nowhere/units', `/api/cities/nowhere/units/${unitIdOf(1)}`]) {
      expect((await planner.get(path)).statusCode).toBe(404);
    }
    expect((await planner.post('/api/cities/nowhere/edits', putEdit(54, polygonAt(box(1200, 0, 100, 100))))).statusCode).toBe(404);
    expect((await planner.get(`${url}/units/not-a-uuid`)).statusCode).toBe(400);
    expect((await planner.post('/api/cities/empty/edits', putEdit(54, polygonAt(box(1200, 0, 100, 100))))).json<Problem>().code).toBe('crs_unknown');
    expect((await planner.post('/api/cities/empty/edits', putEdit(1, polygonAt(box(1200, 0, 100, 100))))).statusCode).toBe(422);
  });

  it('asks for sign-in', async () => {
    expect((await test.app.inject({ method: 'POST', url: `${url}/edits`, payload: putEdit(55, polygonAt(box(1200, 0, 100, 100))) })).statusCode).toBe(401);
    expect((await test.app.inject({ method: 'GET', url: `${url}/units` })).statusCode).toBe(401);
  });

  it('takes an edit sent twice, or twice at once, for one', async () => {
    const edit = putEdit(5, polygonAt(box(1200, 0, 100, 100)));
    const [first, second] = await Promise.all([send(edit), send(edit)]);
    const third = await send(edit);
    expect([first.statusCode, second.statusCode, third.statusCode]).toEqual([200, 200, 200]);
    // The figures may have been verified in between.
    const withoutFigures = (response: typeof first) => ({ ...resultOf(response), figures: null, unit: { ...resultOf(response).unit, figures: null } });
    expect(withoutFigures(second)).toEqual(withoutFigures(first));
    expect(withoutFigures(third)).toEqual(withoutFigures(first));
    expect(await historyOf(5)).toHaveLength(1);
    await expectProblem({ ...edit, reason: 'another' }, 409, 'already_exists');
    await expectProblem({ ...edit, unit: { ...edit.unit, name: 'another' } }, 409, 'already_exists');
    await expectProblem(deleteEdit(5, 1, edit.id), 409, 'already_exists');
    const removal = deleteEdit(5, 1);
    expect(resultOf(await send(removal))).toEqual({ unitId: unitIdOf(5), unit: null, findings: [], figures: null });
    expect(resultOf(await send(removal))).toEqual({ unitId: unitIdOf(5), unit: null, findings: [], figures: null });
    expect((await send(edit)).json<EditResult>().results[0]?.unit).toBeNull();
  });

  it('counts on when a deleted unit comes back, so that an old version never fits again', async () => {
    const geometry = polygonAt(box(1200, 300, 100, 100));
    await send(putEdit(6, geometry));
    await send(deleteEdit(6, 1));
    const back = await send(putEdit(6, geometry));
    expect(back.json<EditResult>().results[0]?.unit?.version).toBe(3);
    await expectProblem(putEdit(6, geometry, { baseVersion: 1 }), 409, 'version_conflict');
    await expectProblem(putEdit(6, geometry), 409, 'version_conflict');
    await expectProblem(deleteEdit(6, 2), 409, 'version_conflict');
    const entries = await historyOf(6);
    expect(entries.map(({ kind: what, version }) => [what, version])).toEqual([['put-unit', 1], ['delete-unit', 2], ['put-unit', 3]]);
  });

  it('keeps who, when, why, before and after; the log replayed is the plan', async () => {
    const [small, large] = [polygonAt(box(1200, 600, 100, 100)), polygonAt(box(1200, 600, 150, 100))];
    const before = new Date();
    await send(putEdit(7, small, { reason: '初稿' }));
    await send(putEdit(7, large, { baseVersion: 1, reason: '向东扩' }), officer);
    const [first, second] = await historyOf(7);
    expect(first).toMatchObject({ unitId: unitIdOf(7), kind: 'put-unit', version: 1, reason: '初稿', before: null, author: '规划师' });
    expect(second).toMatchObject({ version: 2, reason: '向东扩', author: '经办人', before: first?.after });
    expect(second?.after).toEqual({ id: unitIdOf(7), name: '单元7', isPriority: false, note: '', geometry: large, version: 2 });
    expect(new Date(first?.at ?? 0).getTime()).toBeGreaterThan(before.getTime() - 60_000);
    expect(second?.seq).toBeGreaterThan(first?.seq ?? Infinity);

    const { rows } = await test.db.pool.query<{ id: string; kind: 'put-unit' | 'delete-unit'; unit_id: string; after: never; reason: string }>(`select id, kind, unit_id, after, reason from edit_log where city_id = 'testville' order by seq`);
    const replayed = rows.reduce((plan, row) => {
      const baseVersion = plan.units.get(row.unit_id)?.version ?? 0;
      const edit: Edit = row.kind === 'put-unit' ? { id: row.id, kind: 'put-unit', baseVersion, unit: row.after, reason: row.reason } : { id: row.id, kind: 'delete-unit', baseVersion, unitId: row.unit_id, reason: row.reason };
      const result = applyEdit(plan, edit);
      if (!result.ok) throw new Error(result.refusal.code);
      return result.plan;
    }, planOf('testville', []));
    const listed = (await planner.get(`${url}/units`)).json<Unit[]>();
    const content = ({ id, name, isPriority, note, geometry }: Omit<Unit, never> | NonNullable<ReturnType<typeof replayed.units.get>>) => ({ id, name, isPriority, note, geometry });
    expect([...replayed.units.values()].map(content)).toEqual(listed.map(content).sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it('gives twenty writers at once an unbroken sequence of versions', async () => {
    await send(putEdit(8, polygonAt(box(1200, 900, 100, 100))));
    const writer = async (n: number): Promise<number> => {
      for (let baseVersion = 1, tries = 0; tries < 200; tries++) {
        const response = await send(putEdit(8, polygonAt(box(1200, 900, 100 + n, 100)), { baseVersion, reason: `writer ${n}` }), n % 2 ? planner : officer);
        if (response.statusCode === 200) return response.json<EditResult>().results[0]?.unit?.version ?? 0;
        expect(response.statusCode).toBe(409);
        baseVersion = (response.json<Problem>().current as Unit).version;
      }
      throw new Error('never saved');
    };
    const versions = await Promise.all(Array.from({ length: 20 }, (_, n) => writer(n)));
    expect([...versions].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
    const entries = await historyOf(8);
    expect(entries.map(({ version }) => version)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect(entries.slice(1).every((entry, i) => JSON.stringify(entry.before) === JSON.stringify(entries[i]?.after))).toBe(true);
    expect(new Set(entries.map(({ reason }) => reason)).size).toBe(21);
  }, 120_000);

  it('never lets two units drawn at once take the same ground', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => send(putEdit(60 + i, polygonAt(box(2000 + 10 * i, 2000, 200, 200))), i % 2 ? planner : officer)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 422, 422, 422, 422, 422]);
  });

  it('lets warnings and notices travel with the unit', async () => {
    const saved = resultOf(await send(putEdit(9, polygonAt(box(4900, 4900, 1000, 1000)), { name: '示范' })));
    expect(saved.findings).toMatchObject([{ code: 'demonstration_area', features: { length: 3 }, severity: 'notice', params: { oldCommunities: 3, names: '家属院1、家属院2、家属院3' } }, { code: 'boundary_follows' }]);
    const across = resultOf(await send(putEdit(10, polygonAt(box(900, -500, 200, 200)))));
    expect(across.findings).toMatchObject([{ code: 'crosses_subdistrict', params: { subdistricts: 2 } }, { code: 'boundary_follows' }]);
    expect((await planner.get(`${url}/units/${unitIdOf(10)}/findings`)).json()).toEqual(across.findings);
  });

  it('counts a boundary along the surveyed edge of a road as the road’s', async () => {
    const { findings } = resultOf(await send(putEdit(13, polygonAt(box(5100, 7500, 300, 200)))));
    // 300 m along the southern edge, and 20 m at either side of it.
    expect(findings.find(({ code }) => code === 'boundary_follows')?.params).toMatchObject({ boundaryM: expect.closeTo(1000, 3) as number, roadShare: expect.closeTo(0.3, 2) as number, otherShare: expect.closeTo(0.7, 2) as number });
  });

  it('answers with figures, counts them in the row and has PostGIS verify them', async () => {
    const { figures, unit } = resultOf(await send(putEdit(12, polygonAt(box(3000, 500, 300, 300)))));
    expect(figures).toMatchObject({ area: `unit:${unitIdOf(12)}`, areaVersion: 1, stale: false, computedBy: '规划师' });
    expect(figures.areaM2).toBeCloseTo(90_000, 4);
    const verdicts = figures.figures.map(({ verdict }) => verdict);
    expect(unit?.figures).toMatchObject({ pass: verdicts.filter((verdict) => verdict === 'pass').length, fail: verdicts.filter((verdict) => verdict === 'fail').length });
    expect((unit?.figures?.pass ?? 0) + (unit?.figures?.fail ?? 0) + (unit?.figures?.other ?? 0)).toBe(figures.figures.length);
    expect(figures.figures.length).toBeGreaterThan(0);
    const jobs = (await planner.get(`${url}/jobs`)).json<Job[]>();
    expect(jobs).toContainEqual(expect.objectContaining({ kind: 'verify', input: { area: `unit:${unitIdOf(12)}`, unverifiedOnly: true } }));
    const larger = resultOf(await send(putEdit(12, polygonAt(box(3000, 500, 300, 310)), { baseVersion: 1 })));
    expect([larger.figures.areaVersion, larger.figures.inputsHash === figures.inputsHash]).toEqual([2, false]);
    expect(larger.unit?.figures).not.toBeNull();
  });

  it('tells every listener of the city', async () => {
    const heard: CityEvent[] = [];
    const stop = test.app.events.subscribe('testville', (event) => heard.push(event));
    const edit = putEdit(11, polygonAt(box(3000, 0, 100, 100)));
    const { unit } = resultOf(await send(edit));
    await send(edit);
    await send(putEdit(11, polygonAt(box(3000, 0, 100, 100)), { baseVersion: 9 }));
    const removal = deleteEdit(11, 1);
    await send(removal);
    stop();
    expect(heard.filter(({ type }) => type === 'unit')).toEqual([
      { type: 'unit', unitId: unitIdOf(11), unit: { ...(unit as Unit), figures: null }, editId: edit.id, schemeId: null },
      { type: 'unit', unitId: unitIdOf(11), unit: null, editId: removal.id, schemeId: null },
    ]);
  });

  const change = (n: number, x: number, width: number, baseVersion = 0, name = `共边${n}`) => ({ kind: 'put-unit' as const, baseVersion, unit: { ...putEdit(n, polygonAt(box(x, 7000, width, 100)), { name }).unit } });
  const many = (changes: readonly object[], extras: object = {}) => ({ id: randomUUID(), kind: 'change-units', changes, reason: '移动共同边界', ...extras });

  it('takes an edit of several units whole: a common border moves, names change hands, one comes and one goes', async () => {
    const drawn = await send(many([change(70, 3000, 100), change(71, 3100, 100)], { how: 'drawn' }));
    expect(drawn.json<EditResult>().results).toMatchObject([{ unitId: unitIdOf(70), unit: { version: 1 } }, { unitId: unitIdOf(71), unit: { version: 1, boundary: { from: 'drawn', amended: null } } }]);
    const moved = many([change(70, 3000, 130, 1, '共边71'), { ...change(71, 3130, 70, 1, '共边70') }], { how: 'amended' });
    const answer = await send(moved);
    expect(answer.json<EditResult>().results).toMatchObject([{ unit: { version: 2, name: '共边71', boundary: { from: 'drawn', amended: 'amended' } }, figures: { areaVersion: 2 } }, { unit: { version: 2, name: '共边70' } }]);
    expect((await send(moved)).json<EditResult>().results.map(({ unit }) => unit?.version)).toEqual([2, 2]);
    await expectProblem({ ...moved, changes: moved.changes.slice(0, 1) }, 409, 'already_exists');
    const [first] = (await historyOf(70)).slice(-1);
    expect(first).toMatchObject({ id: moved.id, how: 'amended', reverts: null, version: 2 });
    const merged = await send(many([change(70, 3000, 200, 2), { kind: 'delete-unit', baseVersion: 2, unitId: unitIdOf(71) }], { how: 'merged' }));
    expect(merged.json<EditResult>().results).toMatchObject([{ unit: { version: 3, boundary: { from: 'drawn', amended: 'merged' } } }, { unitId: unitIdOf(71), unit: null, figures: null }]);
  });

  it('answers a large batch without waiting for all figures; they follow, verified', async () => {
    const batch = Array.from({ length: 10 }, (_, i) => change(100 + i, 4000 + 100 * i, 100));
    const { results } = (await send(many(batch, { how: 'imported' }))).json<EditResult>();
    expect(results.map(({ unit, figures }) => [unit?.version, figures === null])).toEqual(batch.map((_, i) => [1, i >= 8]));
    await expect.poll(async () => (await unitOf(109)).figures?.state, { timeout: 60_000, interval: 100 }).toBe('verified');
  });

  it('takes nothing of it when one unit is stale, invalid, overlaps another of the edit, or comes twice', async () => {
    await send(many([change(73, 3400, 100), change(74, 3500, 100)]));
    const stale = await expectProblem(many([change(73, 3400, 110, 1), change(74, 3510, 90, 7)]), 409, 'version_conflict');
    expect(stale.currents).toMatchObject([{ unitId: unitIdOf(74), unit: { version: 1 } }]);
    const gone = await expectProblem(many([change(73, 3400, 90, 1), { kind: 'delete-unit', baseVersion: 3, unitId: unitIdOf(79) }]), 409, 'version_conflict');
    expect(gone.currents).toEqual([{ unitId: unitIdOf(79), unit: null }]);
    const overlap = await expectProblem(many([change(73, 3400, 120, 1), change(74, 3500, 90, 1)]), 422, 'unit_invalid');
    expect((overlap.findings as Finding[]).filter(({ severity }) => severity === 'error').map(({ code, fixes }) => [code, fixes])).toEqual([['overlap', ['cut']], ['overlap', ['cut']]]);
    await expectProblem(many([change(73, 3400, 90, 1), change(73, 3400, 80, 1)]), 400, 'bad_request');
    await expectProblem(many([change(73, 3400, 90, 1, '同名'), change(74, 3500, 90, 1, '同名')]), 409, 'name_taken');
    expect([(await unitOf(73)).version, (await unitOf(74)).version]).toEqual([1, 1]);
  });

  it('keeps findings that were set aside, with the reason', async () => {
    const edit = putEdit(75, polygonAt(box(3700, 7000, 100, 100)));
    const kept = resultOf(await send({ ...edit, unit: { ...edit.unit, ignored: { 'crosses_subdistrict:unit': '两个街道已商定' } } }));
    expect(kept.unit?.ignored).toEqual({ 'crosses_subdistrict:unit': '两个街道已商定' });
    expect((await unitOf(75)).ignored).toEqual({ 'crosses_subdistrict:unit': '两个街道已商定' });
    expect(resultOf(await send({ ...putEdit(75, polygonAt(box(3700, 7000, 100, 100)), { baseVersion: 1 }) })).unit).not.toHaveProperty('ignored');
  });

  it('keeps 留改拆建 figures as stated, warns of crossed red lines, and takes the edit once', async () => {
    const edit = putEdit(76, polygonAt(box(3700, 7200, 100, 100)));
    const renewal = { gfa_retained_renovated: 7000, gfa_added_in_renovation: 0, gfa_demolished: 3000.5, gfa_new: 9000, gfa_new_public_service: 0, annual_rent_increase: 4 };
    const whole = { ...edit, unit: { ...edit.unit, renewal, ignored: { 'red_line_rebuild:unit': '已获批准', 'crosses_community:unit': '已商定' } } };
    const saved = resultOf(await send(whole));
    expect(saved.unit?.renewal).toEqual(renewal);
    expect(saved.findings.filter(({ code }) => code.startsWith('red_line')).map(({ id, severity }) => [id, severity])).toEqual([['red_line_demolition:unit', 'warning'], ['red_line_rebuild:unit', 'warning']]);
    expect((await unitOf(76)).renewal).toEqual(renewal);
    // Sent again word for word: the database has the keys of both objects in another order.
    expect(resultOf(await send(whole)).unit?.version).toBe(1);
    await expectProblem({ ...whole, unit: { ...whole.unit, renewal: { ...renewal, gfa_new: 9001 } } }, 409, 'already_exists');
    const less = resultOf(await send({ ...putEdit(76, polygonAt(box(3700, 7200, 100, 100)), { baseVersion: 1 }) }));
    expect(less.unit).not.toHaveProperty('renewal');
    expect((await historyOf(76)).map(({ after }) => (after as { renewal?: object }).renewal)).toEqual([renewal, undefined]);
  });

  it('refuses 留改拆建 figures that cannot be, at their field', async () => {
    const edit = putEdit(77, polygonAt(box(3900, 7200, 100, 100)));
    for (const [renewal, field, words] of [
      [{ gfa_demolished: -1 }, 'gfa_demolished', 'must be >= 0'], [{ local_resettlement_rate: 101 }, 'local_resettlement_rate', 'must be <= 100'],
      [{ gfa_demolished: 10, gfa_demolished_excluded: 11 }, 'gfa_demolished_excluded', 'is more than «gfa_demolished», of which it is a part'], [{ gfa_new_public_service: 1 }, 'gfa_new_public_service', 'is a part of «gfa_new», which is not stated'],
    ] as const) {
      const problem = await expectProblem({ ...edit, unit: { ...edit.unit, renewal } }, 400, 'bad_request');
      expect(problem.errors).toEqual([{ path: `/unit/renewal/${field}`, message: words }]);
    }
    await expectProblem({ ...edit, unit: { ...edit.unit, renewal: { gfa_before: 10 } } }, 400, 'unknown_field');
  });
});
