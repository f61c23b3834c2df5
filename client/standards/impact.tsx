import { Alert, Button, Group, Progress, SegmentedControl, Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrialChange, TrialResult } from '#contract/rule-sets.ts';
import type { Verdict } from '#planning/coverage/figure.ts';
import type { FigureUnit, RuleSet } from '#planning/standards/rule.ts';
import { ApiProblem } from '../api/problem.ts';
import { useDivisions } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { changeText, valueText } from '../figures/format.ts';
import { VerdictMark } from '../figures/verdict-mark.tsx';
import { useMapOwner } from '../map/map-context.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { draftText, useDraft } from './draft-store.ts';
import { useCancelJob, useTrialJob } from './queries.ts';
import { showArea } from './show-area.ts';
import classes from './standards.module.css';

const rowsShown = 200;

function Reading({ reading: { value, verdict }, unit }: { readonly reading: TrialChange['before']; readonly unit: FigureUnit }) {
  const locale = useAppState((s) => s.locale);
  const text = value === null ? null : valueText(value, unit, locale);
  return <span className={classes['reading']}><span>{text === null ? '–' : `${text.value} ${text.unit}`.trim()}</span><VerdictMark verdict={verdict as Verdict} /></span>;
}

function ChangeRow({ change, ruleSet }: { readonly change: TrialChange; readonly ruleSet: RuleSet }) {
  const { t } = useTranslation('standards');
  const { t: tLayers } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  const owner = useMapOwner();
  const divisions = useDivisions(useAppState((s) => s.cityId)).data ?? [];
  const { area, areaName, level, ruleId, before, after } = change;
  const unit = change.unit as FigureUnit;
  const moved = changeText(before.value, after.value, unit, locale);
  const levelName = level === 'unit' || level === 'city' ? t(`impact.${level}`) : tLayers(`levels.${level}`, { defaultValue: level });
  return (
    <tr data-flips={change.flips} data-area={area}>
      <td><button type="button" className={classes['areaButton']} title={t('impact.onMap', { name: areaName })} onClick={() => showArea(owner, area, { ruleId, ruleSetId: ruleSet.id }, divisions)}>{areaName}</button><div className={classes['quiet']}>{levelName}</div></td>
      <td>{ruleSet.rules.find(({ id }) => id === ruleId)?.name[locale] ?? ruleId}</td>
      <td><Reading reading={before} unit={unit} /></td>
      <td><Reading reading={after} unit={unit} />{moved && <div className={classes['quiet']}>{moved.direction === 'up' ? '▲' : '▼'} {moved.text}</div>}</td>
    </tr>
  );
}

function Result({ result, ruleSet }: { readonly result: TrialResult; readonly ruleSet: RuleSet }) {
  const { t } = useTranslation('standards');
  const [isAll, setAll] = useState(result.flips === 0);
  const [rows, setRows] = useState(rowsShown);
  const listed = isAll ? result.changes : result.changes.filter(({ flips }) => flips);
  const summary = [t('impact.summary', { areas: result.areas, rules: result.rules.length }), result.flips === 0 ? t('impact.noFlips') : t('impact.flips', { count: result.flips }), result.changes.length === 0 ? t('impact.noChange') : t('impact.changed', { count: result.changes.length })];
  return (
    <>
      <Group gap="md" px="0.9rem" py={6}>
        <Text size="sm" fw={600} role="status">{summary.join(' · ')}</Text>
        {result.changes.length > result.flips && result.flips > 0 && <SegmentedControl size="xs" value={isAll ? 'all' : 'flips'} onChange={(value) => setAll(value === 'all')} data={[{ value: 'flips', label: t('impact.onlyFlips') }, { value: 'all', label: t('impact.all') }]} />}
        <Text size="xs" c="dimmed">{t('impact.saveHint')}</Text>
      </Group>
      {listed.length > 0 && (
        <div className={classes['scroll']}>
          <table className={classes['table']}>
            <colgroup><col style={{ width: '26%' }} /><col style={{ width: '32%' }} /><col style={{ width: '21%' }} /><col style={{ width: '21%' }} /></colgroup>
            <thead><tr>{(['area', 'rule', 'before', 'after'] as const).map((column) => <th key={column} scope="col">{t(`impact.columns.${column}`)}</th>)}</tr></thead>
            <tbody>{listed.slice(0, rows).map((change) => <ChangeRow key={`${change.area}/${change.ruleId}`} change={change} ruleSet={ruleSet} />)}</tbody>
          </table>
          {listed.length > rows && <Button m="sm" size="compact-sm" variant="subtle" onClick={() => setRows(rows + rowsShown)}>{t('impact.more', { count: Math.min(rowsShown, listed.length - rows) })}</Button>}
        </div>
      )}
    </>
  );
}

/** The problem a failed job keeps, as an error the words know. */
function problemOfJob(problem: unknown): ApiProblem {
  const { code = 'job_failed', status = 500, ...parts } = (problem ?? {}) as { code?: ApiProblem['code']; status?: number };
  return new ApiProblem(code, status, parts);
}

/** What the numbers being tried would do: units, divisions and the city whose verdict flips. Each one leads to the map. */
export function Impact({ ruleSet, onTry }: { readonly ruleSet: RuleSet; readonly onTry: (() => void) | null }) {
  const { t } = useTranslation('standards');
  const jobId = useDraft((s) => (s.ruleSetId === ruleSet.id ? s.jobId : null));
  const isOutdated = useDraft((s) => s.triedWith !== null && s.triedWith !== draftText(s));
  const job = useTrialJob(jobId);
  const cancel = useCancelJob();
  const again = onTry && <Button size="compact-sm" variant="light" onClick={onTry}>{t('impact.again')}</Button>;
  if (jobId === null) return <EmptyState icon={<IconArrowsExchange size={36} />} title={t('impact.emptyTitle')}>{t('impact.empty')}</EmptyState>;
  if (job.isError) return <FailedState error={job.error} onRetry={() => void job.refetch()} />;
  if (!job.data) return <LoadingState />;
  const { state, progress, problem, result } = job.data;
  if (state === 'queued' || state === 'running') {
    const percent = Math.round(progress * 100);
    return (
      <div style={{ padding: '1rem 0.9rem', maxWidth: '32rem' }}>
        <Text size="sm" role="status">{state === 'queued' ? t('impact.queued') : `${t('impact.running')} ${percent} %`}</Text>
        <Progress value={percent} my={8} aria-label={t('impact.running')} animated />
        <Button size="compact-sm" variant="subtle" loading={cancel.isPending} onClick={() => cancel.mutate(jobId, { onSettled: () => void job.refetch() })}>{t('impact.cancel')}</Button>
      </div>
    );
  }
  if (state === 'cancelled') return <Group p="md"><Text size="sm">{t('impact.cancelled')}</Text>{again}</Group>;
  if (state === 'failed') return <div><FailedState title={t('impact.failed')} error={problemOfJob(problem)} />{again && <Group px="md">{again}</Group>}</div>;
  return (
    <>
      {isOutdated && <Alert color="orange" variant="light" mx="0.9rem" mt={6} py={6}><Group gap="sm"><Text size="sm">{t('impact.outdated')}</Text>{again}</Group></Alert>}
      <Result key={jobId} result={result as TrialResult} ruleSet={ruleSet} />
    </>
  );
}
