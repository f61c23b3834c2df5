import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useAppState } from '../app/app-state.ts';
import { followEachOther } from './follow-each-other.ts';
import { fadeMs, textScale } from './map-canvas.tsx';
import { MapOwnerContext, useMapOwner } from './map-context.ts';
import { MapOwner } from './map-owner.ts';
import classes from './map.module.css';

interface Props { readonly label: string; readonly children: ReactNode }
/** A second map over the first, showing the same place; its children find it where they look for the map. It is let go, with its WebGL context, when it leaves. */
export function SecondMap({ label, children }: Props) {
  const first = useMapOwner();
  const container = useRef<HTMLDivElement>(null);
  const [owner, setOwner] = useState<MapOwner | null>(null);
  useEffect(() => {
    if (!first) return;
    const { scheme, is3d } = useAppState.getState();
    const second = new MapOwner(container.current as HTMLElement, { view: first.view(), scheme, fadeMs, textScale: textScale() });
    second.set3d(is3d);
    second.setMargins(first.margins);
    const stopFollowing = followEachOther(first.map, second.map);
    const stopHearing = useAppState.subscribe((now, before) => {
      if (now.scheme !== before.scheme) second.setTheme(now.scheme);
      if (now.is3d !== before.is3d) second.set3d(now.is3d);
    });
    const onResize = () => second.setTextScale(textScale());
    window.addEventListener('resize', onResize);
    setOwner(second);
    return () => {
      stopFollowing();
      stopHearing();
      window.removeEventListener('resize', onResize);
      setOwner(null);
      second.destroy();
    };
  }, [first]);
  return (
    <>
      <div className={classes['map']} ref={container} role="region" aria-label={label} tabIndex={-1} />
      <MapOwnerContext value={owner}>{children}</MapOwnerContext>
    </>
  );
}
