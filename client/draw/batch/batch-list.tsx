import { Checkbox } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app/app-state.ts';
import { boundsOf } from '../../layers/bounds.ts';
import { areaText } from '../../layers/names.ts';
import { areaM2Of } from '../../map/area-of.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import classes from '../drafting.module.css';
import { findingValues } from '../finding-words.ts';
import type { BatchRow } from './settle-batch.ts';

/** Why a boundary cannot become a unit: the first error, or what the cutting came to. */
function Refused({ row }: { readonly row: BatchRow }) {
  const { t } = useTranslation('draw');
  const locale = useAppState((state) => state.locale);
  const error = row.findings.find(({ severity }) => severity === 'error');
  if (row.refused === null) return null;
  const why = row.refused === 'findings' && error ? t(`codes.${error.code}`, findingValues(error.params, locale)) : t(`batch.refused.${row.refused === 'findings' ? 'not_valid' : row.refused}`);
  return <span className={classes['fault']}>{why}</span>;
}

interface Props { readonly owner: MapOwner; readonly rows: readonly BatchRow[]; /** Ids of the rows' areas, in their order. */ readonly places: readonly number[]; readonly onLeaveOut: (place: number) => void }
/** What becomes of each, those that cannot first. A click shows it on the map; without its tick it is left out. */
export function BatchList({ owner, rows, places, onLeaveOut }: Props) {
  const { t } = useTranslation('draw');
  const locale = useAppState((state) => state.locale);
  const listed = rows.map((row, at) => ({ row, place: places[at] as number })).sort((a, b) => Number(a.row.refused === null) - Number(b.row.refused === null) || a.place - b.place);
  return (
    <ul className={classes['batch']} aria-label={t('batch.list')}>
      {listed.map(({ row, place }) => (
        <li key={place}>
          <Checkbox size="xs" checked aria-label={t('batch.take', { name: row.unit.name })} onChange={() => onLeaveOut(place)} />
          <button type="button" title={t('findingPlace')} onClick={() => { const box = boundsOf(row.unit.geometry); if (box) owner.fit(box); }}>
            <span>{row.unit.name} <span className={classes['note']}>{areaText(areaM2Of(row.unit.geometry), locale)}{row.isCut && row.refused === null && ` · ${t('batch.isCut')}`}</span> <Refused row={row} /></span><IconMapPin size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
