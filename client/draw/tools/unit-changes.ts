/** What an operation on boundaries means for the units of the plan: drafts to save, checked as the server will check them. */
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import type { BoundaryWay, Finding, Plan } from '#planning/plan/edit.ts';
import type { TopologyOperation } from '#planning/plan/topology/operation.ts';
import type { TopologyChange, TopologyResult, TopologyUnit } from '#planning/plan/topology/types.ts';
import { coverageClient } from '../../coverage/session.ts';
import type { ChangeIntent, UnitDraft } from '../../edit/types.ts';
import { planStore } from '../../units/plan.ts';
import { freeName } from '../free-name.ts';


export const scheme = (plan: Plan): TopologyUnit[] => [...plan.units.values()].map(({ id, geometry }) => ({ id, geometry }));

/** Asks the worker, on the plan as it is shown; null without an engine (no layers yet, or it failed). */
export async function askTopology(operation: TopologyOperation, extra: readonly TopologyUnit[] = []): Promise<TopologyResult | null> {
  try {
    return (await coverageClient()?.topology({ units: [...scheme(planStore().getState().plan), ...extra], operation })) ?? null;
  } catch {
    return null;
  }
}

/** Changes as drafts: new units are like `likeId` in all but name. `named`: a new unit that has its fields already. */
export function changesOf(plan: Plan, changes: readonly TopologyChange[], likeId: string, nameOf: (name: string, n: number) => string, named: readonly UnitDraft[] = []): ChangeIntent[] {
  const names = new Set([...plan.units.values()].map(({ name }) => name));
  const like = plan.units.get(likeId);
  return changes.flatMap(({ unitId, geometry }): ChangeIntent[] => {
    if (!geometry) return [{ kind: 'delete-unit', unitId }];
    const known = plan.units.get(unitId);
    const given = named.find(({ id }) => id === unitId);
    if (known || given) return [{ kind: 'put-unit', unit: { ...(known ? fieldsOf(known) : given as UnitDraft), geometry } }];
    if (!like) return [];
    const name = freeName(names, (n) => nameOf(like.name, n + 1));
    names.add(name);
    return [{ kind: 'put-unit', unit: { id: unitId, name, isPriority: like.isPriority, note: '', geometry } }];
  });
}

/** Findings of every unit that changes, among all units as they will be. */
export async function checkChanges(plan: Plan, changes: readonly ChangeIntent[]): Promise<readonly Finding[]> {
  const after = new Map([...plan.units.values()].map((unit) => [unit.id, fieldsOf(unit)]));
  for (const change of changes) {
    if (change.kind === 'put-unit') after.set(change.unit.id, change.unit);
    else after.delete(change.unitId);
  }
  const all = [...after.values()].map(({ id, name, geometry }) => ({ id, name, geometry }));
  const findings = new Map<string, Finding>();
  for (const change of changes) {
    if (change.kind !== 'put-unit') continue;
    const found = (await coverageClient()?.validate({ unit: change.unit, others: all.filter(({ id }) => id !== change.unit.id) })) ?? [];
    // Seen from either side, an overlap or a gap is one finding.
    for (const each of found) findings.set(each.code === 'overlap' || each.code === 'gap' ? each.id : `${change.unit.id} ${each.id}`, each);
  }
  return [...findings.values()];
}

/** All of them or none, and one step to undo. False: the plan has moved on meanwhile. */
export function commitChanges(changes: readonly ChangeIntent[], reason: string, how: BoundaryWay): boolean {
  const [first, ...more] = changes;
  if (!first) return false;
  return planStore().getState().commit(more.length === 0 ? { ...first, reason, how } : { kind: 'change-units', changes, reason, how }).ok;
}
