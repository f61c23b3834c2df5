import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '#contract/common.ts';
import type { Proposal } from '#contract/proposals.ts';
import type { SchemeComparison } from '#contract/scheme-comparison.ts';
import type { PromotionResult, Scheme } from '#contract/schemes.ts';
import type { CityEvent, EditLogEntry, EditResult, Unit } from '#contract/units.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { cityEdgeM, cityOrigin, citySrid, insertCity, RandomCity } from '../figures/random-city.ts';

const url = '/api/cities/made-up';
const crs = metricCrs(citySrid)!;
const at = (dx: number, dy: number): [number, number] => [...crs.inverse(cityOrigin[0] + cityEdgeM / 2 + dx, cityOrigin[1] + cityEdgeM / 2 + dy)] as [number, number];
/** A rectangle by metres from the middle of the city. */
const box = (west: number, south: number, east: number, north: number) => ({ type: 'Polygon' as const, coordinates: [[at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]] });
const h = 0.3 * cityEdgeM;
const westBox = box(-h, -h, 0, h);
const eastBox = box(0, -h, h, h);

let test: TestApp;
let planner: SignedIn;
let officer: SignedIn;
const heard: CityEvent[] = [];
const westId = randomUUID();
const eastId = randomUUID();
const putUnit = (id: string, name: string, geometry: object, baseVersion = 0, more: object = {}, fields: object = {}) =>
  planner.post(`${url}/edits`, { id: randomUUID(), kind: 'put-unit', baseVersion, unit: { id, name, isPriority: false, note: '', geometry, ...fields }, reason: '', ...more });
const renewal = { gfa_retained_renovated: 8000, gfa_demolished: 1500 };
const putProposal = (proposal: object, baseVersion = 0) => planner.post(`${url}/proposals/edits`, { id: randomUUID(), kind: 'put-proposal', baseVersion, reason: '', proposal });
const kindergarten = (id: string, unitId: string, more: object = {}) => ({ id, unitId, layer: 'school', name: '幼儿园', attributes: { type: 'kindergarten' }, geometry: { type: 'Point', coordinates: at(-h / 2, 10) }, ...more });
const make = (name: string, from: string | null, more: object = {}) => planner.post(`${url}/schemes`, { id: randomUUID(), name, note: '', from, ...more });
const made = async (name: string, from: string | null): Promise<Scheme> => {
  const response = await make(name, from);
  expect(response.statusCode, response.body).toBe(201);
  return response.json<Scheme>();
};
const unitsOf = async (scheme: string | null) => (await planner.get(`${url}/units${scheme ? `?scheme=${scheme}` : ''}`)).json<Unit[]>();
const named = async (scheme: string | null, name: string) => (await unitsOf(scheme)).find((unit) => unit.name === name) as Unit;
const proposalsOf = async (unitId: string) => (await planner.get(`${url}/proposals?unit=${unitId}`)).json<Proposal[]>();
const history = async (unitId: string) => (await planner.get(`${url}/units/${unitId}/history`)).json<EditLogEntry[]>();
const compare = async (a: string, b: string) => (await planner.get(`${url}/schemes/comparison?a=${a}&b=${b}`)).json<SchemeComparison>();
const promote = (by: SignedIn, scheme: string, unitIds: readonly string[], id: string = randomUUID()) => by.post(`${url}/schemes/${scheme}/promotions`, { id, unitIds, reason: '评审通过' });

beforeAll(async () => {
  test = await buildApp();
  [planner, officer] = [await test.signIn('planner'), await test.signIn('officer')];
  await insertCity(test.db, 'made-up', new RandomCity(11).features);
  for (const [id, name, geometry] of [[westId, '西', westBox], [eastId, '东', eastBox]] as const) expect((await putUnit(id, name, geometry, 0, {}, id === westId ? { renewal } : {})).statusCode).toBe(200);
  expect((await putProposal(kindergarten(randomUUID(), westId, { cost: 320.5 }))).statusCode).toBe(200);
  test.app.events.subscribe('made-up', (event) => heard.push(event));
});
afterAll(() => test.close());

describe('schemes', () => {
  it('are copied whole: units, proposals and figures under ids of their own, logged; the baseline stays', async () => {
    const before = await unitsOf(null);
    const scheme = await made(' 方案一 ', 'baseline');
    expect(scheme).toMatchObject({ name: '方案一', isCopy: true, basedOn: null, version: 1, units: 2, proposals: 1, cost: 320.5, createdBy: '规划师' });
    expect(heard).toContainEqual({ type: 'schemes', schemeId: scheme.id });
    const west = await named(scheme.id, '西');
    expect(west).toMatchObject({ schemeId: scheme.id, originId: westId, version: 1, geometry: westBox, renewal, boundary: { from: 'copied', amended: null } });
    expect(west.id).not.toBe(westId);
    expect(west.figures).toEqual((await named(null, '西')).figures);
    const [copy] = await proposalsOf(west.id);
    const [original] = await proposalsOf(westId);
    expect(copy).toMatchObject({ name: '幼儿园', cost: 320.5, originId: original!.id, number: 2, version: 1 });
    expect((await history(west.id)).map(({ kind, how, version }) => [kind, how, version])).toEqual([['put-unit', 'copied', 1], ['put-proposal', 'copied', 1]]);
    expect(await unitsOf(null)).toEqual(before);
    expect((await made('方案一乙', scheme.id)).basedOn).toBe(scheme.id);
    expect((await named(((await planner.get(`${url}/schemes`)).json<Scheme[]>())[1]!.id, '西')).originId).toBe(westId);
  });

  it('are made once, have names of their own, and change by version', async () => {
    const id = randomUUID();
    const [first, second] = [await make('空', null, { id }), await make('空', null, { id })];
    expect([first.statusCode, second.statusCode, second.json()]).toEqual([201, 201, first.json()]);
    expect(first.json()).toMatchObject({ units: 0, isCopy: false, cost: null });
    const refusals = [await make('空', null), await make('　', null), await make('别', randomUUID()), await make('坏\0', null), await make('别', null, { id })];
    expect(refusals.map((response) => [response.statusCode, response.json<Problem>().code])).toEqual([[409, 'name_taken'], [400, 'bad_request'], [404, 'not_found'], [400, 'bad_request'], [409, 'already_exists']]);
    const change = (expectedVersion: number, name: string) => planner.post(`${url}/schemes/${id}`, { expectedVersion, name, note: '改过' });
    expect((await change(1, '空白')).json()).toMatchObject({ name: '空白', note: '改过', version: 2 });
    const stale = await change(1, '晚了');
    expect([stale.statusCode, stale.json<Problem>().current]).toMatchObject([409, { name: '空白', version: 2 }]);
    expect((await change(2, '方案一')).json<Problem>().code).toBe('name_taken');
  });

  it('go with their units and say how many; history stays', async () => {
    const scheme = await made('要删的', 'baseline');
    const { id } = await named(scheme.id, '东');
    const gone = await planner.inject({ method: 'DELETE', url: `${url}/schemes/${scheme.id}` });
    expect(gone.json()).toEqual({ units: 2, proposals: 1 });
    expect((await planner.get(`${url}/units?scheme=${scheme.id}`)).statusCode).toBe(404);
    expect((await history(id)).map(({ kind }) => kind)).toEqual(['put-unit', 'delete-unit']);
    expect((await planner.inject({ method: 'DELETE', url: `${url}/schemes/${scheme.id}` })).statusCode).toBe(404);
    const { rows } = await test.db.pool.query(`select from figure_set where area_id = $1`, [id]);
    expect(rows).toHaveLength(0);
  });

  it('are compared unit by unit and rule by rule, with proposals counted', async () => {
    const scheme = await made('对比', 'baseline');
    const west = await named(scheme.id, '西');
    expect((await putUnit(west.id, '西', box(-h, -h, -h / 3, h), 1, { schemeId: scheme.id })).statusCode).toBe(200);
    expect((await putUnit(randomUUID(), '新', box(-h / 3, -h, 0, h), 0, { schemeId: scheme.id })).statusCode).toBe(200);
    const { a, b, pairs } = await compare('baseline', scheme.id);
    expect(pairs.map(({ state, a: ua, b: ub }) => [state, ua?.name, ub?.name])).toEqual([['same', '东', '东'], ['changed', '西', '西'], ['only_b', undefined, '新']]);
    expect(pairs.map(({ isRenewalChanged }) => isRenewalChanged)).toEqual([false, true, false]);
    expect(a.totals).toMatchObject({ units: 2, proposals: 1, cost: 320.5 });
    expect(b.totals.units).toBe(3);
    expect(b.totals.areaM2 / a.totals.areaM2).toBeCloseTo(1, 9);
    expect(pairs[0]!.rules).toEqual([]);
    const changed = pairs[1]!.rules.filter(({ difference }) => difference !== null && difference !== 0);
    expect(changed.length).toBeGreaterThan(5);
    for (const { a: ra, b: rb, difference } of changed) expect(difference).toBe((rb!.proposed ?? rb!).value! - (ra!.proposed ?? ra!).value!);
    expect(pairs[1]!.rules.some(({ a: ra }) => ra?.proposed && ra.proposed.value !== ra.value)).toBe(true);
    expect(pairs[2]!.rules.every(({ a: ra, b: rb, difference }) => ra === null && rb !== null && difference === null)).toBe(true);
    const back = await compare(scheme.id, 'baseline');
    expect(back.pairs.find(({ key }) => key === westId)!.rules.map(({ difference }) => (difference === null ? null : 0 - difference))).toEqual(pairs[1]!.rules.map(({ difference }) => difference));
    const file = await planner.get(`${url}/schemes/comparison/table?a=baseline&b=${scheme.id}&format=csv&lang=zh`);
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('基准方案 对比.csv'));
    expect(file.body.trim().split('\n')).toHaveLength(1 + pairs.reduce((sum, { rules }) => sum + rules.length, 0));
    expect((await planner.get(`${url}/schemes/comparison/table?a=baseline&b=${scheme.id}&format=xlsx&lang=en`)).statusCode).toBe(200);
    expect((await planner.get(`${url}/schemes/comparison?a=baseline&b=${randomUUID()}`)).statusCode).toBe(404);
  });

  it('say what the baseline did since the copy before it is overwritten', async () => {
    const scheme = await made('晚了的', 'baseline');
    const second = await made('副本的副本', scheme.id);
    const [east, copyOfCopy] = [await named(scheme.id, '东'), await named(second.id, '东')];
    const before = (await named(null, '东')).version;
    expect((await putUnit(eastId, '东', eastBox, before, {})).statusCode).toBe(200);
    const renamed = await planner.post(`${url}/edits`, { id: randomUUID(), kind: 'put-unit', baseVersion: (await named(null, '东')).version, unit: { id: eastId, name: '东', isPriority: true, note: '', geometry: eastBox }, reason: '' });
    expect(renamed.statusCode, renamed.body).toBe(200);
    const now = (await named(null, '东')).version;
    const send = (from: string, unitId: string, despite?: object) => officer.post(`${url}/schemes/${from}/promotions`, { id: randomUUID(), unitIds: [unitId], reason: '评审通过', ...(despite ? { despite } : {}) });
    for (const [from, unitId] of [[scheme.id, east.id], [second.id, copyOfCopy.id]] as const) {
      const refused = await send(from, unitId);
      expect([refused.statusCode, refused.json<Problem>().code, refused.json<Problem>().currents]).toEqual([409, 'baseline_changed', [{ unitId, name: '东', from: before, to: now, by: '规划师', at: expect.any(String) }]]);
    }
    // Known is known of one version only.
    expect((await send(scheme.id, east.id, [{ unitId: east.id, version: now - 1 }])).statusCode).toBe(409);
    const taken = await send(scheme.id, east.id, [{ unitId: east.id, version: now }]);
    expect([taken.statusCode, taken.json<PromotionResult>().results[0]?.unit?.version]).toEqual([200, now + 1]);
    expect((await send(scheme.id, east.id)).statusCode).toBe(200);

    // Deleted in the baseline meanwhile: told, and made anew by whoever knows it; the next promotion changes that one.
    const last = (await named(null, '东')).version;
    expect((await planner.post(`${url}/edits`, { id: randomUUID(), kind: 'delete-unit', baseVersion: last, unitId: eastId, reason: '' })).statusCode).toBe(200);
    const deleted = await send(scheme.id, east.id);
    expect([deleted.statusCode, deleted.json<Problem>().currents]).toEqual([409, [{ unitId: east.id, name: '东', from: last, to: null, by: null, at: null }]]);
    const anew = await send(scheme.id, east.id, [{ unitId: east.id, version: null }]);
    expect([anew.statusCode, anew.json<PromotionResult>().results[0]?.unit]).toMatchObject([200, { name: '东', version: 1, originId: eastId, schemeId: null, boundary: { from: 'copied' } }]);
    const again = await send(scheme.id, east.id);
    expect([again.statusCode, again.json<PromotionResult>().results[0]?.unit?.version]).toEqual([200, 2]);
    expect((await unitsOf(null)).map(({ name }) => name)).toEqual(['东', '西']);
  });

  it('give their units away, and taken in again they are the same; proposals are asked for by scheme', async () => {
    const scheme = await made('外发', 'baseline');
    const own = await unitsOf(scheme.id);
    const file = await planner.get(`${url}/exports/units?format=geojson&scheme=${scheme.id}`);
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('更新单元 外发'));
    const { features } = file.json<{ features: { id: string; properties: { name: string }; geometry: object }[] }>();
    const again = await made('收回', null);
    for (const { properties: { name }, geometry } of features) expect((await putUnit(randomUUID(), name, geometry, 0, { schemeId: again.id })).statusCode).toBe(200);
    const bare = (units: readonly Unit[]) => units.map(({ name, geometry, areaM2 }) => ({ name, geometry, areaM2 }));
    expect(bare(await unitsOf(again.id))).toEqual(bare(own));
    expect(features.map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort());
    expect((await planner.get(`${url}/exports/units/check?format=shapefile&scheme=${randomUUID()}`)).json<Problem>().code).toBe('not_found');

    const listed = async (query: string) => (await planner.get(`${url}/proposals${query}`)).json<Proposal[]>().map(({ unitId }) => unitId);
    expect(new Set(await listed(''))).toEqual(new Set([westId]));
    expect(await listed(`?scheme=${scheme.id}`)).toEqual([(await named(scheme.id, '西')).id]);
    expect(await listed(`?scheme=${again.id}`)).toEqual([]);
    expect((await planner.get(`${url}/proposals?scheme=${randomUUID()}`)).statusCode).toBe(404);
  });

  it('are promoted by an officer: likes change, others are added, proposals go along; all or none', async () => {
    const scheme = await made('推荐', 'baseline');
    const west = await named(scheme.id, '西');
    const [copied] = await proposalsOf(west.id);
    await putUnit(west.id, '西', box(-h, -h, -h / 2, h), 1, { schemeId: scheme.id }, { renewal: { ...renewal, gfa_new: 2000 } });
    await putProposal(kindergarten(copied!.id, west.id, { name: '幼儿园二期', cost: 400 }), 1);
    await putProposal(kindergarten(randomUUID(), west.id, { name: '新园' }));
    const added = (await putUnit(randomUUID(), '中', box(-h / 2, -h, 0, h), 0, { schemeId: scheme.id })).json<EditResult>().results[0]!.unit!;
    // Alone the new unit would lie on the old one.
    const alone = await promote(officer, scheme.id, [added.id]);
    expect([alone.statusCode, alone.json<Problem>().findings?.map(({ code }: { code: string }) => code)]).toEqual([422, expect.arrayContaining(['overlap'])]);
    expect((await promote(planner, scheme.id, [west.id])).statusCode).toBe(403);
    expect((await promote(officer, scheme.id, [westId])).statusCode).toBe(404);

    const id = randomUUID();
    const response = await promote(officer, scheme.id, [west.id, added.id], id);
    expect(response.statusCode, response.body).toBe(200);
    const [changed, fresh] = response.json<PromotionResult>().results.map(({ unit }) => unit as Unit);
    expect(changed).toMatchObject({ id: westId, version: 2, schemeId: null, renewal: { ...renewal, gfa_new: 2000 }, updatedBy: '经办人', boundary: { from: 'drawn', amended: 'copied' } });
    expect(fresh).toMatchObject({ name: '中', version: 1, schemeId: null, originId: added.id, boundary: { from: 'copied' } });
    expect(changed!.figures).not.toBeNull();
    expect((await proposalsOf(westId)).map(({ name, cost, version }) => [name, cost, version])).toEqual([['幼儿园二期', 400, 2], ['新园', undefined, 1]]);
    expect((await history(westId)).slice(-3).map(({ kind, how, reason }) => [kind, how, reason])).toEqual([['put-unit', 'copied', '评审通过'], ['put-proposal', 'copied', '评审通过'], ['put-proposal', 'copied', '评审通过']]);
    expect((await promote(officer, scheme.id, [west.id, added.id], id)).json<PromotionResult>().results.map(({ unit }) => unit?.version)).toEqual([2, 1]);
    expect((await compare('baseline', scheme.id)).pairs.map(({ state }) => state)).toEqual(['same', 'same', 'same']);

    // What is deleted in the scheme goes from the baseline; what the baseline got on its own stays.
    await putProposal(kindergarten(randomUUID(), westId, { name: '自有' }));
    await planner.post(`${url}/proposals/edits`, { id: randomUUID(), kind: 'delete-proposal', baseVersion: 2, proposalId: copied!.id, reason: '' });
    expect((await promote(officer, scheme.id, [west.id])).statusCode).toBe(200);
    expect((await proposalsOf(westId)).map(({ name }) => name)).toEqual(['新园', '自有']);
  });
});
