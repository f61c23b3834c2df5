import { useLayoutEffect, type RefObject } from 'react';
import { useMapOwner } from './map-context.ts';
import type { Margins } from './map-owner.ts';

/** Tells the map that the panel covers its lower part and the tools its upper one, so that what it shows is between them; gives the room back on closing. The legend below is hidden meanwhile (map-furniture.module.css). */
export function useMapRoom(panel: RefObject<HTMLElement | null>): void {
  const owner = useMapOwner();
  useLayoutEffect(() => {
    if (!owner || !panel.current) return;
    const before: Margins = owner.margins;
    const tools = [...document.querySelectorAll('[role="toolbar"]')].map((bar) => bar.getBoundingClientRect().bottom);
    const top = owner.map.getContainer().getBoundingClientRect().top;
    owner.setMargins({ ...before, top: Math.max(before.top, ...tools.map((bottom) => bottom - top)), bottom: window.innerHeight - panel.current.getBoundingClientRect().top });
    document.documentElement.dataset['lowerPanel'] = '';
    return () => { owner.setMargins(before); delete document.documentElement.dataset['lowerPanel']; };
  }, [owner, panel]);
}
