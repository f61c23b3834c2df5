import { create } from 'zustand';

/** `existing`: what stands there; `with_proposals`: the second reading, with the unit's proposals counted. */
export type Reading = 'existing' | 'with_proposals';
/** Which number's receipt is open: a rule of an area (`unit:UUID`, `division:CODE`, `city`), in one of its readings. */
export interface OpenFigure { readonly area: string; readonly ruleId: string; readonly ruleSetId: string; readonly reading?: Reading }
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
