import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import classes from './layers.module.css';
import { inLocale } from './names.ts';

interface Props {
  /** What is hovered: the imported layers when absent, else an overlay, whose features are all of one kind. */
  readonly of?: string;
  readonly kindName?: string;
}

/** Name and kind of what the pointer is over, on the map it is asked of, whichever panel asks. Its place is written past React: only another feature renders again. */
export function HoverCard({ of = 'base', kindName: given }: Props = {}) {
  const { t } = useTranslation('layers');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const kinds = useLayerKinds().data?.kinds;
  const [hit, setHit] = useState<MapHit | null>(null);
  const card = useRef<HTMLDivElement>(null);
  const place = useRef<readonly [number, number]>([0, 0]);
  useEffect(() => owner?.onHover(of, (next) => {
    if (next) {
      place.current = next.point;
      if (card.current) card.current.style.transform = at(next.point);
    }
    setHit((now) => (now?.id === next?.id && now?.kind === next?.kind ? now : next));
  }), [owner, of]);
  const stage = owner?.map.getContainer().parentElement;
  if (!hit || !stage) return null;
  const kindName = given ?? inLocale(kinds?.find(({ kind }) => kind === hit.kind)?.name, locale, hit.kind);
  return createPortal(
    <div className={`${classes['card']} ${classes['hover']}`} ref={(element) => { card.current = element; if (element) element.style.transform = at(place.current); }} role="presentation">
      {hit.name && <strong>{hit.name}</strong>}
      <span>{hit.name ? kindName : `${kindName} · ${t('feature.unnamed')}`}</span>
    </div>, stage);
}
const at = ([x, y]: readonly [number, number]) => `translate(${Math.round(x + 14)}px, ${Math.round(y + 14)}px)`;
