import { Button, Text, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheckupList } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BaselineChange } from '#contract/schemes.ts';
import type { SchemeComparison } from '#contract/scheme-comparison.ts';
import type { Finding } from '#planning/plan/edit.ts';
import { isProblem } from '../api/problem.ts';
import { useSession } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { momentText } from '../figures/format.ts';
import { FindingList } from '../draw/finding-list.tsx';
import { useProblemWords } from '../ui/states.tsx';
import { newId } from '../units/plan.ts';
import { useCompareState } from './compare-state.ts';
import { promotable } from './promotable.ts';
import { useSchemeCommands } from './queries.ts';
import classes from './schemes.module.css';

/** Why nothing was taken: the findings that are errors, else the problem. */
function Refusal({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('schemes');
  const words = useProblemWords()(error);
  const findings = (isProblem(error) ? error.findings as readonly Finding[] : []).filter(({ severity }) => severity === 'error');
  if (findings.length === 0) return <Text size="xs" c="orange" role="alert">{words.title}{words.detail && ` · ${words.detail}`}</Text>;
  return <div className={classes['refusal']} role="alert"><Text size="xs">{t('findings')}</Text><FindingList findings={[...new Map(findings.map((finding) => [finding.id, finding])).values()]} /></div>;
}

const changesIn = (error: unknown): readonly BaselineChange[] => (isProblem(error) && error.code === 'baseline_changed' ? error.currents as readonly BaselineChange[] : []);

/** What the baseline did since the copy; whoever has read it may go on. */
function ChangedSince({ changes, isBusy, onDespite }: { readonly changes: readonly BaselineChange[]; readonly isBusy: boolean; readonly onDespite: (known: readonly BaselineChange[]) => void }) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  const line = ({ name, from, to, by, at }: BaselineChange): string => (to === null ? t('deletedLine', { name, from }) : t('changedLine', { name, from, to, by, when: at === null ? '' : momentText(at, locale) }));
  return (
    <div className={classes['ask']} role="alertdialog" aria-label={t('changedSince')}>
      <Text size="xs">{t('changedSince')}</Text>
      <ul className={classes['changedSince']}>{changes.map((change) => <li key={change.unitId}>{line(change)}</li>)}</ul>
      <Button size="compact-xs" color="orange" loading={isBusy} onClick={() => onDespite(changes)}>{t('despite')}</Button>
    </div>
  );
}

/** Units ticked above become the baseline's, for a reason; an officer's or an administrator's to do. */
export function PromoteBar({ cityId, comparison }: { readonly cityId: string; readonly comparison: SchemeComparison }) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  const chosen = useCompareState((s) => s.chosen);
  const role = useSession().data?.role;
  const { promote } = useSchemeCommands(cityId);
  const [reason, setReason] = useState('');
  const from = promotable(comparison);
  if (!from) return null;
  const open = comparison.pairs.filter(({ state }) => state !== 'same').flatMap((pair) => pair[from.side]?.unitId ?? []);
  if (open.length === 0) return null;
  const unitIds = open.filter((id) => chosen.has(id));
  const may = role === 'officer' || role === 'admin';
  const send = (known: readonly BaselineChange[] = []) => promote.mutate({ schemeId: from.schemeId, id: newId(), unitIds, reason: reason.trim(), ...(known.length > 0 ? { despite: known.map(({ unitId, to }) => ({ unitId, version: to })) } : {}) }, {
    onSuccess: () => {
      notifications.show({ color: 'green', message: t('promoted', { count: unitIds.length }) });
      setReason('');
      useCompareState.setState({ chosen: new Set() });
    },
  });
  return (
    <section className={classes['promote']} aria-label={t('promote')} lang={locale}>
      <div className={classes['promoteHead']}><b>{t('promote')}</b><Button size="compact-xs" variant="subtle" onClick={() => useCompareState.setState({ chosen: new Set(open) })}>{t('chooseAll')}</Button></div>
      {unitIds.length === 0 ? <p className={classes['quiet']}>{t('promoteHint', { name: from.name })}</p> : <TextInput size="xs" aria-label={t('promoteWhy')} placeholder={t('promoteWhyPlaceholder')} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
      {promote.isError && (changesIn(promote.error).some(({ unitId }) => chosen.has(unitId)) ? <ChangedSince changes={changesIn(promote.error)} isBusy={promote.isPending} onDespite={send} /> : <Refusal error={promote.error} />)}
      <Tooltip label={t('promoteRole')} disabled={may}>
        <Button size="compact-sm" fullWidth leftSection={<IconCheckupList size={16} />} loading={promote.isPending} {...(may ? {} : { 'data-disabled': true })} disabled={may && (unitIds.length === 0 || reason.trim() === '')} onClick={(event) => { if (!may) event.preventDefault(); else send(); }}>{t('promoteCount', { count: unitIds.length })}</Button>
      </Tooltip>
    </section>
  );
}
