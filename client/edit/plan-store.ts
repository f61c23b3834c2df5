/**
 * The plan in the browser: server truth, the edits on their way there, and what people see of both. `commit` is the one door. State is read by
 * panels and map; nothing here knows React, the map or the network.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Current, EditResult, Unit } from '#contract/units.ts';
import { applyEdit, planOf, type ApplyResult } from '#planning/plan/apply-edit.ts';
import { changedUnit, changesOf, unitsOfEdit, type Edit, type EditWithoutId, type Finding, type Plan, type UnitChange } from '#planning/plan/edit.ts';
import { afterCommit, emptyHistory, stepBack, withoutUnit, type History } from './history.ts';
import { afterRefused, afterSaved, basesOf, blockedEntries, combined, effectsBetween, pendingOf, sameContent, sealFirst, shownPlan, theirsOf, withBlocked, withChanges, withoutBlocked, withRow, withRows, type Work } from './pending.ts';
import { displacedBy, reconcile, reconcileAll } from './reconcile.ts';
import { createSaveQueue, type QueuePhase } from './save-queue.ts';
import type { Bases, Blocked, ChangeIntent, CommitResult, EditIntent, PlanActions, PlanState, PlanStoreOptions, SaveState, SendOutcome } from './types.ts';

export type PlanStore = StoreApi<PlanState & PlanActions>;

interface Inner { readonly work: Work; readonly history: History; readonly phase: QueuePhase; readonly plan: Plan; readonly isStored: boolean; readonly findings: ReadonlyMap<string, readonly Finding[]> }

function saveStateOf({ work, phase }: Inner): SaveState {
  const [waiting, blocked] = [work.pending.length, blockedEntries(work.blocked).length];
  const kind = phase === 'offline' || phase === 'signed_out' ? phase : blocked > 0 ? 'attention' : waiting > 0 ? 'saving' : 'saved';
  return { kind, waiting, blocked };
}

function stateOf(inner: Inner): PlanState {
  const { work, history, plan, findings, isStored } = inner;
  return { ...work, plan, findings, isStored, undo: history.undo, redo: history.redo, saveState: saveStateOf(inner) };
}

/** An intent as an edit over the plan as it is shown. */
function editOf(intent: EditIntent, plan: Plan, head: { readonly id: string; readonly schemeId?: string }): Edit {
  const { reason, how, reverts } = intent;
  const change = (one: ChangeIntent): UnitChange =>
    (one.kind === 'put-unit' ? { kind: one.kind, unit: one.unit, baseVersion: plan.units.get(one.unit.id)?.version ?? 0 } : { kind: one.kind, unitId: one.unitId, baseVersion: plan.units.get(one.unitId)?.version ?? 0 });
  const whole = { ...head, reason, ...(how === undefined ? {} : { how }), ...(reverts === undefined ? {} : { reverts }) };
  return intent.kind === 'change-units' ? { ...whole, kind: intent.kind, changes: intent.changes.map(change) } : { ...whole, ...change(intent) };
}

/** What to want when an edit is taken back; its versions are those of the day. */
function intentOf(inverse: EditWithoutId): EditIntent {
  const want = (change: UnitChange): ChangeIntent => (change.kind === 'put-unit' ? { kind: change.kind, unit: change.unit } : { kind: change.kind, unitId: change.unitId });
  const head = { reason: inverse.reason, how: 'reverted' as const };
  const changes = changesOf(inverse).map(want);
  return inverse.kind === 'change-units' ? { ...head, kind: inverse.kind, changes } : { ...head, ...(changes[0] as ChangeIntent) };
}

/** The part of an edit the server has to hear of: not what only takes back what it never had. */
function wantedOf(work: Work, edit: Edit): Edit | null {
  const wanted = changesOf(edit).filter((change) => {
    const unitId = changedUnit(change);
    return pendingOf(work, unitId).length > 0 || !sameContent(theirsOf(work, unitId), change.kind === 'put-unit' ? change.unit : null);
  });
  return wanted.length > 0 ? withChanges(edit, wanted) : null;
}

/** The work with an edit of mine at its end. It takes the place of blocked ones on its units; what those did to other units goes with it. */
function withEdit(work: Work, edit: Edit): Work {
  const displaced = displacedBy(work, unitsOfEdit(edit));
  const free = displaced.reduce(withoutBlocked, work);
  const shown = shownPlan(free);
  const base = (unitId: string) => (pendingOf(free, unitId).length === 0 ? theirsOf(free, unitId) : (shown.units.get(unitId) ?? null));
  const own: { edit: Edit; bases: Bases } = { edit, bases: basesOf(unitsOfEdit(edit), base) };
  const whole = displaced.reduce((at, entry) => ({ ...combined(entry, at), bases: { ...entry.bases, ...at.bases } }), own);
  const wanted = wantedOf(free, whole.edit);
  return wanted ? { ...free, pending: [...free.pending, { edit: wanted, bases: basesOf(unitsOfEdit(wanted), (unitId) => whole.bases[unitId] ?? null), isSent: false }] } : free;
}

const blockedBy = (edit: Edit, bases: Bases, outcome: Extract<SendOutcome, { kind: 'invalid' | 'name_taken' | 'refused' }>): Blocked => ({ ...outcome, edit, bases });

class PlanKeeper {
  readonly store: PlanStore;
  #inner: Inner;
  readonly #options: PlanStoreOptions;
  readonly #queue;

  constructor(options: PlanStoreOptions) {
    this.#options = options;
    const empty = planOf(options.cityId, []);
    this.#inner = { work: { saved: empty, rows: new Map(), pending: [], blocked: new Map() }, history: emptyHistory, phase: 'idle', plan: empty, isStored: true, findings: new Map() };
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
    if (work.pending !== before.work.pending || work.blocked !== before.work.blocked) void this.#keep(work);
    const effects = effectsBetween(before.plan, plan);
    if (effects.length > 0) this.#options.onEffects?.(effects);
  }

  async #keep({ pending, blocked }: Work): Promise<void> {
    const isStored = await this.#options.storage.save(this.#options.cityId, { version: 2, pending, blocked: blockedEntries(blocked) });
    if (isStored !== this.#inner.isStored) this.#set({ isStored });
  }

  #commit(intent: EditIntent, way: 'do' | 'undo' | 'redo'): CommitResult {
    const { schemeId, newId } = this.#options;
    const edit = editOf(intent, this.#inner.plan, { id: newId(), ...(schemeId ? { schemeId } : {}) });
    const applied: ApplyResult = applyEdit(this.#inner.plan, edit);
    if (!applied.ok) return applied;
    const step = { label: intent.reason, unitIds: unitsOfEdit(edit), intent: intentOf(applied.inverse) };
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
    else if (outcome.kind === 'conflict') this.#settleConflict(outcome.currents);
    else if (outcome.kind !== 'offline' && outcome.kind !== 'signed_out') {
      const bases = this.#inner.work.pending.find((entry) => entry.edit.id === edit.id)?.bases ?? {};
      this.#set({ work: afterRefused(this.#inner.work, blockedBy(edit, bases, outcome)) });
    }
    this.#options.onOutcome?.(edit, outcome);
  }

  #settleSaved(edit: Edit, result: EditResult): void {
    const all = new Map(this.#inner.findings);
    for (const { unitId, findings } of result.results) all.set(unitId, findings as readonly Finding[]);
    const saved = afterSaved(this.#inner.work, edit, result);
    this.#set({ work: unitsOfEdit(edit).reduce((at, unitId) => reconcile(at, unitId), saved), findings: all });
  }

  #settleConflict(currents: readonly Current[]): void {
    const rows = currents.reduce(withRow, this.#inner.work);
    this.#set({
      work: currents.reduce((at, { unitId }) => reconcile(at, unitId, this.#options.newId()), rows),
      history: currents.reduce((at, { unitId }) => withoutUnit(at, unitId), this.#inner.history),
    });
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
    this.#set({ work: reconcile(withRow(work, { unitId, unit }), unitId), history: withoutUnit(history, unitId) });
    this.#queue.kick();
  }

  #resolve(unitId: string, choice: 'mine' | 'theirs'): void {
    const entry = this.#inner.work.blocked.get(unitId);
    if (!entry) return;
    const free = withoutBlocked(this.#inner.work, entry);
    if (choice === 'theirs') {
      this.#set({ work: free, history: unitsOfEdit(entry.edit).reduce(withoutUnit, this.#inner.history) });
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
    const restored = blockedEntries(work.blocked).reduce(withBlocked, drafts.blocked.reduce(withBlocked, { ...work, pending, blocked: new Map<string, Blocked>() }));
    this.#set({ work: reconcileAll(restored) });
    this.#queue.kick();
  }
}

/** A store for one city. Call `receiveRows` with its units, then `restoreDrafts`; `close` when the city is left. */
export function createPlanStore(options: PlanStoreOptions): PlanStore {
  return new PlanKeeper(options).store;
}
