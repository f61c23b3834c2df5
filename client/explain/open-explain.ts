import { create } from 'zustand';

export type AskedOnMap = { readonly featureId: number } | { readonly at: readonly [lon: number, lat: number] };
/** The place asked about; null: it is still to be chosen on the map. `ruleIds` null: every rule. */
export interface OpenExplain { readonly place: AskedOnMap | null; readonly ruleIds: readonly string[] | null }
interface OpenExplainState {
  readonly open: OpenExplain | null;
  show(asked: OpenExplain): void;
  close(): void;
}
export const useOpenExplain = create<OpenExplainState>()((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
