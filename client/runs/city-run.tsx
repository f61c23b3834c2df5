import { ActionIcon, Button, Menu, Progress, Tooltip } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconFileText, IconRefresh, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CityRun } from '#contract/runs.ts';
import { useAppState } from '../app/app-state.ts';
import { momentText } from '../figures/format.ts';
import { FailedState, useProblemWords } from '../ui/states.tsx';
import classes from './city-run.module.css';
import { problemOfJob } from './problem-of-job.ts';
import { runTableUrl, useRunControl, useRuns } from './runs.ts';

/** What has changed since a run, in words; null: nothing has. */
function useOutdatedWords(): (outdated: CityRun['outdated']) => string | null {
  const { t } = useTranslation('runs');
  return (outdated) => {
    if (!outdated) return null;
    const parts = [outdated.layers && t('layersChanged'), outdated.rules && t('rulesChanged'), !outdated.layers && !outdated.rules && outdated.areas > 0 && t('unitsChanged', { count: outdated.areas })].filter((part) => part !== false);
    return parts.length > 0 ? parts.join(' · ') : null;
  };
}

function Export({ run }: { readonly run: CityRun }) {
  const { t } = useTranslation('runs');
  const cityId = useAppState((s) => s.cityId) ?? '';
  const locale = useAppState((s) => s.locale);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><Button size="compact-xs" variant="subtle" leftSection={<IconDownload size={14} />}>{t('export')}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('exportNote', { count: run.figures })}</Menu.Label>
        <Menu.Item component="a" href={runTableUrl(cityId, run.id, 'xlsx', locale)} download leftSection={<IconFileSpreadsheet size={15} />}>{t('excel')}</Menu.Item>
        <Menu.Item component="a" href={runTableUrl(cityId, run.id, 'csv', locale)} download leftSection={<IconFileText size={15} />}>{t('csv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The city-wide run: its progress while it is on, else when the last was, by whom, and how much of it was taken over. */
export function CityRunStrip() {
  const { t } = useTranslation('runs');
  const cityId = useAppState((s) => s.cityId);
  const locale = useAppState((s) => s.locale);
  const runs = useRuns(cityId);
  const { job, isLive, isStarting, error, start, cancel } = useRunControl(cityId);
  const outdatedWords = useOutdatedWords();
  const problemWords = useProblemWords();
  const last = runs.data?.[0];
  if (runs.isError) return <FailedState error={runs.error} onRetry={() => void runs.refetch()} />;
  const changed = last ? outdatedWords(last.outdated) : null;
  return (
    <section className={classes['strip']} aria-label={t('title')} data-testid="city-run">
      <div className={classes['line']}>
        <b>{t('title')}</b>
        <span className={classes['grow']} />
        {last && !isLive && <Export run={last} />}
        {isLive
          ? <Tooltip label={t('cancel')}><ActionIcon size="sm" variant="subtle" aria-label={t('cancel')} onClick={cancel}><IconX size={15} /></ActionIcon></Tooltip>
          : <Tooltip label={t('startNote')} multiline w={260}><Button size="compact-xs" variant={changed !== null || !last ? 'filled' : 'light'} leftSection={<IconRefresh size={14} />} loading={isStarting} onClick={start}>{t(last ? 'again' : 'start')}</Button></Tooltip>}
      </div>
      {isLive && job && (
        <div role="status">
          <Progress value={job.progress * 100} size="sm" animated aria-label={t('title')} />
          <p className={classes['quiet']}>{t(job.step === 'computing' ? 'computing' : 'waiting')} · {Math.floor(job.progress * 100)}%</p>
        </div>
      )}
      {!isLive && last && (
        <p className={classes['quiet']} title={t('ruleSets', { names: last.ruleSets.map(({ name, version }) => `${name[locale]} v${version}`).join(', ') })}>
          {momentText(last.finishedAt, locale)} · {last.startedBy ?? t('server')} · {last.computed === 0 ? t('allCached', { count: last.cached }) : t('counts', { areas: last.computed + last.cached, computed: last.computed, cached: last.cached })}
          {changed !== null && <span className={classes['changed']}>{changed}</span>}
        </p>
      )}
      {!isLive && !last && !runs.isLoading && <p className={classes['quiet']}>{t('empty')}</p>}
      {!isLive && job?.state === 'failed' && <p className={classes['failed']} role="alert">{t('failed')} {problemWords(problemOfJob(job.problem)).detail}</p>}
      {!isLive && job?.state === 'cancelled' && <p className={classes['quiet']}>{t('cancelled')}</p>}
      {error !== null && <p className={classes['failed']} role="alert">{problemWords(error).title} {problemWords(error).detail}</p>}
    </section>
  );
}
