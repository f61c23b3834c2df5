import type { Queryable } from '../database.ts';

/** Removes the rows of imports that never finished; they were never visible. Returns how many editions there were. */
export async function deleteStagingEditions(q: Queryable): Promise<number> {
  const { rowCount } = await q.query(`delete from layer_edition where status = 'staging'`);
  return rowCount ?? 0;
}
