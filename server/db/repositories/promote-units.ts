/** Units of a scheme become the baseline's, with their proposals: all of them or none. */
import { randomUUID } from 'node:crypto';
import type { BaselineChange, Promotion } from '#contract/schemes.ts';
import type { EditInput, Unit } from '#contract/units.ts';
import { transaction, type Database, type Queryable } from '../database.ts';
import { commitWithin, type CommitOutcome, type PlanChecks, type SavedUnit } from './commit-edit.ts';
import { findEdit } from './edit-log.ts';
import { promoteProposals } from './promote-proposals.ts';
import { hasScheme, lockCity } from './schemes.ts';
import { findUnit, listUnits } from './units.ts';

/** Outcomes of an edit; `absent`: a unit is not in the scheme (any more). `baseline_changed`: since the copy, and the promotion does not say that it knows. */
export type PromotionOutcome = CommitOutcome | { readonly kind: 'baseline_changed'; readonly changes: readonly BaselineChange[] };

/** What units of several schemes that are one unit have in common. */
const lineageOf = ({ id, originId }: Unit): string => originId ?? id;

/** The promotion was taken before: the answer is the baseline's units as they stand. */
async function repeated(client: Queryable, cityId: string, logged: Awaited<ReturnType<typeof findEdit>>): Promise<CommitOutcome> {
  if (logged.some((row) => row.cityId !== cityId || row.schemeId !== null || row.how !== 'copied')) return { kind: 'id_reused' };
  const saved = [];
  for (const { unitId } of logged) saved.push({ unitId, unit: await findUnit(client, cityId, unitId), findings: [] });
  return { kind: 'saved', saved, isRepeat: true };
}

interface Target { readonly unit: Unit; /** In the baseline. */ readonly like: Unit | null; readonly id: string }

/** Where the baseline is not as it was when the scheme took its units from it. Of copies made before that was kept nothing is known. */
async function changesSinceCopy(client: Queryable, targets: readonly Target[]): Promise<BaselineChange[]> {
  const { rows } = await client.query<{ id: string; version: number }>(
    'select id, origin_version as version from renewal_unit where id = any ($1::uuid[]) and origin_version is not null', [targets.map(({ unit }) => unit.id)]);
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  return targets.flatMap(({ unit, like }): BaselineChange[] => {
    const from = versions.get(unit.id);
    if (from === undefined || from === like?.version) return [];
    return [{ unitId: unit.id, name: like?.name ?? unit.name, from, to: like?.version ?? null, by: like?.updatedBy ?? null, at: like?.updatedAt ?? null }];
  });
}

/** The scheme's units and the baseline's are the same now: what comes later is a change again. */
async function rememberVersions(client: Queryable, targets: readonly Target[], saved: readonly SavedUnit[]): Promise<void> {
  const versions = new Map(saved.map(({ unitId, unit }) => [unitId, unit?.version ?? null]));
  await client.query('update renewal_unit u set origin_version = pair.version from unnest($1::uuid[], $2::int[]) as pair (id, version) where u.id = pair.id', [targets.map(({ unit }) => unit.id), targets.map(({ id }) => versions.get(id) ?? null)]);
}

/** A unit that has its like in the baseline changes that one; any other is added under an id of its own. */
export function promoteUnits(db: Pick<Database, 'pool'>, checks: PlanChecks, cityId: string, schemeId: string, promotion: Promotion, accountId: number): Promise<PromotionOutcome> {
  return transaction(db, async (client): Promise<PromotionOutcome> => {
    if (!(await lockCity(client, cityId))) return { kind: 'no_city' };
    if (!(await hasScheme(client, cityId, schemeId))) return { kind: 'no_scheme' };
    const logged = await findEdit(client, promotion.id);
    if (logged.length > 0) return repeated(client, cityId, logged);
    const ofScheme = new Map((await listUnits(client, cityId, schemeId)).map((unit) => [unit.id, unit]));
    const units = promotion.unitIds.map((id) => ofScheme.get(id));
    if (!units.every((unit) => unit !== undefined)) return { kind: 'absent' };
    const likes = new Map((await listUnits(client, cityId)).map((unit) => [lineageOf(unit), unit]));
    const targets = units.map((unit) => ({ unit, like: likes.get(lineageOf(unit)) ?? null, id: likes.get(lineageOf(unit))?.id ?? randomUUID() }));
    const known = new Map(promotion.despite?.map(({ unitId, version }) => [unitId, version]));
    const unknown = (await changesSinceCopy(client, targets)).filter(({ unitId, to }) => known.get(unitId) !== to);
    if (unknown.length > 0) return { kind: 'baseline_changed', changes: unknown };
    const changes = targets.map(({ unit, like, id }) => ({
      kind: 'put-unit' as const, baseVersion: like?.version ?? 0,
      unit: { id, name: unit.name, isPriority: unit.isPriority, note: unit.note, geometry: unit.geometry, ...(unit.ignored ? { ignored: unit.ignored } : {}), ...(unit.renewal ? { renewal: unit.renewal } : {}) },
    }));
    const edit: EditInput = { id: promotion.id, reason: promotion.reason, how: 'copied', kind: 'change-units', changes };
    const outcome = await commitWithin(client, checks, cityId, edit, accountId, new Map(targets.map(({ unit, id }) => [id, lineageOf(unit)])));
    if (outcome.kind !== 'saved') return outcome;
    for (const { unit, id } of targets) await promoteProposals(client, { cityId, fromUnit: unit.id, toUnit: id, reason: promotion.reason, accountId });
    await rememberVersions(client, targets, outcome.saved);
    return outcome;
  });
}
