/** Schemes (方案) of a city beside its baseline. */
import { randomUUID } from 'node:crypto';
import type { Scheme, SchemeChange, SchemeDeletion, SchemeInput } from '#contract/schemes.ts';
import { transaction, type Database, type Queryable } from '../database.ts';
import { copyPlan } from './copy-plan.ts';

export async function hasScheme(db: Queryable, cityId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('select from scheme where city_id = $1 and id = $2', [cityId, id]);
  return rowCount === 1;
}

type Row = Omit<Scheme, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date };

const selectSchemes = `
  select s.id, s.name, s.note, s.based_on as "basedOn", s.is_copy as "isCopy", s.version, u.units, u."areaM2", p.proposals, p.cost,
    c.display_name as "createdBy", s.created_at as "createdAt", m.display_name as "updatedBy", s.updated_at as "updatedAt"
  from scheme s
  join account c on c.id = s.created_by
  join account m on m.id = s.updated_by
  cross join lateral (select count(*)::int as units, coalesce(sum(st_area(geom)), 0) as "areaM2" from renewal_unit where scheme_id = s.id) u
  cross join lateral (
    select count(*)::int as proposals, sum(cost) as cost from proposal where city_id = s.city_id and not is_deleted and unit_id in (select id from renewal_unit where scheme_id = s.id)) p`;

const schemeOf = ({ createdAt, updatedAt, ...row }: Row): Scheme => ({ ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() });

/** Schemes of a city, oldest first. */
export async function listSchemes(db: Queryable, cityId: string): Promise<Scheme[]> {
  const { rows } = await db.query<Row>(`${selectSchemes} where s.city_id = $1 order by s.created_at, s.id`, [cityId]);
  return rows.map(schemeOf);
}

export async function findScheme(db: Queryable, cityId: string, id: string): Promise<Scheme | null> {
  const { rows } = await db.query<Row>(`${selectSchemes} where s.city_id = $1 and s.id = $2`, [cityId, id]);
  return rows[0] ? schemeOf(rows[0]) : null;
}

/** Names without space around them and in composed characters, as units' names are. */
const canonicalName = (name: string): string => name.normalize('NFC').trim();

const isNameTaken = async (db: Queryable, cityId: string, name: string, id: string): Promise<boolean> =>
  ((await db.query('select from scheme where city_id = $1 and name = $2 and id <> $3', [cityId, name, id])).rowCount ?? 0) > 0;

/** Edits, copies and schemes of one city go one after the other. False: there is no such city. */
export async function lockCity(client: Queryable, cityId: string): Promise<boolean> {
  return (await client.query('select from city where id = $1 for no key update', [cityId])).rowCount === 1;
}

/** `name_missing`: nothing but space. `id_reused`: another scheme has the id. */
export type SchemeOutcome =
  | { readonly kind: 'saved'; readonly scheme: Scheme; readonly isRepeat: boolean }
  | { readonly kind: 'conflict'; readonly current: Scheme }
  | { readonly kind: 'no_city' | 'absent' | 'no_source' | 'name_missing' | 'name_taken' | 'id_reused' };

/** Makes a scheme, empty or with copies of the units and proposals of another or of the baseline, in one transaction. Sending the same again makes no second one. */
export function makeScheme(db: Pick<Database, 'pool'>, cityId: string, input: SchemeInput, accountId: number): Promise<SchemeOutcome> {
  const name = canonicalName(input.name);
  return transaction(db, async (client): Promise<SchemeOutcome> => {
    if (!(await lockCity(client, cityId))) return { kind: 'no_city' };
    if (name === '') return { kind: 'name_missing' };
    const basedOn = input.from === 'baseline' ? null : input.from;
    const { rows: [known] } = await client.query<{ cityId: string; name: string }>('select city_id as "cityId", name from scheme where id = $1', [input.id]);
    if (known) return known.cityId === cityId && known.name === name ? { kind: 'saved', scheme: await findScheme(client, cityId, input.id) as Scheme, isRepeat: true } : { kind: 'id_reused' };
    if (basedOn !== null && !(await hasScheme(client, cityId, basedOn))) return { kind: 'no_source' };
    if (await isNameTaken(client, cityId, name, input.id)) return { kind: 'name_taken' };
    await client.query('insert into scheme (id, city_id, name, note, based_on, is_copy, created_by, updated_by) values ($1, $2, $3, $4, $5, $6, $7, $7)',
      [input.id, cityId, name, input.note, basedOn, input.from !== null, accountId]);
    if (input.from !== null) await copyPlan(client, cityId, basedOn, input.id, accountId);
    return { kind: 'saved', scheme: await findScheme(client, cityId, input.id) as Scheme, isRepeat: false };
  });
}

/** Gives a scheme another name and note, if it still has the version its author saw. */
export function changeScheme(db: Pick<Database, 'pool'>, cityId: string, id: string, change: SchemeChange, accountId: number): Promise<SchemeOutcome> {
  const name = canonicalName(change.name);
  return transaction(db, async (client): Promise<SchemeOutcome> => {
    if (!(await lockCity(client, cityId))) return { kind: 'no_city' };
    const current = await findScheme(client, cityId, id);
    if (!current) return { kind: 'absent' };
    if (current.version !== change.expectedVersion) return { kind: 'conflict', current };
    if (name === '') return { kind: 'name_missing' };
    if (await isNameTaken(client, cityId, name, id)) return { kind: 'name_taken' };
    await client.query('update scheme set name = $2, note = $3, version = version + 1, updated_by = $4, updated_at = now() where id = $1', [id, name, change.note, accountId]);
    return { kind: 'saved', scheme: await findScheme(client, cityId, id) as Scheme, isRepeat: false };
  });
}

/** Deletes a scheme with its units, each logged; null: there is none. Its proposals go out of sight with their units. */
export function deleteScheme(db: Pick<Database, 'pool'>, cityId: string, id: string, accountId: number): Promise<SchemeDeletion | null> {
  return transaction(db, async (client) => {
    const scheme = (await lockCity(client, cityId)) ? await findScheme(client, cityId, id) : null;
    if (!scheme) return null;
    await client.query(
      `insert into edit_log (id, city_id, scheme_id, unit_id, kind, base_version, version, before, author)
       select $3, city_id, scheme_id, id, 'delete-unit', version, version + 1,
         jsonb_build_object('id', id, 'name', name, 'isPriority', is_priority, 'note', note, 'geometry', lonlat, 'ignored', ignored, 'renewal', renewal, 'version', version), $4
       from renewal_unit where city_id = $1 and scheme_id = $2 order by name, id`, [cityId, id, randomUUID(), accountId]);
    await client.query(`delete from figure_set where city_id = $1 and area_kind = 'unit' and area_id in (select id::text from renewal_unit where scheme_id = $2)`, [cityId, id]);
    await client.query('delete from scheme where city_id = $1 and id = $2', [cityId, id]);
    return { units: scheme.units, proposals: scheme.proposals };
  });
}
