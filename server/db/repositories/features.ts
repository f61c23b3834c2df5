import type { FeatureDetail } from '#contract/layers.ts';
import { arrayOf, bigintArray, binaryArray } from '../binary-array.ts';
import type { Queryable } from '../database.ts';

export interface NewFeature { readonly sourceId: string | null; readonly name: string | null; readonly attrs: Readonly<Record<string, unknown>>; readonly ewkb: Uint8Array }

/** Ids that follow one another. */
export interface IdRun { readonly first: number; readonly count: number }

/** Ids for rows that are about to be stored, in rising order; nobody else is given them. Ids that are not used are lost, which does no harm. */
export async function reserveFeatureIds(q: Queryable, count: number): Promise<IdRun[]> {
  const { rows } = await q.query<IdRun>(
    // Mostly nobody else takes any meanwhile and they are one run; sorting them into runs costs more than taking them.
    `with taken as materialized (select nextval(pg_get_serial_sequence('feature', 'id')) as id from generate_series(1, $1::int)),
       span as materialized (select min(id) as first, count(*) as count, max(id) - min(id) + 1 = count(*) as is_one from taken)
     select first, count from span where is_one and count > 0
     union all
     (select min(id), count(*) from (select id, id - row_number() over (order by id) as run from taken where not (select is_one from span)) numbered group by run order by 1)`, [count]);
  return rows;
}

/** Ids of runs one by one. */
export function idsOf(runs: readonly IdRun[]): Float64Array {
  const ids = new Float64Array(runs.reduce((sum, { count }) => sum + count, 0));
  let at = 0;
  for (const { first, count } of runs) for (let i = 0; i < count; i += 1) { ids[at] = first + i; at += 1; }
  return ids;
}

/** Rows of an edition as a statement takes them: lists of one length. */
export interface FeatureBatch {
  readonly ids: ArrayLike<number>; readonly sourceIds: readonly (string | null)[]; readonly names: readonly (string | null)[];
  /** JSON. */
  readonly attrs: readonly string[];
  /** Extended WKB in the city's CRS as a binary `bytea[]`. */
  readonly geometry: Uint8Array;
}

/**
 * One batch of an edition, under ids that were reserved for it. Geometry is mended: the statement declares it valid (migration 0007), and it is not proved again.
 */
export async function insertBatch(q: Queryable, editionId: number, { ids, sourceIds, names, attrs, geometry }: FeatureBatch): Promise<void> {
  await q.query(
    `insert into feature (id, edition_id, source_id, name, attrs, geom) overriding system value
     select id, $1, source_id, name, attrs::jsonb, geom::geometry
     from (select set_config('renewmap.mended', 'on', true) as mended offset 0) declared, unnest($6::bigint[], $2::text[], $3::text[], $4::text[], $5::bytea[]) as row (id, source_id, name, attrs, geom)
     where mended = 'on'`,
    [editionId, binaryArray(arrayOf.text, sourceIds), binaryArray(arrayOf.text, names), binaryArray(arrayOf.text, attrs), Buffer.from(geometry.buffer, geometry.byteOffset, geometry.length), bigintArray(ids)]);
}

/** As `insertBatch`, under ids from `firstId` on. */
export async function insertFeatures(q: Queryable, editionId: number, firstId: number, features: readonly NewFeature[]): Promise<void> {
  await insertBatch(q, editionId, {
    ids: features.map((_, i) => firstId + i), sourceIds: features.map(({ sourceId }) => sourceId), names: features.map(({ name }) => name),
    attrs: features.map(({ attrs }) => JSON.stringify(attrs)), geometry: binaryArray(arrayOf.bytea, features.map(({ ewkb }) => ewkb)),
  });
}

export interface StoredFeature { readonly id: number; readonly name: string | null; readonly attrs: Readonly<Record<string, unknown>>; readonly wkb: Buffer }

/** Features of an edition in the order of their ids, by pages, so that an embedded database is never held for long. */
export async function* featurePages(q: Queryable, editionId: number, pageSize: number): AsyncGenerator<readonly StoredFeature[]> {
  for (let after = 0; ;) {
    const { rows } = await q.query<StoredFeature>(
      `select id, name, attrs, st_asbinary(geom, 'NDR') as wkb from feature where edition_id = $1 and id > $2 order by id limit $3`, [editionId, after, pageSize]);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows[rows.length - 1]!.id;
  }
}

interface DetailRow {
  id: number; kind: string; name: string | null; source_id: string | null; attrs: Record<string, unknown>; wkb: Buffer;
  edition_id: number; source: string; source_date: string | null; attribution: string; measure: number | null;
}
export interface FeatureRow extends Omit<FeatureDetail, 'geometry'> { readonly wkb: Buffer }

/** A feature of any edition of the city that is or was in use. Measured in the city's CRS: m² of areas, m of lines. */
export async function findFeature(q: Queryable, cityId: string, id: number): Promise<FeatureRow | null> {
  const { rows } = await q.query<DetailRow>(
    `select f.id, e.kind, f.name, f.source_id, f.attrs, st_asbinary(f.geom, 'NDR') as wkb, e.id as edition_id, e.source, e.source_date, e.attribution,
       case st_dimension(f.geom) when 2 then st_area(f.geom) when 1 then st_length(f.geom) end as measure
     from feature f join layer_edition e on e.id = f.edition_id where f.id = $2 and e.city_id = $1 and (e.status in ('current', 'superseded') or e.decision = 'take_back')`, [cityId, id]);
  const row = rows[0];
  return row ? {
    id: row.id, kind: row.kind, name: row.name, sourceId: row.source_id, attrs: row.attrs, wkb: row.wkb, editionId: row.edition_id,
    source: row.source, sourceDate: row.source_date, attribution: row.attribution, measure: row.measure,
  } : null;
}

export interface PlacedFeature { readonly id: number; readonly kind: string; readonly name: string | null; readonly wkb: Buffer }

/** Features by id, in the order of ids; ids of another city or of nothing are passed over. */
export async function findFeatures(q: Queryable, cityId: string, ids: readonly number[]): Promise<PlacedFeature[]> {
  const { rows } = await q.query<PlacedFeature>(
    `select f.id, e.kind, f.name, st_asbinary(f.geom, 'NDR') as wkb
     from feature f join layer_edition e on e.id = f.edition_id where f.id = any($2::bigint[]) and e.city_id = $1 and (e.status in ('current', 'superseded') or e.decision = 'take_back') order by f.id`, [cityId, ids]);
  return rows;
}
