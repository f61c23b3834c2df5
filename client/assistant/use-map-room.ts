import { useLayoutEffect, type RefObject } from 'react';
import { useMapOwner } from '../map/map-context.ts';
import type { Margins } from '../map/map-owner.ts';

/** Tells the map that the panel covers its lower part and the tools its upper one, so that a boundary is shown between them; gives the room back on closing. */
export function useMapRoom(panel: RefObject<HTMLElement | null>): void {
  const owner = useMapOwner();
  useLayoutEffect(() => {
    if (!owner || !panel.current) return;
    const before: Margins = owner.margins;
    const tools = [...document.querySelectorAll('[role="toolbar"]')].map((bar) => bar.getBoundingClientRect().bottom);
    const top = owner.map.getContainer().getBoundingClientRect().top;
    owner.setMargins({ ...before, top: Math.max(before.top, ...tools.map((bottom) => bottom - top)), bottom: window.innerHeight - panel.current.getBoundingClientRect().top });
    return () => owner.setMargins(before);
  }, [owner, panel]);
}
