/** Rule sets over HTTP: read by everybody, tried and changed by an admin, with what that does to figures. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FigureSet } from '#contract/figures.ts';
import type { Job } from '#contract/layers.ts';
import type { RuleSetState, RuleSetVersion, RuleSetVersionWhole, TrialResult } from '#contract/rule-sets.ts';
import type { CityEvent } from '#contract/units.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { insertCity, RandomCity } from '../figures/random-city.ts';

const id = 'garden-city-2022';
const ruleId = 'G-YL2022';
const field = { ruleId, path: 'threshold.value' };
const district = '410101';

let test: TestApp;
let admin: SignedIn;
let planner: SignedIn;
beforeAll(async () => {
  test = await buildApp();
  [admin, planner] = await Promise.all([test.signIn('admin'), test.signIn('planner')]);
  await insertCity(test.db, 'made-up', new RandomCity(11).features);
  await test.db.pool.query(`insert into city (id, name) values ('empty', 'Empty')`);
});
afterAll(() => test.close());

const versions = async (): Promise<RuleSetVersion[]> => (await planner.get(`/api/rule-sets/${id}/versions`)).json<RuleSetVersion[]>();
const inForce = async (): Promise<RuleSet> => (await planner.get('/api/rule-sets')).json<RuleSet[]>().find((set) => set.id === id)!;
const ruleIn = (set: unknown) => (set as RuleSet).rules.find((rule) => rule.id === ruleId);
const figure = async () => (await planner.get(`/api/cities/made-up/figures?area=division:${district}`)).json<FigureSet>().figures.find((each) => each.ruleId === ruleId)!;
const save = (payload: object, as = admin) => as.post(`/api/rule-sets/${id}/versions`, payload);
async function finished(job: Job): Promise<Job> {
  for (;;) {
    const now = (await planner.get(`/api/jobs/${job.id}`)).json<Job>();
    if (!['queued', 'running'].includes(now.state)) return now;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
async function recomputed(): Promise<Job> {
  const [newest] = (await planner.get('/api/cities/made-up/jobs')).json<Job[]>().filter(({ kind }) => kind === 'recompute');
  return finished(newest!);
}

describe('rule sets over HTTP', () => {
  it('everybody reads them, their versions and how they stand', async () => {
    expect(await versions()).toMatchObject([{ ruleSetId: id, version: 1, parentVersion: null, isEdited: false, reason: '', author: null }]);
    const whole = (await planner.get(`/api/rule-sets/${id}/versions/1`)).json<RuleSetVersionWhole>();
    expect(whole).toMatchObject({ version: 1, content: { id }, ruleSet: { id } });
    expect(ruleIn(whole.ruleSet)).toMatchObject({ threshold: { value: 0.85 } });
    expect(ruleIn(whole.content)).toMatchObject({ threshold: { value: 0.85 } });
    const states = (await planner.get('/api/rule-sets/states')).json<RuleSetState[]>();
    expect(states.map(({ inForce: { ruleSetId } }) => ruleSetId)).toEqual((await planner.get('/api/rule-sets')).json<RuleSet[]>().map((set) => set.id));
    expect(states.every(({ conflict }) => conflict === null)).toBe(true);
  });

  it.each([['/api/rule-sets/none/versions', 404], [`/api/rule-sets/${id}/versions/99`, 404], [`/api/rule-sets/${id}/versions/x`, 400], ['/api/rule-sets/none/shipped', 404]])('GET %s is %d', async (url, status) => {
    expect((await planner.get(url)).statusCode).toBe(status);
  });

  it('only an admin changes or tries them', async () => {
    const change = { expectedVersion: 1, changes: [{ ...field, value: 0.5 }] };
    for (const response of [await save({ ...change, reason: 'x' }, planner), await planner.post(`/api/rule-sets/${id}/trial`, { ...change, city: 'made-up' })]) {
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ code: 'forbidden', detail: 'Needs the role admin.' });
    }
  });

  it.each([
    ['no reason', { expectedVersion: 1, changes: [{ ...field, value: 0.5 }] }, 400, '/reason'],
    ['an empty reason', { expectedVersion: 1, changes: [{ ...field, value: 0.5 }], reason: '  ' }, 400, '/reason'],
    ['text instead of a number', { expectedVersion: 1, changes: [{ ...field, value: '0.5' }], reason: 'x' }, 400, '/changes/0/value'],
    ['a value out of range', { expectedVersion: 1, changes: [{ ...field, value: 85 }], reason: 'x' }, 422, `${ruleId}/threshold.value`],
    ['a number that is not there', { expectedVersion: 1, changes: [{ ruleId, path: 'supply[9].radiusM', value: 5 }], reason: 'x' }, 422, `${ruleId}/supply[9].radiusM`],
  ])('refuses %s and names the field', async (_, payload, status, path) => {
    const response = await save(payload);
    expect(response.statusCode).toBe(status);
    expect(response.json<{ errors: { path: string }[] }>().errors.map((error) => error.path)).toContain(path);
  });

  it('refuses a number that stands in the document word for word', async () => {
    const response = await admin.post('/api/rule-sets/zhengzhou-2022/versions', { expectedVersion: 1, changes: [{ ruleId: 'Z0-Q01-green300', path: 'supply[0].radiusM', value: 400 }], reason: 'x' });
    expect(response.statusCode).toBe(422);
    expect(response.json<{ errors: { path: string; message: string }[] }>().errors).toEqual([{ path: 'Z0-Q01-green300/supply[0].radiusM', message: expect.stringContaining('word for word') }]);
  });

  it('refuses what changes nothing, an unknown version and a stale one', async () => {
    expect((await save({ expectedVersion: 1, changes: [{ ...field, value: 0.85 }], reason: 'x' })).json()).toMatchObject({ status: 422, code: 'rule_set_invalid' });
    expect((await save({ expectedVersion: 1, from: 7, changes: [], reason: 'x' })).statusCode).toBe(404);
    expect((await save({ expectedVersion: 9, changes: [{ ...field, value: 0.5 }], reason: 'x' })).json()).toMatchObject({ status: 409, code: 'version_conflict', current: { version: 1 } });
    expect(await versions()).toHaveLength(1);
  });

  it('a trial says which divisions flip and stores nothing; saving does exactly that', async () => {
    const before = await figure();
    expect(before.value).not.toBeNull();
    const value = before.verdict === 'pass' ? Math.min(1, before.value! + 1e-6) : before.value!;
    const change = { expectedVersion: 1, changes: [{ ...field, value }, { ruleId, path: 'supply[0].radiusM', value: 120 }] };
    const response = await admin.post(`/api/rule-sets/${id}/trial`, { ...change, city: 'made-up' });
    expect(response.statusCode).toBe(202);
    const job = await finished(response.json<Job>());
    expect(job).toMatchObject({ state: 'done', kind: 'trial' });
    const result = job.result as TrialResult;
    // Four districts, four subdistricts and the city.
    expect(result).toMatchObject({ ruleSetId: id, areas: 9, rules: [ruleId] });
    const changed = result.changes.find(({ area }) => area === `division:${district}`)!;
    expect(changed.before).toEqual({ value: before.value, verdict: before.verdict });
    expect(result.flips).toBe(result.changes.filter(({ flips }) => flips).length);
    expect(await figure()).toEqual(before);
    expect(await versions()).toHaveLength(1);

    const news: CityEvent[] = [];
    const stop = test.app.events.subscribe('made-up', (event) => { news.push(event); });
    const saved = await save({ ...change, reason: '按本市口径' });
    expect(saved.statusCode).toBe(201);
    expect(saved.json()).toMatchObject({ version: 2, parentVersion: 1, isEdited: true, reason: '按本市口径', author: '管理员' });
    stop();
    expect(news).toContainEqual({ type: 'rule-sets', ruleSetId: id, version: 2 });
    expect((await recomputed()).result).toEqual({ areas: 1, computed: 1 });
    const after = await figure();
    expect(after).toMatchObject({ ruleSetVersion: 2, value: changed.after.value, verdict: changed.after.verdict, threshold: { value } });
    expect((await inForce()).version).toBe(2);
    expect(ruleIn(await inForce())).toMatchObject({ threshold: { value }, supply: [{ radiusM: 120 }, {}] });
    // What the old figure named can still be looked up.
    expect(ruleIn((await planner.get(`/api/rule-sets/${id}/versions/1`)).json<RuleSetVersionWhole>().ruleSet)).toMatchObject({ threshold: { value: 0.85 } });
  });

  it('an edit is taken back as a new version', async () => {
    const response = await save({ expectedVersion: 2, from: 1, changes: [], reason: '恢复' });
    expect(response.json()).toMatchObject({ version: 3, parentVersion: 2, isEdited: false, reason: '恢复' });
    expect((await versions()).map(({ version, hash }) => [version, hash])[0]![1]).toBe((await versions()).at(-1)!.hash);
    expect(await figure()).toMatchObject({ ruleSetVersion: 3, threshold: { value: 0.85 } });
  });

  it('a trial refuses what cannot be tried before it is queued', async () => {
    expect((await admin.post(`/api/rule-sets/${id}/trial`, { expectedVersion: 3, city: 'empty', changes: [{ ...field, value: 0.5 }] })).statusCode).toBe(503);
    expect((await admin.post(`/api/rule-sets/${id}/trial`, { expectedVersion: 3, city: 'nowhere', changes: [{ ...field, value: 0.5 }] })).statusCode).toBe(404);
    expect((await admin.post(`/api/rule-sets/${id}/trial`, { expectedVersion: 1, city: 'made-up', changes: [{ ...field, value: 0.5 }] })).statusCode).toBe(409);
  });
});
