import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf, type Effect } from '#planning/plan/edit.ts';
import { draft, put, remove, shownOf, square, truthOf, twoTabs } from './edit-builders.ts';
import { MemoryDrafts, MemoryServer, openTab, settle } from './memory-server.ts';

describe('saving', () => {
  it('shows an edit at once and counts its version when it is saved', async () => {
    const server = new MemoryServer();
    const tab = openTab(server);
    expect(tab.state().commit(put('a'))).toMatchObject({ ok: true, effects: [{ kind: 'unit-added', unitId: 'a', geometryChanged: true }] });
    expect(tab.state().plan.units.get('a')).toMatchObject({ version: 0 });
    expect(tab.state().saveState).toEqual({ kind: 'saving', waiting: 1, blocked: 0 });
    await settle();
    expect(tab.state().plan.units.get('a')).toEqual({ ...draft('a'), version: 1 });
    expect(tab.state().saveState).toEqual({ kind: 'saved', waiting: 0, blocked: 0 });
    expect(tab.state().rows.get('a')?.areaM2).toBe(1);
  });

  it('sends edits of one unit in order, each on the version before', async () => {
    const server = new MemoryServer();
    const tab = openTab(server);
    for (const x of [0, 1, 2, 3]) tab.state().commit(put('a', { geometry: square(x) }));
    await settle();
    expect(server.log.flatMap(changesOf).map(({ baseVersion }) => baseVersion)).toEqual([0, 1, 2, 3]);
    expect(tab.outcomes).toEqual(['saved', 'saved', 'saved', 'saved']);
    expect(tab.state().plan.units.get('a')).toMatchObject({ version: 4, geometry: square(3) });
  });

  it('refuses to delete what is not there, and changes nothing', () => {
    const tab = openTab(new MemoryServer());
    const before = tab.state().plan;
    expect(tab.state().commit(remove('a'))).toEqual({ ok: false, refusal: { code: 'absent', unitId: 'a', currentVersion: null } });
    expect(tab.state().plan).toBe(before);
  });

  it('keeps trying while offline, more and more seldom, and at once when told', async () => {
    const server = new MemoryServer();
    const tab = openTab(server);
    tab.network = 'down';
    tab.state().commit(put('a'));
    for (let i = 0; i < 7; i++) {
      await settle();
      tab.wake();
    }
    await settle();
    expect(tab.waits).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
    tab.state().commit(put('b', { name: 'b' }));
    expect(tab.state().saveState).toEqual({ kind: 'offline', waiting: 2, blocked: 0 });
    tab.network = 'up';
    tab.state().retryNow();
    await settle();
    expect(tab.state().saveState.kind).toBe('saved');
    expect(server.log.map(({ kind }) => kind)).toEqual(['put-unit', 'put-unit']);
  });

  it('saves once what was answered into the void', async () => {
    const server = new MemoryServer();
    const tab = openTab(server);
    tab.network = 'answers lost';
    tab.state().commit(put('a'));
    tab.state().commit(put('a', { note: 'later' }));
    await settle();
    tab.network = 'up';
    tab.state().retryNow();
    await settle();
    expect(new Set(tab.sent.slice(0, 2).map((edit) => JSON.stringify(edit))).size).toBe(1);
    expect(server.log).toHaveLength(2);
    expect(tab.state().plan.units.get('a')).toMatchObject({ version: 2, note: 'later' });
  });

  it('waits for a sign-in and goes on after it', async () => {
    const server = new MemoryServer();
    const tab = openTab(server);
    tab.network = 'signed out';
    tab.state().commit(put('a'));
    await settle();
    tab.state().commit(put('b', { name: 'b' }));
    await settle();
    expect(tab.state().saveState).toEqual({ kind: 'signed_out', waiting: 2, blocked: 0 });
    expect(tab.sent).toHaveLength(1);
    tab.network = 'up';
    tab.state().retryNow();
    await settle();
    expect(truthOf(server)).toEqual(shownOf(tab));
    expect(server.log).toHaveLength(2);
  });
});

describe('undo and redo', () => {
  it('go through the same door and are saved', async () => {
    const server = new MemoryServer();
    const tab = openTab(server);
    tab.state().commit(put('a'));
    tab.state().commit(put('a', { name: '新名' }));
    tab.state().commit(remove('a'));
    await settle();
    expect(tab.state().undo.map(({ label }) => label)).toEqual(['put a', 'put a', 'delete a']);
    tab.state().undoLast();
    await settle();
    expect(tab.state().plan.units.get('a')).toMatchObject({ name: '新名', version: 4 });
    tab.state().undoLast();
    tab.state().undoLast();
    expect(tab.state().undoLast()).toBeNull();
    await settle();
    expect(truthOf(server)).toEqual([]);
    tab.state().redoLast();
    tab.state().redoLast();
    await settle();
    expect(truthOf(server)).toMatchObject([{ id: 'a', name: '新名' }]);
    tab.state().commit(put('b', { name: 'b' }));
    expect(tab.state().redoLast()).toBeNull();
  });

  it('bring back any plan, whatever was saved in between', async () => {
    const ids = fc.constantFrom('a', 'b', 'c');
    const intents = fc.array(fc.oneof(fc.record({ id: ids, note: fc.string(), x: fc.nat(5) }).map(({ id, note, x }) => put(id, { note, geometry: square(x) })), ids.map(remove)), { maxLength: 12 });
    await fc.assert(fc.asyncProperty(intents, intents, fc.array(fc.boolean(), { maxLength: 24 }), async (first, second, pauses) => {
      const server = new MemoryServer();
      const tab = openTab(server);
      first.forEach((intent) => tab.state().commit(intent));
      await settle();
      const [before, steps] = [shownOf(tab), tab.state().undo.length];
      for (const [i, intent] of second.entries()) {
        tab.state().commit(intent);
        if (pauses[i]) await settle();
      }
      const after = shownOf(tab);
      const count = tab.state().undo.length - steps;
      for (let i = 0; i < count; i++) tab.state().undoLast();
      expect(shownOf(tab)).toEqual(before);
      await settle();
      expect([shownOf(tab), truthOf(server)]).toEqual([before, before]);
      for (let i = 0; i < count; i++) tab.state().redoLast();
      for (let i = 0; i < 10; i++) await settle();
      expect([shownOf(tab), truthOf(server)]).toEqual([after, after]);
    }), { seed: 20260105, numRuns: 120 });
  });

  it('leave alone what someone else has changed since', async () => {
    const server = new MemoryServer();
    const [mine, theirs] = [openTab(server), openTab(server)];
    mine.state().commit(put('a'));
    mine.state().commit(put('b', { name: 'b' }));
    await settle();
    theirs.state().receiveRows([...server.rows.values()]);
    theirs.state().commit(put('a', { note: 'theirs' }));
    await settle();
    mine.state().receiveRemote({ unitId: 'a', unit: server.rows.get('a') ?? null, editId: 'elsewhere' });
    expect(mine.state().undo.map(({ unitIds }) => unitIds)).toEqual([['b']]);
  });
});

/** Two tabs that have both seen unit a at version 1. */
describe('work the server does not take', () => {
  it('stays on the map with its findings until it is mended', async () => {
    const server = new MemoryServer();
    server.forbiddenNames.add('bad');
    const tab = openTab(server);
    tab.state().commit(put('a', { name: 'bad' }));
    tab.state().commit(put('b', { name: 'b' }));
    await settle();
    expect(tab.state().blocked.get('a')).toMatchObject({ kind: 'invalid', findings: [{ code: 'overlap' }] });
    expect(shownOf(tab).map(({ name }) => name)).toEqual(['bad', 'b']);
    expect(truthOf(server).map(({ name }) => name)).toEqual(['b']);
    tab.state().commit(put('a', { name: 'good' }));
    await settle();
    expect(truthOf(server).map(({ name }) => name)).toEqual(['good', 'b']);
    expect(tab.state().saveState.kind).toBe('saved');
  });

  it('can be undone without the server ever hearing of it', async () => {
    const server = new MemoryServer();
    server.forbiddenNames.add('bad');
    const tab = openTab(server);
    tab.state().commit(put('a', { name: 'bad' }));
    await settle();
    tab.state().undoLast();
    await settle();
    expect(tab.state().saveState).toEqual({ kind: 'saved', waiting: 0, blocked: 0 });
    expect([tab.sent.length, tab.state().plan.units.size]).toEqual([1, 0]);
  });

  it('does not hold up later edits of the same unit', async () => {
    const server = new MemoryServer();
    server.forbiddenNames.add('bad');
    const tab = openTab(server);
    tab.state().commit(put('a', { name: 'bad' }));
    tab.state().commit(put('a', { name: 'good' }));
    await settle();
    expect(truthOf(server)).toEqual([draft('a', { name: 'good' })]);
    expect(tab.state().blocked.size).toBe(0);
  });

  it('says when a name is taken', async () => {
    const server = new MemoryServer();
    const tab = openTab(server);
    tab.state().commit(put('a', { name: 'x' }));
    tab.state().commit(put('b', { name: 'x' }));
    await settle();
    expect(tab.state().blocked.get('b')?.kind).toBe('name_taken');
  });

  it('takes in what others change meanwhile', async () => {
    const { server, mine, theirs } = await twoTabs();
    server.forbiddenNames.add('bad');
    mine.state().commit(put('a', { name: 'bad' }));
    await settle();
    theirs.state().commit(put('a', { geometry: square(9) }));
    await settle();
    mine.state().receiveRemote({ unitId: 'a', unit: server.rows.get('a') ?? null, editId: 'elsewhere' });
    expect(mine.state().plan.units.get('a')).toMatchObject({ name: 'bad', geometry: square(9) });
    server.forbiddenNames.clear();
    mine.state().resolve('a', 'mine');
    await settle();
    expect(truthOf(server)).toEqual([draft('a', { name: 'bad', geometry: square(9) })]);
  });
});

it('says so when the browser stores no drafts', async () => {
  const tab = openTab(new MemoryServer(), { drafts: { load: () => Promise.resolve(null), save: () => Promise.resolve(false) } });
  expect(tab.state().isStored).toBe(true);
  tab.network = 'down';
  tab.state().commit(put('a'));
  await settle();
  expect(tab.state().isStored).toBe(false);
});

describe('drafts', () => {
  it('survive a closed tab, sent ones word for word', async () => {
    const server = new MemoryServer();
    const drafts = new MemoryDrafts();
    const tab = openTab(server, { drafts });
    tab.network = 'answers lost';
    tab.state().commit(put('a'));
    tab.state().commit(put('a', { note: 'later' }));
    tab.state().commit(put('b', { name: 'b' }));
    await settle();
    tab.state().close();
    const again = openTab(server, { drafts });
    await again.state().restoreDrafts();
    expect(shownOf(again).map(({ note }) => note)).toEqual(['later', '']);
    await settle();
    expect(server.log).toHaveLength(3);
    expect([shownOf(again), again.state().saveState.kind]).toEqual([truthOf(server), 'saved']);
    expect(await drafts.load('demo')).toEqual({ version: 2, pending: [], blocked: [] });
  });

  it('bring conflicts back with the row of today', async () => {
    const { server, mine, theirs } = await twoTabs();
    const drafts = new MemoryDrafts();
    const tab = openTab(server, { drafts });
    theirs.state().commit(put('a', { geometry: square(3) }));
    await settle();
    tab.state().commit(put('a', { geometry: square(7) }));
    await settle();
    tab.state().close();
    mine.state().receiveRows([...server.rows.values()]);
    mine.state().commit(put('a', { geometry: square(4) }));
    await settle();
    const again = openTab(server, { drafts });
    await again.state().restoreDrafts();
    expect(again.state().blocked.get('a')).toMatchObject({ kind: 'conflict', conflicts: [{ current: { version: 3, geometry: square(4) } }], edit: { unit: { geometry: square(7) } } });
  });
});

it('tells the map what changed, once', async () => {
  const server = new MemoryServer();
  const heard: Effect[] = [];
  const tab = openTab(server, { onEffects: (effects) => heard.push(...effects) });
  tab.state().commit(put('a'));
  await settle();
  tab.state().commit(put('a', { note: 'x' }));
  tab.state().commit(put('a', { geometry: square(2), note: 'x' }));
  tab.state().commit(remove('a'));
  await settle();
  expect(heard).toEqual([
    { kind: 'unit-added', unitId: 'a', geometryChanged: true },
    { kind: 'unit-changed', unitId: 'a', geometryChanged: false },
    { kind: 'unit-changed', unitId: 'a', geometryChanged: true },
    { kind: 'unit-removed', unitId: 'a' },
  ]);
});
