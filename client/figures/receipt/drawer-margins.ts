import { useEffect } from 'react';
import { useAppState } from '../../app/app-state.ts';
import { useMapOwner } from '../../map/map-context.ts';

/** As in receipt.module.css: from this width on the drawer stands beside its panel. */
const besideFrom = '(min-width: 1500.02px)';

/** Tells the map that the drawer takes room too, so that a feature flown to is not behind it; gives the room back on closing. */
export function useDrawerMargins(): void {
  const owner = useMapOwner();
  const leftCollapsed = useAppState((s) => s.leftCollapsed);
  const rightCollapsed = useAppState((s) => s.rightCollapsed);
  useEffect(() => {
    if (!owner) return;
    const style = getComputedStyle(document.documentElement);
    const remPx = Number.parseFloat(style.fontSize);
    const token = (name: string) => Number.parseFloat(style.getPropertyValue(name)) * remPx;
    const gap = token('--rm-gap');
    const right = token('--rm-right') + gap;
    const margins = { top: 4 * remPx, bottom: 2 * remPx, left: leftCollapsed ? 0 : token('--rm-left') + gap };
    owner.setMargins({ ...margins, right: window.matchMedia(besideFrom).matches ? 2 * right : right });
    return () => owner.setMargins({ ...margins, right: rightCollapsed ? 0 : right });
  }, [owner, leftCollapsed, rightCollapsed]);
}
