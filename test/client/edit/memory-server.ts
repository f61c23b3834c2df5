/** The server's side of an edit, in memory: versions, conflicts, edits sent twice. And a network that can fail on the way there or back. */
import type { Unit } from '#contract/units.ts';
import { changedUnit, changesOf, unitsOfEdit, type Edit, type UnitChange } from '#planning/plan/edit.ts';
import type { Drafts, DraftStorage, PlanStoreOptions, SendOutcome } from '../../../client/edit/types.ts';
import { createPlanStore } from '../../../client/edit/plan-store.ts';

export class MemoryServer {
  readonly rows = new Map<string, Unit>();
  readonly log: Edit[] = [];
  readonly #answers = new Map<string, string>();
  readonly #versions = new Map<string, number>();
  /** Names that no unit may have, to be answered with findings. */
  readonly forbiddenNames = new Set<string>();

  answer(edit: Edit): SendOutcome {
    const changes = changesOf(edit);
    const saved = (): SendOutcome => ({ kind: 'saved', result: { results: unitsOfEdit(edit).map((unitId) => ({ unitId, unit: this.rows.get(unitId) ?? null, findings: [], figures: null })) } });
    const answered = this.#answers.get(edit.id);
    if (answered !== undefined) return answered === JSON.stringify(edit) ? saved() : { kind: 'refused', code: 'already_exists', detail: '' };
    const stale = changes.filter((change) => change.baseVersion !== (this.rows.get(changedUnit(change))?.version ?? 0));
    if (stale.length > 0) return { kind: 'conflict', currents: stale.map(changedUnit).map((unitId) => ({ unitId, unit: this.rows.get(unitId) ?? null })) };
    const puts = changes.flatMap((change) => (change.kind === 'put-unit' ? [change.unit] : []));
    if (puts.some(({ name }) => this.forbiddenNames.has(name))) return { kind: 'invalid', findings: [{ id: 'overlap:x', code: 'overlap', severity: 'error', place: null, params: {}, features: [], fixes: [] }] };
    const own = unitsOfEdit(edit);
    const names = [...[...this.rows.values()].filter(({ id }) => !own.includes(id)), ...puts].map(({ name }) => name);
    if (new Set(names).size < names.length) return { kind: 'name_taken' };
    changes.forEach((change) => this.#take(change));
    this.log.push(edit);
    this.#answers.set(edit.id, JSON.stringify(edit));
    return saved();
  }

  #take(change: UnitChange): void {
    const unitId = changedUnit(change);
    const version = (this.#versions.get(unitId) ?? 0) + 1;
    this.#versions.set(unitId, version);
    if (change.kind === 'delete-unit') this.rows.delete(unitId);
    else {
      const { id, name, isPriority, note, geometry, renewal } = change.unit;
      this.rows.set(unitId, { id, name: name.trim(), isPriority, note, geometry: geometry as Unit['geometry'], ...(renewal ? { renewal } : {}), version, areaM2: 1, schemeId: null, originId: null, boundary: { from: 'drawn', amended: null }, createdBy: '', createdAt: '', updatedBy: '', updatedAt: '', figures: null });
    }
  }
}

export class MemoryDrafts implements DraftStorage {
  readonly #texts = new Map<string, string>();
  async load(cityId: string): Promise<Drafts | null> { return JSON.parse(this.#texts.get(cityId) ?? 'null') as Drafts | null; }
  async save(cityId: string, drafts: Drafts): Promise<boolean> {
    this.#texts.set(cityId, JSON.stringify(drafts));
    return true;
  }
}

export type Network = 'up' | 'down' | 'answers lost' | 'signed out';

let lastId = 0;

/** A tab on the server: its network, its waits (which end when `wake` is called) and its store. */
export function openTab(server: MemoryServer, options: Partial<PlanStoreOptions> & { readonly drafts?: DraftStorage } = {}) {
  const tab = { network: 'up' as Network, sent: [] as Edit[], outcomes: [] as string[], waits: [] as number[], wake: (): void => {} };
  const store = createPlanStore({
    cityId: 'demo', storage: options.drafts ?? new MemoryDrafts(), newId: () => `id-${++lastId}`,
    send: async (edit) => {
      await Promise.resolve();
      tab.sent.push(edit);
      if (tab.network === 'down') return { kind: 'offline' };
      if (tab.network === 'signed out') return { kind: 'signed_out' };
      const answer = server.answer(JSON.parse(JSON.stringify(edit)) as Edit);
      return tab.network === 'answers lost' ? { kind: 'offline' } : answer;
    },
    wait: (ms, signal) => new Promise((resolve) => {
      tab.waits.push(ms);
      tab.wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    }),
    onOutcome: (_, outcome) => tab.outcomes.push(outcome.kind),
    ...options,
  });
  store.getState().receiveRows([...server.rows.values()]);
  return { ...tab, get network() { return tab.network; }, set network(state: Network) { tab.network = state; }, wake: () => tab.wake(), store, state: () => store.getState() };
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 600; i++) await Promise.resolve();
}
