import type { ImportReport, LayerEdition } from '#contract/layers.ts';
import type { Queryable } from '../database.ts';

interface Row {
  id: number; kind: string; edition: number; status: LayerEdition['status']; import_id: string; source: string; source_date: string | null; attribution: string;
  format: string; sha256: string; crs: string; feature_count: number; tiles: string | null; report: ImportReport; created_by: string | null; created_at: Date;
}

const select = `select e.id, e.kind, e.edition, e.status, e.import_id, e.source, e.source_date, e.attribution, e.format, e.sha256, e.crs, e.feature_count, e.tiles, e.report,
  account.display_name as created_by, e.created_at
  from layer_edition e left join account on account.id = e.created_by`;

const emptyReport: ImportReport = { read: 0, taken: 0, mended: [], leftOut: [], notices: [] };

const fromRow = (row: Row): LayerEdition => ({
  id: row.id, kind: row.kind, edition: row.edition, status: row.status, importId: row.import_id, source: row.source, sourceDate: row.source_date, attribution: row.attribution,
  format: row.format, sha256: row.sha256, crs: row.crs, featureCount: row.feature_count, tiles: row.tiles === null ? null : `/api/tiles/${row.tiles}`,
  report: { ...emptyReport, ...row.report }, createdBy: row.created_by, createdAt: row.created_at.toISOString(),
});

/** The editions figures and tiles read, one a kind, by kind. */
export async function currentEditions(q: Queryable, cityId: string): Promise<LayerEdition[]> {
  const { rows } = await q.query<Row>(`${select} where e.city_id = $1 and e.status = 'current' order by e.kind`, [cityId]);
  return rows.map(fromRow);
}

/** Every edition that was ever switched to, newest first. */
export async function allEditions(q: Queryable, cityId: string): Promise<LayerEdition[]> {
  const { rows } = await q.query<Row>(`${select} where e.city_id = $1 and e.status <> 'staging' order by e.created_at desc, e.id desc`, [cityId]);
  return rows.map(fromRow);
}

export interface NewEdition {
  readonly cityId: string; readonly kind: string; readonly importId: string; readonly source: string; readonly sourceDate: string | null; readonly attribution: string;
  readonly format: string; readonly sha256: string; readonly crs: string; readonly createdBy: number | null;
}

/** An edition nobody sees yet. Its number is the next of its kind in the city. */
export async function insertStaging(q: Queryable, edition: NewEdition): Promise<{ readonly id: number; readonly edition: number }> {
  const { rows } = await q.query<{ id: number; edition: number }>(
    `insert into layer_edition (city_id, kind, edition, status, import_id, source, source_date, attribution, format, sha256, crs, created_by)
     values ($1, $2, (select coalesce(max(edition), 0) + 1 from layer_edition where city_id = $1 and kind = $2), 'staging', $3, $4, $5, $6, $7, $8, $9, $10)
     returning id, edition`,
    [edition.cityId, edition.kind, edition.importId, edition.source, edition.sourceDate, edition.attribution, edition.format, edition.sha256, edition.crs, edition.createdBy]);
  return rows[0]!;
}

export async function describeStaging(q: Queryable, id: number, facts: { readonly featureCount: number; readonly report: ImportReport; readonly tiles: string | null }): Promise<void> {
  await q.query('update layer_edition set feature_count = $2, report = $3, tiles = $4 where id = $1', [id, facts.featureCount, JSON.stringify(facts.report), facts.tiles]);
}

/** Makes the staged editions of an import current and tells how many there were. Call inside a transaction. */
export async function switchEditions(q: Queryable, cityId: string, importId: string): Promise<number> {
  await q.query(
    `update layer_edition set status = 'superseded' where city_id = $1 and status = 'current'
     and kind in (select kind from layer_edition where import_id = $2 and status = 'staging')`, [cityId, importId]);
  const { rowCount } = await q.query(`update layer_edition set status = 'current' where city_id = $1 and import_id = $2 and status = 'staging'`, [cityId, importId]);
  return rowCount ?? 0;
}

/**
 * Fixes the city's metric CRS if it had none and widens its bounds. Locks the row, so that two first imports cannot disagree.
 * False when the city is gone or measures in another CRS by now.
 */
export async function settleCity(q: Queryable, cityId: string, srid: number, bounds: readonly number[]): Promise<boolean> {
  const { rowCount } = await q.query(
    `update city set srid = $2, bounds = case when bounds is null then $3::double precision[] else array[
       least(bounds[1], ($3::double precision[])[1]), least(bounds[2], ($3::double precision[])[2]),
       greatest(bounds[3], ($3::double precision[])[3]), greatest(bounds[4], ($3::double precision[])[4])] end
     where id = $1 and (srid is null or srid = $2)`, [cityId, srid, bounds]);
  return rowCount === 1;
}

/** Takes back what an import staged; its features go with it. */
export async function dropStaging(q: Queryable, importId: string): Promise<void> {
  await q.query(`delete from layer_edition where import_id = $1 and status = 'staging'`, [importId]);
}
