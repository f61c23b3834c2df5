import { Button } from '@mantine/core';
import { IconMapPin, IconScissors } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMapOwner } from '../../map/map-context.ts';
import { finish } from '../controller.ts';
import classes from '../draw.module.css';
import { useDrawState } from '../draw-state.ts';

/** Why a boundary could not be finished; over a neighbour's ground, the way out with one click. */
export function RefusedHelp() {
  const { t } = useTranslation('draw');
  const owner = useMapOwner();
  const { refused, findings } = useDrawState();
  const place = refused?.place;
  const isOver = refused?.code === 'overlap' || (findings.some(({ code }) => code === 'overlap') && findings.every(({ code, severity }) => code === 'overlap' || severity !== 'error'));
  if (!refused && !isOver) return null;
  return (
    <>
      {refused && (
        <div className={classes['quick']} role="alert">{t(`shape.refused.${refused.code}`)}
          {place && <Button size="compact-xs" variant="subtle" leftSection={<IconMapPin size={14} aria-hidden />} onClick={() => owner?.flyTo(place[0], place[1])}>{t('shape.seePlace')}</Button>}
        </div>
      )}
      {isOver && <Button size="compact-xs" variant="light" leftSection={<IconScissors size={14} aria-hidden />} onClick={() => void finish('cut')}>{t('shape.cutInstead')}</Button>}
    </>
  );
}
