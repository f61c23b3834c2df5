import type { Queryable } from '../database.ts';

/** Some thousand rows as gzipped JSON lines; see the migration. */
export interface PackedRows { readonly count: number; readonly lines: Buffer }

/** `editionId` null: rows of the file that belong to no layer. */
export async function insertReportRows(q: Queryable, cityId: string, importId: string, editionId: number | null, packs: readonly PackedRows[]): Promise<void> {
  for (const { count, lines } of packs) {
    await q.query('insert into report_rows (city_id, import_id, edition_id, row_count, lines) values ($1, $2, $3, $4, $5)', [cityId, importId, editionId, count, lines]);
  }
}

/** The rows of an edition, then those of its import that belong to no layer, pack by pack. */
export async function* reportRowPacks(q: Queryable, editionId: number): AsyncGenerator<{ readonly isOwn: boolean; readonly lines: Buffer }> {
  const { rows: packs } = await q.query<{ id: number; is_own: boolean }>(
    `select r.id, r.edition_id is not null as is_own from report_rows r join layer_edition e on e.id = $1 and r.import_id = e.import_id
     where r.edition_id = $1 or r.edition_id is null order by r.edition_id is null, r.id`, [editionId]);
  for (const { id, is_own: isOwn } of packs) {
    const { rows } = await q.query<{ lines: Buffer }>('select lines from report_rows where id = $1', [id]);
    if (rows[0]) yield { isOwn, lines: rows[0].lines };
  }
}
