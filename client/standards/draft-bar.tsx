import { Alert, Button, Group, Text, Textarea, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleSetVersion } from '#contract/rule-sets.ts';
import { isProblem } from '../api/problem.ts';
import { useAppState } from '../app/app-state.ts';
import { FailedState } from '../ui/states.tsx';
import { draftOf, hasDraft, useDraft } from './draft-store.ts';
import { useSaveVersion } from './queries.ts';
import classes from './standards.module.css';

interface Props {
  readonly ruleSetId: string;
  /** False: a number is not one that can be saved. */
  readonly isSound: boolean;
  readonly nextVersion: number;
  readonly onTry: () => void;
  readonly isTrying: boolean;
  readonly tryError: unknown;
  readonly onSaved: (version: RuleSetVersion) => void;
}

/** What has been changed, with the ways on: try it, save it with a reason, drop it. */
export function DraftBar({ ruleSetId, isSound, nextVersion, onTry, isTrying, tryError, onSaved }: Props) {
  const { t } = useTranslation('standards');
  const draft = useDraft();
  const save = useSaveVersion(ruleSetId, useAppState((s) => s.cityId));
  const [reason, setReason] = useState<string | null>(null);
  const count = Object.keys(draft.changes).length;
  const isReady = hasDraft(draft);
  const text = draft.from === 'shipped' ? (count === 0 ? t('draft.shipped') : t('draft.shippedKeep', { count }))
    : typeof draft.from === 'number' ? t('draft.back', { version: draft.from }) : count === 0 ? t('draft.none') : t('draft.changes', { count });
  const current = isProblem(save.error, 'version_conflict') ? save.error.current as RuleSetVersion | null : isProblem(tryError, 'version_conflict') ? tryError.current as RuleSetVersion | null : null;
  const error = current ? null : save.error ?? tryError;
  const submit = () => save.mutate({ ...draftOf(draft), reason: (reason ?? '').trim() }, { onSuccess: (version) => { draft.drop(); onSaved(version); } });
  return (
    <section aria-label={t('draft.label')}>
      {current && (
        <Alert color="orange" variant="light" m="xs" title={t('draft.conflictTitle', { version: current.version })}>
          <Text size="sm">{t('draft.conflictText', { who: current.author ?? t('draft.program'), why: current.reason })}</Text>
          <Group mt={6} gap="xs"><Button size="compact-sm" onClick={() => { draft.rebase(current.version); save.reset(); }}>{t('draft.rebase')}</Button><Button size="compact-sm" variant="default" onClick={draft.drop}>{t('draft.fresh')}</Button></Group>
        </Alert>
      )}
      {error ? <FailedState error={error} /> : null}
      <div className={classes['bar']}>
        <span className={classes['barText']} role="status">{text}</span>
        <Tooltip label={t('draft.faulty')} disabled={isSound}>
          <Group gap="xs">
            <Button size="xs" variant="light" leftSection={<IconArrowsExchange size={15} />} disabled={!isReady || !isSound} loading={isTrying} onClick={onTry}>{t('draft.try')}</Button>
            <Button size="xs" leftSection={<IconDeviceFloppy size={15} />} disabled={!isReady || !isSound} aria-expanded={reason !== null} onClick={() => setReason(reason ?? '')}>{t('draft.save')}</Button>
          </Group>
        </Tooltip>
        <Button size="xs" variant="subtle" onClick={draft.drop}>{t('draft.drop')}</Button>
        {reason !== null && (
          <form className={classes['reason']} onSubmit={(event) => { event.preventDefault(); submit(); }}>
            <Textarea size="xs" label={t('draft.reason')} placeholder={t('draft.reasonHint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} rows={2} maxLength={1000} autoFocus />
            <Button size="xs" type="submit" loading={save.isPending} disabled={reason.trim() === '' || !isReady || !isSound}>{t('draft.confirm', { version: nextVersion })}</Button>
            <Button size="xs" variant="subtle" onClick={() => setReason(null)}>{t('draft.cancel')}</Button>
          </form>
        )}
      </div>
    </section>
  );
}
