/** A boundary under the hand is kept in the browser while it is drawn, so that a closed tab or a crash does not cost it: the next tab offers it again. */
import type { LonLatArea } from '#planning/geometry/types.ts';
import { hold, ifAbandoned } from '../edit/tab-lock.ts';
import { useDrawState } from './draw-state.ts';

export interface Sketch { readonly unitId: string; readonly geometry: LonLatArea; /** Milliseconds since 1970. */ readonly at: number }
type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
type Locks = Pick<LockManager, 'request'>;

/** `plan`: the city and scheme that is drawn in. */
const prefixOf = (plan: string): string => `renewmap:sketch:${plan}:`;

function parse(text: string | null): Sketch | null {
  try {
    const sketch = JSON.parse(text ?? 'null') as Sketch | null;
    return typeof sketch?.unitId === 'string' && typeof sketch.at === 'number' && Array.isArray(sketch.geometry?.coordinates) ? sketch : null;
  } catch {
    return null;
  }
}

/** Stores what is drawn in this tab as it changes, and forgets it when it is finished or let go; returns the way to stop. A full storage costs only this safety. */
export function keepSketch(plan: string, tabId: string, storage: KeyValue, locks: Locks | undefined, now: () => number): () => void {
  const key = prefixOf(plan) + tabId;
  return useDrawState.subscribe(({ tool, unitId, draft }, before) => {
    if (tool === before.tool && draft === before.draft) return;
    if (tool === null || unitId === null || !draft) return storage.removeItem(key);
    hold(locks, key);
    try {
      storage.setItem(key, JSON.stringify({ unitId, geometry: draft, at: now() } satisfies Sketch));
    } catch { /* Full or forbidden: the drawing is still on the screen. */ }
  });
}

/** Drawings that closed tabs left unfinished, newest first; each is handed out once. */
export async function takeSketches(plan: string, tabId: string, storage: KeyValue, locks: Locks | undefined): Promise<readonly Sketch[]> {
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter((key) => key.startsWith(prefixOf(plan)) && key !== prefixOf(plan) + tabId);
  const found: Sketch[] = [];
  for (const key of keys) await ifAbandoned(locks, key, () => {
    const sketch = parse(storage.getItem(key));
    storage.removeItem(key);
    if (sketch) found.push(sketch);
  });
  return found.sort((a, b) => b.at - a.at);
}
