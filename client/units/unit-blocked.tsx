import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconGitMerge } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { detailWords } from '../api/details/detail-words.ts';
import { useAppState } from '../app/app-state.ts';
import { FindingList } from '../draw/finding-list.tsx';
import type { Blocked, ConflictField, UnitDraft } from '../edit/types.ts';
import { momentText } from '../figures/format.ts';
import { useOverlay } from '../map/map-context.ts';
import { conflictOverlay } from './conflict-overlay.ts';
import { planStore } from './plan.ts';
import classes from './units.module.css';

type Conflict = Extract<Blocked, { kind: 'conflict' }>;
type Side = UnitDraft | RenewalUnit | null;

function useFieldText(): (field: ConflictField, side: Side) => string {
  const { t } = useTranslation('units');
  return (field, side) => {
    if (field === 'existence') return t(side ? 'exists' : 'removed');
    if (!side) return t('removed');
    if (field === 'isPriority') return t(side.isPriority ? 'yes' : 'no');
    if (field === 'geometry') return t('history.fields.geometry');
    return side[field] || '–';
  };
}

/** Both sides beside each other, on the map and field by field; the author chooses. */
function ConflictBox({ entry, unitId }: { readonly entry: Conflict; readonly unitId: string }) {
  const { t } = useTranslation('units');
  const locale = useAppState((s) => s.locale);
  const scheme = useAppState((s) => s.scheme);
  const fieldText = useFieldText();
  const mine = entry.edit.kind === 'put-unit' ? entry.edit.unit : null;
  const theirs = entry.current;
  useOverlay('conflict', useMemo(() => conflictOverlay(mine?.geometry ?? null, theirs?.geometry as RenewalUnit['geometry'] | undefined ?? null, scheme), [mine, theirs, scheme]));
  const resolve = (choice: 'mine' | 'theirs') => planStore().getState().resolve(unitId, choice);
  return (
    <Alert color="orange" variant="light" icon={<IconGitMerge />} title={t('conflictTitle')} m="sm" p="sm">
      <p className={classes['alertText']}>{theirs ? `${t('conflictText', { who: theirs.updatedBy, version: theirs.version })} ${momentText(theirs.updatedAt, locale)}` : t('conflictDeleted')}</p>
      <table className={classes['sides']}>
        <thead><tr><th scope="col">{t('field')}</th><th scope="col" data-side="mine">{t('mine')}</th><th scope="col" data-side="theirs">{t('theirs')}</th></tr></thead>
        <tbody>{entry.fields.map((field) => <tr key={field}><th scope="row">{field === 'existence' ? t('existence') : t(`history.fields.${field}`)}</th><td>{fieldText(field, mine)}</td><td>{fieldText(field, theirs as Side)}</td></tr>)}</tbody>
      </table>
      {entry.fields.includes('geometry') && <p className={classes['quietInline']}>{t('onMap')}</p>}
      <Group gap="xs" mt="xs"><Button size="compact-sm" onClick={() => resolve('mine')}>{t('keepMine')}</Button><Button size="compact-sm" variant="default" onClick={() => resolve('theirs')}>{t('takeTheirs')}</Button></Group>
    </Alert>
  );
}

/** Work the server did not take, and how to settle it. */
export function UnitBlocked({ entry, unitId }: { readonly entry: Blocked; readonly unitId: string }) {
  const { t } = useTranslation('units');
  const locale = useAppState((state) => state.locale);
  if (entry.kind === 'conflict') return <ConflictBox entry={entry} unitId={unitId} />;
  const name = entry.edit.kind === 'put-unit' ? entry.edit.unit.name : '';
  const title = entry.kind === 'invalid' ? t('invalidTitle') : entry.kind === 'name_taken' ? t('nameTakenTitle', { name }) : t('refusedTitle');
  const resolve = (choice: 'mine' | 'theirs') => planStore().getState().resolve(unitId, choice);
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={title} m="sm" p="sm">
      {entry.kind === 'invalid' && <FindingList findings={entry.findings} />}
      {entry.kind === 'name_taken' && <p className={classes['alertText']}>{t('nameTakenText')}</p>}
      {entry.kind === 'refused' && <p className={classes['alertText']}>{entry.detail ? detailWords(entry.detail, locale) : t(`api:codes.${entry.code}`, { defaultValue: entry.code })}</p>}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={() => resolve('theirs')}>{t('discard')}</Button>
        {entry.kind === 'refused' && <Button size="compact-sm" variant="light" onClick={() => resolve('mine')}>{t('tryAgain')}</Button>}
      </Group>
    </Alert>
  );
}
