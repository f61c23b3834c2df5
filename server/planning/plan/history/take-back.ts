/** Taking one edit back, whenever it was: what it changed gets its old value, unless a later edit stands on it. */
import { fieldsOf } from '../apply-edit.ts';
import type { Plan, RenewalUnit, UnitChange } from '../edit.ts';
import { changedFields, type LogEntry, type UnitField } from './log-entry.ts';

/**
 * `later`: later edits of the unit stand on it; `by` is the last of them and `fields` what they changed (`existence`: the unit itself). `nothing`: all is
 * as it was before the edit already.
 */
export type TakeBack =
  | { readonly ok: true; readonly changes: readonly UnitChange[] }
  | { readonly ok: false; readonly code: 'nothing' }
  | { readonly ok: false; readonly code: 'later'; readonly unitId: string; readonly by: LogEntry; readonly fields: readonly (UnitField | 'existence')[] };

type Step = { readonly change: UnitChange | null } | Extract<TakeBack, { code: 'later' }>;

const later = (entry: LogEntry, by: LogEntry, fields: readonly (UnitField | 'existence')[]): Step => ({ ok: false, code: 'later', unitId: entry.unitId, by, fields });

/** The unit with the old values of what the entry changed. */
function withOld(unit: RenewalUnit, before: RenewalUnit, fields: readonly UnitField[]): Omit<RenewalUnit, 'version'> {
  const old: Partial<RenewalUnit> = fieldsOf(before);
  const now: Partial<RenewalUnit> = fieldsOf(unit);
  for (const field of fields) {
    if (old[field] === undefined) delete now[field];
    else Object.assign(now, { [field]: old[field] });
  }
  return fieldsOf(now as RenewalUnit);
}

function stepBack(entry: LogEntry, plan: Plan, after: readonly LogEntry[]): Step {
  const current = plan.units.get(entry.unitId) ?? null;
  const newest = after[after.length - 1];
  if (entry.after === null) {
    if (current) return newest ? later(entry, newest, ['existence']) : { change: null };
    return { change: entry.before && { kind: 'put-unit', baseVersion: 0, unit: fieldsOf(entry.before) } };
  }
  if (!current) return newest ? later(entry, newest, ['existence']) : { change: null };
  if (entry.before === null) return newest ? later(entry, newest, ['existence']) : { change: { kind: 'delete-unit', baseVersion: current.version, unitId: entry.unitId } };
  const changed = changedFields(entry.before, entry.after);
  const since = changedFields(entry.after, current).filter((field) => changed.includes(field));
  const by = [...after].reverse().find((other) => changedFields(other.before, other.after).some((field) => since.includes(field)));
  if (since.length > 0 && by) return later(entry, by, since);
  return { change: changed.length > 0 ? { kind: 'put-unit', baseVersion: current.version, unit: withOld(current, entry.before, changed) } : null };
}

/**
 * The changes that take an edit back from the plan as it stands. `log`: every entry of every unit the edit touched, in any order; `editId` is among them.
 * What others changed since in other fields stays. The caller checks the result like any other edit: old ground may be somebody else's by now.
 */
export function takeBack(log: readonly LogEntry[], editId: string, plan: Plan): TakeBack {
  const ordered = [...log].sort((a, b) => a.seq - b.seq);
  const changes: UnitChange[] = [];
  for (const entry of ordered.filter(({ id }) => id === editId)) {
    const step = stepBack(entry, plan, ordered.filter((other) => other.unitId === entry.unitId && other.seq > entry.seq));
    if ('ok' in step) return step;
    if (step.change) changes.push(step.change);
  }
  return changes.length > 0 ? { ok: true, changes } : { ok: false, code: 'nothing' };
}
