import type { RuleSetConflict } from '#contract/rule-sets.ts';
import { numberKey } from '#planning/standards/change-numbers.ts';
import { compareVersions } from '#planning/standards/compare-versions.ts';
import { numbersOf, type RuleNumber } from '#planning/standards/rule-numbers.ts';
import type { Queryable } from '../../db/database.ts';
import { findVersion, listVersions, type StoredVersion } from '../../db/repositories/rule-sets.ts';
import type { RuleSetStore } from './rule-set-store.ts';

/** The edited values and the program's newer file side by side; null when no edit waits for a decision. */
export async function conflictOf(q: Queryable, store: RuleSetStore, ruleSetId: string): Promise<RuleSetConflict | null> {
  const standing = store.standing(ruleSetId);
  if (!standing) return null;
  const { head, shipped } = standing;
  const isInForce = !head.follows;
  const edited = isInForce ? head : await leftBehind(q, head);
  if (!edited || edited.hash === shipped.hash || (isInForce && edited.shippedHash === shipped.hash)) return null;
  const base = await fileVersion(q, edited);
  const ofShipped = new Map(numbersOf(shipped.content, store.facts).map((number) => [numberKey(number), number]));
  const edits = compareVersions(base?.content ?? shipped.content, edited.content, store.facts).numbers;
  const news = compareVersions(base?.content ?? edited.content, shipped.content, store.facts);
  const isEdited = new Set(edits.map(numberKey));
  return {
    kind: isInForce ? 'newer_file' : 'unreadable', editedVersion: edited.version, baseVersion: base?.version ?? null, shippedVersion: shipped.ruleSet.version,
    values: edits.map(({ ruleId, path, before, after }) => {
      const now = ofShipped.get(numberKey({ ruleId, path }));
      return { ruleId, path, base: before?.value ?? null, edited: after?.value ?? null, shipped: now?.value ?? null, canKeep: canKeep(after, now) };
    }),
    added: [...news.added], removed: [...news.removed], reworded: [...news.reworded],
    otherNumbers: news.numbers.filter((number) => !isEdited.has(numberKey(number))).length,
  };
}

function canKeep(edited: RuleNumber | null, shipped: RuleNumber | undefined): boolean {
  return edited !== null && shipped !== undefined && shipped.isEditable && edited.value >= shipped.min && edited.value <= shipped.max;
}

/** The edited version that files have displaced since an admin last decided, if there is one. */
async function leftBehind(q: Queryable, head: StoredVersion): Promise<StoredVersion | null> {
  for (let each: StoredVersion | null = head; each && each.author === null && each.parentVersion !== null;) {
    each = await findVersion(q, each.ruleSetId, each.parentVersion);
    if (each && !each.follows) return each;
  }
  return null;
}

/** The version that was the file an edited one goes back to. */
async function fileVersion(q: Queryable, edited: StoredVersion): Promise<StoredVersion | null> {
  const found = (await listVersions(q, edited.ruleSetId)).find(({ hash }) => hash === edited.shippedHash);
  return found ? findVersion(q, edited.ruleSetId, found.version) : null;
}
