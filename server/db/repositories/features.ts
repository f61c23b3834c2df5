import type { FeatureDetail } from '#contract/layers.ts';
import { arrayOf, binaryArray } from '../binary-array.ts';
import type { Queryable } from '../database.ts';

export interface NewFeature { readonly sourceId: string | null; readonly name: string | null; readonly attrs: Readonly<Record<string, unknown>>; readonly ewkb: Uint8Array }

/** Ids that follow one another. */
export interface IdRun { readonly first: number; readonly count: number }

/** Ids for rows that are about to be stored, in rising order; nobody else is given them. Ids that are not used are lost, which does no harm. */
export async function reserveFeatureIds(q: Queryable, count: number): Promise<IdRun[]> {
  const { rows } = await q.query<IdRun>(
    `select min(id) as first, count(*) as count
     from (select id, id - row_number() over (order by id) as run from (select nextval(pg_get_serial_sequence('feature', 'id')) as id from generate_series(1, $1::int)) taken) numbered
     group by run order by 1`, [count]);
  return rows;
}

/**
 * One batch of an edition, under ids from `firstId` on that were reserved for it. Geometry as extended WKB in the city's CRS, mended: the statement declares it valid (migration 0007), and it is not proved again.
 */
export async function insertFeatures(q: Queryable, editionId: number, firstId: number, features: readonly NewFeature[]): Promise<void> {
  await q.query(
    `insert into feature (id, edition_id, source_id, name, attrs, geom) overriding system value
     select $6::bigint + at - 1, $1, source_id, name, attrs::jsonb, geom::geometry
     from (select set_config('renewmap.mended', 'on', true) as mended offset 0) declared, unnest($2::text[], $3::text[], $4::text[], $5::bytea[]) with ordinality as row (source_id, name, attrs, geom, at)
     where mended = 'on'`,
    [editionId, binaryArray(arrayOf.text, features.map(({ sourceId }) => sourceId)), binaryArray(arrayOf.text, features.map(({ name }) => name)),
      binaryArray(arrayOf.text, features.map(({ attrs }) => JSON.stringify(attrs))), binaryArray(arrayOf.bytea, features.map(({ ewkb }) => ewkb)), firstId]);
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
