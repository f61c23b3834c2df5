import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import classes from './layers.module.css';
import { inLocale } from './names.ts';

/** Name and kind of what the pointer is over. Its place is written past React: only another feature renders again. */
export function HoverCard() {
  const { t } = useTranslation('layers');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const kinds = useLayerKinds().data?.kinds;
  const [hit, setHit] = useState<MapHit | null>(null);
  const card = useRef<HTMLDivElement>(null);
  const place = useRef<readonly [number, number]>([0, 0]);
  useEffect(() => owner?.onHover('base', (next) => {
    if (next) {
      place.current = next.point;
      if (card.current) card.current.style.transform = at(next.point);
    }
    setHit((now) => (now?.id === next?.id && now?.kind === next?.kind ? now : next));
  }), [owner]);
  if (!hit) return null;
  const kindName = inLocale(kinds?.find(({ kind }) => kind === hit.kind)?.name, locale, hit.kind);
  return (
    <div className={`${classes['card']} ${classes['hover']}`} ref={(element) => { card.current = element; if (element) element.style.transform = at(place.current); }} role="presentation">
      {hit.name && <strong>{hit.name}</strong>}
      <span>{hit.name ? kindName : `${kindName} · ${t('feature.unnamed')}`}</span>
    </div>
  );
}
const at = ([x, y]: readonly [number, number]) => `translate(${Math.round(x + 14)}px, ${Math.round(y + 14)}px)`;
