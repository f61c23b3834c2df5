import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconGitMerge } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { changedUnit, changesOf, unitsOfEdit, type RenewalUnit } from '#planning/plan/edit.ts';
import { detailWords } from '../api/details/detail-words.ts';
import { useAppState } from '../app/app-state.ts';
import { FindingList } from '../draw/finding-list.tsx';
import { planUnit } from '../edit/pending.ts';
import type { Blocked, ConflictField, UnitConflict, UnitDraft } from '../edit/types.ts';
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
    if (field === 'geometry') return t('fields.geometry');
    if (field === 'ignored') return Object.values(side.ignored ?? {}).join('；') || '–';
    if (field === 'renewal') return Object.entries(side.renewal ?? {}).map(([name, value]) => `${t(`renewal.fields.${name}`)} ${value}`).join('；') || '–';
    return side[field] || '–';
  };
}

/** What the edit makes of a unit; null: it deletes it. */
function mineOf(entry: Blocked, unitId: string): UnitDraft | null {
  const change = changesOf(entry.edit).find((one) => changedUnit(one) === unitId);
  return change?.kind === 'put-unit' ? change.unit : null;
}

/** One unit both sides changed: who did, and both sides field by field beside what they started from. */
function ConflictTable({ conflict: { unitId, base, current, fields }, entry }: { readonly conflict: UnitConflict; readonly entry: Conflict }) {
  const { t } = useTranslation('units');
  const locale = useAppState((s) => s.locale);
  const fieldText = useFieldText();
  const [mine, theirs] = [mineOf(entry, unitId), current && planUnit(current)];
  return (
    <>
      {entry.conflicts.length > 1 && <p className={classes['alertText']}><b>{mine?.name ?? theirs?.name ?? base?.name}</b></p>}
      <p className={classes['alertText']}>{current ? `${t('conflictText', { who: current.updatedBy, version: current.version })} ${momentText(current.updatedAt, locale)}` : t('conflictDeleted')}</p>
      <table className={classes['sides']}>
        <thead><tr><th scope="col">{t('field')}</th><th scope="col" data-side="mine">{t('mine')}</th><th scope="col" data-side="theirs">{t('theirs')}</th><th scope="col" data-side="base">{t('ancestor')}</th></tr></thead>
        <tbody>{fields.map((field) => <tr key={field}><th scope="row">{field === 'existence' ? t('existence') : t(`fields.${field}`)}</th><td>{fieldText(field, mine)}</td><td>{fieldText(field, theirs)}</td><td>{base ? fieldText(field, base) : '–'}</td></tr>)}</tbody>
      </table>
    </>
  );
}

/** Every unit of the edit that is in dispute, on the map and field by field; the author chooses for the whole edit. */
function ConflictBox({ entry, unitId }: { readonly entry: Conflict; readonly unitId: string }) {
  const { t } = useTranslation('units');
  const scheme = useAppState((s) => s.scheme);
  useOverlay('conflict', useMemo(() => conflictOverlay(entry.conflicts.map(({ unitId: id, base, current }) => ({
    mine: mineOf(entry, id)?.geometry ?? null, theirs: (current?.geometry as RenewalUnit['geometry'] | undefined) ?? null, base: base?.geometry ?? null,
  })), scheme), [entry, scheme]));
  const resolve = (choice: 'mine' | 'theirs') => planStore().getState().resolve(unitId, choice);
  const others = unitsOfEdit(entry.edit).length - entry.conflicts.length;
  return (
    <Alert color="orange" variant="light" icon={<IconGitMerge />} title={t('conflictTitle')} m="sm" p="sm">
      {entry.conflicts.map((conflict) => <ConflictTable key={conflict.unitId} conflict={conflict} entry={entry} />)}
      {entry.conflicts.some(({ fields }) => fields.includes('geometry')) && <p className={classes['quietInline']}>{t('onMap')}</p>}
      {others > 0 && <p className={classes['quietInline']}>{t('conflictWhole', { count: others })}</p>}
      <Group gap="xs" mt="xs"><Button size="compact-sm" onClick={() => resolve('mine')}>{t('keepMine')}</Button><Button size="compact-sm" variant="default" onClick={() => resolve('theirs')}>{t('takeTheirs')}</Button></Group>
    </Alert>
  );
}

/** Work the server did not take, and how to settle it. */
export function UnitBlocked({ entry, unitId }: { readonly entry: Blocked; readonly unitId: string }) {
  const { t } = useTranslation('units');
  const locale = useAppState((state) => state.locale);
  if (entry.kind === 'conflict') return <ConflictBox entry={entry} unitId={unitId} />;
  const name = mineOf(entry, unitId)?.name ?? '';
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
