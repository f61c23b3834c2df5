import { ActionIcon, Badge, Button, Collapse, Group, Progress, Text, Title, Tooltip } from '@mantine/core';
import { IconReportAnalytics, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport as Report, Job } from '#contract/layers.ts';
import { api } from '../api/api.ts';
import { ApiProblem } from '../api/problem.ts';
import { keys, useJobs } from '../api/queries.ts';
import { languageTag } from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import { FailedState } from '../ui/states.tsx';
import classes from './data.module.css';
import { ImportReport } from './import-report.tsx';
import { dropUpload, useUploads, type Upload } from './upload.ts';

const colours: Readonly<Record<Job['state'], string>> = { queued: 'gray', running: 'blue', done: 'teal', failed: 'orange', cancelled: 'gray' };

/** The problem a failed job keeps, as an error the words know. */
function problemOfJob(problem: unknown): ApiProblem {
  const { code = 'job_failed', status = 500, ...parts } = (problem ?? {}) as { code?: ApiProblem['code']; status?: number };
  return new ApiProblem(code, status, parts);
}

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

function JobRow({ job }: { readonly job: Job }) {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const cancel = useMutation({ mutationFn: () => api.del<Job>(`/jobs/${job.id}`), onSettled: () => void client.invalidateQueries({ queryKey: keys.jobs(job.cityId ?? '') }) });
  const isLive = job.state === 'queued' || job.state === 'running';
  const report = (job.result as { report?: Report } | null)?.report;
  const fileName = String(job.input['fileName'] ?? job.input['source'] ?? job.kind);
  return (
    <div className={classes['job']}>
      <Group gap={8} wrap="nowrap">
        <Badge size="sm" variant="light" color={colours[job.state]}>{t(`jobs.states.${job.state}`)}</Badge>
        <Text size="sm" fw={600} truncate style={{ flex: 1 }} title={fileName}>{fileName}</Text>
        {isLive && <Tooltip label={t('jobs.cancel')}><ActionIcon size="sm" aria-label={`${t('jobs.cancel')}: ${fileName}`} loading={cancel.isPending} onClick={() => cancel.mutate()}><IconX size={15} /></ActionIcon></Tooltip>}
        {report && <Button size="compact-xs" variant="subtle" leftSection={<IconReportAnalytics size={14} />} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('jobs.report')}</Button>}
      </Group>
      {isLive && <><Progress value={job.progress * 100} size="sm" mt={6} animated aria-label={fileName} /><Text size="xs" c="dimmed" mt={3}>{job.step === '' ? t('jobs.states.queued') : t(`jobs.steps.${job.step}`, { defaultValue: job.step })} · {Math.round(job.progress * 100)}%</Text></>}
      {!isLive && <Text size="xs" c="dimmed">{new Date(job.finishedAt ?? job.createdAt).toLocaleString(languageTag(locale))}{report && ` · ${t('report.taken')} ${report.taken.toLocaleString('en')} / ${report.read.toLocaleString('en')}`}</Text>}
      {job.state === 'failed' && <FailedState error={problemOfJob(job.problem)} />}
      {report && <Collapse expanded={isOpen}><ImportReport report={report} /></Collapse>}
    </div>
  );
}

/** Uploads on their way and the imports of the city, newest first; they go on when the page is left. */
export function JobList() {
  const { t } = useTranslation('data');
  const cityId = useAppState((s) => s.cityId);
  const jobs = useJobs(cityId);
  const uploads = useUploads((s) => s.uploads);
  const imports = (jobs.data ?? []).filter((job) => job.kind === 'import').slice(0, 12);
  return (
    <section className={classes['card']} aria-live="polite">
      <Title order={2}>{t('jobs.title')}</Title>
      {uploads.map((upload) => <UploadRow key={upload.id} upload={upload} />)}
      {jobs.isError && <FailedState error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {imports.map((job) => <JobRow key={job.id} job={job} />)}
      {!jobs.isError && uploads.length + imports.length === 0 && <Text size="sm" c="dimmed" mt={4}>{t('jobs.none')}</Text>}
    </section>
  );
}
