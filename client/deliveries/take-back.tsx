import { Button, Progress, Text, TextInput } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';
import { problemOfJob } from '../runs/problem-of-job.ts';
import { FailedState } from '../ui/states.tsx';
import classes from './deliveries.module.css';
import { useDecide } from './queries.ts';

interface Props { readonly cityId: string; readonly edition: LayerEdition; readonly name: string; readonly onClose: () => void }
/** Takes an edition in use back: the one before it is in use again, figures follow, and the reason stays with it. */
export function TakeBack({ cityId, edition, name, onClose }: Props) {
  const { t } = useTranslation('deliveries');
  const [reason, setReason] = useState('');
  const { decide, error, job, isBusy } = useDecide(cityId, edition.id);
  return (
    <form className={classes['takeBack']} onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') decide({ decision: 'take_back', reason: reason.trim() }); }}>
      <Text size="sm">{t('takeBack.text', { name, edition: edition.edition })}</Text>
      <TextInput size="xs" flex="1 1 18rem" label={t('reason')} required maxLength={500} data-autofocus autoFocus value={reason} disabled={isBusy} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button size="xs" type="submit" leftSection={<IconArrowBackUp size={15} />} disabled={reason.trim() === ''} loading={isBusy}>{t('takeBack.do')}</Button>
      <Button size="xs" variant="subtle" disabled={isBusy} onClick={onClose}>{t('takeBack.keep')}</Button>
      {isBusy && job && <Progress value={job.progress * 100} size="sm" animated aria-label={t('deciding')} style={{ flex: '1 1 100%' }} />}
      {error !== null && <FailedState error={error} />}
      {job?.state === 'failed' && <FailedState error={problemOfJob(job.problem)} />}
    </form>
  );
}
