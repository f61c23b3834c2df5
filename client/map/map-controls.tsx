import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBox, IconCompass, IconMinus, IconPlus, IconSquare, IconZoomScan } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner } from './map-context.ts';
import classes from './map-controls.module.css';
import { useMapValue } from './use-map-view.ts';

interface ControlProps { readonly label: string; readonly onClick: () => void; readonly children: ReactNode; readonly isPressed?: boolean; readonly isDisabled?: boolean }
function Control({ label, onClick, children, isPressed, isDisabled = false }: ControlProps) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon variant="default" size={34} radius={0} className={classes['control']} aria-label={label} disabled={isDisabled} {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })} onClick={onClick}>{children}</ActionIcon>
    </Tooltip>
  );
}

interface Props { readonly bounds: readonly [number, number, number, number] | null }
/** Zoom, north, the whole city, flat or standing buildings. */
export function MapControls({ bounds }: Props) {
  const { t } = useTranslation('map');
  const owner = useMapOwner();
  const is3d = useAppState((s) => s.is3d);
  const bearing = useMapValue(owner, (o) => Math.round(o.map.getBearing()), 0);
  const toggle3d = () => {
    useAppState.getState().set3d(!is3d);
    owner?.map.easeTo({ pitch: is3d ? 0 : Math.max(owner.map.getPitch(), 50), duration: 500 });
  };
  return (
    <div className={classes['controls']} role="group" aria-label={t('tools')}>
      <Control label={t('zoomIn')} onClick={() => owner?.map.zoomIn()}><IconPlus size={17} /></Control>
      <Control label={t('zoomOut')} onClick={() => owner?.map.zoomOut()}><IconMinus size={17} /></Control>
      <Control label={t('north')} onClick={() => owner?.map.easeTo({ bearing: 0, pitch: 0, duration: 400 })}>
        <IconCompass size={18} style={{ transform: `rotate(${-bearing - 45}deg)` }} />
      </Control>
      <Control label={t('whole')} onClick={() => bounds && owner?.fit(bounds)} isDisabled={bounds === null}><IconZoomScan size={17} /></Control>
      <Control label={t(is3d ? 'to2d' : 'to3d')} onClick={toggle3d} isPressed={is3d}>{is3d ? <IconSquare size={16} /> : <IconBox size={17} />}</Control>
    </div>
  );
}
