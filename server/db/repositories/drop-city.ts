import type { Queryable } from '../database.ts';

/** Deletes a city with everything that is its own. */
export async function dropCity(q: Queryable, id: string): Promise<void> {
  await q.query('delete from city where id = $1', [id]);
}
