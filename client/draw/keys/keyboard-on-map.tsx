import { VisuallyHidden } from '@mantine/core';
import { useEffect, useReducer } from 'react';
import { createPortal } from 'react-dom';
import type { MapOwner } from '../../map/map-owner.ts';
import { useDrawState } from '../draw-state.ts';
import { useShapeState } from '../tools/shape-state.ts';
import classes from './keys.module.css';
import { noKeyboardDrawing, useKeyboardDrawing } from './keyboard-state.ts';

/** The crosshair and the corner chosen by keys, and what screen readers hear of them. */
export function KeyboardOnMap({ owner }: { readonly owner: MapOwner }) {
  const { crosshair, chosen, said } = useKeyboardDrawing();
  const drawn = useDrawState((state) => state.tool);
  const shaped = useShapeState((state) => state.tool);
  const tool = drawn ?? shaped;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    useKeyboardDrawing.setState(noKeyboardDrawing);
    if (tool === null) return;
    const container = owner.map.getContainer();
    const onPointer = (event: PointerEvent) => {
      if (useKeyboardDrawing.getState().crosshair === null) return;
      // A hand on the mouse puts the crosshair away. A move of nothing is the browser's own, when what lies under a resting mouse has changed: the corner stays with the crosshair.
      if (event.movementX !== 0 || event.movementY !== 0) useKeyboardDrawing.setState(noKeyboardDrawing);
      else event.stopPropagation();
    };
    container.addEventListener('pointermove', onPointer, { capture: true });
    owner.map.on('move', redraw);
    return () => {
      container.removeEventListener('pointermove', onPointer, { capture: true });
      owner.map.off('move', redraw);
    };
  }, [owner, tool]);
  const corner = chosen ? owner.map.project([chosen[0], chosen[1]]) : null;
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite">{said}</VisuallyHidden>
      {createPortal(
        <>
          {crosshair && <svg className={classes['crosshair']} data-crosshair style={{ transform: `translate(${crosshair.x}px, ${crosshair.y}px)` }} aria-hidden><path d="M20.5 0V16M20.5 25V41M0 20.5H16M25 20.5H41" /></svg>}
          {corner && <div className={classes['chosen']} data-chosen style={{ transform: `translate(${corner.x}px, ${corner.y}px)` }} aria-hidden />}
        </>, owner.map.getContainer())}
    </>
  );
}
