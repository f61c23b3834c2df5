import { create } from 'zustand';

/** What the first screen compares: one rule over the divisions of one level. Null: the first that fits. */
interface DashboardState {
  readonly ruleId: string | null;
  readonly level: string | null;
  setRule(ruleId: string): void;
  setLevel(level: string): void;
}
export const useDashboardState = create<DashboardState>()((set) => ({ ruleId: null, level: null, setRule: (ruleId) => set({ ruleId }), setLevel: (level) => set({ level }) }));
