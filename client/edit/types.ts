/** What the plan store keeps and says. Framework-free: panels read it, tools call `commit`. */
import type { EditResult, Unit } from '#contract/units.ts';
import type { Edit, Effect, Finding, Plan, RenewalUnit } from '#planning/plan/edit.ts';
import type { Refusal } from '#planning/plan/apply-edit.ts';

export type UnitDraft = Omit<RenewalUnit, 'version'>;

/** What a tool wants done; the store adds the id and the version the author saw. */
export type EditIntent =
  | { readonly kind: 'put-unit'; readonly unit: UnitDraft; readonly reason: string }
  | { readonly kind: 'delete-unit'; readonly unitId: string; readonly reason: string };

/** An edit on its way to the server. */
export interface PendingEdit {
  readonly edit: Edit;
  /** The unit as its author saw it; null: there was none. Both sides of a conflict are merged over it. */
  readonly base: RenewalUnit | null;
  /** It has been sent at least once and may have arrived: it is sent again word for word or not at all. */
  readonly isSent: boolean;
}

export type ConflictField = 'name' | 'isPriority' | 'note' | 'geometry' | 'existence';

/** Work the server did not take. It stays on the map and in the drafts until its author decides. */
export type Blocked =
  | { readonly kind: 'conflict'; readonly edit: Edit; readonly base: RenewalUnit | null; readonly current: Unit | null; readonly fields: readonly ConflictField[] }
  | { readonly kind: 'invalid'; readonly edit: Edit; readonly base: RenewalUnit | null; readonly findings: readonly Finding[] }
  | { readonly kind: 'name_taken'; readonly edit: Edit; readonly base: RenewalUnit | null }
  | { readonly kind: 'refused'; readonly edit: Edit; readonly base: RenewalUnit | null; readonly code: string; readonly detail: string };

/** What became of one sending. `offline`: no answer or a passing failure; it is tried again. `signed_out`: it waits for a sign-in. */
export type SendOutcome =
  | { readonly kind: 'saved'; readonly result: EditResult }
  | { readonly kind: 'conflict'; readonly current: Unit | null }
  | { readonly kind: 'name_taken' }
  | { readonly kind: 'invalid'; readonly findings: readonly Finding[] }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  | { readonly kind: 'offline' }
  | { readonly kind: 'signed_out' };

/** For the top bar: 已保存 · 正在保存 · 离线（n 项待发）· 请重新登录 · 冲突. `waiting` counts edits not yet answered. */
export interface SaveState {
  readonly kind: 'saved' | 'saving' | 'offline' | 'signed_out' | 'attention';
  readonly waiting: number;
  readonly blocked: number;
}

/** What survives a closed tab. */
export interface Drafts {
  readonly version: 1;
  readonly pending: readonly PendingEdit[];
  readonly blocked: readonly Blocked[];
}
export interface DraftStorage {
  load(cityId: string): Promise<Drafts | null>;
  save(cityId: string, drafts: Drafts): Promise<void>;
}

export interface HistoryStep {
  /** Words for the menu: the reason of the edit. */
  readonly label: string;
  readonly unitId: string;
  readonly intent: EditIntent;
}

export type CommitResult = { readonly ok: true; readonly editId: string; readonly effects: readonly Effect[] } | { readonly ok: false; readonly refusal: Refusal };

export interface PlanState {
  /** Server truth. */
  readonly saved: Plan;
  /** Server rows by unit id: area, author, times, figure counts. */
  readonly rows: ReadonlyMap<string, Unit>;
  /** What is shown: saved, then pending, then blocked edits. */
  readonly plan: Plan;
  readonly pending: readonly PendingEdit[];
  /** By unit id. */
  readonly blocked: ReadonlyMap<string, Blocked>;
  readonly undo: readonly HistoryStep[];
  readonly redo: readonly HistoryStep[];
  readonly saveState: SaveState;
  /** Warnings and notices of the last save, by unit id. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

export interface PlanActions {
  /** The one door. Tools, imports, undo and resolutions all pass it. */
  commit(intent: EditIntent): CommitResult;
  /** null: nothing to undo. */
  undoLast(): CommitResult | null;
  redoLast(): CommitResult | null;
  /** Server rows as just read: the first load, or after a reconnect. Pending edits stay on top. */
  receiveRows(rows: readonly Unit[]): void;
  /** A `unit` event. `unit` null: deleted. The echo of an own edit is recognised by its id. */
  receiveRemote(event: { readonly unitId: string; readonly unit: Unit | null; readonly editId: string }): void;
  /** Decides a blocked edit: send mine over it, or take the server's. A new `commit` on the unit decides it, too. */
  resolve(unitId: string, choice: 'mine' | 'theirs'): void;
  /** Tries at once: back online, signed in again. */
  retryNow(): void;
  /** Reads the drafts of a former visit; call once, after the first `receiveRows`. */
  restoreDrafts(): Promise<void>;
  /** Stops timers; drafts stay stored. */
  close(): void;
}

export interface PlanStoreOptions {
  readonly cityId: string;
  readonly send: (edit: Edit) => Promise<SendOutcome>;
  readonly storage: DraftStorage;
  readonly newId: () => string;
  /** Resolves after the time or rejects never; the signal ends the wait early. Injected so that tests need no clock. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Every answer, for figures and messages. */
  readonly onOutcome?: (edit: Edit, outcome: SendOutcome) => void;
  /** Every change of what is shown, for the coverage worker and the map. */
  readonly onEffects?: (effects: readonly Effect[]) => void;
}
