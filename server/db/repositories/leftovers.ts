import type { Queryable } from '../database.ts';

/** Removes the rows of imports that never finished; they were never visible. Returns how many editions there were. */
export async function deleteStagingEditions(q: Queryable): Promise<number> {
  const { rowCount } = await q.query(`delete from layer_edition where status = 'staging'`);
  await q.query('delete from report_rows r where edition_id is null and not exists (select 1 from layer_edition e where e.import_id = r.import_id)');
  return rowCount ?? 0;
}
