import { Button, Text, Title } from '@mantine/core';
import { IconEye, IconInbox } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeliverySummary } from '#contract/deliveries.ts';
import { api, cityPath } from '../api/api.ts';
import { dataJobs, keys, useJobs } from '../api/queries.ts';
import { languageTag } from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import data from '../data/data.module.css';
import { sizeText } from '../data/size-text.ts';
import { FailedState } from '../ui/states.tsx';
import classes from './deliveries.module.css';
import { formatWords } from './format-words.ts';
import { useReviews } from './review-state.ts';

/** Deliveries of the city; asked anew whenever a look or an import has begun or ended. */
function useDeliveries(cityId: string | null) {
  const turns = (useJobs(cityId, dataJobs).data ?? []).filter(({ kind }) => kind === 'inspect' || kind === 'import').map(({ id, state }) => `${id} ${state}`).join();
  return useQuery({ queryKey: [...keys.jobs(cityId ?? ''), 'deliveries', turns], enabled: cityId !== null, placeholderData: keepPreviousData, queryFn: ({ signal }) => api.get<DeliverySummary[]>(cityPath(cityId ?? '', 'deliveries'), signal) });
}

function DeliveryRow({ delivery: { id, fileName, format, layerCount, bytes, createdAt, createdBy, keptUntil } }: { readonly delivery: DeliverySummary }) {
  const { t } = useTranslation('deliveries');
  const tag = languageTag(useAppState((s) => s.locale));
  const facts = [format === null ? '' : formatWords(format, t), t('layerCount', { count: layerCount ?? 0 }), sizeText(bytes), new Date(createdAt).toLocaleString(tag), createdBy ?? '', t('open.keptUntil', { date: new Date(keptUntil).toLocaleDateString(tag) })];
  return (
    <li className={classes['waitingRow']}>
      <IconInbox size={18} aria-hidden />
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600} truncate title={fileName}>{fileName}</Text>
        <p className={classes['quiet']}>{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <Button size="compact-sm" variant="light" leftSection={<IconEye size={15} />} aria-label={`${t('open.review')}: ${fileName}`} onClick={() => useReviews.getState().open(id)}>{t('open.review')}</Button>
    </li>
  );
}

/** What was handed in and nobody has imported yet: whoever comes back goes on here. Nothing when there is none. */
export function OpenDeliveries() {
  const { t } = useTranslation('deliveries');
  const deliveries = useDeliveries(useAppState((s) => s.cityId));
  const openId = useReviews((s) => s.openId);
  const forgotten = useReviews((s) => s.forgotten);
  const open = (deliveries.data ?? []).filter(({ id, format, isImported }) => format !== null && !isImported && id !== openId && !forgotten.has(id));
  if (deliveries.isError) return <FailedState error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
  if (open.length === 0) return null;
  return (
    <section className={data['card']} aria-label={t('open.title')} data-testid="open-deliveries">
      <Title order={2}>{t('open.title')} <Text span c="dimmed">{open.length}</Text></Title>
      <ul className={classes['waitingList']}>{open.map((delivery) => <DeliveryRow key={delivery.id} delivery={delivery} />)}</ul>
    </section>
  );
}
