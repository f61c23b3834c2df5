import type { PositionCheck } from '#contract/deliveries.ts';
import type { ImportReport, LayerEdition } from '#contract/layers.ts';
import type { Queryable } from '../database.ts';

/** What a decision has to know of an edition. */
export interface EditionFacts {
  readonly id: number; readonly kind: string; readonly status: LayerEdition['status'];
  /** CRS it was read in. */
  readonly crs: string;
  /** Metric CRS of its rows; null in editions older than this column: the city's. */
  readonly srid: number | null;
  readonly position: PositionCheck | null; readonly report: ImportReport; readonly tiles: string | null; readonly featureCount: number; readonly importId: string;
  readonly bounds: readonly [number, number, number, number] | null;
  readonly predecessorId: number | null;
  /** A person has said where it lies, `undoneShift` undone; it waits for its difference to be accepted. */
  readonly isPlaced: boolean; readonly undoneShift: string | null;
}

interface Row {
  id: number; kind: string; status: LayerEdition['status']; crs: string; srid: number | null; position: PositionCheck | null; report: ImportReport; tiles: string | null; feature_count: number; import_id: string;
  bounds: [number, number, number, number] | null;
  predecessor_id: number | null; is_placed: boolean; undone_shift: string | null;
}

/** `lock`: inside a transaction, so that nobody decides at the same time. */
export async function editionFacts(q: Queryable, cityId: string, id: number, lock = false): Promise<EditionFacts | null> {
  const { rows: [row] } = await q.query<Row>(
    `select id, kind, status, crs, srid, position, report, tiles, feature_count, import_id, bounds, predecessor_id, placed_at is not null as is_placed, undone_shift
     from layer_edition where city_id = $1 and id = $2 and status <> 'staging'${lock ? ' for update' : ''}`, [cityId, id]);
  return row ? {
    id: row.id, kind: row.kind, status: row.status, crs: row.crs, srid: row.srid, position: row.position, report: row.report, tiles: row.tiles, featureCount: row.feature_count, importId: row.import_id,
    bounds: row.bounds, predecessorId: row.predecessor_id, isPlaced: row.is_placed, undoneShift: row.undone_shift,
  } : null;
}

/** A staging edition for the moved rows of another. Its number is the other's id, negative: no number of its kind is used up. */
export async function insertMoveStaging(q: Queryable, editionId: number, importId: string): Promise<number> {
  const { rows } = await q.query<{ id: number }>(
    `insert into layer_edition (city_id, kind, edition, status, import_id, source, source_date, attribution, format, sha256, crs)
     select city_id, kind, -id, 'staging', $2, source, source_date, attribution, format, sha256, crs from layer_edition where id = $1 returning id`, [editionId, importId]);
  return rows[0]!.id;
}

export interface MovedFacts { readonly srid: number; readonly bounds: readonly number[]; readonly tiles: string | null; readonly featureCount: number; readonly report: ImportReport }

/** The edition's rows are replaced by those that were moved; the staging edition goes. Inside a transaction. */
export async function replaceRows(q: Queryable, editionId: number, stagingId: number, { srid, bounds, tiles, featureCount, report }: MovedFacts): Promise<void> {
  await q.query('delete from feature where edition_id = $1', [editionId]);
  await q.query('update feature set edition_id = $1 where edition_id = $2', [editionId, stagingId]);
  await q.query('delete from layer_edition where id = $1', [stagingId]);
  await q.query('update layer_edition set srid = $2, bounds = $3, tiles = $4, feature_count = $5, report = $6 where id = $1', [editionId, srid, bounds, tiles, featureCount, JSON.stringify(report)]);
}

export async function setTiles(q: Queryable, editionId: number, tiles: string | null): Promise<void> {
  await q.query('update layer_edition set tiles = $2 where id = $1', [editionId, tiles]);
}

/** Refused: its rows and its report stay. */
export async function withdrawWaiting(q: Queryable, editionId: number): Promise<void> {
  await q.query(`update layer_edition set status = 'withdrawn' where id = $1`, [editionId]);
}

export interface MovableFeature { readonly id: number; readonly sourceId: string | null; readonly name: string | null; readonly attrs: Readonly<Record<string, string | number | boolean>>; readonly wkb: Buffer }

/** Rows of an edition by pages, with everything that is theirs. */
export async function* movablePages(q: Queryable, editionId: number, pageSize: number): AsyncGenerator<readonly MovableFeature[]> {
  for (let after = 0; ;) {
    const { rows } = await q.query<MovableFeature>(
      `select id, source_id as "sourceId", name, attrs, st_asbinary(geom, 'NDR') as wkb from feature where edition_id = $1 and id > $2 order by id limit $3`, [editionId, after, pageSize]);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows[rows.length - 1]!.id;
  }
}

/** Rows spread evenly over an edition, at most `limit`. */
export async function sampleFeatures(q: Queryable, editionId: number, limit: number): Promise<{ readonly wkb: Buffer }[]> {
  const { rows } = await q.query<{ wkb: Buffer }>(
    `with numbered as materialized (select id, row_number() over (order by id) - 1 as n, count(*) over () as total from feature where edition_id = $1)
     select st_asbinary(f.geom, 'NDR') as wkb from numbered join feature f using (id) where n % greatest(1, (total + $2 - 1) / $2) = 0 order by f.id limit $2`, [editionId, limit]);
  return rows;
}

export async function cityOfEdition(q: Queryable, editionId: number): Promise<string | null> {
  const { rows } = await q.query<{ city_id: string }>(`select city_id from layer_edition where id = $1 and status <> 'staging'`, [editionId]);
  return rows[0]?.city_id ?? null;
}
