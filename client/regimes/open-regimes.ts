import { create } from 'zustand';

/** The area whose figures stand side by side, and the rules picked to be held against each other, at most two. */
interface OpenRegimes {
  readonly open: { readonly area: string; readonly areaName: string } | null;
  readonly picked: readonly string[];
  show(area: string, areaName: string): void;
  /** Picks a rule, or drops it; a third one takes the place of the first. */
  pick(ruleId: string): void;
  close(): void;
}
export const useOpenRegimes = create<OpenRegimes>()((set) => ({
  open: null, picked: [],
  show: (area, areaName) => set({ open: { area, areaName }, picked: [] }),
  pick: (ruleId) => set(({ picked }) => ({ picked: picked.includes(ruleId) ? picked.filter((each) => each !== ruleId) : [...picked, ruleId].slice(-2) })),
  close: () => set({ open: null, picked: [] }),
}));
