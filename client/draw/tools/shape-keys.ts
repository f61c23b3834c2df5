import { coverageClient } from '../../coverage/session.ts';
import type { KeyCommand, KeyContext } from '../keys/key-command.ts';
import { shapeTools, toggleOverlap, toggleShared, useShapeState, type ShapeTool } from './shape-state.ts';
import { applyShapeTool, leaveShapeTool, startShapeTool, takeBackPoint } from './shape-tool.ts';

/** The key of each tool, and of the two choices about neighbours. */
export const shapeKeys = { split: 'K', merge: 'M', hole: 'H', reshape: 'R', simplify: 'I', buffer: 'U', share: 'G', overlap: 'X' } as const;

/** Takes the tool in hand, or puts it away when it is there already. */
function takeTool(tool: ShapeTool, { owner, unitId }: KeyContext): boolean {
  if (unitId === null || !coverageClient()) return false;
  if (useShapeState.getState().tool === tool) leaveShapeTool();
  else startShapeTool(owner, tool, unitId);
  return true;
}

/** Keys of the boundary tools; words as for the drawing tools. */
export const shapeCommands: readonly KeyCommand[] = [
  ...shapeTools.map((tool): KeyCommand => ({ id: tool, keys: [shapeKeys[tool]], when: ['idle', 'shape'], run: (context) => takeTool(tool, context) })),
  { id: 'share', keys: [shapeKeys.share], when: ['idle', 'draw', 'edit', 'shape'], run: toggleShared },
  { id: 'overlap', keys: [shapeKeys.overlap], when: ['idle', 'draw', 'edit', 'shape'], run: toggleOverlap },
  { id: 'takeBack', keys: ['Backspace', 'Delete', 'Ctrl+Z'], when: ['shape'], run: () => { takeBackPoint(); } },
  { id: 'apply', keys: ['Enter'], when: ['shape'], run: () => void applyShapeTool() },
  { id: 'cancel', keys: ['Escape'], when: ['shape'], run: leaveShapeTool },
];
