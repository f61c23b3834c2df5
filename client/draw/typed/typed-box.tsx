import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { MapOwner } from '../../map/map-owner.ts';
import { drawing } from '../controller.ts';
import classes from '../drafting.module.css';
import { useDrawState } from '../draw-state.ts';
import { useKeyboardDrawing } from '../keys/keyboard-state.ts';
import { arcByRadius } from './arcs.ts';
import { cityReference } from './city-reference.ts';
import { parseTyped, type TypedFault } from './parse-typed.ts';

const boxId = 'typed-corner';
/** Shown when asked for: it lies over the map. */
export const useTypedBox = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));
export function openTypedBox(): void {
  useTypedBox.setState({ isOpen: true });
  document.getElementById(boxId)?.focus();
}
function closeTypedBox(owner: MapOwner): void {
  useTypedBox.setState({ isOpen: false });
  owner.map.getCanvas().focus();
}

/** Sets the next corner, or moves the chosen one, to what was typed; says what is wrong with it, or null. */
function take(owner: MapOwner, text: string): TypedFault | 'no_corner_chosen' | null {
  const own = drawing();
  if (!own) return null;
  const isDrawing = useDrawState.getState().tool === 'draw';
  const from = isDrawing ? own.editor.corners().at(-1) ?? null : own.editor.chosenCorner;
  if (!isDrawing && !from) return 'no_corner_chosen';
  const typed = parseTyped(text, from, cityReference(owner));
  if (!typed.ok) return typed.fault;
  if (isDrawing) {
    const { arcRadiusM } = typed;
    const corners = from && arcRadiusM !== undefined ? arcByRadius(from, typed.position, Math.abs(arcRadiusM), arcRadiusM > 0 ? 'left' : 'right', cityReference(owner).crs) : [typed.position];
    if (!corners) return 'radius_too_small';
    own.editor.addCorners(corners);
    if (own.how === 'drawn') own.how = 'typed';
  } else if (typed.arcRadiusM !== undefined) {
    return 'not_understood';
  } else {
    own.editor.moveCorner(typed.position);
    useKeyboardDrawing.setState({ chosen: own.editor.chosenCorner });
  }
  if (!owner.map.getBounds().contains([typed.position[0], typed.position[1]])) owner.map.easeTo({ center: [typed.position[0], typed.position[1]], animate: false });
  return null;
}

/** A field for the next corner in numbers while something is drawn. Enter takes it, an empty Enter finishes, Escape puts it away. */
export function TypedBox({ owner, onFinish }: { readonly owner: MapOwner; readonly onFinish: () => void }) {
  const { t } = useTranslation('draw');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<ReturnType<typeof take>>(null);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') closeTypedBox(owner);
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (text.trim() === '') {
      onFinish();
      return;
    }
    const found = take(owner, text);
    setFault(found);
    if (found === null) setText('');
  };
  return (
    <div className={classes['typed']}>
      <TextInput id={boxId} size="xs" w="15rem" autoFocus autoComplete="off" aria-label={t('typed.label')} placeholder={t('typed.placeholder')} value={text} error={fault !== null} aria-describedby={`${boxId}-note`} onChange={(event) => { setText(event.currentTarget.value); setFault(null); }} onKeyDown={onKey} />
      <span id={`${boxId}-note`} role={fault ? 'alert' : undefined} className={fault ? classes['fault'] : classes['note']}>{fault ? t(`typed.faults.${fault}`) : t('typed.note', { crs: cityReference(owner).crs.code })}</span>
    </div>
  );
}
