import { ActionIcon, Anchor, Badge, Group, Progress, Text, Title, Tooltip } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/layers.ts';
import { api } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { languageTag } from '../app/i18n.ts';
import { useKindName } from '../deliveries/kind-options.ts';
import { problemOfJob } from '../runs/problem-of-job.ts';
import { FailedState } from '../ui/states.tsx';
import { madeFileUrl } from './exports.ts';
import classes from './exports.module.css';
import { exportInputOf, exportStateOf, useExportJobs, type ExportState } from './recent-exports.ts';

const colours: Readonly<Record<ExportState, string>> = { waiting: 'gray', running: 'blue', ready: 'teal', expired: 'gray', failed: 'orange', cancelled: 'gray' };

/** What was exported, in the reader's words: the layer, or units, figures, gaps. */
function useExportName(): (job: Job) => string {
  const { t } = useTranslation('exports');
  const kindName = useKindName();
  return (job) => {
    const { what, kind, format } = exportInputOf(job);
    return `${kind === null ? t(`things.${what}`) : kindName(kind)} · ${t(`formats.${format}`)}`;
  };
}

function ExportRow({ job, cityId, askedAt }: { readonly job: Job; readonly cityId: string; readonly askedAt: number }) {
  const { t } = useTranslation('exports');
  const locale = useAppState((s) => s.locale);
  const client = useQueryClient();
  const name = useExportName()(job);
  const cancel = useMutation({ mutationFn: () => api.del<Job>(`/jobs/${job.id}`), onSettled: () => void client.invalidateQueries({ queryKey: keys.jobs(cityId) }) });
  const state = exportStateOf(job, askedAt);
  const isLive = state === 'waiting' || state === 'running';
  const fileName = (job.result as { fileName?: string } | null)?.fileName;
  return (
    <li className={classes['recent']} data-state={state}>
      <Group gap={8} wrap="nowrap">
        <Badge size="sm" variant="light" color={colours[state]} style={{ flexShrink: 0 }}>{t(`states.${state}`)}</Badge>
        <Text size="sm" fw={600} truncate style={{ flex: 1 }} title={fileName ?? name}>{name}</Text>
        {state === 'ready' && <Anchor href={madeFileUrl(cityId, job)} download size="sm" aria-label={`${t('download')}: ${fileName ?? name}`}><Group gap={4} wrap="nowrap"><IconDownload size={15} aria-hidden />{t('download')}</Group></Anchor>}
        {isLive && <Tooltip label={t('cancel')}><ActionIcon size="sm" aria-label={`${t('cancel')}: ${name}`} loading={cancel.isPending} onClick={() => cancel.mutate()}><IconX size={15} /></ActionIcon></Tooltip>}
      </Group>
      {isLive && <Progress value={Math.max(3, job.progress * 100)} size="sm" mt={6} animated aria-label={name} />}
      <Text size="xs" c="dimmed">{new Date(job.finishedAt ?? job.createdAt).toLocaleString(languageTag(locale))}{state === 'expired' && ` · ${t('expiredNote')}`}</Text>
      {state === 'failed' && <FailedState title={t('failed')} error={problemOfJob(job.problem)} />}
    </li>
  );
}

/** Rows shown at once. */
const shown = 6;

/** The last exports that were made in the background, with where to get them: the dialog they were asked in may be closed long since. Nothing when there is none. */
export function RecentExports({ cityId, isQuiet = false }: { readonly cityId: string; /** Inside a dialog: nothing is said when they cannot be asked for. */ readonly isQuiet?: boolean }) {
  const { t } = useTranslation('exports');
  const jobs = useExportJobs(cityId);
  if (jobs.isError && !isQuiet) return <FailedState error={jobs.error} onRetry={() => void jobs.refetch()} />;
  if (!jobs.data || jobs.data.length === 0) return null;
  return (
    <section aria-label={t('recent')} data-testid="recent-exports">
      <Title order={isQuiet ? 3 : 2} {...(isQuiet ? { fz: 'sm' } : {})}>{t('recent')}</Title>
      <ul className={classes['recentList']}>{jobs.data.slice(0, shown).map((job) => <ExportRow key={job.id} job={job} cityId={cityId} askedAt={jobs.dataUpdatedAt} />)}</ul>
    </section>
  );
}
