import { useLayoutEffect, type RefObject } from 'react';
import type { Margins } from '../map/map-owner.ts';
import { useMapOwner } from '../map/map-context.ts';

/** Tells the map that the panel covers its lower part, so that what it shows is above the panel; gives the room back on closing. */
export function usePanelMargins(panel: RefObject<HTMLElement | null>): void {
  const owner = useMapOwner();
  useLayoutEffect(() => {
    if (!owner || !panel.current) return;
    const before: Margins = owner.margins;
    owner.setMargins({ ...before, bottom: window.innerHeight - panel.current.getBoundingClientRect().top });
    return () => owner.setMargins(before);
  }, [owner, panel]);
}
