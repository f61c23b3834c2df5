/** A small city with what formats find hard: long names, mixed geometry, characters GBK has not, holes, parts, formulas, text like a date. */
import type { Database } from '../../../server/db/database.ts';
import { metricCrs, type MetricCrs } from '../../../server/planning/geometry/metric-crs.ts';

export const cityId = 'zz';
export const citySrid = 4547;
export const crs = metricCrs(citySrid) as MetricCrs;
/** Lower left corner, metres. Off the whole numbers, so that a rounding would show. */
export const origin = [463_000.123456789, 3_846_000.987654321] as const;

export interface Row { readonly sourceId: string | null; readonly name: string | null; readonly attrs: Readonly<Record<string, unknown>>; readonly wkt: string }

const at = (x: number, y: number): string => `${origin[0] + x} ${origin[1] + y}`;
const box = (x: number, y: number, size: number): string => `(${at(x, y)},${at(x + size, y)},${at(x + size, y + size)},${at(x, y + size)},${at(x, y)})`;
const hole = (x: number, y: number, size: number): string => `(${at(x, y)},${at(x, y + size)},${at(x + size, y + size)},${at(x + size, y)},${at(x, y)})`;

/** On a grid of 100 m, so that a test can count what a box holds. */
export const roads: readonly Row[] = Array.from({ length: 260 }, (_, i) => ({
  sourceId: `way/${4500 + i}`, name: i % 3 === 0 ? null : `人民路${i}段`, wkt: `LINESTRING(${at((i % 20) * 100 + 10, Math.floor(i / 20) * 100 + 10)},${at((i % 20) * 100 + 60 + i / 7, Math.floor(i / 20) * 100 + 33.3)})`,
  attrs: { class: i % 5 === 0 ? 'arterial' : 'branch', width_m: 7.5 + i / 3, is_main_street: i % 4 === 0, cables_underground: i % 2 === 0, ...(i % 10 === 0 ? { dead_end_opened: true } : {}) },
}));
export const schools: readonly Row[] = [
  { sourceId: null, name: '=HYPERLINK("http://x")', attrs: { type: 'primary', places: 1200, floor_area_m2: 8123.456789 }, wkt: `POINT(${at(12.345678, 45.678901)})` },
  { sourceId: null, name: '2025-11-22', attrs: { type: 'kindergarten' }, wkt: `POLYGON(${box(300, 300, 50)})` },
  { sourceId: null, name: '𠮷田小学', attrs: { type: 'primary', inclusive: true }, wkt: `POINT(${at(500, 500)})` },
];
export const landUse: readonly Row[] = [
  { sourceId: '1', name: '一号地块', attrs: { code: '0701', classification_version: 'YDYH2023' }, wkt: `POLYGON(${box(0, 0, 200)},${hole(50, 50, 40)})` },
  { sourceId: '2', name: null, attrs: { code: '070102', classification_version: 'YDYH2023', sewage_connected: true }, wkt: `MULTIPOLYGON((${box(300, 0, 100)}),(${box(500, 0, 100)}))` },
  { sourceId: '3', name: '+绿地', attrs: { code: '1401', classification_version: 'SD3', sewage_connected: false }, wkt: `POLYGON(${box(0, 300, 77.77)})` },
];
export const squares: readonly Row[] = [{ sourceId: 's1', name: '-广场', attrs: { status: 'in_use' }, wkt: `POLYGON(${box(700, 700, 60)})` }];

export const toilets: readonly Row[] = [
  { sourceId: 'n1', name: '一号公厕', attrs: { status: 'in_use', class: '一类', open_24h: true, floor_area_m2: 60.25 }, wkt: `POINT(${at(20.5, 30.25)})` },
  { sourceId: 'n2', name: null, attrs: { open_24h: false }, wkt: `POINT(${at(820.123456, 930.654321)})` },
  { sourceId: 'n3', name: '站前, 广场 "东"', attrs: {}, wkt: `POINT(${at(1020, 30)})` },
];

async function insertLayer(db: Database, kind: string, rows: readonly Row[], facts: { readonly sourceDate?: string; readonly status?: string; readonly edition?: number } = {}): Promise<void> {
  const { rows: made } = await db.pool.query<{ id: number }>(
    `insert into layer_edition (city_id, kind, edition, status, import_id, source, source_date, attribution, format, sha256, crs, feature_count)
     values ($1, $2, $3, $4, gen_random_uuid(), '测试数据', $5, '© 测试', 'test', md5($2), 'EPSG:4547', $6) returning id`,
    [cityId, kind, facts.edition ?? 1, facts.status ?? 'current', facts.sourceDate ?? null, rows.length]);
  await db.pool.query(
    `insert into feature (edition_id, source_id, name, attrs, geom) select $1, source_id, name, attrs, st_geomfromtext(wkt, $6::int) from unnest($2::text[], $3::text[], $4::jsonb[], $5::text[]) as t(source_id, name, attrs, wkt)`,
    [made[0]?.id, rows.map(({ sourceId }) => sourceId), rows.map(({ name }) => name), rows.map(({ attrs }) => JSON.stringify(attrs)), rows.map(({ wkt }) => wkt), citySrid]);
}

export const unitIds = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;
export const longNote = '更新内容包括道路、管网、绿地与公共服务设施。'.repeat(8);
const ring = (x: number, y: number, size: number): [number, number][] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]].map(([dx, dy]) => crs.inverse(origin[0] + (dx as number), origin[1] + (dy as number)));
export const unitGeometries = [
  { type: 'Polygon', coordinates: [ring(0, 0, 400), ring(100, 100, 50).reverse()] },
  { type: 'MultiPolygon', coordinates: [[ring(600, 0, 100)], [ring(800, 0, 100)]] },
] as const;

/** Layers, units and a superseded and a waiting edition that nobody may be given. Accounts must be there. */
export async function insertExportCity(db: Database): Promise<void> {
  const [west, south] = crs.inverse(origin[0], origin[1]);
  const [east, north] = crs.inverse(origin[0] + 2100, origin[1] + 1400);
  await db.pool.query(`insert into city (id, name, name_en, srid, bounds) values ($1, '测试市', 'Test City', $2, $3)`, [cityId, citySrid, [west, south, east, north]]);
  await insertLayer(db, 'road', roads.slice(0, 5), { status: 'superseded' });
  await insertLayer(db, 'road', roads, { sourceDate: '2025-11-22', edition: 2 });
  await insertLayer(db, 'school', schools);
  await insertLayer(db, 'land_use', landUse);
  await insertLayer(db, 'square', squares);
  await insertLayer(db, 'public_toilet', toilets);
  await insertLayer(db, 'gate', [], { status: 'superseded' });
  for (const [i, id] of unitIds.entries()) {
    const metric = { ...unitGeometries[i], coordinates: moved(unitGeometries[i]?.coordinates) };
    await db.pool.query(
      `insert into renewal_unit (id, city_id, name, is_priority, note, lonlat, geom, created_by, updated_by) values ($1, $2, $3, $4, $5, $6, st_setsrid(st_geomfromgeojson($7), $8), 1, 1)`,
      [id, cityId, i === 0 ? '大同路片区' : '@二七𠮷村', i === 0, i === 0 ? longNote : '', JSON.stringify(unitGeometries[i]), JSON.stringify(metric), citySrid]);
  }
}

function moved(nested: unknown): unknown {
  const list = nested as readonly unknown[];
  return typeof list[0] === 'number' ? crs.forward(list[0], list[1] as number) : list.map(moved);
}
