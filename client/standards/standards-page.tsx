import { ActionIcon, Text, Title, Tooltip } from '@mantine/core';
import { IconBook2, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { useRuleSets } from '../figures/queries.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { useDraft } from './draft-store.ts';
import { useRuleSetStates } from './queries.ts';
import { RuleSetDetail } from './rule-set-detail.tsx';
import { RuleSetList } from './rule-set-list.tsx';
import classes from './standards.module.css';

/** The rule sets, one of them opened beside the list. */
function Sets() {
  const { t } = useTranslation('standards');
  const ruleSets = useRuleSets();
  const states = useRuleSetStates();
  const chosen = useDraft((s) => s.openId);
  const error = ruleSets.error ?? states.error;
  if (error) return <FailedState error={error} onRetry={() => { void ruleSets.refetch(); void states.refetch(); }} />;
  if (!ruleSets.data) return <LoadingState />;
  if (ruleSets.data.length === 0) return <EmptyState icon={<IconBook2 size={40} />} title={t('noSets')}>{t('noSetsText')}</EmptyState>;
  const open = ruleSets.data.find(({ id }) => id === chosen) ?? ruleSets.data[0];
  const state = states.data?.find(({ inForce }) => inForce.ruleSetId === open?.id);
  return (
    <div className={classes['columns']}>
      <RuleSetList ruleSets={ruleSets.data} states={states.data} openId={open?.id ?? null} />
      {open && state ? <RuleSetDetail key={open.id} ruleSet={open} state={state} /> : <LoadingState />}
    </div>
  );
}

/** 标准: where every figure's rules come from, which of their numbers are not certain, and what setting those would do. */
export function StandardsPage() {
  const { t } = useTranslation('standards');
  return (
    <div className={classes['page']}>
      <div className={classes['head']}>
        <div><Title order={1}>{t('title')}</Title><Text size="sm" c="dimmed">{t('lead')}</Text></div>
        <Tooltip label={t('close')}><ActionIcon aria-label={t('close')} onClick={() => useAppState.getState().setPage('workbench')}><IconX size={20} /></ActionIcon></Tooltip>
      </div>
      <Sets />
    </div>
  );
}
