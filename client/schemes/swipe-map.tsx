import { IconArrowsHorizontal } from '@tabler/icons-react';
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { SchemeComparison } from '#contract/scheme-comparison.ts';
import { useAppState } from '../app/app-state.ts';
import { BaseLayers } from '../layers/base-layers.tsx';
import { DivisionLabels } from '../layers/division-labels.tsx';
import { HoverCard } from '../layers/hover-card.tsx';
import { useMapOwner } from '../map/map-context.ts';
import { SecondMap } from '../map/second-map.tsx';
import classes from './schemes.module.css';
import { SideOnMap } from './side-on-map.tsx';

/** Where the divider goes by key; null: the key means something else. */
export function shareAfterKey(share: number, key: string, isShift: boolean): number | null {
  const step = isShift ? 0.1 : 0.02;
  const next = { ArrowLeft: share - step, ArrowRight: share + step, Home: 0, End: 1 }[key];
  return next === undefined ? null : Math.min(1, Math.max(0, next));
}

interface DividerProps { readonly share: number; readonly onShare: (share: number) => void; readonly shareAt: (clientX: number) => number }
function Divider({ share, onShare, shareAt }: DividerProps) {
  const { t } = useTranslation('schemes');
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => { event.preventDefault(); event.currentTarget.focus(); event.currentTarget.setPointerCapture(event.pointerId); };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) onShare(shareAt(event.clientX)); };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = shareAfterKey(share, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onShare(next);
  };
  return (
    <div className={classes['divider']} role="separator" tabIndex={0} aria-orientation="vertical" aria-label={t('divider')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} onPointerDown={onPointerDown} onPointerMove={onPointerMove} onKeyDown={onKeyDown}>
      <span className={classes['grip']} aria-hidden><IconArrowsHorizontal size={16} /></span>
    </div>
  );
}

interface Props { readonly comparison: SchemeComparison; readonly names: Readonly<Record<'a' | 'b', string>> }
/** A left of a divider, B right of it: B is a map of its own over the first, clipped at the divider. The divider keeps to the room the panels leave. */
export function SwipeMap({ comparison, names }: Props) {
  const { t } = useTranslation('schemes');
  const owner = useMapOwner();
  const [share, setShare] = useState(0.5);
  const isLeftOpen = useAppState((s) => !s.leftCollapsed);
  const isRightOpen = useAppState((s) => !s.rightCollapsed);
  const stage = owner?.map.getContainer().parentElement;
  if (!owner || !stage) return null;
  const shareAt = (clientX: number): number => {
    const { left, width } = stage.getBoundingClientRect();
    const room = width - owner.margins.left - owner.margins.right;
    return room <= 0 ? 0.5 : Math.min(1, Math.max(0, (clientX - left - owner.margins.left) / room));
  };
  return createPortal(
    <div className={classes['swipe']} data-left={isLeftOpen} data-right={isRightOpen} style={{ '--share': share } as CSSProperties}>
      <div className={classes['swipeSecond']}>
        <SecondMap label={`${t('sideB')} ${names.b}`}><BaseLayers /><DivisionLabels /><SideOnMap comparison={comparison} shown="b" /><HoverCard /></SecondMap>
      </div>
      {(['a', 'b'] as const).map((side) => <span key={side} className={classes['swipeName']} data-side={side}><b>{t(side === 'a' ? 'sideA' : 'sideB')}</b> {names[side]}</span>)}
      <Divider share={share} onShare={setShare} shareAt={shareAt} />
    </div>, stage);
}
