import type { Queryable } from '../database.ts';

/**
 * Forgets the archives of editions that cannot come back into use: withdrawn ones (refused or taken back), and superseded ones to which no line of
 * predecessors leads from an edition in use. Their rows and reports stay.
 */
export async function forgetLostTiles(q: Queryable): Promise<void> {
  await q.query(
    `with recursive back (id) as (
       select predecessor_id from layer_edition where status = 'current' and predecessor_id is not null
       union
       select e.predecessor_id from back join layer_edition e on e.id = back.id and e.status = 'superseded' where e.predecessor_id is not null)
     update layer_edition set tiles = null
     where tiles is not null and (status = 'withdrawn' or (status = 'superseded' and id not in (select id from back)))`);
}

/** Of these archives those that an edition names. */
export async function namedTiles(q: Queryable, files: readonly string[]): Promise<string[]> {
  const { rows } = await q.query<{ tiles: string }>('select distinct tiles from layer_edition where tiles = any($1::text[])', [files]);
  return rows.map(({ tiles }) => tiles);
}
