import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useMapOwner } from '../map/map-context.ts';
import { useAppState } from './app-state.ts';
import classes from './map-furniture.module.css';

interface Props { readonly hasLeft: boolean; readonly hasRight: boolean; readonly children: ReactNode }

/** What floats on the map, in the room the panels leave: tools above, controls and scale below. */
export function MapFurniture({ hasLeft, hasRight, children }: Props) {
  const owner = useMapOwner();
  const leftOpen = useAppState((s) => !s.leftCollapsed) && hasLeft;
  const rightOpen = useAppState((s) => !s.rightCollapsed) && hasRight;
  useEffect(() => {
    if (!owner) return;
    const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const token = (name: string) => Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name)) * remPx;
    owner.setMargins({ top: 4 * remPx, bottom: 2 * remPx, left: leftOpen ? token('--rm-left') + token('--rm-gap') : 0, right: rightOpen ? token('--rm-right') + token('--rm-gap') : 0 });
  }, [owner, leftOpen, rightOpen]);
  return (
    <div className={classes['furniture']} data-left={leftOpen} data-right={rightOpen}>
      <div className={classes['top']}>{children}</div>
    </div>
  );
}
