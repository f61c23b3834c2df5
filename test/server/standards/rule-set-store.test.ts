/** What becomes of edited rule sets when the program brings newer files. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NumberFacts } from '#planning/standards/rule-numbers.ts';
import { insertVersion, listVersions } from '../../../server/db/repositories/rule-sets.ts';
import { layerRegistry, readDataFile } from '../../../server/ingest/layer-kinds.ts';
import { conflictOf } from '../../../server/jobs/figures/rule-set-conflict.ts';
import { RuleSetStore } from '../../../server/jobs/figures/rule-set-store.ts';
import { contentHash, readShipped, withVersion } from '../../../server/jobs/figures/rule-sets.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const id = 'garden-city-2022';
const ruleId = 'G-YL2022';
const facts = readDataFile<NumberFacts>('rule-numbers.json');
const file = readShipped(layerRegistry).find(({ ruleSet }) => ruleSet.id === id)!;
type Content = { version: number; rules: { id: string; name: { zh: string }; threshold: { value: number }; supply: { radiusM: number }[] }[] };
const edited = (change: (content: Content) => void): unknown => {
  const copy = structuredClone(file.content) as Content;
  change(copy);
  return copy;
};
const rule = (content: unknown) => (content as Content).rules.find((each) => each.id === ruleId)!;

let db: TestDatabase;
let adminId: number;
beforeAll(async () => {
  db = await createTestDatabase();
  const { rows } = await db.pool.query<{ id: number }>(`insert into account (login, display_name, role, password_hash) values ('admin', '管理员', 'admin', '') returning id`);
  adminId = rows[0]!.id;
});
beforeEach(() => db.pool.query('delete from rule_set_version'));
afterAll(() => db.close());

const threshold = (opened: RuleSetStore) => rule(opened.standing(id)!.ruleSet).threshold.value;
const open = (): Promise<RuleSetStore> => RuleSetStore.open(db.pool, layerRegistry, facts);

/** The file as an earlier program brought it: another radius and name, lower threshold. */
const earlier = edited((content) => Object.assign(rule(content), { name: { zh: '旧名', en: 'Old' }, threshold: { ...rule(content).threshold, value: 0.8 } }));
const store = (version: number, content: unknown, of: { parent: number | null; author: number | null; base: unknown }): Promise<boolean> => insertVersion(db.pool, {
  ruleSetId: id, version, content: withVersion(content, version), hash: contentHash(content), parentVersion: of.parent, shippedVersion: 1, shippedHash: contentHash(of.base),
  follows: of.author === null, reason: of.author === null ? '' : '市里定的', authorId: of.author,
});

describe('rule sets when the program starts', () => {
  it('are the files, recorded once', async () => {
    const first = await open();
    expect(first.inForce).toEqual(first.shipped.map(({ ruleSet }) => ruleSet));
    await open();
    expect(await listVersions(db.pool, id)).toMatchObject([{ version: file.ruleSet.version, author: null, follows: true, parentVersion: null }]);
  });

  it('a changed file takes the place of the earlier one under a number of its own; the earlier one stays readable', async () => {
    await store(1, earlier, { parent: null, author: null, base: earlier });
    const opened = await open();
    expect(opened.standing(id)!.ruleSet.version).toBe(2);
    expect(threshold(opened)).toBe(0.85);
    expect((await listVersions(db.pool, id)).map(({ version, parentVersion }) => [version, parentVersion])).toEqual([[2, 1], [1, null]]);
    expect(await conflictOf(db.pool, opened, id)).toBeNull();
  });

  it('an edit stays in force before a newer file, and both values are shown', async () => {
    await store(1, earlier, { parent: null, author: null, base: earlier });
    await store(2, edited((content) => Object.assign(rule(content), { name: { zh: '旧名', en: 'Old' }, threshold: { ...rule(content).threshold, value: 0.9 } })), { parent: 1, author: adminId, base: earlier });
    const opened = await open();
    expect(opened.standing(id)!.ruleSet.version).toBe(2);
    expect(threshold(opened)).toBe(0.9);
    expect(await conflictOf(db.pool, opened, id)).toEqual({
      kind: 'newer_file', editedVersion: 2, baseVersion: 1, shippedVersion: file.ruleSet.version,
      values: [{ ruleId, path: 'threshold.value', base: 0.8, edited: 0.9, shipped: 0.85, canKeep: true }], added: [], removed: [], reworded: [ruleId], otherNumbers: 0,
    });
    // The newer file with the edit on top of it ends the conflict.
    const kept = await opened.save(id, { expectedVersion: 2, from: 'shipped', changes: [{ ruleId, path: 'threshold.value', value: 0.9 }] }, '保留本市数值', adminId);
    expect(kept).toMatchObject({ kind: 'ready', ruleSet: { version: 3 } });
    expect(rule(opened.standing(id)!.ruleSet)).toMatchObject({ name: rule(file.ruleSet).name, threshold: { value: 0.9 } });
    expect(await conflictOf(db.pool, opened, id)).toBeNull();
    expect((await open()).standing(id)!.head.version).toBe(3);
  });

  it('an edit this program cannot read gives way to the file, and waits', async () => {
    await store(1, earlier, { parent: null, author: null, base: earlier });
    await store(2, edited((content) => Object.assign(rule(content), { kind: 'gone', threshold: { ...rule(content).threshold, value: 0.9 } })), { parent: 1, author: adminId, base: earlier });
    const opened = await open();
    expect(opened.standing(id)!).toMatchObject({ head: { version: 3, author: null, parentVersion: 2 } });
    expect(threshold(opened)).toBe(0.85);
    expect(await conflictOf(db.pool, opened, id)).toMatchObject({ kind: 'unreadable', editedVersion: 2, values: [{ path: 'threshold.value', edited: 0.9, shipped: 0.85, canKeep: true }] });
    // Still so after another start; over when an admin has decided.
    expect(await conflictOf(db.pool, await open(), id)).not.toBeNull();
    const decided = await open();
    await decided.save(id, { expectedVersion: 3, from: 'shipped', changes: [{ ruleId, path: 'threshold.value', value: 0.9 }] }, '重新采用', adminId);
    expect(await conflictOf(db.pool, decided, id)).toBeNull();
  });

  it('taking the file gives it the way again when it changes next', async () => {
    await store(1, earlier, { parent: null, author: null, base: earlier });
    await store(2, edited((content) => { rule(content).threshold.value = 0.9; }), { parent: 1, author: adminId, base: earlier });
    const opened = await open();
    expect(await opened.save(id, { expectedVersion: 2, from: 'shipped', changes: [] }, '采用新版', adminId)).toMatchObject({ kind: 'ready' });
    expect(opened.standing(id)!.head).toMatchObject({ version: 3, follows: true, hash: file.hash });
  });

  it('going back to an older file is a decision that a restart does not undo', async () => {
    await store(1, earlier, { parent: null, author: null, base: earlier });
    const opened = await open();
    expect(await opened.save(id, { expectedVersion: 2, from: 1, changes: [] }, '仍按旧值', adminId)).toMatchObject({ kind: 'ready', ruleSet: { version: 3 } });
    const again = await open();
    expect(again.standing(id)!.head.version).toBe(3);
    expect(threshold(again)).toBe(0.8);
    expect(await conflictOf(db.pool, again, id)).toMatchObject({ kind: 'newer_file', values: [] });
  });

  it('of two who save at once one is told', async () => {
    const [one, other] = [await open(), await open()];
    const draft = (value: number) => ({ expectedVersion: file.ruleSet.version, changes: [{ ruleId, path: 'threshold.value', value }] });
    expect(await one.save(id, draft(0.9), 'a', adminId)).toMatchObject({ kind: 'ready' });
    expect(await other.save(id, draft(0.7), 'b', adminId)).toMatchObject({ kind: 'conflict', current: { reason: 'a' } });
    expect(threshold(other)).toBe(0.9);
  });
});
