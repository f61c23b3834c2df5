/**
 * The one door for changes to a plan. Total and pure: an edit that cannot be applied is a value, never an exception.
 *
 * `version` in a plan is the version the server counted last; applying an edit locally never counts it up (only the server does, see
 * `withVersion`), which is why the inverse can restore a plan to the bit. A put of an absent unit takes `baseVersion` as its version: 0 for
 * a new unit, the old version when a deletion is undone.
 */
import { changesOf, type Applied, type Edit, type EditWithoutId, type Effect, type Plan, type RenewalUnit, type UnitChange } from './edit.ts';

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

/** What an edit says of a unit: all but its version. */
export function fieldsOf({ id, name, isPriority, note, geometry, ignored, renewal }: RenewalUnit): Omit<RenewalUnit, 'version'> {
  return { id, name, isPriority, note, geometry, ...(ignored ? { ignored } : {}), ...(renewal ? { renewal } : {}) };
}

/** Same type and same coordinates, number by number. */
export function sameGeometry(a: RenewalUnit['geometry'], b: RenewalUnit['geometry']): boolean {
  return a === b || JSON.stringify([a.type, a.coordinates]) === JSON.stringify([b.type, b.coordinates]);
}

type Step = { readonly plan: Plan; readonly inverse: UnitChange; readonly effect: Effect } | { readonly refusal: Refusal };

const refuse = (code: Refusal['code'], unitId: string, current: RenewalUnit | undefined): Step => ({ refusal: { code, unitId, currentVersion: current?.version ?? null } });

function applyChange(plan: Plan, change: UnitChange): Step {
  if (change.kind === 'delete-unit') {
    const { unitId, baseVersion } = change;
    const current = plan.units.get(unitId);
    if (!current) return refuse('absent', unitId, current);
    if (current.version !== baseVersion) return refuse('stale', unitId, current);
    return { plan: withUnit(plan, unitId, null), inverse: { kind: 'put-unit', baseVersion: current.version, unit: fieldsOf(current) }, effect: { kind: 'unit-removed', unitId } };
  }
  const { unit, baseVersion } = change;
  const current = plan.units.get(unit.id);
  if (current && current.version !== baseVersion) return refuse('stale', unit.id, current);
  const after = withUnit(plan, unit.id, { ...unit, version: baseVersion });
  if (!current) return { plan: after, inverse: { kind: 'delete-unit', baseVersion, unitId: unit.id }, effect: { kind: 'unit-added', unitId: unit.id, geometryChanged: true } };
  return { plan: after, inverse: { kind: 'put-unit', baseVersion, unit: fieldsOf(current) }, effect: { kind: 'unit-changed', unitId: unit.id, geometryChanged: !sameGeometry(current.geometry, unit.geometry) } };
}

/**
 * Applies an edit (without its id, which only the log needs): all of its changes, one after the other, or none. `inverse` applied to the result
 * gives the plan back.
 */
export function applyEdit(plan: Plan, edit: Edit | EditWithoutId): ApplyResult {
  const [inverses, effects]: [UnitChange[], Effect[]] = [[], []];
  let at = plan;
  for (const change of changesOf(edit)) {
    const step = applyChange(at, change);
    if ('refusal' in step) return { ok: false, refusal: step.refusal };
    at = step.plan;
    inverses.unshift(step.inverse);
    effects.push(step.effect);
  }
  const head = { reason: edit.reason, ...(edit.schemeId === undefined ? {} : { schemeId: edit.schemeId }) };
  const [first] = inverses;
  const inverse: EditWithoutId = edit.kind !== 'change-units' && first ? { ...head, ...first } : { ...head, kind: 'change-units', changes: inverses };
  return { ok: true, plan: at, inverse, effects };
}
