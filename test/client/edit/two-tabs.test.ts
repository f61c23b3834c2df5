import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf } from '#planning/plan/edit.ts';
import type { Unit } from '#contract/units.ts';
import type { EditIntent } from '../../../client/edit/types.ts';
import { draft, put, remove, shownOf, square, truthOf, twoTabs } from './edit-builders.ts';
import { MemoryServer, openTab, settle } from './memory-server.ts';

describe('two tabs on one unit', () => {
  it('merge what each changed alone', async () => {
    const { server, mine, theirs } = await twoTabs();
    theirs.state().commit(put('a', { name: '她的名' }));
    mine.state().commit(put('a', { geometry: square(7) }));
    await settle();
    expect(mine.outcomes.slice(-2).concat(theirs.outcomes).sort()).toEqual(['conflict', 'saved', 'saved']);
    expect(truthOf(server)).toEqual([draft('a', { name: '她的名', geometry: square(7) })]);
  });

  it('ask when both changed the same, keep both until it is decided, and lose nothing', async () => {
    const { server, mine, theirs } = await twoTabs();
    theirs.state().commit(put('a', { geometry: square(3), note: 'hers' }));
    await settle();
    mine.state().commit(put('a', { geometry: square(7) }));
    await settle();
    expect(mine.state().blocked.get('a')).toMatchObject({ kind: 'conflict', conflicts: [{ unitId: 'a', base: { version: 1 }, fields: ['geometry'], current: { version: 2, geometry: square(3) } }] });
    expect(mine.state().saveState).toEqual({ kind: 'attention', waiting: 0, blocked: 1 });
    expect(mine.state().plan.units.get('a')?.geometry).toEqual(square(7));
    expect(mine.state().saved.units.get('a')?.geometry).toEqual(square(3));
    mine.state().resolve('a', 'mine');
    await settle();
    expect(server.rows.get('a')).toMatchObject({ version: 3, geometry: square(7) });
    expect(mine.state().saveState.kind).toBe('saved');
  });

  it('give way when theirs is chosen', async () => {
    const { server, mine, theirs } = await twoTabs();
    theirs.state().commit(remove('a'));
    await settle();
    mine.state().commit(put('a', { geometry: square(7) }));
    await settle();
    expect(mine.state().blocked.get('a')).toMatchObject({ kind: 'conflict', conflicts: [{ fields: ['existence'], current: null }] });
    mine.state().resolve('a', 'theirs');
    expect(mine.state().plan.units.has('a')).toBe(false);
    expect(server.rows.size).toBe(0);
  });

  it('bring a unit back that the other deleted, when mine is chosen', async () => {
    const { server, mine, theirs } = await twoTabs();
    theirs.state().commit(remove('a'));
    await settle();
    mine.state().commit(put('a', { geometry: square(7) }));
    await settle();
    mine.state().resolve('a', 'mine');
    await settle();
    expect(server.rows.get('a')).toMatchObject({ version: 3, geometry: square(7) });
  });

  it('do not delete what the other has just changed without asking', async () => {
    const { server, mine, theirs } = await twoTabs();
    theirs.state().commit(put('a', { note: 'hers' }));
    await settle();
    mine.state().commit(remove('a'));
    await settle();
    expect(mine.state().blocked.get('a')).toMatchObject({ kind: 'conflict', conflicts: [{ fields: ['existence'], current: { note: 'hers' } }] });
    expect(server.rows.get('a')?.note).toBe('hers');
  });

  it('merge remote news into edits that wait', async () => {
    const { server, mine, theirs } = await twoTabs();
    mine.network = 'down';
    mine.state().commit(put('b', { name: 'b' }));
    mine.state().commit(put('a', { geometry: square(5) }));
    mine.state().commit(put('a', { geometry: square(6) }));
    theirs.state().commit(put('a', { note: 'hers' }));
    await settle();
    mine.state().receiveRemote({ unitId: 'a', unit: server.rows.get('a') ?? null, editId: 'elsewhere' });
    expect(mine.state().plan.units.get('a')).toEqual({ ...draft('a', { geometry: square(6), note: 'hers' }), version: 2 });
    mine.network = 'up';
    mine.state().retryNow();
    await settle();
    expect(truthOf(server)).toEqual(shownOf(mine));
    expect(mine.outcomes).not.toContain('conflict');
  });

  it('never override by an answer that came late what others did since', async () => {
    const { server, mine, theirs } = await twoTabs();
    mine.network = 'answers lost';
    mine.state().commit(put('a', { geometry: square(5) }));
    await settle();
    mine.state().commit(put('a', { geometry: square(6) }));
    theirs.state().receiveRows([...server.rows.values()]);
    theirs.state().commit(put('a', { geometry: square(5), note: 'hers' }));
    await settle();
    mine.network = 'up';
    mine.state().retryNow();
    await settle();
    expect(truthOf(server)).toEqual([draft('a', { geometry: square(6), note: 'hers' })]);
    expect(shownOf(mine)).toEqual(truthOf(server));
  });

  it('hear their own echo without harm', async () => {
    const { server, mine } = await twoTabs();
    const result = mine.state().commit(put('a', { note: 'mine' }));
    await settle();
    const before = mine.state();
    mine.state().receiveRemote({ unitId: 'a', unit: server.rows.get('a') ?? null, editId: result.ok ? result.editId : '' });
    expect(mine.state()).toBe(before);
    mine.state().receiveRemote({ unitId: 'a', unit: { ...(server.rows.get('a') as Unit), version: 1, note: 'old' }, editId: 'late' });
    expect(mine.state()).toBe(before);
  });

  it('come to one plan in any order of edits, news and failures', async () => {
    const step = fc.record({
      who: fc.nat(1), what: fc.constantFrom('put', 'put', 'put', 'border', 'border', 'delete', 'undo', 'news', 'down', 'lost', 'up', 'settle'), id: fc.constantFrom('a', 'b'), x: fc.nat(4), note: fc.constantFrom('', 'p', 'q'),
    });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const server = new MemoryServer();
      const tabs = [openTab(server), openTab(server)] as const;
      const news = (tab: (typeof tabs)[number]) => tab.state().receiveRows([...server.rows.values()]);
      for (const { who, what, id, x, note } of steps) {
        const tab = tabs[who] as (typeof tabs)[number];
        if (what === 'put') tab.state().commit(put(id, { geometry: square(x), note }));
        else if (what === 'border') tab.state().commit(border(x, note));
        else if (what === 'delete') tab.state().commit(remove(id));
        else if (what === 'undo') tab.state().undoLast();
        else if (what === 'news') news(tab);
        else if (what === 'settle') await settle();
        else tab.network = what === 'down' ? 'down' : what === 'lost' ? 'answers lost' : 'up';
      }
      for (let i = 0; i < 40; i++) {
        for (const tab of tabs) {
          tab.network = 'up';
          tab.state().retryNow();
          await settle();
          for (const [unitId] of tab.state().blocked) tab.state().resolve(unitId, i % 2 ? 'mine' : 'theirs');
          await settle();
        }
      }
      for (const tab of tabs) {
        news(tab);
        await settle();
        expect([tab.state().pending, tab.state().blocked.size]).toEqual([[], 0]);
        expect(shownOf(tab)).toEqual(truthOf(server));
      }
      expect(server.log.every((edit, i) => server.log.findIndex(({ id }) => id === edit.id) === i)).toBe(true);
    }), { seed: 20260106, numRuns: 150 });
  });
});

/** Units a and b side by side: their border at x, moved by one edit. */
const border = (x: number, reason = 'border'): EditIntent => ({ kind: 'change-units', how: 'amended', reason, changes: [{ kind: 'put-unit', unit: draft('a', { geometry: square(x) }) }, { kind: 'put-unit', unit: draft('b', { geometry: square(x + 1) }) }] });

describe('edits of several units', () => {
  it('are one edit, one step back, and saved whole', async () => {
    const server = new MemoryServer();
    const tab = openTab(server);
    tab.state().commit(border(0));
    tab.state().commit(border(4));
    expect(tab.state().saveState).toEqual({ kind: 'saving', waiting: 2, blocked: 0 });
    await settle();
    expect(truthOf(server)).toEqual([draft('a', { geometry: square(4) }), draft('b', { geometry: square(5) })]);
    expect(server.log.map((edit) => [edit.kind, edit.how, changesOf(edit).map(({ baseVersion }) => baseVersion)])).toEqual([['change-units', 'amended', [0, 0]], ['change-units', 'amended', [1, 1]]]);
    tab.state().undoLast();
    await settle();
    expect(truthOf(server)).toEqual([draft('a', { geometry: square(0) }), draft('b', { geometry: square(1) })]);
    tab.state().undoLast();
    await settle();
    expect([truthOf(server), tab.state().undo]).toEqual([[], []]);
  });

  it('are merged over what another changed in one of the units, and asked about whole where both did', async () => {
    const server = new MemoryServer();
    const mine = openTab(server);
    mine.state().commit(border(0));
    await settle();
    const theirs = openTab(server);
    theirs.state().commit(put('b', { geometry: square(1), note: 'hers' }));
    await settle();
    mine.state().commit(border(4));
    await settle();
    expect(truthOf(server)).toEqual([draft('a', { geometry: square(4) }), draft('b', { geometry: square(5), note: 'hers' })]);
    theirs.state().receiveRows([...server.rows.values()]);
    theirs.state().commit(put('b', { geometry: square(9), note: 'hers' }));
    await settle();
    mine.state().commit(border(6));
    await settle();
    expect(mine.state().saveState).toEqual({ kind: 'attention', waiting: 0, blocked: 1 });
    for (const id of ['a', 'b']) expect(mine.state().blocked.get(id)).toMatchObject({ kind: 'conflict', conflicts: [{ unitId: 'b', base: { geometry: square(5) }, current: { geometry: square(9) }, fields: ['geometry'] }] });
    expect(shownOf(mine).map(({ geometry }) => geometry)).toEqual([square(6), square(7)]);
    mine.state().resolve('a', 'theirs');
    expect(shownOf(mine).map(({ geometry }) => geometry)).toEqual([square(4), square(9)]);
    mine.state().commit(border(6));
    await settle();
    expect(truthOf(server).map(({ geometry }) => geometry)).toEqual([square(6), square(7)]);
  });

  it('that wait for a decision keep their other units when one is changed again', async () => {
    const server = new MemoryServer();
    server.forbiddenNames.add('bad');
    const tab = openTab(server);
    tab.state().commit({ kind: 'change-units', reason: 'both', changes: [{ kind: 'put-unit', unit: draft('a', { name: 'bad' }) }, { kind: 'put-unit', unit: draft('b') }] });
    await settle();
    expect([tab.state().saveState.blocked, server.rows.size]).toEqual([1, 0]);
    tab.state().commit(put('a', { name: 'good' }));
    await settle();
    expect(truthOf(server)).toEqual([draft('a', { name: 'good' }), draft('b')]);
    expect(tab.state().saveState).toEqual({ kind: 'saved', waiting: 0, blocked: 0 });
  });
});
