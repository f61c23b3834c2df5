import type { EditLogEntry } from '#contract/units.ts';
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import type { LogEntry } from '#planning/plan/history/log-entry.ts';
import { takeBack, type TakeBack } from '#planning/plan/history/take-back.ts';
import { api, cityPath } from '../api/api.ts';
import i18n from '../app/i18n.ts';
import type { ChangeIntent } from '../edit/types.ts';
import { planStore } from '../units/plan.ts';

/** Entries of the log that are of units, parsed; those of proposals are left out. */
export const unitEntries = (entries: readonly EditLogEntry[]): readonly LogEntry[] =>
  entries.filter(({ kind }) => kind === 'put-unit' || kind === 'delete-unit').map((entry) => ({ ...entry, before: entry.before as RenewalUnit | null, after: entry.after as RenewalUnit | null }));

/** Takes one edit back with all the units it changed; committed like any other edit. @throws ApiProblem when the log cannot be read */
export async function takeEditBack(cityId: string, editId: string): Promise<TakeBack> {
  const log = unitEntries(await api.get<EditLogEntry[]>(cityPath(cityId, 'edits', editId)));
  const store = planStore().getState();
  const result = takeBack(log, editId, store.plan);
  if (!result.ok) return result;
  const changes = result.changes.map((change): ChangeIntent => (change.kind === 'put-unit' ? { kind: 'put-unit', unit: change.unit } : { kind: 'delete-unit', unitId: change.unitId }));
  const reason = log.find(({ id }) => id === editId)?.reason ?? '';
  store.commit({ kind: 'change-units', changes, reason: i18n.t('history:reasonBack', { what: reason }), how: 'reverted', reverts: editId });
  return result;
}

/** Gives a unit the state it had once. */
export function restore(unit: RenewalUnit, version: number): void {
  planStore().getState().commit({ kind: 'put-unit', unit: fieldsOf(unit), reason: i18n.t('history:reasonRestore', { version }), how: 'reverted' });
}
