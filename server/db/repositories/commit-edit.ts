/** The one door of the server: checks an edit, changes its units and appends the log, all in one transaction. */
import type { Current, EditInput, Unit } from '#contract/units.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { sameGeometry } from '#planning/plan/apply-edit.ts';
import { canonicalUnit } from '#planning/plan/canonical-unit.ts';
import { changedUnit, changesOf, type Edit, type Finding, type UnitChange } from '#planning/plan/edit.ts';
import type { PlanRules } from '#planning/plan/plan-rules.ts';
import { hasErrors, validate } from '#planning/plan/validate.ts';
import { transaction, type Database, type Queryable } from '../database.ts';
import { appendEdit, findEdit, lastVersionOf, type LoggedEdit } from './edit-log.ts';
import { hasScheme } from './schemes.ts';
import { loadUnitContext, type SchemeOfCity, type UnitsOfEdit } from './unit-neighbours.ts';
import { cityOfUnit, deleteUnit, findUnit, insertUnit, planUnitOf, updateUnit, type UnitFields } from './units.ts';

/** What became of one unit; `unit` null after a deletion. */
export interface SavedUnit { readonly unitId: string; readonly unit: Unit | null; readonly findings: readonly Finding[] }

/**
 * `saved`: `isRepeat`: the edit had been taken before, nothing was changed now. `conflict`: units are not as the author saw them. `absent`: there is no
 * such unit (any more). `id_reused`: another edit, or a unit of another city or scheme, has this id. `twice`: the edit names a unit twice. `unmeasured`: the
 * city has no metric CRS yet.
 */
export type CommitOutcome =
  | { readonly kind: 'saved'; readonly saved: readonly SavedUnit[]; readonly isRepeat: boolean }
  | { readonly kind: 'conflict'; readonly currents: readonly Current[] }
  | { readonly kind: 'invalid' | 'name_taken'; readonly findings: readonly Finding[] }
  | { readonly kind: 'absent' | 'no_city' | 'no_scheme' | 'id_reused' | 'twice' | 'unmeasured' };

/** What checking needs besides the database. */
export interface PlanChecks {
  readonly rules: PlanRules;
  readonly overlay: Overlay;
}

/** An edit with its changes canonical (equal edits are equal texts) and the rows they meet. */
interface Order {
  readonly edit: EditInput;
  readonly changes: readonly UnitChange[];
  readonly scheme: SchemeOfCity;
  readonly accountId: number;
  /** Of added units that are copies: the units they were copied from in the first place. */
  readonly origins: ReadonlyMap<string, string>;
}

function canonicalChanges(edit: EditInput): readonly UnitChange[] {
  return changesOf(edit as Edit).map((change) => (change.kind === 'put-unit' ? { ...change, unit: canonicalUnit(change.unit) } : change));
}

/** What there is to say about a saved unit, in its scheme as it stands; null: there is no such unit. */
export async function findingsOnUnit(db: Pick<Database, 'pool'>, checks: PlanChecks, cityId: string, unitId: string): Promise<readonly Finding[] | null> {
  const unit = await findUnit(db.pool, cityId, unitId);
  const { rows: [city] } = await db.pool.query<{ srid: number | null; bounds: [number, number, number, number] | null }>('select srid, bounds from city where id = $1', [cityId]);
  const crs = city?.srid == null ? null : metricCrs(city.srid);
  if (!unit || !city) return null;
  const own = planUnitOf(unit);
  return crs ? findingsOf(db.pool, checks, { cityId, schemeId: unit.schemeId, crs, bounds: city.bounds }, own, { left: [own], touched: [unitId] }) : [];
}

/** Locks the city's row: edits of one city go one after the other, or two units saved at once could overlap unseen. */
async function lockScheme(client: Queryable, cityId: string, schemeId: string | null): Promise<SchemeOfCity | 'no_city' | 'no_scheme' | 'unmeasured'> {
  const { rows } = await client.query<{ srid: number | null; bounds: [number, number, number, number] | null }>('select srid, bounds from city where id = $1 for no key update', [cityId]);
  if (!rows[0]) return 'no_city';
  if (schemeId !== null && !(await hasScheme(client, cityId, schemeId))) return 'no_scheme';
  const crs = rows[0].srid === null ? null : metricCrs(rows[0].srid);
  return crs ? { cityId, schemeId, crs, bounds: rows[0].bounds } : 'unmeasured';
}

/** Commits an edit, or says why not; nothing is changed then. Sending the same edit again gives the same answer. */
export function commitEdit(db: Pick<Database, 'pool'>, checks: PlanChecks, cityId: string, edit: EditInput, accountId: number): Promise<CommitOutcome> {
  return transaction(db, (client) => commitWithin(client, checks, cityId, edit, accountId));
}

/** The same within a transaction that does more. `origins`: of added units that are copies, the units they were copied from in the first place. */
export async function commitWithin(client: Queryable, checks: PlanChecks, cityId: string, edit: EditInput, accountId: number, origins: ReadonlyMap<string, string> = new Map()): Promise<CommitOutcome> {
  const changes = canonicalChanges(edit);
  if (new Set(changes.map(changedUnit)).size < changes.length) return { kind: 'twice' };
  const scheme = await lockScheme(client, cityId, edit.schemeId ?? null);
  if (typeof scheme === 'string') return { kind: scheme };
  const order: Order = { edit, changes, scheme, accountId, origins };
  const logged = await findEdit(client, edit.id);
  return logged.length > 0 ? repeated(client, checks, order, logged) : commit(client, checks, order);
}

/** Of the canonical unit: the database keeps the keys of what was logged in an order of its own. */
const contentOf = (given: UnitFields): string => {
  const unit = canonicalUnit(given);
  return JSON.stringify([unit.id, unit.name, unit.isPriority, unit.note, unit.geometry.type, unit.geometry.coordinates, unit.ignored ?? {}, unit.renewal ?? {}]);
};

function isSameEdit({ edit, changes, scheme }: Order, logged: readonly LoggedEdit[]): boolean {
  const isSameHead = logged.every((row) => row.cityId === scheme.cityId && row.schemeId === scheme.schemeId && row.reason === edit.reason);
  return isSameHead && logged.length === changes.length && changes.every((change, i) => {
    const row = logged[i] as LoggedEdit;
    if (row.kind !== change.kind || row.baseVersion !== change.baseVersion || row.unitId !== changedUnit(change)) return false;
    return change.kind === 'delete-unit' || (row.after !== null && contentOf(row.after) === contentOf(change.unit));
  });
}

const putUnits = (changes: readonly UnitChange[]): UnitFields[] => changes.flatMap((change) => (change.kind === 'put-unit' ? [change.unit] : []));
const unitsOf = (changes: readonly UnitChange[]): UnitsOfEdit => ({ left: putUnits(changes), touched: changes.map(changedUnit) });

async function findingsOf(client: Queryable, { rules, overlay }: PlanChecks, scheme: SchemeOfCity, unit: UnitFields, units: UnitsOfEdit): Promise<readonly Finding[]> {
  return validate(unit, await loadUnitContext(client, scheme, unit, units, rules.maxGapWidthM), rules, overlay);
}

/** The edit was taken before: the answer is the units as they stand, which is as the edit left them unless others have changed them since. */
async function repeated(client: Queryable, checks: PlanChecks, order: Order, logged: readonly LoggedEdit[]): Promise<CommitOutcome> {
  if (!isSameEdit(order, logged)) return { kind: 'id_reused' };
  const saved: SavedUnit[] = [];
  for (const { unitId } of logged) {
    const unit = await findUnit(client, order.scheme.cityId, unitId);
    const own = unit && planUnitOf(unit);
    saved.push({ unitId, unit, findings: own ? await findingsOf(client, checks, order.scheme, own, { left: [own], touched: [own.id] }) : [] });
  }
  return { kind: 'saved', saved, isRepeat: true };
}

/** Why the units are not as the edit says they are; null: they are. */
async function staleness(client: Queryable, { changes, scheme }: Order, befores: ReadonlyMap<string, Unit>): Promise<CommitOutcome | null> {
  const stale = changes.filter((change) => change.baseVersion !== (befores.get(changedUnit(change))?.version ?? 0));
  for (const change of changes) {
    const unitId = changedUnit(change);
    const before = befores.get(unitId);
    if (before ? before.schemeId !== scheme.schemeId : change.baseVersion === 0 && (await cityOfUnit(client, unitId)) !== null) return { kind: 'id_reused' };
  }
  if (stale.length === 0) return null;
  if (changes.length === 1 && befores.size === 0) return { kind: 'absent' };
  return { kind: 'conflict', currents: stale.map((change) => ({ unitId: changedUnit(change), unit: befores.get(changedUnit(change)) ?? null })) };
}

async function commit(client: Queryable, checks: PlanChecks, order: Order): Promise<CommitOutcome> {
  const { changes, scheme } = order;
  const befores = new Map<string, Unit>();
  for (const change of changes) {
    const before = await findUnit(client, scheme.cityId, changedUnit(change));
    if (before) befores.set(before.id, before);
  }
  const refused = await staleness(client, order, befores);
  if (refused) return refused;
  const findings = new Map<string, readonly Finding[]>();
  for (const unit of putUnits(changes)) findings.set(unit.id, await findingsOf(client, checks, scheme, unit, unitsOf(changes)));
  const all = [...findings.values()].flat();
  if (hasErrors(all)) return { kind: all.every(({ code, severity }) => severity !== 'error' || code === 'name_taken') ? 'name_taken' : 'invalid', findings: all };
  for (const change of changes) await carryOut(client, order, change, befores.get(changedUnit(change)) ?? null);
  const saved: SavedUnit[] = [];
  for (const unitId of changes.map(changedUnit)) saved.push({ unitId, unit: await findUnit(client, scheme.cityId, unitId), findings: findings.get(unitId) ?? [] });
  return { kind: 'saved', saved, isRepeat: false };
}

/** Changes one row and appends the log. Versions have been compared under the city's lock. */
async function carryOut(client: Queryable, { edit, scheme, accountId, origins }: Order, change: UnitChange, before: Unit | null): Promise<void> {
  const unitId = changedUnit(change);
  const { cityId, schemeId, crs } = scheme;
  const version = (before?.version ?? (await lastVersionOf(client, unitId))) + 1;
  const how = edit.how ?? null;
  if (change.kind === 'delete-unit') await deleteUnit(client, cityId, unitId, change.baseVersion);
  else if (before) await updateUnit(client, change.unit, before.version, sameGeometry(before.geometry, change.unit.geometry) ? null : (how ?? 'amended'), crs, accountId);
  else await insertUnit(client, change.unit, { cityId, schemeId, version, from: how ?? 'drawn', originId: origins.get(unitId) ?? null }, crs, accountId);
  await appendEdit(client, {
    id: edit.id, cityId, schemeId, unitId, kind: change.kind, baseVersion: change.baseVersion, version, reason: edit.reason, how, reverts: edit.reverts ?? null,
    before: before && planUnitOf(before), after: change.kind === 'put-unit' ? { ...change.unit, version } : null,
  }, accountId);
}
