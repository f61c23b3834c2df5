import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useDivisions } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { AreaFigures } from '../app/room-parts.tsx';
import { useMapOwner } from '../map/map-context.ts';
import { LoadingState } from '../ui/states.tsx';
import { boundsOf } from './bounds.ts';
import classes from './layers.module.css';
import { areaText } from './names.ts';
import { PanelHead } from './panel-head.tsx';

/** A district, subdistrict or community: what it is, and its figures. */
export function DivisionPanel({ code }: { readonly code: string }) {
  const { t } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  const owner = useMapOwner();
  const divisions = useDivisions(useAppState((s) => s.cityId)).data;
  const division = divisions?.find((each) => each.code === code);
  const close = () => useAppState.getState().select(null);
  if (!divisions) return <LoadingState />;
  const bounds = boundsOf(division?.geometry);
  const level = division ? t(`levels.${division.level}`, { defaultValue: division.level }) : t('division.title');
  return (
    <>
      <PanelHead
        title={division?.name ?? code} onClose={close} sub={division ? `${level} · ${areaText(division.areaM2, locale)} · ${t('division.code')} ${code}` : level}
        actions={bounds && <Tooltip label={t('feature.locate')}><ActionIcon aria-label={t('feature.locate')} onClick={() => owner?.fit(bounds)}><IconFocusCentered size={18} /></ActionIcon></Tooltip>}
      />
      <div className={classes['scroll']}><Suspense fallback={<LoadingState />}><AreaFigures area={`division:${code}`} /></Suspense></div>
    </>
  );
}
