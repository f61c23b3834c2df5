import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import type { Finding, FixCode, RenewalUnit } from '#planning/plan/edit.ts';
import { isIgnorable } from '#planning/plan/finding.ts';
import type { TopologyOperation } from '#planning/plan/topology/operation.ts';
import i18n from '../app/i18n.ts';
import { planRules } from '../coverage/plan-rules.ts';
import { askTopology, changesOf, commitChanges } from '../draw/tools/unit-changes.ts';
import { planStore } from './plan.ts';
import classes from './units.module.css';

const longestReason = 500;

function operationOf(fix: FixCode, unitId: string): TopologyOperation {
  switch (fix) {
    case 'cut': return { kind: 'cut', unitId };
    case 'align': return { kind: 'align', unitId, widthM: planRules.maxGapWidthM };
    case 'tidy': return { kind: 'tidy', unitId };
  }
}

/** Mends a finding on a saved unit at one stroke, one step to undo. False: it cannot be done so. */
async function mend(unit: RenewalUnit, fix: FixCode): Promise<boolean> {
  const result = await askTopology(operationOf(fix, unit.id));
  if (!result?.ok) return false;
  const { plan } = planStore().getState();
  return commitChanges(changesOf(plan, result.changes, unit.id, (name) => name), i18n.t('draw:fixReason', { what: i18n.t(`draw:fixes.${fix}`) }), 'amended');
}

/** Sets a finding aside with a reason, or takes it up again with none. Saved with the unit, in its history. */
function setAside(unit: RenewalUnit, findingId: string, reason: string | null): void {
  const others = Object.entries(unit.ignored ?? {}).filter(([id]) => id !== findingId);
  // An empty list is no list: the server writes it so, too.
  const ignored = Object.fromEntries(reason === null ? others : [...others, [findingId, reason]]);
  planStore().getState().commit({ kind: 'put-unit', unit: { ...fieldsOf(unit), ignored }, reason: i18n.t(reason === null ? 'draw:unignoreReason' : 'draw:ignoredReason') });
}

/** What can be done about a finding of a saved unit: mend it, or set it aside with a reason. */
export function FindingActions({ finding, unit }: { readonly finding: Finding; readonly unit: RenewalUnit }) {
  const { t } = useTranslation('draw');
  const [reason, setReason] = useState<string | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const ignored = unit.ignored?.[finding.id];
  if (ignored !== undefined) return <Group gap="xs" className={classes['findingActions']}><span className={classes['quietInline']}>{t('ignored', { reason: ignored })}</span><Button size="compact-xs" variant="subtle" onClick={() => setAside(unit, finding.id, null)}>{t('unignore')}</Button></Group>;
  const keep = () => { if (reason?.trim()) setAside(unit, finding.id, reason.trim()); setReason(null); };
  return (
    <div className={classes['findingActions']}>
      {reason === null ? (
        <Group gap="xs">
          {finding.fixes.map((fix) => <Button key={fix} size="compact-xs" variant="light" onClick={() => void mend(unit, fix).then((isDone) => setHasFailed(!isDone))}>{t(`fixes.${fix}`)}</Button>)}
          {finding.severity === 'warning' && isIgnorable(finding) && <Button size="compact-xs" variant="subtle" onClick={() => setReason('')}>{t('ignore')}</Button>}
        </Group>
      ) : (
        <Group gap="xs" wrap="nowrap">
          <TextInput size="xs" style={{ flex: 1 }} autoFocus value={reason} maxLength={longestReason} aria-label={t('ignoreReason')} placeholder={t('ignoreReason')} onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => { if (event.key === 'Enter') keep(); if (event.key === 'Escape') { event.stopPropagation(); setReason(null); } }} />
          <Button size="compact-xs" disabled={reason.trim() === ''} onClick={keep}>{t('ignoreKeep')}</Button>
          <Button size="compact-xs" variant="default" onClick={() => setReason(null)}>{t('cancelIgnore')}</Button>
        </Group>
      )}
      {hasFailed && <p className={classes['quietInline']} role="alert">{t('fixFailed')}</p>}
    </div>
  );
}
