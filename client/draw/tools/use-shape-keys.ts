import { useEffect } from 'react';
import { isTyping } from '../../layers/is-typing.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { coverageClient } from '../../coverage/session.ts';
import { useDrawState } from '../draw-state.ts';
import { shapeTools, toggleOverlap, toggleShared, useShapeState } from './shape-state.ts';
import { applyShapeTool, leaveShapeTool, startShapeTool, takeBackPoint } from './shape-tool.ts';

/** As people press them; letters without Ctrl. */
export const shapeKeys = { split: 'S', merge: 'M', hole: 'H', reshape: 'R', simplify: 'I', buffer: 'B', share: 'G', overlap: 'X' } as const;

/** A key with a tool in hand; true: it has been used. */
function keyInHand(event: KeyboardEvent): boolean {
  const isBack = event.key === 'Backspace' || event.key === 'Delete' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey);
  if (event.key === 'Escape') leaveShapeTool();
  else if (event.key === 'Enter') void applyShapeTool();
  else if (isBack) takeBackPoint();
  else return false;
  return true;
}

function keyWithoutModifier(event: KeyboardEvent, owner: MapOwner, unitId: string | null): boolean {
  const key = event.key.toUpperCase();
  if (key === shapeKeys.share) toggleShared();
  else if (key === shapeKeys.overlap) toggleOverlap();
  else {
    const tool = shapeTools.find((each) => shapeKeys[each] === key);
    if (!tool || unitId === null || !coverageClient() || useDrawState.getState().tool !== null) return false;
    if (useShapeState.getState().tool === tool) leaveShapeTool();
    else startShapeTool(owner, tool, unitId);
  }
  return true;
}

/** Keys of the boundary tools, wherever the focus is, except in a field; buttons keep their Enter. Heard before those of the drawing tools. */
export function useShapeKeys(owner: MapOwner, unitId: string | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || event.altKey || (event.key === 'Enter' && event.target instanceof HTMLButtonElement)) return;
      const isInHand = useShapeState.getState().tool !== null;
      const isUsed = (isInHand && keyInHand(event)) || (!event.ctrlKey && !event.metaKey && !event.shiftKey && keyWithoutModifier(event, owner, unitId));
      if (!isUsed) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [owner, unitId]);
}
