/** Schemes (方案) of a city beside its baseline. */
import type { Queryable } from '../database.ts';

export async function hasScheme(db: Queryable, cityId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('select from scheme where city_id = $1 and id = $2', [cityId, id]);
  return rowCount === 1;
}
