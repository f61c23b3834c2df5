/** What a tab keeps in the browser's storage is its own as long as it lives: a lock says so, and ends with the page. */
type Locks = Pick<LockManager, 'request'>;

/** Runs work when the tab that wrote an entry is gone. Without locks, as on a page without TLS, every other tab counts as gone. */
export async function ifAbandoned(locks: Locks | undefined, key: string, work: () => void): Promise<void> {
  if (!locks) return work();
  await locks.request(key, { ifAvailable: true }, async (lock) => { if (lock) work(); });
}

const held = new WeakMap<object, Set<string>>();

/** Marks an entry as this tab's. Never let go: the browser does when the page goes. */
export function hold(locks: Locks | undefined, key: string): void {
  if (!locks) return;
  const keys = held.get(locks) ?? new Set<string>();
  held.set(locks, keys);
  if (keys.has(key)) return;
  keys.add(key);
  void locks.request(key, () => new Promise<void>(() => {})).catch(() => {});
}
