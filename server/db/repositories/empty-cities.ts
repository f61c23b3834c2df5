import type { Queryable } from '../database.ts';

/** Takes back a city that a failed first import made: only one that holds nothing. */
export async function deleteEmptyCity(q: Queryable, cityId: string): Promise<void> {
  await q.query(
    `delete from city where id = $1 and not exists (select 1 from layer_edition where city_id = $1)
     and not exists (select 1 from renewal_unit where city_id = $1) and not exists (select 1 from edit_log where city_id = $1)`, [cityId]);
}
