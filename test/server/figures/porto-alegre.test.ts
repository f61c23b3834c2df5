/** A real place: the OSM extract of Porto Alegre imported, measured and verified; and people near schools and clinics as another tool counted them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { EventBus } from '../../../server/jobs/event-bus.ts';
import { FigureService } from '../../../server/jobs/figures/figure-service.ts';
import { verifyArea } from '../../../server/jobs/figures/verify-area.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { freshCity, importInto, temporaryFolder } from '../../support/import-files.ts';
import { insertCity, polygonWkt, type CityFeature } from './random-city.ts';

const shared = join(import.meta.dirname, '../../../../shared/data/r5r-porto-alegre');
const quiet = { signal: new AbortController().signal, progress: () => {} };
const utm22South = 32722;

interface Hexagon { readonly lon: number; readonly lat: number; readonly people: number; readonly hasSchool: boolean; readonly hasClinic: boolean }
interface Expected { readonly hexes: number; readonly population: number; readonly facilities: Readonly<Record<'schools' | 'healthcare', { readonly by_radius_m: Readonly<Record<string, { readonly population: number }>> }>> }

const read = (name: string): string => readFileSync(join(shared, name), 'utf8');

function hexagons(): Hexagon[] {
  return read('poa_hexgrid.csv').trim().split('\n').slice(1).map((line) => {
    const [, lon, lat, people, schools, , clinics] = line.split(',').map(Number);
    return { lon: lon as number, lat: lat as number, people: people || 0, hasSchool: (schools || 0) > 0, hasClinic: (clinics || 0) > 0 };
  });
}

/** A house of two metres on the centroid of each hexagon; schools of every level and clinics where the hexagon has some. */
function featuresOf(grid: readonly Hexagon[]): CityFeature[] {
  const crs = metricCrs(utm22South);
  return grid.flatMap(({ lon, lat, people, hasSchool, hasClinic }) => {
    const [x, y] = crs?.forward(lon, lat) as [number, number];
    const house = polygonWkt([[[x - 1, y - 1], [x + 1, y - 1], [x + 1, y + 1], [x - 1, y + 1], [x - 1, y - 1]]]);
    const sited = (kind: string, type: string): CityFeature => ({ kind, name: null, attrs: { type }, wkt: `POINT(${x} ${y})` });
    return [
      { kind: 'building', name: null, attrs: { people }, wkt: house },
      ...(hasSchool ? ['kindergarten', 'primary', 'middle'].map((type) => sited('school', type)) : []),
      ...(hasClinic ? [sited('health_facility', 'chc')] : []),
    ];
  });
}

describe.skipIf(!existsSync(join(shared, 'poa_osm.pbf')))('Porto Alegre (needs ../shared/data/r5r-porto-alegre)', () => {
  let db: TestDatabase;
  let service: FigureService;
  const folder = temporaryFolder();
  beforeAll(async () => {
    db = await createTestDatabase();
    service = new FigureService(db, new EventBus(), layerRegistry);
  });
  afterAll(async () => {
    await service.close();
    await db.close();
    folder.remove();
  });

  it('is measured from its OSM extract, and PostGIS agrees', async () => {
    const city = await freshCity(db);
    await importInto(db, folder.path, city, join(shared, 'poa_osm.pbf'));
    const set = await service.figuresOf(city, 'city', null);
    const bus = set.figures.find(({ ruleId }) => ruleId === 'GBT51328-bus500');
    expect(bus?.value).toBeGreaterThan(0.5);
    expect(bus?.receipt).toMatchObject({ crs: 'EPSG:32722', method: 'straight_line' });
    // OSM knows no residents: such figures are not assessed, and never 0 %.
    expect(set.figures.find(({ ruleId }) => ruleId === 'G-TJ2021-people')).toMatchObject({ value: null, verdict: 'not_assessed' });
    expect(set.people).toBeNull();
    const { state, entries } = await verifyArea(service, city, 'city', quiet);
    expect(entries.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(state).toBe('verified');
  });

  it('counts the people near schools and clinics that geodesic distances give', async () => {
    const grid = hexagons();
    const expected = JSON.parse(read('expected_straightline_coverage.json')) as Expected;
    expect(grid.length).toBe(expected.hexes);
    await insertCity(db, 'hexagons', featuresOf(grid), utm22South);
    const { figures, people } = await service.figuresOf('hexagons', 'city', null);
    expect(people).toBe(expected.population);
    const cases = [
      ['E2-09-kindergarten-people', 'schools', 300], ['E2-09-primary-people', 'schools', 500], ['E2-09-middle-people', 'schools', 1000], ['GB50180-chc-people', 'healthcare', 1000],
    ] as const;
    for (const [ruleId, facility, radiusM] of cases) {
      const figure = figures.find((each) => each.ruleId === ruleId);
      expect([ruleId, figure?.numerator]).toEqual([ruleId, expected.facilities[facility].by_radius_m[radiusM]?.population]);
      expect(figure?.denominator).toBe(expected.population);
    }
    expect((await verifyArea(service, 'hexagons', 'city', quiet)).entries.filter(({ agrees }) => !agrees)).toEqual([]);
  });
});
