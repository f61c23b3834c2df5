import { Button, Group, Progress, Text, TextInput } from '@mantine/core';
import { IconArrowRight, IconCheck, IconCircleCheck, IconTransform, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PositionCheck } from '#contract/deliveries.ts';
import type { LayerEdition } from '#contract/layers.ts';
import { useEditions } from '../api/queries.ts';
import { problemOfJob } from '../runs/problem-of-job.ts';
import { FailedState } from '../ui/states.tsx';
import classes from './deliveries.module.css';
import { useDecide } from './queries.ts';

interface Props { readonly cityId: string; readonly edition: LayerEdition; /** Of a quarantined edition. */ readonly check: PositionCheck | null; readonly onBack: () => void; /** To the difference of an edition that was put right. */ readonly onPlaced?: () => void }
/** Accept (as it is, or with its shift undone) or refuse. Refusing needs a reason: whoever sent the data will ask. */
export function DecideBar({ cityId, edition, check, onBack, onPlaced }: Props) {
  const { t } = useTranslation('deliveries');
  const [reason, setReason] = useState('');
  const [asksReason, setAsksReason] = useState(false);
  const { decide, error, job, isBusy } = useDecide(cityId, edition.id);
  const hasCurrent = useEditions(cityId).data?.some(({ kind, status }) => kind === edition.kind && status === 'current') ?? false;
  const canShift = check !== null && check.shift !== 'none' && check.verdict === 'shifted';
  const send = (decision: 'accept' | 'refuse', shift?: PositionCheck['shift']) => decide({ decision, ...(shift === undefined ? {} : { shift }), ...(reason.trim() ? { reason: reason.trim() } : {}) });
  const refuse = () => { if (reason.trim() === '') setAsksReason(true); else send('refuse'); };
  if (job?.state === 'done') {
    const status = (job.result as { status?: LayerEdition['status'] } | null)?.status;
    return (
      <div className={classes['decide']} role="status">
        <Group gap={8} wrap="nowrap"><IconCircleCheck size={18} aria-hidden /><Text size="sm" fw={600}>{t(status === 'withdrawn' ? 'done.refused' : status === 'pending' ? 'done.pending' : 'done.accepted')}</Text></Group>
        {status === 'pending' && onPlaced ? <Button size="sm" leftSection={<IconArrowRight size={16} />} onClick={onPlaced}>{t('waiting.seeDifference')}</Button> : <Button size="sm" onClick={onBack}>{t('back')}</Button>}
      </div>
    );
  }
  return (
    <div className={classes['decide']}>
      {error !== null && <FailedState error={error} />}
      {job?.state === 'failed' && <FailedState error={problemOfJob(job.problem)} />}
      <TextInput size="xs" label={t('reason')} placeholder={t('reasonHint')} value={reason} maxLength={500} disabled={isBusy} error={asksReason && reason.trim() === '' ? t('reasonNeeded') : null} onChange={(event) => setReason(event.currentTarget.value)} />
      {isBusy && <div role="status"><Progress value={(job?.progress ?? 0) * 100} size="sm" animated aria-label={t('deciding')} /><p className={classes['quiet']}>{t(`decideSteps.${job?.step || 'waiting'}`, { defaultValue: t('deciding') })}</p></div>}
      <Group gap={6}>
        {canShift && <Button size="sm" leftSection={<IconTransform size={16} />} disabled={isBusy} onClick={() => send('accept', check.shift)}>{t(hasCurrent ? 'placeShifted' : 'acceptShifted')}</Button>}
        <Button size="sm" variant={canShift ? 'default' : 'filled'} leftSection={<IconCheck size={16} />} disabled={isBusy} onClick={() => (check ? send('accept', 'none') : send('accept'))}>{t(!check ? 'accept' : hasCurrent ? 'placeAsGiven' : 'acceptAsGiven')}</Button>
        <Button size="sm" variant="default" leftSection={<IconX size={16} />} disabled={isBusy} onClick={refuse}>{t('refuse')}</Button>
      </Group>
      {check && <p className={classes['quiet']}>{canShift && t('shiftNote')}{t(hasCurrent ? 'thenDifference' : 'asGivenNote')}</p>}
    </div>
  );
}
