/**
 * The one door for changes to a plan. Total and pure: an edit that cannot be applied is a value, never an exception.
 *
 * `version` in a plan is the version the server counted last; applying an edit locally never counts it up (only the server does, see
 * `withVersion`), which is why the inverse can restore a plan to the bit. A put of an absent unit takes `baseVersion` as its version: 0 for
 * a new unit, the old version when a deletion is undone.
 */
import type { Applied, Edit, Effect, Plan, RenewalUnit } from './edit.ts';

export type EditWithoutId = Applied['inverse'];

/** `stale`: the author saw another version. `absent`: there is nothing to delete. */
export interface Refusal {
  readonly code: 'stale' | 'absent';
  readonly unitId: string;
  /** Version in the plan, null when the unit is not there. */
  readonly currentVersion: number | null;
}

export type ApplyResult = ({ readonly ok: true } & Applied) | { readonly ok: false; readonly refusal: Refusal };

/** A plan with its units in the order of their ids, so that equal plans are equal in every respect. */
export function planOf(cityId: string, units: Iterable<RenewalUnit>): Plan {
  const sorted = [...units].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return { cityId, units: new Map(sorted.map((unit) => [unit.id, unit])) };
}

/** The plan with one unit put in or taken out; the order of the others stays. */
function withUnit(plan: Plan, id: string, unit: RenewalUnit | null): Plan {
  if (unit && plan.units.has(id)) return { cityId: plan.cityId, units: new Map([...plan.units].map(([key, value]) => [key, key === id ? unit : value])) };
  const others = [...plan.units.values()].filter((other) => other.id !== id);
  return planOf(plan.cityId, unit ? [...others, unit] : others);
}

/** The unit with the version the server counted. */
export function withVersion(plan: Plan, unitId: string, version: number): Plan {
  const unit = plan.units.get(unitId);
  return unit ? withUnit(plan, unitId, { ...unit, version }) : plan;
}

function fieldsOf(unit: RenewalUnit): Omit<RenewalUnit, 'version'> {
  return { id: unit.id, name: unit.name, isPriority: unit.isPriority, note: unit.note, geometry: unit.geometry };
}

/** Same type and same coordinates, number by number. */
export function sameGeometry(a: RenewalUnit['geometry'], b: RenewalUnit['geometry']): boolean {
  return a === b || JSON.stringify([a.type, a.coordinates]) === JSON.stringify([b.type, b.coordinates]);
}

function refuse(code: Refusal['code'], unitId: string, current: RenewalUnit | undefined): ApplyResult {
  return { ok: false, refusal: { code, unitId, currentVersion: current?.version ?? null } };
}

/** Applies an edit (without its id, which only the log needs). `inverse` applied to the result gives the plan back. */
export function applyEdit(plan: Plan, edit: Edit | EditWithoutId): ApplyResult {
  if (edit.kind === 'delete-unit') {
    const current = plan.units.get(edit.unitId);
    if (!current) return refuse('absent', edit.unitId, current);
    if (current.version !== edit.baseVersion) return refuse('stale', edit.unitId, current);
    const effects: Effect[] = [{ kind: 'unit-removed', unitId: edit.unitId }];
    return { ok: true, plan: withUnit(plan, edit.unitId, null), inverse: { kind: 'put-unit', baseVersion: current.version, unit: fieldsOf(current), reason: edit.reason }, effects };
  }
  const { unit, baseVersion, reason } = edit;
  const current = plan.units.get(unit.id);
  const after = withUnit(plan, unit.id, { ...unit, version: baseVersion });
  if (!current) return { ok: true, plan: after, inverse: { kind: 'delete-unit', baseVersion, unitId: unit.id, reason }, effects: [{ kind: 'unit-added', unitId: unit.id, geometryChanged: true }] };
  if (current.version !== baseVersion) return refuse('stale', unit.id, current);
  const effects: Effect[] = [{ kind: 'unit-changed', unitId: unit.id, geometryChanged: !sameGeometry(current.geometry, unit.geometry) }];
  return { ok: true, plan: after, inverse: { kind: 'put-unit', baseVersion, unit: fieldsOf(current), reason }, effects };
}
