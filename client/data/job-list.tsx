import { ActionIcon, Badge, Button, Collapse, Group, Progress, Text, Title, Tooltip } from '@mantine/core';
import { IconEye, IconReportAnalytics, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport as Report, Job } from '#contract/layers.ts';
import { api } from '../api/api.ts';
import { dataJobs, keys, useEditions, useJobs } from '../api/queries.ts';
import { languageTag } from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import { useKindName } from '../deliveries/kind-options.ts';
import { useWaitingEditions } from '../deliveries/queries.ts';
import { useReviews } from '../deliveries/review-state.ts';
import { problemOfJob } from '../runs/problem-of-job.ts';
import { FailedState } from '../ui/states.tsx';
import classes from './data.module.css';
import { ImportReport } from './import-report.tsx';
import { dropUpload, useUploads, type Upload } from './upload.ts';

const colours: Readonly<Record<Job['state'], string>> = { queued: 'gray', running: 'blue', done: 'teal', failed: 'orange', cancelled: 'gray' };

function UploadRow({ upload }: { readonly upload: Upload }) {
  const { t } = useTranslation('data');
  if (upload.problem) {
    return <div className={classes['job']}><FailedState error={upload.problem} title={t('upload.failed', { name: upload.name })} /><Button size="compact-xs" variant="subtle" onClick={() => dropUpload(upload.id)}>{t('upload.dismiss')}</Button></div>;
  }
  const percent = Math.round(upload.share * 100);
  return (
    <div className={classes['job']}>
      <Group wrap="nowrap"><Text size="sm" style={{ flex: 1 }}>{t('upload.progress', { name: upload.name, percent })}</Text><ActionIcon size="sm" aria-label={t('upload.cancel', { name: upload.name })} onClick={() => dropUpload(upload.id)}><IconX size={15} /></ActionIcon></Group>
      <Progress value={percent} size="sm" mt={4} aria-label={t('upload.title')} />
    </div>
  );
}

/** The delivery a finished look made; null for any other job. */
const deliveryOf = (job: Job): string | null => (job.kind === 'inspect' && job.state === 'done' ? ((job.result as { delivery?: string } | null)?.delivery ?? null) : null);

/** Opens the card of what was handed in here, one after the other, as soon as it has been looked into. */
function useOpenAwaited(jobs: readonly Job[] | undefined): void {
  const awaited = useReviews((s) => s.awaited);
  const openId = useReviews((s) => s.openId);
  useEffect(() => {
    if (openId !== null) return;
    const ready = jobs?.find((job) => awaited.has(job.id) && deliveryOf(job) !== null);
    if (ready) useReviews.getState().open(deliveryOf(ready), ready.id);
  }, [jobs, awaited, openId]);
}

function JobRow({ job, isImported }: { readonly job: Job; /** A delivery that has been imported since. */ readonly isImported: boolean }) {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const cancel = useMutation({ mutationFn: () => api.del<Job>(`/jobs/${job.id}`), onSettled: () => void client.invalidateQueries({ queryKey: keys.jobs(job.cityId ?? '') }) });
  const isLive = job.state === 'queued' || job.state === 'running';
  const report = (job.result as { report?: Report } | null)?.report;
  const decided = useEditions(job.kind === 'decide' ? job.cityId : null).data?.find(({ id }) => id === job.input['edition']);
  const kindName = useKindName();
  const name = decided ? t('editionOf', { ns: 'deliveries', name: kindName(decided.kind), edition: decided.edition }) : String(job.input['fileName'] ?? job.input['source'] ?? '');
  const kindWords = job.kind === 'import' ? '' : `${t(`jobs.kinds.${job.kind}`)} · `;
  const deliveryId = job.kind === 'inspect' ? deliveryOf(job) : null;
  const isOpenReview = useReviews((s) => deliveryId !== null && s.openId === deliveryId);
  const isGone = useReviews((s) => deliveryId !== null && s.forgotten.has(deliveryId));
  const waitingNow = useWaitingEditions(job.cityId);
  const waiting = ((job.result as { waiting?: number[] } | null)?.waiting ?? []).filter((id) => waitingNow.some((edition) => edition.id === id)).length;
  return (
    <div className={classes['job']}>
      <Group gap={8} wrap="nowrap">
        <Badge size="sm" variant="light" color={colours[job.state]}>{t(`jobs.states.${job.state}`)}</Badge>
        <Text size="sm" fw={600} truncate style={{ flex: 1 }} title={name}>{name}</Text>
        {isLive && <Tooltip label={t('jobs.cancel')}><ActionIcon size="sm" aria-label={`${t('jobs.cancel')}: ${name}`} loading={cancel.isPending} onClick={() => cancel.mutate()}><IconX size={15} /></ActionIcon></Tooltip>}
        {deliveryId !== null && !isOpenReview && !isImported && !isGone && <Button size="compact-xs" variant="light" leftSection={<IconEye size={14} />} aria-label={`${t('jobs.review')}: ${name}`} onClick={() => useReviews.getState().open(deliveryId)}>{t('jobs.review')}</Button>}
        {report && <Button size="compact-xs" variant="subtle" leftSection={<IconReportAnalytics size={14} />} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('jobs.report')}</Button>}
      </Group>
      {isLive && <><Progress value={job.progress * 100} size="sm" mt={6} animated aria-label={name} /><Text size="xs" c="dimmed" mt={3}>{job.step === '' ? t('jobs.states.queued') : t(`jobs.steps.${job.step}`, { defaultValue: job.step })} · {Math.round(job.progress * 100)}%</Text></>}
      {!isLive && <Text size="xs" c="dimmed">{kindWords}{new Date(job.finishedAt ?? job.createdAt).toLocaleString(languageTag(locale))}{report && ` · ${t('report.taken')} ${report.taken.toLocaleString('en')} / ${report.read.toLocaleString('en')}`}{waiting > 0 && <b> · {t('jobs.waits', { count: waiting })}</b>}{isImported && ` · ${t('jobs.imported')}`}{isGone && ` · ${t('jobs.forgotten')}`}</Text>}
      {job.state === 'failed' && <FailedState error={problemOfJob(job.problem)} />}
      {report && <Collapse expanded={isOpen}><ImportReport report={report} /></Collapse>}
    </div>
  );
}

/** Uploads on their way and the imports of the city, newest first; they go on when the page is left. */
export function JobList() {
  const { t } = useTranslation('data');
  const cityId = useAppState((s) => s.cityId);
  const jobs = useJobs(cityId, dataJobs);
  const uploads = useUploads((s) => s.uploads);
  useOpenAwaited(jobs.data);
  const imports = (jobs.data ?? []).slice(0, 12);
  const importedIds = new Set((jobs.data ?? []).filter(({ kind, state }) => kind === 'import' && state !== 'failed' && state !== 'cancelled').map(({ input }) => input['delivery'] as unknown));
  return (
    <section className={classes['card']} aria-live="polite">
      <Title order={2}>{t('jobs.title')}</Title>
      {uploads.map((upload) => <UploadRow key={upload.id} upload={upload} />)}
      {jobs.isError && <FailedState error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {imports.map((job) => <JobRow key={job.id} job={job} isImported={deliveryOf(job) !== null && importedIds.has(deliveryOf(job))} />)}
      {!jobs.isError && uploads.length + imports.length === 0 && <Text size="sm" c="dimmed" mt={4}>{t('jobs.none')}</Text>}
    </section>
  );
}
