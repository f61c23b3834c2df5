import { create } from 'zustand';
import type { RuleSetDraft } from '#contract/rule-sets.ts';
import { numberKey, type NumberChange } from '#planning/standards/change-numbers.ts';

type Base = NonNullable<RuleSetDraft['from']>;

/** Numbers somebody is trying out. Kept while the page is left to look at the map. */
export interface DraftState {
  readonly openId: string | null;
  readonly ruleSetId: string | null;
  /** Version in force when the draft was begun. */
  readonly expectedVersion: number;
  readonly from: Base;
  /** By `numberKey`. */
  readonly changes: Readonly<Record<string, NumberChange>>;
  readonly jobId: string | null;
  /** What the trial was asked with; another draft makes its answer out of date. */
  readonly triedWith: string | null;
  open(ruleSetId: string | null): void;
  begin(ruleSetId: string, expectedVersion: number, from?: Base, changes?: readonly NumberChange[]): void;
  /** `value` null: as it was. */
  change(number: Omit<NumberChange, 'value'>, value: number | null): void;
  tried(jobId: string): void;
  /** The same changes on a newer version. */
  rebase(expectedVersion: number): void;
  drop(): void;
}

const nothing = { ruleSetId: null, expectedVersion: 0, from: 'in_force' as const, changes: {}, jobId: null, triedWith: null };

export const useDraft = create<DraftState>()((set) => ({
  openId: null, ...nothing,
  open: (openId) => set({ openId }),
  begin: (ruleSetId, expectedVersion, from = 'in_force', changes = []) => set({ ...nothing, ruleSetId, expectedVersion, from, changes: Object.fromEntries(changes.map((change) => [numberKey(change), change])) }),
  change: ({ ruleId, path }, value) => set((s) => {
    const key = numberKey({ ruleId, path });
    const rest = Object.entries(s.changes).filter(([each]) => each !== key);
    return { changes: Object.fromEntries(value === null ? rest : [...rest, [key, { ruleId, path, value }]]) };
  }),
  tried: (jobId) => set((s) => ({ jobId, triedWith: draftText(s) })),
  rebase: (expectedVersion) => set({ expectedVersion, from: 'in_force' }),
  drop: () => set(nothing),
}));

/** What is sent of a draft. */
export const draftOf = ({ expectedVersion, from, changes }: Pick<DraftState, 'expectedVersion' | 'from' | 'changes'>): RuleSetDraft => ({ expectedVersion, from, changes: Object.values(changes) });
/** Equal for drafts that say the same. */
export const draftText = (draft: Pick<DraftState, 'expectedVersion' | 'from' | 'changes'>): string => JSON.stringify([draft.expectedVersion, draft.from, Object.entries(draft.changes).map(([key, { value }]) => [key, value]).sort()]);
/** There is something to try and to save. */
export const hasDraft = ({ from, changes }: Pick<DraftState, 'from' | 'changes'>): boolean => from !== 'in_force' || Object.keys(changes).length > 0;
