import type { PositionCheck } from '#contract/deliveries.ts';
import type { ImportReport, LayerEdition } from '#contract/layers.ts';
import type { Queryable } from '../database.ts';

interface Row {
  id: number; kind: string; edition: number; status: LayerEdition['status']; import_id: string; source: string; source_date: string | null; attribution: string;
  format: string; sha256: string; crs: string; feature_count: number; tiles: string | null; report: ImportReport; created_by: string | null; created_at: Date;
  position: PositionCheck | null; decision: 'accept' | 'refuse' | 'take_back' | null; decided_by: string | null; decided_at: Date | null; decision_reason: string; undone_shift: string | null;
  placed_by: string | null; placed_at: Date | null; placed_reason: string;
}

const select = `select e.id, e.kind, e.edition, e.status, e.import_id, e.source, e.source_date, e.attribution, e.format, e.sha256, e.crs, e.feature_count, e.tiles, e.report,
  account.display_name as created_by, e.created_at, e.position, e.decision, decider.display_name as decided_by, e.decided_at, e.decision_reason, e.undone_shift,
  placer.display_name as placed_by, e.placed_at, e.placed_reason
  from layer_edition e left join account on account.id = e.created_by left join account decider on decider.id = e.decided_by left join account placer on placer.id = e.placed_by`;

const emptyReport: ImportReport = { read: 0, taken: 0, mended: [], leftOut: [], notices: [] };

const fromRow = (row: Row): LayerEdition => ({
  id: row.id, kind: row.kind, edition: row.edition, status: row.status, importId: row.import_id, source: row.source, sourceDate: row.source_date, attribution: row.attribution,
  format: row.format, sha256: row.sha256, crs: row.crs, featureCount: row.feature_count, tiles: row.tiles === null ? null : `/api/tiles/${row.tiles}`,
  report: { ...emptyReport, ...row.report }, createdBy: row.created_by, createdAt: row.created_at.toISOString(),
  ...row.position ? { position: { verdict: row.position.verdict, shift: row.position.shift, offsetM: row.position.offsetM, datumNote: row.position.datumNote } } : {},
  ...row.placed_at ? { placed: { by: row.placed_by, at: row.placed_at.toISOString(), reason: row.placed_reason, undoneShift: row.undone_shift } } : {},
  ...row.decision && row.decided_at
    ? { decided: { decision: row.decision, by: row.decided_by, at: row.decided_at.toISOString(), reason: row.decision_reason, undoneShift: row.undone_shift } } : {},
});

/** The editions figures and tiles read, one a kind, by kind. */
export async function currentEditions(q: Queryable, cityId: string): Promise<LayerEdition[]> {
  const { rows } = await q.query<Row>(`${select} where e.city_id = $1 and e.status = 'current' order by e.kind`, [cityId]);
  return rows.map(fromRow);
}

/** Every edition but those being staged, newest first. */
export async function allEditions(q: Queryable, cityId: string): Promise<LayerEdition[]> {
  const { rows } = await q.query<Row>(`${select} where e.city_id = $1 and e.status <> 'staging' order by e.created_at desc, e.id desc`, [cityId]);
  return rows.map(fromRow);
}

/** One edition of the city that is not being staged. */
export async function findEdition(q: Queryable, cityId: string, id: number): Promise<LayerEdition | null> {
  const { rows } = await q.query<Row>(`${select} where e.city_id = $1 and e.id = $2 and e.status <> 'staging'`, [cityId, id]);
  return rows[0] ? fromRow(rows[0]) : null;
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

export interface StagingFacts {
  readonly featureCount: number; readonly report: ImportReport; readonly tiles: string | null;
  /** Metric CRS of its rows. */
  readonly srid: number;
  /** west, south, east, north in degrees. */
  readonly bounds: readonly number[];
  readonly position: PositionCheck | null;
}

export async function describeStaging(q: Queryable, id: number, { featureCount, report, tiles, srid, bounds, position }: StagingFacts): Promise<void> {
  await q.query('update layer_edition set feature_count = $2, report = $3, tiles = $4, srid = $5, bounds = $6, position = $7 where id = $1',
    [id, featureCount, JSON.stringify(report), tiles, srid, bounds, position && JSON.stringify(position)]);
}

/** Takes back what an import staged; its features go with it. */
export async function dropStaging(q: Queryable, importId: string): Promise<void> {
  await q.query(`delete from layer_edition where import_id = $1 and status = 'staging'`, [importId]);
  await q.query(`delete from report_rows where import_id = $1 and edition_id is null and not exists (select 1 from layer_edition where import_id = $1)`, [importId]);
}
