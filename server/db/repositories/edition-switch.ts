import type { Queryable } from '../database.ts';

/**
 * Which editions of a city are in use. Every function here belongs inside a transaction that began with `lockCity`: the row is what two switches
 * at once would quarrel about.
 */
export interface LockedCity { readonly srid: number | null }

/** Null: the city is gone. */
export async function lockCity(q: Queryable, cityId: string): Promise<LockedCity | null> {
  const { rows } = await q.query<{ srid: number | null }>('select srid from city where id = $1 for update', [cityId]);
  return rows[0] ?? null;
}

export async function currentIdOf(q: Queryable, cityId: string, kind: string): Promise<number | null> {
  const { rows } = await q.query<{ id: number }>(`select id from layer_edition where city_id = $1 and kind = $2 and status = 'current'`, [cityId, kind]);
  return rows[0]?.id ?? null;
}

/** Puts an edition into use; the one it takes the place of is remembered as its predecessor. False: there is no such edition in the states `from`. */
export async function makeCurrent(q: Queryable, cityId: string, editionId: number, from: readonly string[]): Promise<boolean> {
  const { rows: [found] } = await q.query<{ kind: string }>('select kind from layer_edition where id = $1 and city_id = $2 and status = any($3::text[]) for update', [editionId, cityId, from]);
  if (!found) return false;
  const before = await currentIdOf(q, cityId, found.kind);
  if (before !== null) await q.query(`update layer_edition set status = 'superseded' where id = $1`, [before]);
  await q.query(`update layer_edition set status = 'current', predecessor_id = $2 where id = $1`, [editionId, before]);
  return true;
}

/** Lets an edition wait that is staged, or that was held back and has been put right. False: it is gone. */
export async function makeWait(q: Queryable, editionId: number, status: 'pending' | 'quarantined'): Promise<boolean> {
  const { rowCount } = await q.query(`update layer_edition set status = $2 where id = $1 and (status = 'staging' or (status in ('quarantined', 'pending') and $2 = 'pending'))`, [editionId, status]);
  return rowCount === 1;
}

/** Takes the edition in use back: its predecessor comes into use again; without one the city has no such layer any more. */
export async function withdrawCurrent(q: Queryable, editionId: number): Promise<number | null> {
  const { rows: [found] } = await q.query<{ predecessor_id: number | null }>(`update layer_edition set status = 'withdrawn' where id = $1 and status = 'current' returning predecessor_id`, [editionId]);
  if (!found || found.predecessor_id === null) return null;
  const { rowCount } = await q.query(`update layer_edition set status = 'current' where id = $1 and status = 'superseded'`, [found.predecessor_id]);
  return rowCount === 1 ? found.predecessor_id : null;
}

/** Fixes the city's metric CRS if it had none. */
export async function settleSrid(q: Queryable, cityId: string, srid: number): Promise<void> {
  await q.query('update city set srid = $2 where id = $1 and srid is null', [cityId, srid]);
}

/** The city reaches as far as its editions in use do; where one of them does not say how far it reaches, as far as before and theirs together. */
export async function settleBounds(q: Queryable, cityId: string): Promise<void> {
  await q.query(
    `update city set bounds = case when used.unknown = 0 or bounds is null then used.box when used.box is null then bounds
        else array[least(bounds[1], used.box[1]), least(bounds[2], used.box[2]), greatest(bounds[3], used.box[3]), greatest(bounds[4], used.box[4])] end
     from (select count(*) filter (where bounds is null and feature_count > 0) as unknown,
        case when count(bounds) > 0 then array[min(bounds[1]), min(bounds[2]), max(bounds[3]), max(bounds[4])] end as box
       from layer_edition where city_id = $1 and status = 'current') used
     where city.id = $1`, [cityId]);
}

export interface Decided { readonly decision: 'accept' | 'refuse' | 'take_back'; readonly by: number | null; readonly reason: string; readonly undoneShift: string | null }

/** Who decided what, when and why. */
export async function keepDecision(q: Queryable, editionId: number, { decision, by, reason, undoneShift }: Decided): Promise<void> {
  await q.query(
    `update layer_edition set decision = $2, decided_by = $3, decided_at = now(), decision_reason = $4, undone_shift = coalesce($5, undone_shift) where id = $1`,
    [editionId, decision, by, reason, undoneShift]);
}

export type Placed = Pick<Decided, 'by' | 'reason' | 'undoneShift'>;

/** Who said where an edition lies, when and why. Its difference is another decision. */
export async function keepPlacing(q: Queryable, editionId: number, { by, reason, undoneShift }: Placed): Promise<void> {
  await q.query('update layer_edition set placed_by = $2, placed_at = now(), placed_reason = $3, undone_shift = coalesce($4, undone_shift) where id = $1', [editionId, by, reason, undoneShift]);
}
