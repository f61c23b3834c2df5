/** The audit trail of the plan: appended with every change, never altered. */
import type { EditLogEntry } from '#contract/units.ts';
import type { RenewalUnit, UnitChange } from '#planning/plan/edit.ts';
import type { UnitEdit } from '#planning/plan/history/log-entry.ts';
import type { Queryable } from '../database.ts';

/** One unit's change as the log keeps it. */
export interface LoggedEdit extends UnitEdit {
  readonly cityId: string;
  readonly schemeId: string | null;
  readonly kind: UnitChange['kind'];
  readonly baseVersion: number;
}

/** The changes of the edit with this id, in whatever city, in their order; none: there is no such edit. An edit of a proposal has one, of its own kind. */
export async function findEdit(db: Queryable, id: string): Promise<LoggedEdit[]> {
  const { rows } = await db.query<LoggedEdit>(
    `select id, city_id as "cityId", scheme_id as "schemeId", unit_id as "unitId", kind, base_version as "baseVersion", version, reason, how, reverts, before, after
     from edit_log where id = $1 order by seq`, [id]);
  return rows;
}

/** Highest version a unit ever had, 0 when there never was one: a unit that comes back goes on counting, so an old version never fits again. */
export async function lastVersionOf(db: Queryable, unitId: string): Promise<number> {
  const { rows } = await db.query<{ version: number }>('select coalesce(max(version), 0) as version from edit_log where unit_id = $1 and proposal_id is null', [unitId]);
  return rows[0]?.version ?? 0;
}

const asJson = (unit: RenewalUnit | null): string | null => (unit ? JSON.stringify(unit) : null);

export async function appendEdit(db: Queryable, edit: LoggedEdit, authorId: number): Promise<void> {
  await db.query(
    `insert into edit_log (id, city_id, scheme_id, unit_id, kind, base_version, version, reason, how, reverts, before, after, author)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [edit.id, edit.cityId, edit.schemeId, edit.unitId, edit.kind, edit.baseVersion, edit.version, edit.reason, edit.how, edit.reverts, asJson(edit.before), asJson(edit.after), authorId]);
}

type EntryRow = Omit<EditLogEntry, 'at'> & { at: Date };
const selectEntries = `
  select e.seq, e.id, e.unit_id as "unitId", e.kind, e.version, e.reason, e.before, e.after, e.how, e.reverts, a.display_name as author, e.at
  from edit_log e join account a on a.id = e.author`;
const entryOf = (row: EntryRow): EditLogEntry => ({ ...row, at: row.at.toISOString() });

/** Every edit of every unit that one edit touched, oldest first: what is needed to take it back. Empty: there was no such edit in the city. */
export async function historyAround(db: Queryable, cityId: string, editId: string): Promise<EditLogEntry[]> {
  const { rows } = await db.query<EntryRow>(
    `${selectEntries} where e.city_id = $1 and e.proposal_id is null and e.unit_id in (select unit_id from edit_log where city_id = $1 and id = $2 and proposal_id is null) order by e.seq`, [cityId, editId]);
  return rows.map(entryOf);
}

/** Every edit of a unit, oldest first; of a deleted unit, too. Empty: the city never had such a unit. */
export async function historyOf(db: Queryable, cityId: string, unitId: string): Promise<EditLogEntry[]> {
  const { rows } = await db.query<EntryRow>(`${selectEntries} where e.city_id = $1 and e.unit_id = $2 order by e.seq`, [cityId, unitId]);
  return rows.map(entryOf);
}
