import { describe, expect, it } from 'vitest';
import { createDraftStorage } from '../../../client/edit/draft-storage.ts';
import type { Drafts } from '../../../client/edit/types.ts';

/** Storage with a limit, as browsers have one. */
function memoryStorage(limit = Infinity) {
  const entries = new Map<string, string>();
  return {
    entries,
    get length() { return entries.size; },
    key: (i: number) => [...entries.keys()][i] ?? null,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > limit) throw new Error('QuotaExceededError');
      entries.set(key, value);
    },
    removeItem: (key: string) => { entries.delete(key); },
  };
}

/** Locks of a browser; `close` is what happens to those of a tab that goes. */
function memoryLocks() {
  const held = new Set<string>();
  const locksOf = () => ({
    async request(name: string, options: LockOptions | LockGrantedCallback<unknown>, callback?: LockGrantedCallback<unknown>) {
      const work = callback ?? (options as LockGrantedCallback<unknown>);
      if (held.has(name)) return work(null);
      held.add(name);
      try {
        return await work({ name, mode: 'exclusive' });
      } finally {
        held.delete(name);
      }
    },
  }) as unknown as LockManager;
  return { locksOf, close: (tab: string) => [...held].filter((name) => name.endsWith(`:${tab}`)).forEach((name) => held.delete(name)) };
}

const draftsOf = (...ids: string[]): Drafts => ({ version: 2, blocked: [], pending: ids.map((id) => ({ edit: { id, kind: 'delete-unit', baseVersion: 1, unitId: id, reason: '' }, bases: { [id]: null }, isSent: false })) });

describe('drafts in the browser', () => {
  it('of a closed tab are taken over, of an open one left alone', async () => {
    const [storage, browser] = [memoryStorage(), memoryLocks()];
    const tab = (name: string) => createDraftStorage(storage, browser.locksOf(), name);
    await tab('one').save('demo', draftsOf('a'));
    await tab('two').save('demo', draftsOf('b'));
    await tab('two').save('other', draftsOf('c'));
    browser.close('one');
    expect(await tab('three').load('demo')).toEqual(draftsOf('a'));
    expect([...storage.entries.keys()].sort()).toEqual(['renewmap:drafts:demo:three', 'renewmap:drafts:demo:two', 'renewmap:drafts:other:two']);
    browser.close('two');
    browser.close('three');
    expect(await tab('four').load('demo')).toEqual(draftsOf('b', 'a'));
    expect(await tab('four').load('demo')).toEqual(draftsOf('b', 'a'));
    await tab('four').save('demo', draftsOf());
    expect(await tab('four').load('demo')).toBeNull();
    expect([...storage.entries.keys()]).toEqual(['renewmap:drafts:other:two']);
  });

  it('are taken over without locks, too', async () => {
    const storage = memoryStorage();
    await createDraftStorage(storage, undefined, 'one').save('demo', draftsOf('a'));
    expect(await createDraftStorage(storage, undefined, 'two').load('demo')).toEqual(draftsOf('a'));
  });

  it('of the first version of the page are sent, too', async () => {
    const storage = memoryStorage();
    const [pending, blocked] = ['a', 'b'].map((id) => ({ edit: { id, kind: 'delete-unit', baseVersion: 1, unitId: id, reason: '' }, base: null }));
    storage.setItem('renewmap:drafts:demo:x', JSON.stringify({ version: 1, pending: [{ ...pending, isSent: false }], blocked: [{ ...blocked, kind: 'refused', code: 'x', detail: '' }] }));
    expect(await createDraftStorage(storage, undefined, 'two').load('demo')).toEqual(draftsOf('a', 'b'));
  });

  it('that cannot be read are left where they are', async () => {
    const storage = memoryStorage();
    storage.setItem('renewmap:drafts:demo:x', '{"version":9}');
    storage.setItem('renewmap:drafts:demo:y', 'half a te');
    expect(await createDraftStorage(storage, undefined, 'two').load('demo')).toBeNull();
    expect(storage.entries.size).toBe(2);
  });

  it('of a full storage stay where they were', async () => {
    const storage = memoryStorage();
    await createDraftStorage(storage, undefined, 'one').save('demo', draftsOf('a'));
    const full = { ...storage, length: 1, setItem() { throw new Error('QuotaExceededError'); } };
    expect(await createDraftStorage(full, undefined, 'two').load('demo')).toEqual(draftsOf('a'));
    expect([...storage.entries.keys()]).toEqual(['renewmap:drafts:demo:one']);
    expect(await createDraftStorage(memoryStorage(3), undefined, 'one').save('demo', draftsOf('a'))).toBe(false);
    expect(await createDraftStorage(memoryStorage(), undefined, 'one').save('demo', draftsOf('a'))).toBe(true);
  });
});
