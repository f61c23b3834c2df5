/** Pending and blocked edits over the saved plan: pure. Every function returns a new value. */
import type { Current, EditResult, Unit } from '#contract/units.ts';
import { applyEdit, fieldsOf, planOf, sameGeometry } from '#planning/plan/apply-edit.ts';
import { changedUnit, changesOf, unitsOfEdit, type Edit, type Effect, type Plan, type RenewalUnit, type UnitChange } from '#planning/plan/edit.ts';
import { differingFields } from './merge-unit.ts';
import type { Bases, Blocked, PendingEdit, UnitDraft } from './types.ts';

/** What the store knows: server truth, and the work on its way there. */
export interface Work {
  readonly saved: Plan;
  readonly rows: ReadonlyMap<string, Unit>;
  readonly pending: readonly PendingEdit[];
  /** By unit id; an edit of several units stands under each of them. */
  readonly blocked: ReadonlyMap<string, Blocked>;
}

export const planUnit = (unit: Unit): RenewalUnit => ({ ...fieldsOf(unit), version: unit.version });
export const theirsOf = (work: Work, unitId: string): RenewalUnit | null => work.saved.units.get(unitId) ?? null;

export function sameContent(a: UnitDraft | null, b: UnitDraft | null): boolean {
  return a === b || (a !== null && b !== null && differingFields(a, b).length === 0);
}

/** The edit with other changes, as one of several units only where there are several. */
export function withChanges(edit: Edit, changes: readonly UnitChange[]): Edit {
  const { id, reason, how, schemeId, reverts } = edit;
  const head = { id, reason, ...(how === undefined ? {} : { how }), ...(schemeId === undefined ? {} : { schemeId }), ...(reverts === undefined ? {} : { reverts }) };
  const [only] = changes;
  return changes.length === 1 && only ? { ...head, ...only } : { ...head, kind: 'change-units', changes };
}

/** An edit laid over a plan whatever versions say: the server is the one to judge them. */
function lay(plan: Plan, edit: Edit): Plan {
  return changesOf(edit).reduce((at, change) => {
    const result = applyEdit(at, { ...change, baseVersion: at.units.get(changedUnit(change))?.version ?? 0, reason: '' });
    return result.ok ? result.plan : at;
  }, plan);
}

/** Blocked entries, each once. */
export const blockedEntries = (blocked: Work['blocked']): readonly Blocked[] => [...new Set(blocked.values())];

/** What people see: the saved plan with their own work on it. */
export function shownPlan({ saved, pending, blocked }: Work): Plan {
  return [...pending, ...blockedEntries(blocked)].map(({ edit }) => edit).reduce(lay, saved);
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
export function withRow(work: Work, { unitId, unit }: Current): Work {
  const rows = new Map(work.rows);
  if (unit) rows.set(unitId, unit);
  else rows.delete(unitId);
  return { ...work, rows, saved: planOf(work.saved.cityId, [...rows.values()].map(planUnit)) };
}

export function withRows(work: Work, list: readonly Unit[]): Work {
  return { ...work, rows: new Map(list.map((row) => [row.id, row])), saved: planOf(work.saved.cityId, list.map(planUnit)) };
}

export function withBlocked(work: Work, entry: Blocked): Work {
  return { ...work, blocked: new Map([...work.blocked, ...unitsOfEdit(entry.edit).map((unitId): [string, Blocked] => [unitId, entry])]) };
}

/** Without an entry, under whichever of its units it stands. */
export function withoutBlocked(work: Work, entry: Blocked): Work {
  return { ...work, blocked: new Map([...work.blocked].filter(([, other]) => other !== entry)) };
}

export const touches = (unitId: string) => ({ edit }: { readonly edit: Edit }): boolean => unitsOfEdit(edit).includes(unitId);
export const pendingOf = (work: Work, unitId: string): readonly PendingEdit[] => work.pending.filter(touches(unitId));

export const basesOf = (units: readonly string[], base: (unitId: string) => RenewalUnit | null): Bases => Object.fromEntries(units.map((unitId) => [unitId, base(unitId)]));

/** Two edits as the one that has the effect of both, with the later's words: for each unit the later word over the earlier base. */
export function combined(earlier: { readonly edit: Edit; readonly bases: Bases }, later: { readonly edit: Edit; readonly bases: Bases }): { readonly edit: Edit; readonly bases: Bases } {
  const own = new Set(unitsOfEdit(later.edit));
  const changes = [...changesOf(earlier.edit).filter((change) => !own.has(changedUnit(change))), ...changesOf(later.edit)];
  return { edit: withChanges(later.edit, changes), bases: { ...later.bases, ...earlier.bases } };
}

/** The next edit to send, with the versions it now stands on; it is sent like this until it is answered. */
export function sealFirst(work: Work): { readonly work: Work; readonly edit: Edit | null } {
  const [first, ...rest] = work.pending;
  if (!first) return { work, edit: null };
  if (first.isSent) return { work, edit: first.edit };
  const edit = withChanges(first.edit, changesOf(first.edit).map((change) => ({ ...change, baseVersion: first.bases[changedUnit(change)]?.version ?? 0 })));
  return { work: { ...work, pending: [{ ...first, edit, isSent: true }, ...rest] }, edit };
}

/** The unit as an edit left it. What the server now has is that, unless it differs; then the version is one that never fits. */
function leftBy(edit: Edit, unitId: string, theirs: RenewalUnit | null): RenewalUnit | null {
  const change = changesOf(edit).find((one) => changedUnit(one) === unitId);
  if (change?.kind !== 'put-unit') return null;
  return { ...change.unit, version: sameContent(change.unit, theirs) && theirs ? theirs.version : -1 };
}

/** Pending edits in which the first that touches the unit stands on another base. */
function rebased(pending: readonly PendingEdit[], unitId: string, base: RenewalUnit | null): readonly PendingEdit[] {
  const next = pending.findIndex(touches(unitId));
  return pending.map((entry, i) => (i === next ? { ...entry, bases: { ...entry.bases, [unitId]: base } } : entry));
}

/**
 * An edit was taken: the rows are truth, and what follows on its units was drawn over what the edit left. That is the row, unless others have changed it
 * since (the answer to an edit sent twice); the caller then reconciles.
 */
export function afterSaved(work: Work, edit: Edit, { results }: EditResult): Work {
  const without = { ...work, pending: work.pending.filter((entry) => entry.edit.id !== edit.id) };
  return results.reduce<Work>((at, { unitId, unit }) => {
    const known = at.rows.get(unitId);
    const truth = unit === null || known === undefined || unit.version >= known.version ? withRow(at, { unitId, unit }) : at;
    return { ...truth, pending: rebased(truth.pending, unitId, leftBy(edit, unitId, theirsOf(truth, unitId))) };
  }, without);
}

/** An edit was refused for good. What its author did to its units since then goes its own way, with the rest of it; else it waits for a decision. */
export function afterRefused(work: Work, why: Blocked): Work {
  const pending = work.pending.filter((entry) => entry.edit.id !== why.edit.id);
  const units = unitsOfEdit(why.edit);
  const next = pending.findIndex(({ edit }) => unitsOfEdit(edit).some((unitId) => units.includes(unitId)));
  if (next < 0) return withBlocked({ ...work, pending }, why);
  return { ...work, pending: pending.map((entry, i) => (i === next ? { ...entry, ...combined(why, entry) } : entry)) };
}
