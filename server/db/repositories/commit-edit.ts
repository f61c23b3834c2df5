/** The one door of the server: checks an edit, changes the unit and appends the log, all in one transaction. */
import type { EditInput, Unit } from '#contract/units.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { canonicalUnit } from '#planning/plan/canonical-unit.ts';
import type { Finding } from '#planning/plan/edit.ts';
import type { PlanRules } from '#planning/plan/plan-rules.ts';
import { hasErrors, validate } from '#planning/plan/validate.ts';
import { transaction, type Database, type Queryable } from '../database.ts';
import { appendEdit, findEdit, lastVersionOf, type LoggedEdit } from './edit-log.ts';
import { loadUnitContext } from './unit-neighbours.ts';
import { cityOfUnit, deleteUnit, findUnit, insertUnit, planUnitOf, updateUnit, type UnitFields } from './units.ts';

/**
 * `saved`: `unit` null after a deletion; `isRepeat`: the edit had been taken before, nothing was changed now. `conflict`: the unit is not as its author
 * saw it. `absent`: there is no such unit (any more). `id_reused`: another edit, or another city's unit, has this id. `unmeasured`: the city has no metric CRS yet.
 */
export type CommitOutcome =
  | { readonly kind: 'saved'; readonly unit: Unit | null; readonly findings: readonly Finding[]; readonly isRepeat: boolean }
  | { readonly kind: 'conflict'; readonly current: Unit }
  | { readonly kind: 'invalid' | 'name_taken'; readonly findings: readonly Finding[] }
  | { readonly kind: 'absent' | 'no_city' | 'id_reused' | 'unmeasured' };

/** What checking needs besides the database. */
export interface PlanChecks {
  readonly rules: PlanRules;
  readonly overlay: Overlay;
}

interface City { readonly id: string; readonly crs: MetricCrs; readonly bounds: [number, number, number, number] | null }

/** A canonical edit: equal edits are equal texts. */
function canonicalEdit(edit: EditInput): EditInput {
  return edit.kind === 'put-unit' ? { ...edit, unit: canonicalUnit(edit.unit) as typeof edit.unit } : edit;
}

/** Locks the city's row: edits of one city go one after the other, or two units saved at once could overlap unseen. */
async function lockCity(client: Queryable, cityId: string): Promise<City | 'no_city' | 'unmeasured'> {
  const { rows } = await client.query<{ srid: number | null; bounds: City['bounds'] }>('select srid, bounds from city where id = $1 for no key update', [cityId]);
  if (!rows[0]) return 'no_city';
  const crs = rows[0].srid === null ? null : metricCrs(rows[0].srid);
  return crs ? { id: cityId, crs, bounds: rows[0].bounds } : 'unmeasured';
}

/** Commits an edit, or says why not; nothing is changed then. Sending the same edit again gives the same answer. */
export async function commitEdit(db: Pick<Database, 'pool'>, checks: PlanChecks, cityId: string, input: EditInput, accountId: number): Promise<CommitOutcome> {
  const edit = canonicalEdit(input);
  return transaction(db, async (client) => {
    const city = await lockCity(client, cityId);
    if (typeof city === 'string') return { kind: city };
    const logged = await findEdit(client, edit.id);
    if (logged) return repeated(client, checks, city, edit, logged);
    return edit.kind === 'put-unit' ? put(client, checks, city, edit, accountId) : remove(client, city, edit, accountId);
  });
}

const findingsOf = async (client: Queryable, { rules, overlay }: PlanChecks, city: City, unit: UnitFields) =>
  validate(unit, await loadUnitContext(client, city.id, city.crs, city.bounds, unit, rules.maxGapWidthM), rules, overlay);

const contentOf = (unit: UnitFields): string => JSON.stringify([unit.id, unit.name, unit.isPriority, unit.note, unit.geometry.type, unit.geometry.coordinates]);

function isSameEdit(edit: EditInput, logged: LoggedEdit, cityId: string): boolean {
  if (logged.cityId !== cityId || logged.kind !== edit.kind || logged.baseVersion !== edit.baseVersion || logged.reason !== edit.reason) return false;
  return edit.kind === 'delete-unit' ? logged.unitId === edit.unitId : logged.after !== null && contentOf(logged.after) === contentOf(edit.unit);
}

/** The edit was taken before: the answer is the unit as it stands, which is as the edit left it unless others have changed it since. */
async function repeated(client: Queryable, checks: PlanChecks, city: City, edit: EditInput, logged: LoggedEdit): Promise<CommitOutcome> {
  if (!isSameEdit(edit, logged, city.id)) return { kind: 'id_reused' };
  const unit = await findUnit(client, city.id, logged.unitId);
  return { kind: 'saved', unit, findings: unit ? await findingsOf(client, checks, city, planUnitOf(unit)) : [], isRepeat: true };
}

type PutInput = Extract<EditInput, { kind: 'put-unit' }>;

async function put(client: Queryable, checks: PlanChecks, city: City, edit: PutInput, accountId: number): Promise<CommitOutcome> {
  const { unit } = edit;
  const before = await findUnit(client, city.id, unit.id);
  if (!before && edit.baseVersion > 0) return { kind: 'absent' };
  if (before && before.version !== edit.baseVersion) return { kind: 'conflict', current: before };
  if (!before && (await cityOfUnit(client, unit.id)) !== null) return { kind: 'id_reused' };
  const findings = await findingsOf(client, checks, city, unit);
  if (hasErrors(findings)) return { kind: findings.every(({ code, severity }) => severity !== 'error' || code === 'name_taken') ? 'name_taken' : 'invalid', findings };
  const version = (before?.version ?? (await lastVersionOf(client, unit.id))) + 1;
  if (before) await updateUnit(client, unit, before.version, city.crs, accountId);
  else await insertUnit(client, city.id, unit, version, city.crs, accountId);
  const logged = { id: edit.id, cityId: city.id, unitId: unit.id, kind: edit.kind, baseVersion: edit.baseVersion, version, reason: edit.reason };
  await appendEdit(client, { ...logged, before: before && planUnitOf(before), after: { ...unit, version } }, accountId);
  return { kind: 'saved', unit: await findUnit(client, city.id, unit.id), findings, isRepeat: false };
}

async function remove(client: Queryable, city: City, edit: Extract<EditInput, { kind: 'delete-unit' }>, accountId: number): Promise<CommitOutcome> {
  const before = await findUnit(client, city.id, edit.unitId);
  if (!before) return { kind: 'absent' };
  if (!(await deleteUnit(client, city.id, edit.unitId, edit.baseVersion))) return { kind: 'conflict', current: before };
  const logged = { id: edit.id, cityId: city.id, unitId: edit.unitId, kind: edit.kind, baseVersion: edit.baseVersion, version: before.version + 1, reason: edit.reason };
  await appendEdit(client, { ...logged, before: planUnitOf(before), after: null }, accountId);
  return { kind: 'saved', unit: null, findings: [], isRepeat: false };
}
