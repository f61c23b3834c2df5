import { useEffect } from 'react';
import { useAppState } from '../app/app-state.ts';
import { isTyping } from '../layers/is-typing.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { isProposalStepNext, stepProposals } from '../proposals/proposal-commands.ts';
import { proposalKey } from '../proposals/proposal-keys.ts';
import { planStore } from '../units/plan.ts';
import { cancel, deleteCorner, enter, redoInside, startDrawing, startEditing, undoInside } from './controller.ts';
import { useDrawState } from './draw-state.ts';
import { removeUnit } from './remove-unit.tsx';

const selectedUnit = () => {
  const { selection } = useAppState.getState();
  return selection?.type === 'unit' ? selection.id : null;
};

/** Two levels: within a drawing a corner or a drag, outside it the edits of the plan. */
export function undo(): void {
  if (useDrawState.getState().tool !== null) undoInside();
  else if (isProposalStepNext('undo')) stepProposals('undo');
  else planStore().getState().undoLast();
}
export function redo(): void {
  if (useDrawState.getState().tool !== null) redoInside();
  else if (isProposalStepNext('redo')) stepProposals('redo');
  else planStore().getState().redoLast();
}

function plainKey(key: string, owner: MapOwner): boolean {
  const isDrawing = useDrawState.getState().tool !== null;
  const unitId = selectedUnit();
  if (!isDrawing && proposalKey(key)) return true;
  switch (key) {
    case 'Escape': if (isDrawing) cancel(); return isDrawing;
    case 'Enter': if (isDrawing) enter(); return isDrawing;
    case 'Delete': case 'Backspace':
      if (isDrawing) deleteCorner();
      else if (unitId !== null && key === 'Delete') removeUnit(unitId);
      return isDrawing || unitId !== null;
    case 'd': case 'D': if (!isDrawing) startDrawing(owner); return !isDrawing;
    case 'e': case 'E': if (!isDrawing && unitId !== null) startEditing(owner, unitId); return !isDrawing && unitId !== null;
    default: return false;
  }
}

/** Keys of the drawing tools, wherever the focus is, except in a field; buttons keep their Enter. */
export function useDrawKeys(owner: MapOwner | null): void {
  useEffect(() => {
    if (!owner) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || (event.key === 'Enter' && event.target instanceof HTMLButtonElement)) return;
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const isHandled = isCommand ? (key === 'z' || key === 'y') && !event.altKey : !event.altKey && plainKey(event.key, owner);
      if (isCommand && isHandled) (key === 'y' || event.shiftKey ? redo : undo)();
      if (!isHandled) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // The drawing library hears keys on the map's canvas; this hears them first.
    const onKeyUp = (event: KeyboardEvent) => {
      if (useDrawState.getState().tool !== null && ['Enter', 'Escape', 'Delete', 'Backspace'].includes(event.key) && !isTyping(event.target)) event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('keyup', onKeyUp, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('keyup', onKeyUp, { capture: true });
    };
  }, [owner]);
}
