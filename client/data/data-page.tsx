import { ActionIcon, Text, Title, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { OpenDeliveries } from '../deliveries/open-deliveries.tsx';
import { ReviewCard } from '../deliveries/review-card.tsx';
import { useReviews } from '../deliveries/review-state.ts';
import { WaitingList } from '../deliveries/waiting-list.tsx';
import { useExportJobs } from '../exports/recent-exports.ts';
import { RecentExports } from '../exports/recent-exports-list.tsx';
import classes from './data.module.css';
import { EditionList } from './edition-list.tsx';
import { ImportForm } from './import-form.tsx';
import { JobList } from './job-list.tsx';

/** Files that were made in the background; no card where there are none. */
function ExportCard() {
  const cityId = useAppState((s) => s.cityId);
  const hasSome = (useExportJobs(cityId).data?.length ?? 0) > 0;
  return cityId !== null && hasSome ? <div className={classes['card']} aria-live="polite"><RecentExports cityId={cityId} /></div> : null;
}

/** Bring layers in, look into what was handed in, decide about what waits, see every edition there is. */
export function DataPage() {
  const { t } = useTranslation('data');
  const openId = useReviews((s) => s.openId);
  return (
    <div className={classes['page']}>
      <div className={classes['head']}>
        <div><Title order={1}>{t('title')}</Title><Text size="sm" c="dimmed" maw={720}>{t('lead')}</Text></div>
        <Tooltip label={t('close')}><ActionIcon aria-label={t('close')} onClick={() => useAppState.getState().setPage('workbench')}><IconX size={20} /></ActionIcon></Tooltip>
      </div>
      <div className={classes['columns']} data-reviewing={openId !== null}>
        <div className={classes['stack']}><ImportForm /><JobList /><ExportCard /></div>
        <div className={classes['stack']}>{openId !== null && <ReviewCard key={openId} deliveryId={openId} />}<WaitingList /><OpenDeliveries /><EditionList /></div>
      </div>
    </div>
  );
}
