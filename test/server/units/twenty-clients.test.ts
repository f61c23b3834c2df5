/**
 * Twenty people on ten units at once, each with what they saw last: the versions that were taken run on without a gap, and whoever came too late is told how the unit
 * stands. `EDITS` sets how many edits are sent, for a longer run.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '#contract/common.ts';
import type { Current, EditLogEntry, EditResult, Unit } from '#contract/units.ts';
import { box, polygonAt, unitIdOf } from '../../planning/plan/plan-builders.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { databaseKinds } from '../../support/database.ts';
import { makeUnitCity, putEdit } from './unit-city.ts';

const url = '/api/cities/testville';
const [clients, units] = [20, 10];
const edits = Number(process.env['EDITS'] ?? 200);

let test: TestApp;
beforeAll(async () => {
  test = await buildApp({ kind: databaseKinds().includes('external') ? 'external' : 'embedded' });
  await makeUnitCity(test.db.pool, 'testville');
});
afterAll(() => test.close());

/** Numbers that look random and are the same every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

interface Tally { taken: { n: number; version: number; width: number }[]; refused: number }

/** One person: changes units by turns on the version they know, and looks at the answer for the next. */
async function work(who: SignedIn, seed: number, count: number, tally: Tally): Promise<void> {
  const roll = dice(seed);
  const known = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const n = Math.floor(roll() * units);
    const [baseVersion, width] = [known.get(n) ?? 1, 50 + Math.floor(roll() * 100)];
    const response = await who.post(`${url}/edits`, putEdit(n, polygonAt(box(3000 + 200 * n, 0, width, 100)), { baseVersion }));
    if (response.statusCode === 200) {
      const version = response.json<EditResult>().results[0]?.unit?.version as number;
      expect(version).toBe(baseVersion + 1);
      known.set(n, version);
      tally.taken.push({ n, version, width });
      continue;
    }
    const problem = response.json<Problem>();
    expect([response.statusCode, problem.code]).toEqual([409, 'version_conflict']);
    const [current] = problem.currents as Current[];
    expect(current?.unitId).toBe(unitIdOf(n));
    expect(current?.unit?.version).toBeGreaterThan(baseVersion);
    known.set(n, current?.unit?.version as number);
    tally.refused += 1;
  }
}

it('accepted versions form one unbroken sequence, every refusal is a 409 with the current row', { timeout: 1_200_000 }, async () => {
  const people = [await test.signIn('planner'), await test.signIn('officer')];
  for (let n = 0; n < units; n++) expect((await (people[0] as SignedIn).post(`${url}/edits`, putEdit(n, polygonAt(box(3000 + 200 * n, 0, 100, 100))))).statusCode).toBe(200);
  const tally: Tally = { taken: [], refused: 0 };
  await Promise.all(Array.from({ length: clients }, (_, i) => work(people[i % 2] as SignedIn, 7 + i, edits / clients, tally)));
  expect(tally.taken.length + tally.refused).toBe(edits);
  expect(Math.min(tally.taken.length, tally.refused)).toBeGreaterThan(units);
  for (let n = 0; n < units; n++) {
    const versions = tally.taken.filter((edit) => edit.n === n).map(({ version }) => version).sort((a, b) => a - b);
    expect(versions).toEqual(versions.map((_, i) => i + 2));
    const history = (await (people[0] as SignedIn).get(`${url}/units/${unitIdOf(n)}/history`)).json<EditLogEntry[]>();
    expect(history.map(({ version }) => version)).toEqual([1, ...versions]);
    const unit = (await (people[0] as SignedIn).get(`${url}/units/${unitIdOf(n)}`)).json<Unit>();
    const newest = tally.taken.find((edit) => edit.n === n && edit.version === unit.version);
    if (newest) expect(unit.geometry).toEqual(polygonAt(box(3000 + 200 * n, 0, newest.width, 100)));
    expect(unit.version).toBe(1 + versions.length);
  }
});
