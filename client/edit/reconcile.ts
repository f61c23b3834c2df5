/** Own edits brought up to what others have saved meanwhile: field by field where it can be, else a conflict to decide. Pure. */
import { changedUnit, changesOf, unitsOfEdit, type Edit, type RenewalUnit, type UnitChange } from '#planning/plan/edit.ts';
import { differingFields, mergeUnit } from './merge-unit.ts';
import { basesOf, blockedEntries, combined, sameContent, theirsOf, touches, withBlocked, withChanges, withoutBlocked, type Work } from './pending.ts';
import type { Bases, Blocked, ConflictField, PendingEdit, UnitConflict } from './types.ts';

type Outcome = { readonly kind: 'dropped' } | { readonly kind: 'change'; readonly change: UnitChange } | { readonly kind: 'conflict'; readonly fields: readonly ConflictField[] };

/** My last word on a unit against the server's, both grown from `base`. */
function reconciled(base: RenewalUnit | null, mine: UnitChange, theirs: RenewalUnit | null): Outcome {
  if (isSameVersion(base, theirs)) return { kind: 'change', change: mine };
  if (mine.kind === 'delete-unit') return theirs ? { kind: 'conflict', fields: ['existence'] } : { kind: 'dropped' };
  if (!theirs) return base ? { kind: 'conflict', fields: ['existence'] } : { kind: 'change', change: mine };
  const { unit, fields } = base ? mergeUnit(base, mine.unit, theirs) : { unit: mine.unit, fields: differingFields(mine.unit, theirs) };
  if (fields.length > 0) return { kind: 'conflict', fields };
  return sameContent(unit, theirs) ? { kind: 'dropped' } : { kind: 'change', change: { ...mine, unit } };
}

const isSameVersion = (base: RenewalUnit | null, theirs: RenewalUnit | null): boolean => base?.version === theirs?.version && (base === null) === (theirs === null);

interface Whole { readonly edit: Edit | null; readonly conflicts: readonly UnitConflict[] }

/** A whole edit over the server's rows: what is left of it (null: nothing), with mine where there are conflicts. */
function reconciledEdit(work: Work, edit: Edit, bases: Bases): Whole {
  const changes: UnitChange[] = [];
  const conflicts: UnitConflict[] = [];
  for (const change of changesOf(edit)) {
    const unitId = changedUnit(change);
    const base = bases[unitId] ?? null;
    const outcome = reconciled(base, change, theirsOf(work, unitId));
    if (outcome.kind === 'conflict') conflicts.push({ unitId, base, current: work.rows.get(unitId) ?? null, fields: outcome.fields });
    if (outcome.kind !== 'dropped') changes.push(outcome.kind === 'change' ? outcome.change : change);
  }
  return { edit: changes.length > 0 ? withChanges(edit, changes) : null, conflicts };
}

/** Pending edits that belong together with those of a unit: each shares a unit with another. */
function connected(pending: readonly PendingEdit[], unitId: string): readonly PendingEdit[] {
  const units = new Set([unitId]);
  let found: readonly PendingEdit[] = [];
  for (let size = -1; size !== units.size;) {
    size = units.size;
    found = pending.filter(({ edit }) => unitsOfEdit(edit).some((id) => units.has(id)));
    for (const { edit } of found) for (const id of unitsOfEdit(edit)) units.add(id);
  }
  return found;
}

/**
 * The server's row of a unit is not what my unanswered edits stand on: they become one edit on top of it, field by field, or a conflict to decide. Work
 * that is blocked is brought up to it likewise. `newId` when an edit was sent and refused: what the server has seen under an id is never changed.
 */
export function reconcile(work: Work, unitId: string, newId?: string): Work {
  return reconcilePending(reconcileBlocked(work, unitId), unitId, newId);
}

/** The same for every unit with work on its way. */
export function reconcileAll(work: Work): Work {
  const units = new Set([...work.pending.flatMap(({ edit }) => unitsOfEdit(edit)), ...work.blocked.keys()]);
  return [...units].reduce((at, unitId) => reconcile(at, unitId), work);
}

function reconcilePending(work: Work, unitId: string, newId: string | undefined): Work {
  const first = work.pending.find(touches(unitId));
  if (!first || isSameVersion(first.bases[unitId] ?? null, theirsOf(work, unitId))) return work;
  const mine = connected(work.pending, unitId);
  if (newId === undefined && mine.some(({ isSent }) => isSent)) return work;
  const { edit: whole, bases } = mine.reduce<{ edit: Edit; bases: Bases } | null>((at, entry) => (at ? combined(at, entry) : entry), null) as { edit: Edit; bases: Bases };
  const { edit, conflicts } = reconciledEdit(work, newId === undefined ? whole : { ...whole, id: newId }, bases);
  const rest: Work = { ...work, pending: work.pending.filter((entry) => !mine.includes(entry)) };
  if (!edit) return rest;
  if (conflicts.length > 0) return withBlocked(rest, { kind: 'conflict', edit, bases, conflicts });
  const at = work.pending.indexOf(mine[0] as PendingEdit);
  const entry: PendingEdit = { edit, bases: basesOf(unitsOfEdit(edit), (id) => theirsOf(work, id)), isSent: false };
  return { ...rest, pending: [...rest.pending.slice(0, at), entry, ...rest.pending.slice(at)] };
}

/** The row a blocked entry has seen of a unit. */
function knownOf(entry: Blocked, unitId: string): RenewalUnit | null {
  const conflict = entry.kind === 'conflict' ? entry.conflicts.find((one) => one.unitId === unitId) : undefined;
  return conflict ? conflict.current : (entry.bases[unitId] ?? null);
}

function reconcileBlocked(work: Work, unitId: string): Work {
  const entry = work.blocked.get(unitId);
  if (!entry || isSameVersion(knownOf(entry, unitId), theirsOf(work, unitId))) return work;
  const free = withoutBlocked(work, entry);
  const { edit, conflicts } = reconciledEdit(work, entry.edit, entry.bases);
  if (!edit) return free;
  if (conflicts.length > 0) return withBlocked(free, { kind: 'conflict', edit, bases: entry.bases, conflicts });
  const bases = basesOf(unitsOfEdit(edit), (id) => theirsOf(work, id));
  if (entry.kind !== 'conflict') return withBlocked(free, { ...entry, edit, bases });
  // Their later change has settled what was in dispute.
  return { ...free, pending: [...work.pending, { edit, bases, isSent: false }] };
}

/** Blocked edits that a new edit of `units` takes the place of. */
export const displacedBy = (work: Work, units: readonly string[]): readonly Blocked[] => blockedEntries(work.blocked).filter(({ edit }) => unitsOfEdit(edit).some((id) => units.includes(id)));
