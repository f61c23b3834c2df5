import { useLayoutEffect } from 'react';
import { useAppState } from '../app/app-state.ts';
import { isTyping } from '../layers/is-typing.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { proposalKey } from '../proposals/proposal-keys.ts';
import { useDrawState } from './draw-state.ts';
import { useShapeState } from './tools/shape-state.ts';
import { keyName, keyTable, runKey } from './keys/key-table.ts';

const selectedUnit = () => {
  const { selection } = useAppState.getState();
  return selection?.type === 'unit' ? selection.id : null;
};

/** Keys that a control under the focus needs for itself. */
const ownOfControls = new Set(['Enter', 'Space', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);
const controls = 'button, a[href], summary, [role="tab"], [role="menuitem"], [role="option"], [role="slider"], [role="treeitem"], [role="dialog"]';
function belongsToControl(event: KeyboardEvent, name: string): boolean {
  return event.target instanceof Element && ownOfControls.has(name.replace('Shift+', '')) && event.target.closest(controls) !== null;
}

/** Keys the drawing library would hear on the map's canvas. */
const heldBack = new Set(keyTable.flatMap(({ keys, when }) => (when.includes('draw') || when.includes('edit') ? keys : [])));

/** Keys of the drawing tools, wherever the focus is, except in a field; a control keeps the keys it needs. */
export function useDrawKeys(owner: MapOwner | null): void {
  // Before the tool bar is seen: who sees it may press a key.
  useLayoutEffect(() => {
    if (!owner) return;
    const onKey = (event: KeyboardEvent) => {
      const name = keyName(event);
      if (event.defaultPrevented || isTyping(event.target) || belongsToControl(event, name)) return;
      const moment = useDrawState.getState().tool ?? (useShapeState.getState().tool ? 'shape' : 'idle');
      const isHandled = (moment === 'idle' && proposalKey(event.key)) || runKey(name, moment, { owner, unitId: selectedUnit() });
      if (!isHandled) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // The drawing library hears keys on the map's canvas; this hears them first.
    const onKeyUp = (event: KeyboardEvent) => {
      if (useDrawState.getState().tool !== null && heldBack.has(keyName(event)) && !isTyping(event.target)) event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('keyup', onKeyUp, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('keyup', onKeyUp, { capture: true });
    };
  }, [owner]);
}
