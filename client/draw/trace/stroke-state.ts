import { create } from 'zustand';
import type { ArcSide } from '../typed/arcs.ts';

/** How two clicks become corners: a straight edge, along a line of the map, or an arc through a place between. */
export type Stroke = 'straight' | 'trace' | 'arc';
interface StrokeState {
  readonly stroke: Stroke;
  /** Length of what would be traced to where the pointer is, metres; null: nothing leads there. */
  readonly previewM: number | null;
  /** Of arcs between two clicks, metres; null: an arc is clicked by three. */
  readonly arcRadiusM: number | null;
  readonly arcSide: ArcSide;
  /** The last arc's ends were farther apart than twice the radius: the least radius for them, metres. */
  readonly leastRadiusM: number | null;
}
export const useStroke = create<StrokeState>()(() => ({ stroke: 'straight', previewM: null, arcRadiusM: null, arcSide: 'left', leastRadiusM: null }));
export const toggleStroke = (stroke: Stroke): void => useStroke.setState((now) => ({ stroke: now.stroke === stroke ? 'straight' : stroke, previewM: null, leastRadiusM: null }));
