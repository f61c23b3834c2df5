import { Button, Text, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheckupList } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemeComparison } from '#contract/scheme-comparison.ts';
import type { Finding } from '#planning/plan/edit.ts';
import { isProblem } from '../api/problem.ts';
import { useSession } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
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
  const send = () => promote.mutate({ schemeId: from.schemeId, id: newId(), unitIds, reason: reason.trim() }, {
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
      {promote.isError && <Refusal error={promote.error} />}
      <Tooltip label={t('promoteRole')} disabled={may}>
        <Button size="compact-sm" fullWidth leftSection={<IconCheckupList size={16} />} loading={promote.isPending} {...(may ? {} : { 'data-disabled': true })} disabled={may && (unitIds.length === 0 || reason.trim() === '')} onClick={(event) => { if (!may) event.preventDefault(); else send(); }}>{t('promoteCount', { count: unitIds.length })}</Button>
      </Tooltip>
    </section>
  );
}
