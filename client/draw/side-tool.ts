import { create } from 'zustand';
import { cancel } from './controller.ts';
import { leaveShapeTool } from './tools/shape-tool.ts';
import { useShapeState } from './tools/shape-state.ts';
import { useDrawState } from './draw-state.ts';

/** Ways to a boundary that have a panel of their own, and the list of borders to mend. One at a time, and none while a boundary is drawn. */
export type SideTool = 'circle' | 'list' | 'pick' | 'batch' | 'borders';
export const useSideTool = create<{ readonly open: SideTool | null }>()(() => ({ open: null }));

export function openSideTool(tool: SideTool): void {
  cancel();
  leaveShapeTool();
  useSideTool.setState(({ open }) => ({ open: open === tool ? null : tool }));
}
/** False: none was open. */
export function closeSideTool(): boolean {
  const { open } = useSideTool.getState();
  if (open !== null) useSideTool.setState({ open: null });
  return open !== null;
}
for (const state of [useDrawState, useShapeState]) state.subscribe(({ tool }) => { if (tool !== null) closeSideTool(); });
