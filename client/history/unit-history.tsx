import { Alert, Button, Tooltip } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditLogEntry } from '#contract/units.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { blame, type BlamedRun } from '#planning/plan/history/blame.ts';
import { changedFields } from '#planning/plan/history/log-entry.ts';
import type { TakeBack } from '#planning/plan/history/take-back.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { momentText } from '../figures/format.ts';
import { areaText, listed } from '../layers/names.ts';
import { areaM2Of } from '../map/area-of.ts';
import { useOverlay } from '../map/map-context.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { planStore } from '../units/plan.ts';
import { blameColour, blamedSeqs, blameOverlay, momentOverlay } from './history-overlay.ts';
import { restore, takeEditBack, unitEntries } from './history-commands.ts';
import classes from './history.module.css';

/** An edit of a proposal of the unit: its version is the proposal's own. */
function ProposalEntry({ entry }: { readonly entry: EditLogEntry }) {
  const { t } = useTranslation('history');
  const locale = useAppState((s) => s.locale);
  return (
    <li className={classes['entry']}>
      <div><b>{entry.reason || t(`kinds.${entry.kind}`)}</b></div>
      <div className={classes['quiet']}>{t('proposal', { version: entry.version })} · {entry.author} · {momentText(entry.at, locale)}</div>
    </li>
  );
}

type Refused = Exclude<TakeBack, { ok: true }> | 'failed';

/** Why an edit was not taken back. */
function RefusedBox({ why }: { readonly why: Refused }) {
  const { t } = useTranslation('history');
  const locale = useAppState((s) => s.locale);
  const text = why === 'failed' ? t('failed') : why.code === 'nothing' ? t('nothingToTake') : t(why.fields.includes('existence') ? 'laterAtAll' : 'later', {
    unit: why.by.after?.name ?? why.by.before?.name ?? why.unitId, fields: listed(why.fields.map((field) => t(`fields.${field}`)), locale), version: why.by.version, reason: why.by.reason, who: why.by.author, when: momentText(why.by.at, locale),
  });
  return <Alert color="orange" variant="light" p="xs" title={t('refused')}>{text}</Alert>;
}

/** What can be done with one moment: look at it, go back to it, take the edit back. */
function MomentActions({ entry, isNewest }: { readonly entry: EditLogEntry; readonly isNewest: boolean }) {
  const { t } = useTranslation('history');
  const cityId = useAppState((s) => s.cityId) ?? '';
  const scheme = useAppState((s) => s.scheme);
  const [refused, setRefused] = useState<Refused | null>(null);
  const after = entry.after as RenewalUnit | null;
  useOverlay('history', useMemo(() => momentOverlay(after?.geometry ?? null, scheme), [after, scheme]));
  const back = async () => {
    try {
      const result = await takeEditBack(cityId, entry.id);
      setRefused(result.ok ? null : result);
    } catch {
      setRefused('failed');
    }
  };
  return (
    <>
      {after && <p className={classes['quiet']}>{t('looked', { version: entry.version })}</p>}
      <div className={classes['actions']}>
        {after && !isNewest && <Button size="compact-xs" variant="light" onClick={() => restore(after, entry.version)}>{t('restore')}</Button>}
        <Button size="compact-xs" variant="default" onClick={() => void back()}>{t('back')}</Button>
      </div>
      {refused && <RefusedBox why={refused} />}
    </>
  );
}

function useWhat(): (entry: EditLogEntry) => string {
  const { t } = useTranslation('history');
  const locale = useAppState((s) => s.locale);
  return (entry) => {
    const [before, after] = [entry.before as RenewalUnit | null, entry.after as RenewalUnit | null];
    const changed = changedFields(before, after);
    const what = before === null ? t('created') : after === null ? t('deleted') : changed.length > 0 ? t('changed', { what: listed(changed.map((field) => t(`fields.${field}`)), locale) }) : t('nothing');
    // That a boundary was amended is said already.
    return entry.how && entry.how !== 'amended' && (before === null || changed.includes('geometry')) ? `${what} · ${t(`ways.${entry.how}`)}` : what;
  };
}

interface EntryProps { readonly entry: EditLogEntry; readonly isNewest: boolean; readonly isOpen: boolean; readonly onToggle: () => void }
function Entry({ entry, isNewest, isOpen, onToggle }: EntryProps) {
  const { t } = useTranslation('history');
  const locale = useAppState((s) => s.locale);
  const what = useWhat();
  const [before, after] = [entry.before as RenewalUnit | null, entry.after as RenewalUnit | null];
  const renamed = before && after && before.name !== after.name ? `${before.name} → ${after.name}` : null;
  const resized = before && after && changedFields(before, after).includes('geometry') ? `${areaText(areaM2Of(before.geometry), locale)} → ${areaText(areaM2Of(after.geometry), locale)}` : null;
  return (
    <li className={classes['entry']} data-open={isOpen || undefined}>
      <button type="button" className={classes['entryButton']} aria-expanded={isOpen} title={t('look')} onClick={onToggle}>
        <div><b>{entry.reason || t(`kinds.${entry.kind}`)}</b> · {what(entry)}</div>
        {renamed && <div>{renamed}</div>}
        {resized && <div>{resized}</div>}
        <div className={classes['quiet']}>{t('entry', { version: entry.version, who: entry.author, when: momentText(entry.at, locale) })}</div>
      </button>
      {isOpen && <MomentActions entry={entry} isNewest={isNewest} />}
    </li>
  );
}

/** The parts of the boundary by edit, on the map and as a list. */
function Blame({ runs }: { readonly runs: readonly BlamedRun[] }) {
  const { t } = useTranslation('history');
  const locale = useAppState((s) => s.locale);
  const scheme = useAppState((s) => s.scheme);
  useOverlay('blame', useMemo(() => blameOverlay(runs, scheme), [runs, scheme]));
  const seqs = blamedSeqs(runs);
  return (
    <ul className={classes['legend']} aria-label={t('blame')}>
      <li>{t('blameLegend', { count: seqs.length })}</li>
      {seqs.map((seq, rank) => {
        const entry = runs.find((run) => run.entry.seq === seq)?.entry;
        return entry && <li key={seq}><i style={{ borderColor: blameColour(scheme, rank) }} aria-hidden />{t('blameEntry', { who: entry.author, version: entry.version, when: momentText(entry.at, locale) })}</li>;
      })}
    </ul>
  );
}

/** Escape ends the look at a moment before it closes the unit. */
function useEscape(isLooking: boolean, stop: () => void): void {
  useEffect(() => {
    if (!isLooking) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      stop();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [isLooking, stop]);
}

/** Who did what to a unit, when and why, newest first: any moment to look at, to go back to, any edit to take back. */
export function UnitHistory({ unitId, version }: { readonly unitId: string; readonly version: number }) {
  const { t } = useTranslation('history');
  const cityId = useAppState((s) => s.cityId) ?? '';
  const [openSeq, setOpenSeq] = useState<number | null>(null);
  const [isBlaming, setIsBlaming] = useState(false);
  useEscape(openSeq !== null, useCallback(() => setOpenSeq(null), []));
  const log = useQuery({ queryKey: [...keys.units(cityId), unitId, 'history', version], queryFn: ({ signal }) => api.get<EditLogEntry[]>(cityPath(cityId, 'units', unitId, 'history'), signal), enabled: version > 0 });
  const runs = useMemo(() => blame(unitEntries(log.data ?? [])), [log.data]);
  if (version === 0) return <p className={`${classes['quiet']} ${classes['pad']}`}>{t('empty')}</p>;
  if (log.isError) return <FailedState error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <LoadingState label={t('loading')} />;
  const newestFirst = [...log.data].sort((a, b) => b.seq - a.seq);
  const newest = newestFirst.find(({ kind }) => !kind.endsWith('-proposal'));
  return (
    <>
      {runs.length > 0 && (
        <div className={classes['tools']}>
          <Tooltip label={t('blameMeaning')}><Button size="compact-xs" variant={isBlaming ? 'filled' : 'default'} aria-pressed={isBlaming} leftSection={<IconRoute size={14} aria-hidden />} onClick={() => setIsBlaming(!isBlaming)}>{t('blame')}</Button></Tooltip>
        </div>
      )}
      {isBlaming && runs.length > 0 && <Blame runs={runs} />}
      <ol className={classes['history']} aria-label={t('label')}>
        {newestFirst.map((entry) => (entry.kind.endsWith('-proposal') ? <ProposalEntry key={entry.seq} entry={entry} />
          : <Entry key={entry.seq} entry={entry} isNewest={entry === newest && planStore().getState().plan.units.has(unitId)} isOpen={openSeq === entry.seq} onToggle={() => setOpenSeq(openSeq === entry.seq ? null : entry.seq)} />))}
      </ol>
    </>
  );
}
