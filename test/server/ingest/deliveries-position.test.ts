/** Real data where it must lie: the metro of Zhengzhou against its source, the twelve districts against the city. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Feature, FeatureCollection, Geometry, LineString, Point } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceFeature } from '../../../server/ingest/driver.ts';
import { openSource } from '../../../server/ingest/inspect-file.ts';
import { toDegrees } from '../../../server/ingest/source-crs.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { geoJsonRows } from '../../support/geojson-rows.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');
const isHere = existsSync(shared);
/** Metres a degree of latitude, and how close a position must be. */
const DEGREE_M = 111_132, NEAR_M = 0.01;

async function read(paths: readonly string[], kind: string): Promise<{ readonly crs: string; readonly features: SourceFeature[]; readonly reports: string[] }> {
  const reports: string[] = [];
  const reading = await openSource(paths.map((path) => ({ path: join(shared, path), fileName: basename(path) })), {
    kind, crs: null, signal: AbortSignal.timeout(60_000), onProgress: () => undefined, onReport: (list, code) => { if (list !== 'notices') reports.push(code); },
  });
  try {
    const features: SourceFeature[] = [];
    for await (const feature of geoJsonRows(reading)) features.push(feature);
    return { crs: reading.crs, features, reports };
  } finally { await reading.close?.(); }
}

const parts = (stem: string): string[] => ['shp', 'dbf', 'shx', 'prj'].map((extension) => `shapefile-gbk-zhengzhou-metro/${stem}.${extension}`);
const truthOf = <Shape extends Geometry>(name: string): Feature<Shape>[] => (JSON.parse(readFileSync(join(shared, 'zhengzhou-metro', name), 'utf8')) as FeatureCollection<Shape>).features;
const metres = ([lon, lat]: readonly number[], [trueLon, trueLat]: readonly number[]): number => Math.hypot((lon! - trueLon!) * DEGREE_M * Math.cos((trueLat! * Math.PI) / 180), (lat! - trueLat!) * DEGREE_M);

describe.skipIf(!isHere)('the metro of Zhengzhou from shapefiles in GBK', () => {
  it('its lines, in EPSG:4547, lie where their source says, within a centimetre', async () => {
    const { crs, features, reports } = await read(parts('zz_lines_gbk_gk114'), 'railway');
    expect({ crs, reports }).toEqual({ crs: 'EPSG:4547', reports: [] });
    const place = toDegrees(crs)!;
    const truth = truthOf<LineString>('zhengzhou_metro_lines.geojson');
    expect(features.map(({ name }) => name)).toEqual(truth.map(({ properties }) => properties!['name'] as string));
    let worst = 0;
    for (const [i, { geometry }] of features.entries()) {
      const line = (geometry as LineString).coordinates;
      expect(line.length).toBe(truth[i]!.geometry.coordinates.length);
      for (const [j, [x, y]] of line.entries()) worst = Math.max(worst, metres(place(x!, y!), truth[i]!.geometry.coordinates[j]!));
    }
    expect(worst).toBeLessThan(NEAR_M);
  });

  it('its stations, in degrees, keep their names and places', async () => {
    const { crs, features } = await read(parts('zz_metro_gbk_nocpg'), 'rail_station');
    expect(toDegrees(crs)).toBeNull();
    const truth = truthOf<Point>('zhengzhou_metro_stations.geojson');
    expect(features.map(({ name }) => name)).toEqual(truth.map(({ properties }) => properties!['name'] as string));
    expect(Math.max(...features.map(({ geometry }, i) => metres((geometry as Point).coordinates, truth[i]!.geometry.coordinates)))).toBeLessThan(NEAR_M);
  });
});

describe.skipIf(!isHere)('the twelve districts of Zhengzhou', () => {
  let db: TestDatabase;
  beforeAll(async () => { db = await createTestDatabase(); });
  afterAll(async () => { await db.close(); });

  it('add up to 7 571.26 km², are the city together, and overlap nowhere', async () => {
    const folder = 'zhengzhou-boundaries/vonng-adcode/fences';
    const districts: Geometry[] = [];
    for (const name of readdirSync(join(shared, folder)).filter((each) => /^4101(?!00)\d\d\.json$/.test(each))) districts.push((await read([`${folder}/${name}`], 'admin_division')).features[0]!.geometry);
    const city = (await read([`${folder}/410100.json`], 'admin_division')).features[0]!.geometry;
    expect(districts.length).toBe(12);
    const { rows } = await db.pool.query<{ sum: number; city: number; apart: number; overlap: number }>(
      `with district as (select n, st_geomfromgeojson(g) as geom from jsonb_array_elements_text($1::jsonb) with ordinality as d(g, n)), city as (select st_geomfromgeojson($2) as geom)
       select (select sum(st_area(geom::geography)) from district) as sum, (select st_area(geom::geography) from city) as city,
         (select st_area(st_symdifference((select st_union(geom) from district), city.geom)::geography) from city) as apart,
         (select coalesce(sum(st_area(st_intersection(a.geom, b.geom)::geography)), 0) from district a join district b on a.n < b.n and st_intersects(a.geom, b.geom)) as overlap`,
      [JSON.stringify(districts.map((each) => JSON.stringify(each))), JSON.stringify(city)]);
    const { sum, city: whole, apart, overlap } = rows[0]!;
    expect(Math.abs(sum / 1e6 / 7571.26 - 1)).toBeLessThan(0.001);
    expect(Math.abs(sum / whole - 1)).toBeLessThan(0.001);
    expect({ apart: apart / sum, overlap: overlap / sum }).toEqual({ apart: expect.closeTo(0, 5), overlap: expect.closeTo(0, 6) });
  });
});

describe.skipIf(!isHere)('the packed map of ECharts', () => {
  it('is unpacked to what its plain form says', async () => {
    const { features, reports } = await read(['zhengzhou-boundaries/echarts-encoded/410100.json'], 'admin_division');
    const plain = (JSON.parse(readFileSync(join(shared, 'zhengzhou-boundaries/echarts-encoded/410100.decoded.geojson'), 'utf8')) as FeatureCollection).features;
    expect(reports).toEqual([]);
    expect(features.map(({ geometry }) => geometry.type)).toEqual(plain.map(({ geometry }) => geometry.type));
    const numbers = (geometry: Geometry): number[] => ('coordinates' in geometry ? (geometry.coordinates.flat(Infinity) as number[]) : []);
    for (const [i, { geometry }] of features.entries()) {
      const expected = numbers(plain[i]!.geometry);
      expect(numbers(geometry).length).toBe(expected.length);
      expect(Math.max(...numbers(geometry).map((value, j) => Math.abs(value - expected[j]!)))).toBeLessThan(1e-6);
    }
  });
});
