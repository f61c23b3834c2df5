import { useCallback, useSyncExternalStore } from 'react';
import type { MapOwner } from './map-owner.ts';

/** A value read from the map, kept up to date with its movement; `read` must give an equal primitive when nothing changed. */
export function useMapValue<T extends string | number | boolean | null>(owner: MapOwner | null, read: (owner: MapOwner) => T, empty: T, event: 'move' | 'idle' = 'move'): T {
  const subscribe = useCallback((changed: () => void) => {
    if (!owner) return () => undefined;
    owner.map.on(event, changed);
    return () => void owner.map.off(event, changed);
  }, [owner, event]);
  return useSyncExternalStore(subscribe, () => (owner ? read(owner) : empty));
}
