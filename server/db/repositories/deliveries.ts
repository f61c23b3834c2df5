import type { Delivery, DeliverySummary, FieldMapping, SourceLayer } from '#contract/deliveries.ts';
import type { Queryable } from '../database.ts';

/** A file of a delivery: as it was called, and the name it has on disk. */
export interface DeliveredFile { readonly name: string; readonly stored: string; readonly bytes: number }

export interface StoredDelivery extends Omit<Delivery, 'format' | 'layers'> {
  readonly files: readonly DeliveredFile[];
  /** Null: not looked into yet. */
  readonly format: string | null;
  readonly layers: SourceLayer[] | null;
}

interface Row { id: string; file_name: string; files: DeliveredFile[]; bytes: number; sha256: string; format: string | null; layers: SourceLayer[] | null; created_at: Date }

export async function insertDelivery(q: Queryable, cityId: string, id: string, fileName: string, files: readonly DeliveredFile[], createdBy: number | null): Promise<void> {
  await q.query('insert into delivery (id, city_id, file_name, files, bytes, created_by) values ($1, $2, $3, $4, $5, $6)',
    [id, cityId, fileName, JSON.stringify(files), files.reduce((sum, { bytes }) => sum + bytes, 0), createdBy]);
}

/** What was found out about it. False: it was forgotten meanwhile. */
export async function describeDelivery(q: Queryable, id: string, sha256: string, format: string, layers: readonly SourceLayer[]): Promise<boolean> {
  const { rowCount } = await q.query('update delivery set sha256 = $2, format = $3, layers = $4 where id = $1', [id, sha256, format, JSON.stringify(layers)]);
  return rowCount === 1;
}

export async function findDelivery(q: Queryable, cityId: string, id: string): Promise<StoredDelivery | null> {
  const { rows: [row] } = await q.query<Row>('select id, file_name, files, bytes::float8 as bytes, sha256, format, layers, created_at from delivery where city_id = $1 and id = $2', [cityId, id]);
  return row ? { id: row.id, fileName: row.file_name, files: row.files, bytes: row.bytes, sha256: row.sha256, format: row.format, layers: row.layers, createdAt: row.created_at.toISOString() } : null;
}

interface SummaryRow { id: string; file_name: string; bytes: number; format: string | null; layer_count: number | null; is_imported: boolean; created_at: Date; created_by: string | null; kept_until: Date }

/** What was handed in for a city and lies there still, newest first. */
export async function listDeliveries(q: Queryable, cityId: string, keptDays: number): Promise<DeliverySummary[]> {
  const { rows } = await q.query<SummaryRow>(
    `select d.id, d.file_name, d.bytes::float8 as bytes, d.format, jsonb_array_length(d.layers) as layer_count, d.created_at, account.display_name as created_by, d.created_at + make_interval(days => $2::int) as kept_until,
       exists (select 1 from job j where j.city_id = d.city_id and j.kind = 'import' and j.state in ('queued', 'running', 'done') and j.input->>'delivery' = d.id::text) as is_imported
     from delivery d left join account on account.id = d.created_by where d.city_id = $1 and d.created_at > now() - make_interval(days => $2::int) order by d.created_at desc, d.id`, [cityId, keptDays]);
  return rows.map((row) => ({
    id: row.id, fileName: row.file_name, bytes: row.bytes, format: row.format, layerCount: row.layer_count, isImported: row.is_imported,
    createdAt: row.created_at.toISOString(), createdBy: row.created_by, keptUntil: row.kept_until.toISOString(),
  }));
}

export async function deleteDelivery(q: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await q.query('delete from delivery where id = $1', [id]);
  return rowCount === 1;
}

/** Forgets what was handed in more than so many days ago; says what. */
export async function deleteOldDeliveries(q: Queryable, days: number): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>('delete from delivery where created_at < now() - make_interval(days => $1::int) returning id', [days]);
  return rows.map(({ id }) => id);
}

/** Of these ids, those that are deliveries. */
export async function knownDeliveries(q: Queryable, ids: readonly string[]): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>('select id::text as id from delivery where id::text = any($1::text[])', [ids]);
  return rows.map(({ id }) => id);
}

export interface RememberedMapping { readonly kind: string; readonly mapping: FieldMapping; readonly crs: string | null; readonly encoding: string | null }

/** What a person chose the last time for a source with these fields. */
export async function rememberedMapping(q: Queryable, cityId: string, fieldsKey: string): Promise<RememberedMapping | null> {
  const { rows } = await q.query<RememberedMapping>('select kind, mapping, crs, encoding from field_mapping where city_id = $1 and fields_key = $2', [cityId, fieldsKey]);
  return rows[0] ?? null;
}

export async function rememberMapping(q: Queryable, cityId: string, fieldsKey: string, { kind, mapping, crs, encoding }: RememberedMapping): Promise<void> {
  await q.query(
    `insert into field_mapping (city_id, fields_key, kind, mapping, crs, encoding) values ($1, $2, $3, $4, $5, $6)
     on conflict (city_id, fields_key) do update set kind = excluded.kind, mapping = excluded.mapping, crs = excluded.crs, encoding = excluded.encoding, used_at = now()`,
    [cityId, fieldsKey, kind, JSON.stringify(mapping), crs, encoding]);
}
