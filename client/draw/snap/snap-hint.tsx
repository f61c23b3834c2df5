import { useEffect, useReducer } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { MapOwner } from '../../map/map-owner.ts';
import type { SnapHow } from './snap-engine.ts';
import { useSnapHint } from './snap-hint-state.ts';
import { snapWords } from './snap-words.ts';
import classes from './snap.module.css';

/** Signs as draughtsmen know them: a square on a corner, a cross on a crossing, an hourglass on a line. */
const signs: Readonly<Record<SnapHow, string>> = {
  vertex: 'M-6-6H6V6H-6Z', intersection: 'M-6-6L6 6M6-6L-6 6', edge: 'M-6-6H6L-6 6H6Z', right_angle: 'M-6-7V6H7M-6 0H0V6', parallel: 'M-6 5L4-7M-2 7L8-5',
};

/** Marks on the map what the corner snaps to, in a sign and in words, with a dashed line for a right angle or parallel. */
export function SnapHint({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const snap = useSnapHint((state) => state.snap);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const isShown = snap !== null;
  useEffect(() => {
    if (!isShown) return;
    owner.map.on('move', redraw);
    return () => void owner.map.off('move', redraw);
  }, [owner, isShown]);
  if (!snap) return null;
  const at = owner.map.project([snap.position[0], snap.position[1]]);
  const from = snap.from ? owner.map.project([snap.from[0], snap.from[1]]) : null;
  const { left, right } = owner.margins;
  // The words lie on the side with more free map, for panels and controls hide what lies under them.
  const isLeft = at.x > (left + owner.map.getContainer().clientWidth - right) / 2;
  return createPortal(
    <div className={classes['hint']} data-snap={snap.how} aria-hidden>
      <svg className={classes['signs']}>
        {from && <line x1={from.x} y1={from.y} x2={at.x} y2={at.y} />}
        <path d={signs[snap.how]} transform={`translate(${at.x} ${at.y})`} />
      </svg>
      <span className={classes['words']} style={{ transform: `translate(${at.x + (isLeft ? -14 : 14)}px, ${at.y + 12}px)${isLeft ? ' translateX(-100%)' : ''}` }}>{snapWords(t, snap)}</span>
    </div>, owner.map.getContainer());
}
