import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EditResult, Unit } from '#contract/units.ts';
import type { Edit } from '#planning/plan/edit.ts';
import { problemOf } from '../../../client/api/problem.ts';
import { createPlanStore, type PlanStore } from '../../../client/edit/plan-store.ts';
import { outcomeOfProblem } from '../../../client/edit/send-edit.ts';
import type { SendOutcome } from '../../../client/edit/types.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { box, polygonAt, unit, unitIdOf } from '../../planning/plan/plan-builders.ts';
import { makeUnitCity } from './unit-city.ts';

let test: TestApp;
beforeAll(async () => {
  test = await buildApp();
  await makeUnitCity(test.db.pool, 'testville');
});
afterAll(() => test.close());

const noDrafts = { load: async () => null, save: () => Promise.resolve(true) };

/** A browser's store on the real server. `idle` resolves when nothing is on its way. */
async function openTab(who: SignedIn) {
  const send = async (edit: Edit): Promise<SendOutcome> => {
    const response = await who.post('/api/cities/testville/edits', edit);
    return response.statusCode === 200 ? { kind: 'saved', result: response.json<EditResult>() } : outcomeOfProblem(edit, problemOf(response.statusCode, response.body));
  };
  const outcomes: string[] = [];
  const store: PlanStore = createPlanStore({ cityId: 'testville', storage: noDrafts, newId: randomUUID, send, wait: async () => {}, onOutcome: (_, outcome) => outcomes.push(outcome.kind) });
  store.getState().receiveRows((await who.get('/api/cities/testville/units')).json<Unit[]>());
  const idle = () => new Promise<void>((resolve) => {
    if (store.getState().pending.length === 0) return resolve();
    const stop = store.subscribe((state) => {
      if (state.pending.length > 0) return;
      stop();
      resolve();
    });
  });
  return { store, outcomes, idle, state: () => store.getState() };
}

it('two browsers draw, undo, collide and agree on the real server', async () => {
  const planner = await test.signIn('planner');
  const mine = await openTab(planner);
  mine.state().commit({ kind: 'put-unit', unit: unit(1, polygonAt(box(0, 0, 100, 100))), reason: '画' });
  mine.state().commit({ kind: 'put-unit', unit: unit(1, polygonAt(box(0, 0, 200, 100))), reason: '扩' });
  mine.state().undoLast();
  await mine.idle();
  expect(mine.state().plan.units.get(unitIdOf(1))).toMatchObject({ version: 3, geometry: polygonAt(box(0, 0, 100, 100)) });

  const theirs = await openTab(await test.signIn('officer'));
  theirs.state().commit({ kind: 'put-unit', unit: { ...unit(1, polygonAt(box(0, 0, 100, 100))), isPriority: true }, reason: '重点' });
  await theirs.idle();
  mine.state().commit({ kind: 'put-unit', unit: unit(1, polygonAt(box(0, 0, 300, 100))), reason: '再扩' });
  await mine.idle();
  expect(mine.outcomes).toEqual(['saved', 'saved', 'saved', 'conflict', 'saved']);
  expect(mine.state().rows.get(unitIdOf(1))).toMatchObject({ version: 5, isPriority: true, geometry: polygonAt(box(0, 0, 300, 100)), createdBy: '规划师' });

  mine.state().commit({ kind: 'put-unit', unit: unit(2, polygonAt(box(250, 50, 100, 100))), reason: '压线' });
  await mine.idle();
  expect(mine.state().blocked.get(unitIdOf(2))).toMatchObject({ kind: 'invalid', findings: [{ code: 'overlap', params: { otherUnit: '单元1' } }, { code: 'boundary_follows' }] });
  mine.state().undoLast();
  expect(mine.state().saveState).toEqual({ kind: 'saved', waiting: 0, blocked: 0 });

  mine.state().commit({ kind: 'delete-unit', unitId: unitIdOf(1), reason: '删' });
  mine.state().undoLast();
  await mine.idle();
  const row = (await planner.get(`/api/cities/testville/units/${unitIdOf(1)}`)).json<Unit>();
  expect(row).toMatchObject({ version: 7, isPriority: true });
  expect(mine.state().rows.get(unitIdOf(1))).toEqual(row);
});
