/** Pending and blocked edits over the saved plan: pure. Every function returns a new value. */
import type { Unit } from '#contract/units.ts';
import { applyEdit, planOf, sameGeometry } from '#planning/plan/apply-edit.ts';
import type { Edit, Effect, Plan, RenewalUnit } from '#planning/plan/edit.ts';
import { differingFields, mergeUnit } from './merge-unit.ts';
import type { Blocked, ConflictField, PendingEdit, UnitDraft } from './types.ts';

/** What the store knows: server truth, and the work on its way there. */
export interface Work {
  readonly saved: Plan;
  readonly rows: ReadonlyMap<string, Unit>;
  readonly pending: readonly PendingEdit[];
  readonly blocked: ReadonlyMap<string, Blocked>;
}

export const unitIdOf = (edit: Edit): string => (edit.kind === 'put-unit' ? edit.unit.id : edit.unitId);
export const planUnit = ({ id, name, isPriority, note, geometry, version }: Unit): RenewalUnit => ({ id, name, isPriority, note, geometry, version });

export function sameContent(a: UnitDraft | null, b: UnitDraft | null): boolean {
  return a === b || (a !== null && b !== null && a.name === b.name && a.isPriority === b.isPriority && a.note === b.note && sameGeometry(a.geometry, b.geometry));
}

/** An edit laid over a plan whatever versions say: the server is the one to judge them. */
function lay(plan: Plan, edit: Edit): Plan {
  const result = applyEdit(plan, { ...edit, baseVersion: plan.units.get(unitIdOf(edit))?.version ?? 0 });
  return result.ok ? result.plan : plan;
}

/** What people see: the saved plan with their own work on it. */
export function shownPlan({ saved, pending, blocked }: Work): Plan {
  return [...pending.map(({ edit }) => edit), ...[...blocked.values()].map(({ edit }) => edit)].reduce(lay, saved);
}

/** What changed between two plans. */
export function effectsBetween(before: Plan, after: Plan): Effect[] {
  const effects: Effect[] = [];
  for (const [unitId, unit] of after.units) {
    const old = before.units.get(unitId);
    if (!old) effects.push({ kind: 'unit-added', unitId, geometryChanged: true });
    else if (old !== unit && !sameContent(old, unit)) effects.push({ kind: 'unit-changed', unitId, geometryChanged: !sameGeometry(old.geometry, unit.geometry) });
  }
  for (const unitId of before.units.keys()) if (!after.units.has(unitId)) effects.push({ kind: 'unit-removed', unitId });
  return effects;
}

/** Server truth with one row taken over; null: deleted. */
export function withRow(work: Work, unitId: string, row: Unit | null): Work {
  const rows = new Map(work.rows);
  if (row) rows.set(unitId, row);
  else rows.delete(unitId);
  return { ...work, rows, saved: planOf(work.saved.cityId, [...rows.values()].map(planUnit)) };
}

export function withRows(work: Work, list: readonly Unit[]): Work {
  return { ...work, rows: new Map(list.map((row) => [row.id, row])), saved: planOf(work.saved.cityId, list.map(planUnit)) };
}

export function withBlocked(work: Work, unitId: string, entry: Blocked | null): Work {
  const blocked = new Map(work.blocked);
  if (entry) blocked.set(unitId, entry);
  else blocked.delete(unitId);
  return { ...work, blocked };
}

const isOf = (unitId: string) => (entry: PendingEdit): boolean => unitIdOf(entry.edit) === unitId;
export const pendingOf = (work: Work, unitId: string): readonly PendingEdit[] => work.pending.filter(isOf(unitId));
const withoutPending = (work: Work, unitId: string): Work => ({ ...work, pending: work.pending.filter((entry) => !isOf(unitId)(entry)) });

/** The next edit to send, with the version it now stands on; it is sent like this until it is answered. */
export function sealFirst(work: Work): { readonly work: Work; readonly edit: Edit | null } {
  const [first, ...rest] = work.pending;
  if (!first) return { work, edit: null };
  if (first.isSent) return { work, edit: first.edit };
  const edit: Edit = { ...first.edit, baseVersion: first.base?.version ?? 0 };
  return { work: { ...work, pending: [{ ...first, edit, isSent: true }, ...rest] }, edit };
}

/**
 * The first edit was taken: the row is truth, and what follows on the unit was drawn over what the edit left. That is the row, unless others have changed it
 * since (the answer to an edit sent twice), which is then reconciled.
 */
export function afterSaved(work: Work, edit: Edit, row: Unit | null): Work {
  const unitId = unitIdOf(edit);
  const known = work.rows.get(unitId);
  const truth = row === null || known === undefined || row.version >= known.version ? withRow(work, unitId, row) : work;
  const theirs = theirsOf(truth, unitId);
  const left = edit.kind === 'put-unit' ? { ...edit.unit, version: sameContent(edit.unit, theirs) && theirs ? theirs.version : -1 } : null;
  const pending = truth.pending.filter((entry) => entry.edit.id !== edit.id);
  const next = pending.findIndex(isOf(unitId));
  return reconcile({ ...truth, pending: pending.map((entry, i) => (i === next ? { ...entry, base: left } : entry)) }, unitId);
}

/** The first edit was refused for good. What its author did to the unit since then goes its own way; else it waits for a decision. */
export function afterRefused(work: Work, edit: Edit, why: Blocked): Work {
  const unitId = unitIdOf(edit);
  const pending = work.pending.filter((entry) => entry.edit.id !== edit.id);
  const next = pending.findIndex(isOf(unitId));
  if (next < 0) return withBlocked({ ...work, pending }, unitId, why);
  return { ...work, pending: pending.map((entry, i) => (i === next ? { ...entry, base: why.base } : entry)) };
}

type Reconciled = { readonly kind: 'dropped' } | { readonly kind: 'edit'; readonly edit: Edit } | { readonly kind: 'conflict'; readonly fields: readonly ConflictField[] };

/** My last word on a unit against the server's, both grown from `base`. */
function reconciled(base: RenewalUnit | null, mine: Edit, theirs: RenewalUnit | null): Reconciled {
  if (mine.kind === 'delete-unit') return theirs ? { kind: 'conflict', fields: ['existence'] } : { kind: 'dropped' };
  if (!theirs) return base ? { kind: 'conflict', fields: ['existence'] } : { kind: 'edit', edit: mine };
  const { unit, fields } = base ? mergeUnit(base, mine.unit, theirs) : { unit: mine.unit, fields: differingFields(mine.unit, theirs) };
  if (fields.length > 0) return { kind: 'conflict', fields };
  return sameContent(unit, theirs) ? { kind: 'dropped' } : { kind: 'edit', edit: { ...mine, unit } };
}

const isSameVersion = (base: RenewalUnit | null, theirs: RenewalUnit | null): boolean => base?.version === theirs?.version && (base === null) === (theirs === null);
const theirsOf = (work: Work, unitId: string): RenewalUnit | null => work.saved.units.get(unitId) ?? null;

/**
 * The server's row of a unit is not what my unanswered edits stand on: they become one edit on top of it, field by field, or a conflict to decide. Work
 * that is blocked is brought up to it likewise. `newId` when an edit was sent and refused: what the server has seen under an id is never changed.
 */
export function reconcile(work: Work, unitId: string, newId?: string): Work {
  return reconcilePending(reconcileBlocked(work, unitId), unitId, newId);
}

/** The same for every unit with work on its way. */
export function reconcileAll(work: Work): Work {
  const units = new Set([...work.pending.map(({ edit }) => unitIdOf(edit)), ...work.blocked.keys()]);
  return [...units].reduce((at, unitId) => reconcile(at, unitId), work);
}

function reconcilePending(work: Work, unitId: string, newId: string | undefined): Work {
  const mine = pendingOf(work, unitId);
  const [first, last] = [mine[0], mine[mine.length - 1]];
  const theirs = theirsOf(work, unitId);
  if (!first || !last || (first.isSent && newId === undefined) || isSameVersion(first.base, theirs)) return work;
  const edit: Edit = newId === undefined ? last.edit : { ...last.edit, id: newId };
  const outcome = reconciled(first.base, edit, theirs);
  const rest = withoutPending(work, unitId);
  if (outcome.kind === 'dropped') return rest;
  if (outcome.kind === 'conflict') return withBlocked(rest, unitId, { kind: 'conflict', edit, base: first.base, current: work.rows.get(unitId) ?? null, fields: outcome.fields });
  const at = work.pending.indexOf(first);
  return { ...rest, pending: [...rest.pending.slice(0, at), { edit: outcome.edit, base: theirs, isSent: false }, ...rest.pending.slice(at)] };
}

function reconcileBlocked(work: Work, unitId: string): Work {
  const entry = work.blocked.get(unitId);
  if (!entry) return work;
  const theirs = theirsOf(work, unitId);
  const known = entry.kind === 'conflict' ? entry.current : entry.base;
  if (isSameVersion(known, theirs)) return work;
  const outcome = reconciled(entry.base, entry.edit, theirs);
  if (outcome.kind === 'dropped') return withBlocked(work, unitId, null);
  if (outcome.kind === 'conflict') return withBlocked(work, unitId, { kind: 'conflict', edit: entry.edit, base: entry.base, current: work.rows.get(unitId) ?? null, fields: outcome.fields });
  if (entry.kind !== 'conflict') return withBlocked(work, unitId, { ...entry, edit: outcome.edit, base: theirs });
  // Their later change has settled what was in dispute.
  return { ...withBlocked(work, unitId, null), pending: [...work.pending, { edit: outcome.edit, base: theirs, isSent: false }] };
}
