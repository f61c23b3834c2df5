import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Finding } from '#planning/plan/edit.ts';
import type { LonLat, TopologyResult } from '#planning/plan/topology/types.ts';
import { planRules } from '../../coverage/plan-rules.ts';

/** Tools that change boundaries that are there already. The first three are drawn as a line or ring. */
export const shapeTools = ['split', 'hole', 'reshape', 'merge', 'simplify', 'buffer'] as const;
export type ShapeTool = (typeof shapeTools)[number];
export const isDrawnTool = (tool: ShapeTool | null): boolean => tool === 'split' || tool === 'hole' || tool === 'reshape';

export interface ShapeState {
  readonly tool: ShapeTool | null;
  /** The unit it began with; null when no tool is in hand. */
  readonly unitId: string | null;
  /** Corners of the line or ring so far. */
  readonly points: readonly LonLat[];
  /** Where the next one would be. */
  readonly pointer: LonLat | null;
  /** Units to merge with the first. */
  readonly picked: readonly string[];
  readonly toleranceM: number;
  readonly bufferM: number;
  readonly isMultiPart: boolean;
  /** A hole becomes a unit of its own. */
  readonly makesUnit: boolean;
  /** What the tool would do as it stands; null: not asked, or nothing to ask yet. */
  readonly preview: TopologyResult | null;
  readonly isBusy: boolean;
  /** Of the last attempt: errors keep the tool in hand. */
  readonly findings: readonly Finding[];
}
export const noShape: Pick<ShapeState, 'tool' | 'unitId' | 'points' | 'pointer' | 'picked' | 'preview' | 'isBusy' | 'findings'> =
  { tool: null, unitId: null, points: [], pointer: null, picked: [], preview: null, isBusy: false, findings: [] };
export const useShapeState = create<ShapeState>()(() => ({ ...noShape, toleranceM: planRules.simplifyToleranceM, bufferM: 10, isMultiPart: false, makesUnit: true }));

/** How boundaries in common are treated; kept in the browser. */
export interface Sharing {
  /** Neighbours follow a border they have in common. */
  readonly isShared: boolean;
  /** What is drawn over neighbours: refused, or cut to their border. */
  readonly overlap: 'refuse' | 'cut';
}
export const useSharing = create<Sharing>()(persist(() => ({ isShared: true, overlap: 'refuse' } as Sharing), { name: 'renewmap.sharing', version: 1 }));
export const toggleShared = (): void => { useSharing.setState((s) => ({ isShared: !s.isShared })); };
export const toggleOverlap = (): void => { useSharing.setState((s) => ({ overlap: s.overlap === 'cut' ? 'refuse' : 'cut' })); };
