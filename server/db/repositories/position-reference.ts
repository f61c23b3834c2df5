import type { Queryable } from '../database.ts';

export interface ReferenceRow { readonly kind: string; readonly editionId: number; readonly wkb: Buffer }

/** Most features taken of one kind; of more, every n-th. */
const MOST_OF_A_KIND = 120_000;
const PAGE = 4000;

/** The box in metres of the city's CRS; null: everywhere. */
export type MetricBox = readonly [west: number, south: number, east: number, north: number] | null;

/** Features of the editions in use that a layer's position can be held against, page by page. */
export async function* referencePages(q: Queryable, cityId: string, kinds: readonly string[], box: MetricBox, srid: number, mostOfAKind = MOST_OF_A_KIND): AsyncGenerator<readonly ReferenceRow[]> {
  const { rows: editions } = await q.query<{ id: number; kind: string }>(`select id, kind from layer_edition where city_id = $1 and status = 'current' and kind = any($2::text[]) order by kind`, [cityId, kinds]);
  for (const { id, kind } of editions) {
    const within = box === null ? 'true' : 'geom && st_makeenvelope($2, $3, $4, $5, $6)';
    const values: unknown[] = box === null ? [id] : [id, ...box, srid];
    const { rows: [found] } = await q.query<{ count: number }>(`select count(*) as count from feature where edition_id = $1 and ${within}`, values);
    const nth = Math.max(1, Math.ceil((found?.count ?? 0) / mostOfAKind));
    for (let after = 0; ;) {
      const { rows } = await q.query<{ id: number; wkb: Buffer }>(
        `select id, st_asbinary(geom, 'NDR') as wkb from feature where edition_id = $1 and ${within} and id > $${values.length + 1} and id % $${values.length + 2} = 0 order by id limit ${PAGE}`,
        [...values, after, nth]);
      if (rows.length > 0) yield rows.map(({ wkb }) => ({ kind, editionId: id, wkb }));
      if (rows.length < PAGE) break;
      after = rows[rows.length - 1]!.id;
    }
  }
}
