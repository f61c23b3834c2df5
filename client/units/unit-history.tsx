import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EditLogEntry, Unit } from '#contract/units.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { momentText } from '../figures/format.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import classes from './units.module.css';

const fields = ['name', 'isPriority', 'note', 'geometry'] as const;
type Snapshot = Partial<Pick<Unit, (typeof fields)[number]>>;

/** Fields in which two states of a unit differ. */
export function changedFields(before: Snapshot | null, after: Snapshot | null): (typeof fields)[number][] {
  if (!before || !after) return [];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** An edit of a proposal of the unit: its version is the proposal's own. */
function ProposalEntry({ entry }: { readonly entry: EditLogEntry }) {
  const { t } = useTranslation('units');
  const locale = useAppState((s) => s.locale);
  return (
    <li className={classes['entry']}>
      <div><b>{entry.reason || t(`history.kinds.${entry.kind}`)}</b></div>
      <div className={classes['quietInline']}>{t('history.proposal', { version: entry.version })} · {entry.author} · {momentText(entry.at, locale)}</div>
    </li>
  );
}

function Entry({ entry }: { readonly entry: EditLogEntry }) {
  const { t } = useTranslation('units');
  const locale = useAppState((s) => s.locale);
  const [before, after] = [entry.before as Snapshot | null, entry.after as Snapshot | null];
  const changed = changedFields(before, after);
  const what = before === null ? t('history.created') : after === null ? t('history.kinds.delete-unit') : changed.length > 0 ? t('history.changed', { what: changed.map((field) => t(`history.fields.${field}`)).join('、') }) : t('history.nothing');
  const renamed = before && after && before.name !== after.name ? `${before.name} → ${after.name}` : null;
  return (
    <li className={classes['entry']}>
      <div><b>{entry.reason || t(`history.kinds.${entry.kind}`)}</b> · {what}</div>
      {renamed && <div>{renamed}</div>}
      <div className={classes['quietInline']}>{t('history.entry', { version: entry.version, who: entry.author, when: momentText(entry.at, locale) })}</div>
    </li>
  );
}

/** Who did what to a unit and when, newest first. */
export function UnitHistory({ unitId, version }: { readonly unitId: string; readonly version: number }) {
  const { t } = useTranslation('units');
  const cityId = useAppState((s) => s.cityId) ?? '';
  const log = useQuery({ queryKey: [...keys.units(cityId), unitId, 'history', version], queryFn: ({ signal }) => api.get<EditLogEntry[]>(cityPath(cityId, 'units', unitId, 'history'), signal), enabled: version > 0 });
  if (version === 0) return <p className={classes['quiet']}>{t('history.empty')}</p>;
  if (log.isError) return <FailedState error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <LoadingState label={t('history.loading')} />;
  const newestFirst = [...log.data].sort((a, b) => b.seq - a.seq);
  return <ol className={classes['history']}>{newestFirst.map((entry) => (entry.kind.endsWith('-proposal') ? <ProposalEntry key={entry.seq} entry={entry} /> : <Entry key={entry.seq} entry={entry} />))}</ol>;
}
