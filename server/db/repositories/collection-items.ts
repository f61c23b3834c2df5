/** Rows of units and current layers as they are given away: all of them in order, or those of a filter by pages. */
import type { Queryable } from '../database.ts';

export interface CollectionRow { readonly id: number; readonly sourceId: string | null; readonly name: string | null; readonly attrs: Readonly<Record<string, unknown>>; readonly wkb: Buffer }

/** What rows of an edition are asked for; everything absent does not narrow. */
export interface ItemFilter {
  /** GeoJSON area in the city's metres that a geometry must touch. */
  readonly area?: string;
  readonly srid?: number;
  readonly name?: string;
  readonly sourceId?: string;
  /** Attributes and the values they must have. */
  readonly attrs?: Readonly<Record<string, string | number | boolean>>;
}

const columns = `f.id, f.source_id as "sourceId", f.name, f.attrs, st_asbinary(f.geom, 'NDR') as wkb`;

/** Rows of an edition in the order of their ids, by pages, so that an embedded database is never held for long. */
export async function* collectionPages(q: Queryable, editionId: number, pageSize: number): AsyncGenerator<readonly CollectionRow[]> {
  for (let after = 0; ;) {
    const { rows } = await q.query<CollectionRow>(`select ${columns} from feature f where f.edition_id = $1 and f.id > $2 order by f.id limit $3`, [editionId, after, pageSize]);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = (rows[rows.length - 1] as CollectionRow).id;
  }
}

function conditionOf(editionId: number, filter: ItemFilter): { readonly where: string; readonly values: unknown[] } {
  const values: unknown[] = [editionId];
  const where = ['f.edition_id = $1'];
  const put = (value: unknown): string => `$${values.push(value)}`;
  if (filter.area !== undefined) where.push(`st_intersects(f.geom, st_setsrid(st_geomfromgeojson(${put(filter.area)}), ${put(filter.srid)}))`);
  if (filter.name !== undefined) where.push(`f.name = ${put(filter.name)}`);
  if (filter.sourceId !== undefined) where.push(`f.source_id = ${put(filter.sourceId)}`);
  if (filter.attrs && Object.keys(filter.attrs).length > 0) where.push(`f.attrs @> ${put(JSON.stringify(filter.attrs))}::jsonb`);
  return { where: where.join(' and '), values };
}

export async function countItems(q: Queryable, editionId: number, filter: ItemFilter): Promise<number> {
  const { where, values } = conditionOf(editionId, filter);
  const { rows } = await q.query<{ n: number }>(`select count(*) as n from feature f where ${where}`, values);
  return rows[0]?.n ?? 0;
}

export async function findItems(q: Queryable, editionId: number, filter: ItemFilter, limit: number, offset: number): Promise<CollectionRow[]> {
  const { where, values } = conditionOf(editionId, filter);
  const { rows } = await q.query<CollectionRow>(`select ${columns} from feature f where ${where} order by f.id limit $${values.length + 1} offset $${values.length + 2}`, [...values, limit, offset]);
  return rows;
}

/** A row of an edition by the id of its source (`isSource`) or of the database; null when there is none. */
export async function findItem(q: Queryable, editionId: number, id: string, isSource: boolean): Promise<CollectionRow | null> {
  if (!isSource && !/^[1-9]\d{0,15}$/.test(id)) return null;
  const { rows } = await q.query<CollectionRow>(`select ${columns} from feature f where f.edition_id = $1 and ${isSource ? 'f.source_id = $2' : 'f.id = $2::bigint'}`, [editionId, id]);
  return rows[0] ?? null;
}

/** xmin, ymin, xmax, ymax in the city's metres. */
export type MetricBox = readonly [number, number, number, number];
interface ExtentRow { x1: number | null; y1: number; x2: number; y2: number }
const boxOf = (row: ExtentRow | undefined): MetricBox | null => (!row || row.x1 === null ? null : [row.x1, row.y1, row.x2, row.y2]);
const corners = 'st_xmin(e) as x1, st_ymin(e) as y1, st_xmax(e) as x2, st_ymax(e) as y2';

/** Where an edition lies and whether its rows can be told apart by the ids of their source. */
export async function editionFacts(q: Queryable, editionId: number): Promise<{ readonly box: MetricBox | null; readonly hasSourceIds: boolean }> {
  const { rows } = await q.query<ExtentRow & { unique: boolean }>(
    `select ${corners}, "unique" from (select st_extent(geom) as e, count(*) = count(distinct source_id) as "unique" from feature where edition_id = $1) found`, [editionId]);
  return { box: boxOf(rows[0]), hasSourceIds: rows[0]?.unique ?? false };
}

export async function unitsBox(q: Queryable, cityId: string): Promise<MetricBox | null> {
  const { rows } = await q.query<ExtentRow>(`select ${corners} from (select st_extent(geom) as e from renewal_unit where city_id = $1 and scheme_id is null) found`, [cityId]);
  return boxOf(rows[0]);
}

/** Ids of the units that touch an area, GeoJSON in the city's metres. */
export async function unitsTouching(q: Queryable, cityId: string, area: string, srid: number): Promise<ReadonlySet<string>> {
  const { rows } = await q.query<{ id: string }>('select id from renewal_unit where city_id = $1 and scheme_id is null and st_intersects(geom, st_setsrid(st_geomfromgeojson($2), $3))', [cityId, area, srid]);
  return new Set(rows.map(({ id }) => id));
}
