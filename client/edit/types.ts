/** What the plan store keeps and says. Framework-free: panels read it, tools call `commit`. */
import type { Current, EditResult, Unit } from '#contract/units.ts';
import type { BoundaryWay, Edit, Effect, Finding, Plan, RenewalUnit } from '#planning/plan/edit.ts';
import type { Refusal } from '#planning/plan/apply-edit.ts';

export type UnitDraft = Omit<RenewalUnit, 'version'>;

/** A unit put or deleted, as a tool wants it. */
export type ChangeIntent = { readonly kind: 'put-unit'; readonly unit: UnitDraft } | { readonly kind: 'delete-unit'; readonly unitId: string };

/** What a tool wants done; the store adds the id and the versions the author saw. `change-units`: all of them or none. */
export type EditIntent = { readonly reason: string; readonly how?: BoundaryWay; readonly reverts?: string } & (ChangeIntent | { readonly kind: 'change-units'; readonly changes: readonly ChangeIntent[] });

/** Units by id as the author of an edit saw them; null: there was none. Both sides of a conflict are merged over it. */
export type Bases = Readonly<Record<string, RenewalUnit | null>>;

/** An edit on its way to the server. */
export interface PendingEdit {
  readonly edit: Edit;
  readonly bases: Bases;
  /** It has been sent at least once and may have arrived: it is sent again word for word or not at all. */
  readonly isSent: boolean;
}

export type ConflictField = 'name' | 'isPriority' | 'note' | 'geometry' | 'ignored' | 'renewal' | 'existence';

/** A unit both sides changed: the common ancestor, theirs as it stands, and what is in dispute. Mine is in the edit. */
export interface UnitConflict { readonly unitId: string; readonly base: RenewalUnit | null; readonly current: Unit | null; readonly fields: readonly ConflictField[] }

/** Work the server did not take. It stays on the map and in the drafts until its author decides; an edit of several units waits as a whole. */
export type Blocked = { readonly edit: Edit; readonly bases: Bases } & (
  | { readonly kind: 'conflict'; readonly conflicts: readonly UnitConflict[] }
  | { readonly kind: 'invalid'; readonly findings: readonly Finding[] }
  | { readonly kind: 'name_taken' }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string });

/** What became of one sending. `offline`: no answer or a passing failure; it is tried again. `signed_out`: it waits for a sign-in. */
export type SendOutcome =
  | { readonly kind: 'saved'; readonly result: EditResult }
  | { readonly kind: 'conflict'; readonly currents: readonly Current[] }
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
  readonly version: 2;
  readonly pending: readonly PendingEdit[];
  readonly blocked: readonly Blocked[];
}
export interface DraftStorage {
  load(cityId: string): Promise<Drafts | null>;
  /** False: there is no room, or storing is forbidden; the drafts then live as long as the page. */
  save(cityId: string, drafts: Drafts): Promise<boolean>;
}

export interface HistoryStep {
  /** Words for the menu: the reason of the edit. */
  readonly label: string;
  readonly unitIds: readonly string[];
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
  /** By unit id; an edit of several units stands under each. */
  readonly blocked: ReadonlyMap<string, Blocked>;
  readonly undo: readonly HistoryStep[];
  readonly redo: readonly HistoryStep[];
  readonly saveState: SaveState;
  /** False: what is not saved would be lost with the page, for the browser does not store it. */
  readonly isStored: boolean;
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
  /** A `unit` event of this scheme. `unit` null: deleted. The echo of an own edit is recognised by its id. */
  receiveRemote(event: { readonly unitId: string; readonly unit: Unit | null; readonly editId: string }): void;
  /** Decides the blocked edit of a unit, with all units of the edit: send mine over it, or take the server's. A new `commit` on the unit decides it, too. */
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
  /** The scheme the plan is of; null or none: the baseline. */
  readonly schemeId?: string | null;
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
