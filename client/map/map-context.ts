import { createContext, useContext, useEffect } from 'react';
import type { MapOwner } from './map-owner.ts';
import type { MapHit, Overlay } from './overlay.ts';

export const MapOwnerContext = createContext<MapOwner | null>(null);

/** The owner of the map; null until the map stands, so effects begin with `if (!owner) return`. */
export const useMapOwner = (): MapOwner | null => useContext(MapOwnerContext);

/** Draws an overlay while the component lives and `overlay` is not null. Memoise `overlay` by what it depends on, the scheme included. */
export function useOverlay(id: string, overlay: Overlay | null): void {
  const owner = useMapOwner();
  useEffect(() => {
    if (!owner) return;
    if (overlay) owner.setOverlay(id, overlay);
    else owner.removeOverlay(id);
  }, [owner, id, overlay]);
  useEffect(() => () => owner?.removeOverlay(id), [owner, id]);
}

/** Hears clicks on an overlay (or `base`) while the component lives. Memoise the listener. */
export function useMapClick(target: string, listener: (hit: MapHit) => void): void {
  const owner = useMapOwner();
  useEffect(() => owner?.onClick(target, (hit) => { if (hit) listener(hit); }), [owner, target, listener]);
}
