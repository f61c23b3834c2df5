/**
 * The plan in the browser: server truth, the edits on their way there, and what people see of both. `commit` is the one door. State is read by
 * panels and map; nothing here knows React, the map or the network.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EditResult, Unit } from '#contract/units.ts';
import { applyEdit, planOf, type ApplyResult, type EditWithoutId } from '#planning/plan/apply-edit.ts';
import type { Edit, Finding, Plan } from '#planning/plan/edit.ts';
import { afterCommit, emptyHistory, stepBack, withoutUnit, type History } from './history.ts';
import { afterRefused, afterSaved, effectsBetween, pendingOf, reconcile, reconcileAll, sameContent, sealFirst, shownPlan, unitIdOf, withBlocked, withRow, withRows, type Work } from './pending.ts';
import { createSaveQueue, type QueuePhase } from './save-queue.ts';
import type { Blocked, CommitResult, EditIntent, PlanActions, PlanState, PlanStoreOptions, SaveState, SendOutcome } from './types.ts';

export type PlanStore = StoreApi<PlanState & PlanActions>;

interface Inner { readonly work: Work; readonly history: History; readonly phase: QueuePhase; readonly plan: Plan; readonly findings: ReadonlyMap<string, readonly Finding[]> }

function saveStateOf({ work, phase }: Inner): SaveState {
  const [waiting, blocked] = [work.pending.length, work.blocked.size];
  const kind = phase === 'offline' || phase === 'signed_out' ? phase : blocked > 0 ? 'attention' : waiting > 0 ? 'saving' : 'saved';
  return { kind, waiting, blocked };
}

function stateOf(inner: Inner): PlanState {
  const { work, history, plan, findings } = inner;
  return { ...work, plan, findings, undo: history.undo, redo: history.redo, saveState: saveStateOf(inner) };
}

/** An intent as an edit over the plan as it is shown. */
function editOf(intent: EditIntent, plan: Plan, id: string): Edit {
  const unitId = intent.kind === 'put-unit' ? intent.unit.id : intent.unitId;
  return { ...intent, id, baseVersion: plan.units.get(unitId)?.version ?? 0 };
}

/** What to want when an edit is taken back; its version is that of the day. */
function intentOf(inverse: EditWithoutId): EditIntent {
  return inverse.kind === 'put-unit' ? { kind: 'put-unit', unit: inverse.unit, reason: inverse.reason } : { kind: 'delete-unit', unitId: inverse.unitId, reason: inverse.reason };
}

/** The work with an edit of mine at its end. One that only takes back what the server never had is not sent. */
function withEdit(work: Work, edit: Edit): Work {
  const unitId = unitIdOf(edit);
  const free = withBlocked(work, unitId, null);
  const saved = work.saved.units.get(unitId) ?? null;
  const queued = pendingOf(work, unitId);
  if (queued.length === 0 && sameContent(saved, edit.kind === 'put-unit' ? edit.unit : null)) return free;
  const base = queued.length === 0 ? saved : (shownPlan(free).units.get(unitId) ?? null);
  return { ...free, pending: [...free.pending, { edit, base, isSent: false }] };
}

const blockedBy = (edit: Edit, base: Blocked['base'], outcome: Extract<SendOutcome, { kind: 'invalid' | 'name_taken' | 'refused' }>): Blocked => ({ ...outcome, edit, base });

class PlanKeeper {
  readonly store: PlanStore;
  #inner: Inner;
  readonly #options: PlanStoreOptions;
  readonly #queue;

  constructor(options: PlanStoreOptions) {
    this.#options = options;
    const empty = planOf(options.cityId, []);
    this.#inner = { work: { saved: empty, rows: new Map(), pending: [], blocked: new Map() }, history: emptyHistory, phase: 'idle', plan: empty, findings: new Map() };
    this.#queue = createSaveQueue({ next: () => this.#next(), send: options.send, wait: options.wait, settle: (edit, outcome) => this.#settle(edit, outcome), onPhase: (phase) => this.#set({ phase }) });
    this.store = createStore<PlanState & PlanActions>(() => ({ ...stateOf(this.#inner), ...this.#actions() }));
  }

  #actions(): PlanActions {
    return {
      commit: (intent) => this.#commit(intent, 'do'),
      undoLast: () => this.#step('undo'),
      redoLast: () => this.#step('redo'),
      receiveRows: (rows) => this.#receiveRows(rows),
      receiveRemote: (event) => this.#receiveRemote(event),
      resolve: (unitId, choice) => this.#resolve(unitId, choice),
      retryNow: () => this.#queue.retryNow(),
      restoreDrafts: () => this.#restore(),
      close: () => this.#queue.close(),
    };
  }

  /** Every change of state passes here: what is shown is worked out again, drafts are stored, the map hears what changed. */
  #set(change: Partial<Omit<Inner, 'plan'>>): void {
    const before = this.#inner;
    const work = change.work ?? before.work;
    const plan = work === before.work ? before.plan : shownPlan(work);
    this.#inner = { ...before, ...change, plan };
    this.store.setState(stateOf(this.#inner));
    if (work.pending !== before.work.pending || work.blocked !== before.work.blocked) void this.#options.storage.save(this.#options.cityId, { version: 1, pending: work.pending, blocked: [...work.blocked.values()] });
    const effects = effectsBetween(before.plan, plan);
    if (effects.length > 0) this.#options.onEffects?.(effects);
  }

  #commit(intent: EditIntent, way: 'do' | 'undo' | 'redo'): CommitResult {
    const edit = editOf(intent, this.#inner.plan, this.#options.newId());
    const applied: ApplyResult = applyEdit(this.#inner.plan, edit);
    if (!applied.ok) return applied;
    const step = { label: intent.reason, unitId: unitIdOf(edit), intent: intentOf(applied.inverse) };
    this.#set({ work: withEdit(this.#inner.work, edit), history: afterCommit(this.#inner.history, step, way) });
    this.#queue.kick();
    return { ok: true, editId: edit.id, effects: applied.effects };
  }

  #step(way: 'undo' | 'redo'): CommitResult | null {
    const step = stepBack(this.#inner.history, way);
    return step ? this.#commit(step.intent, way) : null;
  }

  #next(): Edit | null {
    const { work, edit } = sealFirst(this.#inner.work);
    if (work !== this.#inner.work) this.#set({ work });
    return edit;
  }

  #settle(edit: Edit, outcome: SendOutcome): void {
    if (outcome.kind === 'saved') this.#settleSaved(edit, outcome.result);
    else if (outcome.kind === 'conflict') this.#settleConflict(edit, outcome.current);
    else if (outcome.kind !== 'offline' && outcome.kind !== 'signed_out') {
      const base = pendingOf(this.#inner.work, unitIdOf(edit))[0]?.base ?? null;
      this.#set({ work: afterRefused(this.#inner.work, edit, blockedBy(edit, base, outcome)) });
    }
    this.#options.onOutcome?.(edit, outcome);
  }

  #settleSaved(edit: Edit, { unit, findings }: EditResult): void {
    const all = new Map(this.#inner.findings);
    all.set(unitIdOf(edit), findings as readonly Finding[]);
    this.#set({ work: afterSaved(this.#inner.work, edit, unit), findings: all });
  }

  #settleConflict(edit: Edit, current: Unit | null): void {
    const unitId = unitIdOf(edit);
    this.#set({ work: reconcile(withRow(this.#inner.work, unitId, current), unitId, this.#options.newId()), history: withoutUnit(this.#inner.history, unitId) });
  }

  #receiveRows(rows: readonly Unit[]): void {
    this.#set({ work: reconcileAll(withRows(this.#inner.work, rows)) });
    this.#queue.kick();
  }

  #receiveRemote({ unitId, unit, editId }: Parameters<PlanActions['receiveRemote']>[0]): void {
    const { work, history } = this.#inner;
    const known = work.rows.get(unitId);
    const isOwn = work.pending.some(({ edit, isSent }) => isSent && edit.id === editId);
    if (isOwn || (unit ? known && known.version >= unit.version : !known)) return;
    this.#set({ work: reconcile(withRow(work, unitId, unit), unitId), history: withoutUnit(history, unitId) });
    this.#queue.kick();
  }

  #resolve(unitId: string, choice: 'mine' | 'theirs'): void {
    const entry = this.#inner.work.blocked.get(unitId);
    if (!entry) return;
    const free = withBlocked(this.#inner.work, unitId, null);
    if (choice === 'theirs') {
      this.#set({ work: free, history: withoutUnit(this.#inner.history, unitId) });
      return;
    }
    this.#set({ work: withEdit(free, { ...entry.edit, id: this.#options.newId() }) });
    this.#queue.kick();
  }

  async #restore(): Promise<void> {
    const drafts = await this.#options.storage.load(this.#options.cityId);
    if (!drafts) return;
    const { work } = this.#inner;
    const own = new Set(work.pending.map(({ edit }) => edit.id));
    const pending = [...drafts.pending.filter(({ edit }) => !own.has(edit.id)), ...work.pending];
    const blocked = new Map([...drafts.blocked.map((entry): [string, Blocked] => [unitIdOf(entry.edit), entry]), ...work.blocked]);
    this.#set({ work: reconcileAll({ ...work, pending, blocked }) });
    this.#queue.kick();
  }
}

/** A store for one city. Call `receiveRows` with its units, then `restoreDrafts`; `close` when the city is left. */
export function createPlanStore(options: PlanStoreOptions): PlanStore {
  return new PlanKeeper(options).store;
}
