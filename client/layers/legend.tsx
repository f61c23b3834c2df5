import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconHomeDot } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { facilityKinds } from '../map/layers/facilities.ts';
import { useMapOwner } from '../map/map-context.ts';
import { oldPlaceKinds } from '../map/palette.ts';
import { useMapValue } from '../map/use-map-view.ts';
import { ProposalSwatch, useProposalsOnScreen } from '../proposals/proposals-legend.tsx';
import classes from './layers.module.css';
import { inLocale } from './names.ts';
import { useOldPlaces } from './old-places.ts';
import { Swatch } from './swatch.tsx';

const legendKinds: readonly string[] = [...oldPlaceKinds, 'historic_district', 'idle_land', 'unit_boundary', ...facilityKinds];

/** One click for the old places, and what the thematic colours and signs now in view mean, those of proposals first. */
export function Legend() {
  const { t } = useTranslation('layers');
  const proposals = useTranslation('proposals').t;
  const locale = useAppState((s) => s.locale);
  const owner = useMapOwner();
  const kinds = useLayerKinds().data?.kinds;
  const old = useOldPlaces();
  const [isOpen, setOpen] = useState(true);
  const onScreen = useMapValue(owner, (o) => { const seen = o.kindsOnScreen(legendKinds); return legendKinds.filter((kind) => seen.has(kind)).join(' '); }, '', 'idle');
  const proposed = useProposalsOnScreen(owner);
  const [isDrawn, setDrawn] = useState(false);
  // Nothing is said to be missing before the map has been drawn once.
  useEffect(() => {
    if (!owner) return;
    const drawn = () => setDrawn(true);
    owner.map.once('idle', drawn);
    return () => void owner.map.off('idle', drawn);
  }, [owner]);
  const shown = onScreen === '' ? [] : onScreen.split(' ');
  return (
    <div className={classes['card']}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 4, padding: '0.25rem 0.35rem' }}>
        <Button size="compact-xs" variant={old.areShown ? 'filled' : 'default'} leftSection={<IconHomeDot size={14} />} disabled={old.kinds.length === 0} aria-pressed={old.areShown} title={t(old.areShown ? 'oldPlacesOff' : 'oldPlacesOn')} onClick={old.toggle}>{t('oldPlaces')}</Button>
        <UnstyledButton style={{ display: 'flex', alignItems: 'center', gap: 3, marginLeft: 'auto', fontSize: 'var(--mantine-font-size-xs)' }} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('legend')}{isOpen ? <IconChevronDown size={14} /> : <IconChevronUp size={14} />}</UnstyledButton>
      </div>
      {isOpen && (
        <div className={classes['legend']} style={{ paddingTop: 0 }}>
          {shown.length === 0 && proposed.length === 0 && isDrawn && <Text size="xs" c="dimmed" style={{ gridColumn: '1 / -1' }}>{t('legendEmpty')}</Text>}
          {proposed.map((action) => <div key={action} className={classes['legendRow']}><ProposalSwatch action={action} className={classes['swatch']} />{proposals(`onMap.${action}`)}</div>)}
          {shown.map((id) => <div key={id} className={classes['legendRow']}><Swatch kind={id} />{inLocale(kinds?.find(({ kind }) => kind === id)?.name, locale, id)}</div>)}
        </div>
      )}
    </div>
  );
}
