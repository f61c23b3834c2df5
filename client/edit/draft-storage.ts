/**
 * Drafts in the browser's storage, one entry a tab, so that tabs never write over each other. A new tab takes over what closed tabs left: a tab
 * holds a lock as long as it lives. (Without locks, as on a page without TLS, it takes everything; sending an edit twice does no harm.)
 */
import { unitsOfEdit, type Edit, type RenewalUnit } from '#planning/plan/edit.ts';
import { hold, ifAbandoned } from './tab-lock.ts';
import type { Blocked, Drafts, DraftStorage } from './types.ts';

type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
type Locks = Pick<LockManager, 'request'>;

const prefixOf = (cityId: string): string => `renewmap:drafts:${cityId}:`;

function keysOf(storage: KeyValue, prefix: string): string[] {
  return Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter((key) => key.startsWith(prefix));
}

/** Drafts as the first version of this page stored them: edits of one unit each. */
interface FirstDrafts { readonly version: 1; readonly pending: readonly FirstEntry[]; readonly blocked: readonly (FirstEntry & { readonly kind: Blocked['kind'] })[] }
interface FirstEntry { readonly edit: Exclude<Edit, { kind: 'change-units' }>; readonly base: RenewalUnit | null; readonly isSent?: boolean }

/** Blocked ones are judged anew: they go on their way again over the unit their author saw. */
function upgraded({ pending, blocked }: FirstDrafts): Drafts {
  const entries = [...pending, ...blocked.map((entry) => ({ ...entry, isSent: false }))];
  return { version: 2, pending: entries.map(({ edit, base, isSent }) => ({ edit, bases: Object.fromEntries(unitsOfEdit(edit).map((id) => [id, base])), isSent: isSent ?? false })), blocked: [] };
}

function parse(text: string | null): Drafts | null {
  try {
    const drafts = JSON.parse(text ?? 'null') as Drafts | FirstDrafts | null;
    if (!Array.isArray(drafts?.pending) || !Array.isArray(drafts.blocked)) return null;
    return drafts.version === 1 ? upgraded(drafts) : drafts.version === 2 ? drafts : null;
  } catch {
    return null;
  }
}

const merged = (list: readonly Drafts[]): Drafts => ({ version: 2, pending: list.flatMap(({ pending }) => pending), blocked: list.flatMap(({ blocked }) => blocked) });

/** `tabId`: different for every page that is open. Throws nothing: a full or forbidden storage means that drafts do not outlive the tab. */
export function createDraftStorage(storage: KeyValue, locks: Locks | undefined, tabId: string): DraftStorage {
  const ownKey = (cityId: string): string => prefixOf(cityId) + tabId;

  /** False: the drafts are not stored. */
  function write(cityId: string, drafts: Drafts): boolean {
    const key = ownKey(cityId);
    hold(locks, key);
    try {
      if (drafts.pending.length + drafts.blocked.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(drafts));
      return true;
    } catch {
      // Full or forbidden: the edits are still in memory and on their way.
      return false;
    }
  }

  return {
    async save(cityId, drafts) { return write(cityId, drafts); },
    async load(cityId) {
      const own = parse(storage.getItem(ownKey(cityId)));
      const found = own ? [own] : [];
      for (const key of keysOf(storage, prefixOf(cityId)).filter((name) => name !== ownKey(cityId))) {
        await ifAbandoned(locks, key, () => {
          const drafts = parse(storage.getItem(key));
          if (!drafts) return;
          found.push(drafts);
          // Under the own name first: a crash in between leaves them twice, never not at all.
          if (write(cityId, merged(found))) storage.removeItem(key);
        });
      }
      return found.length > 0 ? merged(found) : null;
    },
  };
}
