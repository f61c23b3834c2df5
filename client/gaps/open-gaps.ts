import { create } from 'zustand';

/** Which figure's gaps are open: a rule of an area (`unit:UUID`, `division:CODE`, `city`). */
export interface OpenGaps { readonly area: string; readonly ruleId: string; readonly ruleSetId: string; readonly areaName: string }
interface OpenGapsState {
  readonly open: OpenGaps | null;
  show(gaps: OpenGaps): void;
  close(): void;
}
export const useOpenGaps = create<OpenGapsState>()((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
