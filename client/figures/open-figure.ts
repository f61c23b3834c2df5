import { create } from 'zustand';

/** Which number's receipt is open: a rule of an area (`unit:UUID`, `division:CODE`, `city`). */
export interface OpenFigure { readonly area: string; readonly ruleId: string; readonly ruleSetId: string }
interface OpenFigureState {
  readonly open: OpenFigure | null;
  show(figure: OpenFigure): void;
  close(): void;
}
export const useOpenFigure = create<OpenFigureState>()((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
