import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readAddress } from '../app/address.ts';
import { useAppState } from '../app/app-state.ts';
import { MapOwner } from './map-owner.ts';
import classes from './map.module.css';

declare global {
  interface Window { /** Handle for tests in a real browser. */ __renewmap?: MapOwner }
}

/** `?fade=0` stops labels from fading, so that a picture of the map is the same every time. */
export const fadeMs = new URLSearchParams(window.location.search).get('fade') === '0' ? 0 : 200;

/** The interface grows with its root font (app.css); the names on the map grow with it. */
export const textScale = () => Math.max(1, Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1);

/** The element the map lives in; made once, for as long as the shell stands. */
export function MapCanvas({ onOwner }: { readonly onOwner: (owner: MapOwner | null) => void }) {
  const { t } = useTranslation('map');
  const container = useRef<HTMLDivElement>(null);
  const [canDraw] = useState(() => document.createElement('canvas').getContext('webgl2') !== null);
  useEffect(() => {
    if (!canDraw) return;
    const owner = new MapOwner(container.current as HTMLElement, { view: readAddress().view, scheme: useAppState.getState().scheme, fadeMs, textScale: textScale() });
    owner.set3d(useAppState.getState().is3d);
    window.__renewmap = owner;
    onOwner(owner);
    const stop = useAppState.subscribe((now, before) => {
      if (now.scheme !== before.scheme) owner.setTheme(now.scheme);
      if (now.is3d !== before.is3d) owner.set3d(now.is3d);
    });
    const onResize = () => owner.setTextScale(textScale());
    window.addEventListener('resize', onResize);
    return () => {
      stop();
      window.removeEventListener('resize', onResize);
      onOwner(null);
      delete window.__renewmap;
      owner.destroy();
    };
  }, [onOwner, canDraw]);
  return (
    <div id="map" className={classes['map']} ref={container} role="region" aria-label={t('region')} tabIndex={-1}>
      {!canDraw && <div className={classes['failed']} role="alert"><strong>{t('failed')}</strong><p>{t('failedText')}</p></div>}
    </div>
  );
}
