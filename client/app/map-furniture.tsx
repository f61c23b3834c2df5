import { Badge } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useLayoutEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCity, useLayers } from '../api/queries.ts';
import { Legend } from '../layers/legend.tsx';
import { isShown } from '../layers/default-layers.ts';
import { MapControls } from '../map/map-controls.tsx';
import { useMapOwner } from '../map/map-context.ts';
import { MapFoot } from '../map/map-foot.tsx';
import { useAppState } from './app-state.ts';
import { FirstSteps } from './first-steps.tsx';
import classes from './map-furniture.module.css';

/** Tells the map how much of it the panels cover, so that what it shows is not behind them. */
function useMargins(leftOpen: boolean, rightOpen: boolean): void {
  const owner = useMapOwner();
  useLayoutEffect(() => {
    if (!owner) return;
    const style = getComputedStyle(document.documentElement);
    const remPx = Number.parseFloat(style.fontSize);
    const token = (name: string) => Number.parseFloat(style.getPropertyValue(name)) * remPx;
    owner.setMargins({ top: 4 * remPx, bottom: 2 * remPx, left: leftOpen ? token('--rm-left') + token('--rm-gap') : 0, right: rightOpen ? token('--rm-right') + token('--rm-gap') : 0 });
  }, [owner, leftOpen, rightOpen]);
}

interface Props { readonly hasLeft: boolean; readonly hasRight: boolean; /** True: a sheet lies over the map. */ readonly isCovered: boolean; readonly children: ReactNode }

/** What floats on the map, in the room the panels leave: tools above, legend, controls and scale below. */
export function MapFurniture({ hasLeft, hasRight, isCovered, children }: Props) {
  const { t } = useTranslation('app');
  const cityId = useAppState((s) => s.cityId);
  const city = useCity(cityId);
  const layers = useLayers(cityId).data ?? [];
  const switches = useAppState((s) => s.layerSwitches);
  const page = useAppState((s) => s.page);
  const leftOpen = useAppState((s) => !s.leftCollapsed) && hasLeft;
  const rightOpen = useAppState((s) => !s.rightCollapsed) && hasRight;
  useMargins(leftOpen, rightOpen);
  if (isCovered) return null;
  return (
    <div className={classes['furniture']} data-left={leftOpen} data-right={rightOpen}>
      <div className={classes['top']}>{children}</div>
      <div className={classes['bottom']}>
        <div className={classes['corner']}>{page === 'workbench' && <FirstSteps />}{layers.length > 0 && <Legend />}</div>
        <div className={classes['foot']}>
          {city?.isFictional && <Badge className={classes['fictional']} variant="default" size="lg" radius="sm" leftSection={<IconSparkles size={14} />}>{t('fictionalBanner')}</Badge>}
          <MapFoot srid={city?.srid ?? null} editions={layers.filter((layer) => isShown(layer.kind, switches))} />
        </div>
        <MapControls bounds={city?.bounds ?? null} />
      </div>
    </div>
  );
}
