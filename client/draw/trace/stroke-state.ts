import { create } from 'zustand';

/** How two clicks become corners: a straight edge, along a line of the map, or an arc through a place between. */
export type Stroke = 'straight' | 'trace' | 'arc';
interface StrokeState {
  readonly stroke: Stroke;
  /** Length of what would be traced to where the pointer is, metres; null: nothing leads there. */
  readonly previewM: number | null;
}
export const useStroke = create<StrokeState>()(() => ({ stroke: 'straight', previewM: null }));
export const toggleStroke = (stroke: Stroke): void => useStroke.setState((now) => ({ stroke: now.stroke === stroke ? 'straight' : stroke, previewM: null }));
