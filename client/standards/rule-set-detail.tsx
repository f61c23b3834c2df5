import { Badge, Button, Tabs, Title, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleSetState } from '#contract/rule-sets.ts';
import { changeNumbers, numberKey } from '#planning/standards/change-numbers.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useSession } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useRuleSets } from '../figures/queries.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { ConflictBox } from './conflict-box.tsx';
import { DraftBar } from './draft-bar.tsx';
import { draftOf, hasDraft, useDraft } from './draft-store.ts';
import { History } from './history.tsx';
import { Impact } from './impact.tsx';
import { numberFacts } from './number-facts.ts';
import { useShipped, useStartTrial, useVersion } from './queries.ts';
import { documentsOf } from './rule-set-list.tsx';
import { RuleTable } from './rule-table.tsx';
import classes from './standards.module.css';

interface Props { readonly ruleSet: RuleSet; readonly state: RuleSetState }
type Tab = 'rules' | 'impact' | 'history';

/** The button to begin with, or why there is none. */
function EditButton({ state, isAdmin }: { readonly state: RuleSetState; readonly isAdmin: boolean }) {
  const { t } = useTranslation('standards');
  const locale = useAppState((s) => s.locale);
  const draft = useDraft();
  const { ruleSetId, version } = state.inForce;
  const elsewhere = draft.ruleSetId !== null && draft.ruleSetId !== ruleSetId && hasDraft(draft) ? draft.ruleSetId : null;
  const other = useRuleSets().data?.find(({ id }) => id === elsewhere)?.name[locale] ?? elsewhere ?? '';
  if (!isAdmin || state.openNumbers === 0 || draft.ruleSetId === ruleSetId) return null;
  if (elsewhere !== null) return <Tooltip label={t('busyElsewhere', { name: other })}><Button size="xs" variant="default" onClick={() => draft.open(elsewhere)}>{t('goThere', { name: other })}</Button></Tooltip>;
  return <Button size="xs" leftSection={<IconPencil size={15} />} onClick={() => draft.begin(ruleSetId, version)}>{t('edit')}</Button>;
}

/** JSON of what is shown: the version in force, or what a draft is made from. */
function useBase(ruleSetId: string, inForce: number, from: 'in_force' | 'shipped' | number) {
  const version = useVersion(ruleSetId, from === 'shipped' ? null : from === 'in_force' ? inForce : from);
  const shipped = useShipped(ruleSetId, from === 'shipped');
  const { data, error, refetch } = from === 'shipped' ? shipped : version;
  return { content: data?.content as unknown, error, refetch };
}

/** A rule set opened: its rules with their numbers, what changed ones would do, its versions. */
export function RuleSetDetail({ ruleSet, state }: Props) {
  const { t } = useTranslation('standards');
  const locale = useAppState((s) => s.locale);
  const cityId = useAppState((s) => s.cityId);
  const isAdmin = useSession().data?.role === 'admin';
  const draft = useDraft();
  const isDrafting = draft.ruleSetId === ruleSet.id;
  const [tab, setTab] = useState<Tab>(isDrafting && draft.jobId !== null ? 'impact' : 'rules');
  const trial = useStartTrial(ruleSet.id);
  const { content, error, refetch } = useBase(ruleSet.id, state.inForce.version, isDrafting ? draft.from : 'in_force');
  const checked = useMemo(() => (content === undefined || !isDrafting ? null : changeNumbers(content, Object.values(draft.changes), numberFacts)), [content, isDrafting, draft.changes]);
  const faults = useMemo(() => new Map(checked && !checked.ok ? checked.problems.map(({ change, code }) => [numberKey(change), code]) : []), [checked]);
  const tryIt = isDrafting && cityId !== null && hasDraft(draft) ? () => {
    setTab('impact');
    trial.mutate({ ...draftOf(draft), city: cityId }, { onSuccess: ({ id }) => useDraft.getState().tried(id) });
  } : null;
  const nextVersion = Math.max(state.inForce.version + 1, draft.from === 'shipped' ? state.conflict?.shippedVersion ?? 0 : 0);
  const hint = state.openNumbers === 0 ? 'allVerbatim' : isAdmin ? 'mayEdit' : 'readOnly';
  return (
    <section className={classes['detail']} aria-label={ruleSet.name[locale]}>
      <div className={classes['detailHead']}>
        <div>
          <Title order={2}>{ruleSet.name[locale]} <Badge size="sm" variant="light" color={state.inForce.isEdited ? 'brand' : 'gray'}>v{state.inForce.version} · {t(state.inForce.isEdited ? 'edited' : 'asShipped')}</Badge></Title>
          <p className={classes['facts']}><span>{ruleSet.authority}</span><span>{ruleSet.validFrom === null ? t('noDate') : t('since', { date: ruleSet.validFrom })}</span><span title={documentsOf(ruleSet).join('\n')}>{t('documents', { names: documentsOf(ruleSet).slice(0, 2).join(locale === 'zh' ? '；' : '; ') })}{documentsOf(ruleSet).length > 2 && ' …'}</span></p>
          <p className={classes['quiet']}>{t(hint)}</p>
        </div>
        <EditButton state={state} isAdmin={isAdmin} />
      </div>
      {state.conflict && !isDrafting && <ConflictBox ruleSetId={ruleSet.id} conflict={state.conflict} onPrepare={isAdmin ? (changes) => draft.begin(ruleSet.id, state.inForce.version, 'shipped', changes) : null} />}
      <Tabs className={classes['tabs']} value={tab} onChange={(value) => setTab(value as Tab)} keepMounted={false}>
        <Tabs.List px="0.9rem">{(['rules', 'impact', 'history'] as const).filter((each) => each !== 'impact' || isAdmin).map((each) => <Tabs.Tab key={each} value={each}>{t(`tabs.${each}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="rules" className={classes['tabPanel']}>
          {error ? <FailedState error={error} onRetry={() => void refetch()} /> : content === undefined ? <LoadingState /> : <RuleTable content={content} isEditing={isDrafting} faults={faults} />}
        </Tabs.Panel>
        <Tabs.Panel value="impact" className={classes['tabPanel']}><Impact ruleSet={ruleSet} onTry={tryIt} /></Tabs.Panel>
        <Tabs.Panel value="history" className={classes['tabPanel']}><History ruleSetId={ruleSet.id} inForce={state.inForce.version} onTakeBack={isAdmin ? (version) => { draft.begin(ruleSet.id, state.inForce.version, version); setTab('rules'); } : null} /></Tabs.Panel>
      </Tabs>
      {isDrafting && (
        <DraftBar
          ruleSetId={ruleSet.id} isSound={checked?.ok ?? false} nextVersion={nextVersion} onTry={tryIt ?? (() => undefined)} isTrying={trial.isPending} tryError={trial.error}
          onSaved={({ version }) => { setTab('rules'); notifications.show({ message: t('draft.saved', { version }) }); }}
        />
      )}
    </section>
  );
}
