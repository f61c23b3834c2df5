/** A city of one district and two subdistricts for tests of the plan, and edits to send to it. */
import { randomUUID } from 'node:crypto';
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Queryable } from '../../../server/db/database.ts';
import { box, crs, polygonAt, unit, unitIdOf, type Points } from '../../planning/plan/plan-builders.ts';

async function insertLayer(db: Queryable, cityId: string, kind: string, features: readonly { readonly name: string; readonly attrs: object; readonly points: Points }[]): Promise<void> {
  const { rows } = await db.query<{ id: number }>(
    `insert into layer_edition (city_id, kind, edition, status, import_id, source, format, sha256, crs, feature_count)
     values ($1, $2, 1, 'current', gen_random_uuid(), 'test', 'geojson', '', 'EPSG:4326', $3) returning id`, [cityId, kind, features.length]);
  for (const { name, attrs, points } of features) {
    const geometry = JSON.stringify({ type: 'MultiPolygon', coordinates: lonLatToMetric(polygonAt(points), crs) });
    await db.query('insert into feature (edition_id, name, attrs, geom) values ($1, $2, $3, st_setsrid(st_geomfromgeojson($4), $5))', [rows[0]?.id, name, JSON.stringify(attrs), geometry, crs.srid]);
  }
}

/** Ground from -2000 to 8000 m both ways; subdistricts west and east of x = 1000; old communities and the edges of a road in the north-east. */
export async function makeUnitCity(db: Queryable, cityId: string): Promise<void> {
  await db.query(`insert into city (id, name, srid, bounds) values ($1, $1, $2, '{113,34,114,35}')`, [cityId, crs.srid]);
  await insertLayer(db, cityId, 'admin_division', [
    { name: '测试区', attrs: { code: '410199', level: 'district' }, points: box(-2000, -2000, 10000, 10000) },
    { name: '西街道', attrs: { code: '410199001', level: 'subdistrict' }, points: box(-2000, -2000, 3000, 10000) },
    { name: '东街道', attrs: { code: '410199002', level: 'subdistrict' }, points: box(1000, -2000, 7000, 10000) },
  ]);
  await insertLayer(db, cityId, 'old_community', [0, 1, 2].map((i) => ({ name: `家属院${i + 1}`, attrs: {}, points: box(5000 + 200 * i, 5000, 100, 100) })));
  // The land of a road 60 m wide; its centre line is not there.
  await insertLayer(db, cityId, 'road_edge', [{ name: '大道', attrs: {}, points: box(5000, 7700, 900, 60) }]);
}

export interface PutOptions { readonly name?: string; readonly baseVersion?: number; readonly id?: string; readonly reason?: string; readonly note?: string }

export const putEdit = (n: number, geometry: LonLatArea, { name = `单元${n}`, baseVersion = 0, id = randomUUID(), reason = '测试', note = '' }: PutOptions = {}) =>
  ({ id, kind: 'put-unit' as const, baseVersion, unit: { ...unit(n, geometry, name), note }, reason });
export const deleteEdit = (n: number, baseVersion: number, id: string = randomUUID()) => ({ id, kind: 'delete-unit' as const, baseVersion, unitId: unitIdOf(n), reason: '删除' });
