import { Alert, Button, Group, Loader, Modal, Progress, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats, type ExportCheck, type ExportEncoding, type ExportFormat } from '#contract/exports.ts';
import { exportWarningWords } from '#contract/export-words.ts';
import type { Job } from '#contract/layers.ts';
import { api } from '../api/api.ts';
import { keys, useCity } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { problemOfJob } from '../runs/problem-of-job.ts';
import { FailedState } from '../ui/states.tsx';
import { exportPathOf, exportQuery, hasCrs, hasEncoding, hasFields, madeFileUrl, useExportCheck, useExportJob, usualSettings, type ExportSettings, type ExportSubject } from './exports.ts';
import classes from './exports.module.css';
import { RecentExports } from './recent-exports-list.tsx';

function Warnings({ check: { warnings } }: { readonly check: ExportCheck }) {
  const { t } = useTranslation('exports');
  const locale = useAppState((s) => s.locale);
  if (warnings.length === 0) return <Alert color="teal" variant="light" icon={<IconCircleCheck size={18} />}>{t('keepsAll')}</Alert>;
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} title={t('cannotHold')}>
      <ul className={classes['warnings']}>
        {warnings.map(({ code, count, examples }) => (
          <li key={code}>
            {exportWarningWords[code][locale]} <span className={classes['count']}>({count.toLocaleString('en')})</span>
            {examples.length > 0 && <div className={classes['examples']} title={examples.join('\n')}>{t('examples', { list: examples.join(locale === 'zh' ? '；' : '; ') })}</div>}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

interface SettingsProps { readonly settings: ExportSettings; readonly onChange: (settings: ExportSettings) => void; readonly cityCrs: string | null }
function Settings({ settings, onChange, cityCrs }: SettingsProps) {
  const { t } = useTranslation('exports');
  const { format, crs, encoding, fields } = settings;
  const crsChoices = [...(cityCrs === null ? [] : [{ value: cityCrs, label: t('crsOf.city', { code: cityCrs }) }]), { value: 'EPSG:4490', label: t('crsOf.degrees') }, { value: 'EPSG:4326', label: t('crsOf.wgs84') }, { value: 'EPSG:3857', label: t('crsOf.mercator') }];
  const usualCrs = format === 'geojson' || format === 'kml' || format === 'xlsx' || format === 'csv' ? 'EPSG:4326' : cityCrs;
  const common = { allowDeselect: false, comboboxProps: { zIndex: 500 }, size: 'sm' } as const;
  return (
    <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
      <Select {...common} label={t('format')} value={format} data={exportFormats.map((value) => ({ value, label: t(`formats.${value}`) }))} onChange={(value) => onChange({ ...settings, format: value as ExportFormat, crs: null })} />
      <Select {...common} label={t('crs')} value={hasCrs(format) ? crs ?? usualCrs : 'EPSG:4326'} data={crsChoices} disabled={!hasCrs(format)} onChange={(value) => onChange({ ...settings, crs: value })} />
      <Select {...common} label={t('encoding')} value={hasEncoding(format) ? encoding : 'UTF-8'} data={(['UTF-8', 'GBK'] as const).map((value) => ({ value, label: t(`encodings.${value}`) }))} disabled={!hasEncoding(format)} onChange={(value) => onChange({ ...settings, encoding: value as ExportEncoding })} />
      <Select {...common} label={t('fields')} value={fields} data={(['keys', 'titles'] as const).map((value) => ({ value, label: t(`fieldsBy.${value}`) }))} disabled={!hasFields(format)} onChange={(value) => onChange({ ...settings, fields: value as ExportSettings['fields'] })} />
    </SimpleGrid>
  );
}

/** The button that gets the file: at once, or by way of a job whose progress it shows. */
function Deliver({ cityId, path, check }: { readonly cityId: string; readonly path: string; readonly check: ExportCheck }) {
  const { t } = useTranslation('exports');
  const [jobId, setJobId] = useState<string | null>(null);
  const client = useQueryClient();
  const order = useMutation({ mutationFn: () => api.get<Job>(path), onSuccess: ({ id }) => { setJobId(id); void client.invalidateQueries({ queryKey: keys.jobs(cityId) }); } });
  const job = useExportJob(jobId).data;
  if (check.delivery === 'file') return <Button component="a" href={`/api${path}`} download leftSection={<IconDownload size={18} />}>{t('download')}</Button>;
  if (order.isError) return <FailedState error={order.error} onRetry={() => order.mutate()} />;
  if (!job) return <Stack gap={6}><Text size="sm" c="dimmed">{t('jobNote')}</Text><Button loading={order.isPending || jobId !== null} onClick={() => order.mutate()}>{t('makeJob')}</Button></Stack>;
  if (job.state === 'done') return <Stack gap={6}><Text size="sm">{t('ready')}</Text><Button component="a" href={madeFileUrl(cityId, job)} download leftSection={<IconDownload size={18} />}>{t('download')}</Button></Stack>;
  if (job.state === 'failed') return <FailedState title={t('failed')} error={problemOfJob(job.problem)} onRetry={() => order.mutate()} />;
  if (job.state === 'cancelled') return <Alert color="orange">{t('cancelled')}</Alert>;
  return <Stack gap={6}><Text size="sm">{t('making', { percent: Math.round(job.progress * 100) })}</Text><Progress value={Math.max(3, job.progress * 100)} animated /></Stack>;
}

interface Props { readonly cityId: string; readonly subject: ExportSubject; readonly name: string; readonly isOpen: boolean; readonly onClose: () => void }
/** Chooses format, CRS, encoding; says what the format cannot hold; then gives the file. */
export function ExportDialog({ cityId, subject, name, isOpen, onClose }: Props) {
  const { t } = useTranslation('exports');
  const locale = useAppState((s) => s.locale);
  const city = useCity(cityId);
  const [settings, setSettings] = useState(usualSettings);
  const query = exportQuery(subject, settings, locale);
  const check = useExportCheck(cityId, subject, query, isOpen);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('title', { name })} size="lg" zIndex={450} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="sm">
        <Settings settings={settings} onChange={setSettings} cityCrs={city?.srid ? `EPSG:${city.srid}` : null} />
        {check.isPending && <Group gap="xs"><Loader size="xs" /><Text size="sm" c="dimmed">{t('checking')}</Text></Group>}
        {check.isError && <FailedState error={check.error} onRetry={() => void check.refetch()} />}
        {check.data && (
          <>
            <Warnings check={check.data} />
            <Text size="sm" c="dimmed" className={classes['file']} title={check.data.fileName}>{t('rows', { count: check.data.features })} · {t('file', { name: check.data.fileName })}</Text>
            <Deliver key={query} cityId={cityId} path={exportPathOf(cityId, subject, query)} check={check.data} />
          </>
        )}
        <RecentExports cityId={cityId} isQuiet />
      </Stack>
    </Modal>
  );
}
