import { create } from 'zustand';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Finding } from '#planning/plan/edit.ts';
import type { TopologyRefusal } from '#planning/plan/topology/types.ts';

/** A place to mark while drawing, degrees. */
export interface QuickMark { readonly code: 'self_intersection' | 'too_few_points' | 'spike'; readonly place: readonly [number, number] }

/** What is being drawn. Drafts live here and in the drawing library and nowhere else until they are committed. */
export interface DrawState {
  readonly tool: 'draw' | 'edit' | null;
  readonly unitId: string | null;
  /** Null until three corners are set. */
  readonly draft: LonLatArea | null;
  readonly corners: number;
  readonly quick: QuickMark | null;
  /** Of the last attempt to finish; errors keep the tool open. */
  readonly findings: readonly Finding[];
  /** Why the attempt came to nothing, where no finding says it. */
  readonly refused: TopologyRefusal | null;
  readonly isChecking: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}
export const noDrawing: DrawState = { tool: null, unitId: null, draft: null, corners: 0, quick: null, findings: [], refused: null, isChecking: false, canUndo: false, canRedo: false };
export const useDrawState = create<DrawState>()(() => noDrawing);
