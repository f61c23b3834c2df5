/**
 * A real network against independent routers: walking distances between junctions of Porto Alegre by Valhalla and by a plain Dijkstra, and straight-line
 * coverage as geodesic distances give it (../shared/data/r5r-porto-alegre/SOURCE.md).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { buildLayerTables, type MetricFeature, type MetricGeometry } from '#planning/coverage/dataset-builder.ts';
import { DATASET_VERSION, type Dataset } from '#planning/coverage/dataset.ts';
import { buildWalkCity } from '#planning/coverage/walk-city.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { joinsAt, type Facility } from '#planning/network/facility-joins.ts';
import { nearestEdge } from '#planning/network/nearest-edge.ts';
import { nearestFrom, serviceOf, type Found } from '#planning/network/service.ts';
import { osmPbfDriver } from '../../../server/ingest/drivers/osm-pbf.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { layerRegistry } from '../../support/scenes.ts';
import { geoJsonRows } from '../../support/geojson-rows.ts';

const shared = join(import.meta.dirname, '../../../../shared/data/r5r-porto-alegre');
const crs = metricCrs(32722) as NonNullable<ReturnType<typeof metricCrs>>;
const read = (name: string): string => readFileSync(join(shared, name), 'utf8');

interface Place { readonly osm_node: string; readonly lon: number; readonly lat: number }
interface Matrix { readonly origins: readonly Place[]; readonly destinations: readonly Place[]; readonly distance_km: readonly (readonly (number | null)[])[]; readonly plain_dijkstra_km: readonly (readonly (number | null)[])[] }

function datasetOf(layers: ReadonlyMap<string, readonly MetricFeature[]>): Dataset {
  const tables = [...layers].flatMap(([kind, features], i) =>
    buildLayerTables(kind, features, { layer: kind, editionId: i + 1, edition: 1, source: 'test', sourceDate: null, sha256: '0'.repeat(64), features: features.length }, layerRegistry));
  return { version: DATASET_VERSION, cityId: '00000000-0000-0000-0000-000000000003', crs: crs.code, hash: 'porto alegre', layers: tables };
}

async function streets(): Promise<Dataset> {
  const reading = await osmPbfDriver.open(join(shared, 'poa_osm.pbf'), { kind: null, crs: null, signal: new AbortController().signal, onProgress: () => undefined, onReport: () => undefined });
  const metric = (coordinates: unknown): unknown => (Array.isArray(coordinates) && typeof coordinates[0] === 'number'
    ? crs.forward(coordinates[0], coordinates[1] as number) : (coordinates as unknown[]).map(metric));
  const roads: MetricFeature[] = [];
  for await (const { kind, geometry, attrs } of geoJsonRows(reading)) {
    if (kind !== 'road' || geometry.type === 'GeometryCollection') continue;
    roads.push({ id: roads.length + 1, geometry: { type: geometry.type, coordinates: metric(geometry.coordinates) } as MetricGeometry, attributes: attrs });
  }
  return datasetOf(new Map([['road', roads]]));
}

describe.skipIf(!existsSync(join(shared, 'poa_osm.pbf')))('Porto Alegre on foot (needs ../shared/data/r5r-porto-alegre)', () => {
  it('walks as far as Valhalla does on 95 % of the pairs, and where not, the ways it may use say why', async () => {
    const { ground } = buildWalkCity(await streets());
    const matrix = JSON.parse(read('valhalla_walk_matrix.json')) as Matrix;
    const found: Found = { distanceM: Infinity, facility: -1 };
    const worse: string[] = [];
    let pairs = 0;
    let near = 0;
    matrix.destinations.forEach((destination, d) => {
      const joins = joinsAt(ground, ...crs.forward(destination.lon, destination.lat));
      expect(joins[0]?.legFromM, `junction ${destination.osm_node}`).toBeLessThan(0.05);
      const service = serviceOf(ground.graph, [{} as Facility], [joins], Infinity);
      matrix.origins.forEach((origin, o) => {
        const place = nearestEdge(ground.graph, ...crs.forward(origin.lon, origin.lat));
        expect(place?.legM, `junction ${origin.osm_node}`).toBeLessThan(0.05);
        nearestFrom(service, place?.edge as number, place?.positionM as number, found);
        const [valhallaM, plainM] = [matrix.distance_km[o]?.[d], matrix.plain_dijkstra_km[o]?.[d]].map((km) => (km ?? NaN) * 1000) as [number, number];
        if (!Number.isFinite(valhallaM)) return;
        pairs += 1;
        if (Math.abs(found.distanceM - valhallaM) <= 0.01 * valhallaM) { near += 1; return; }
        // The plain Dijkstra differs from Valhalla by its way filter alone; ours is like it.
        if (!(Math.abs(found.distanceM - plainM) <= 0.01 * plainM)) worse.push(`${origin.osm_node} → ${destination.osm_node}: ${found.distanceM.toFixed(0)} m, Valhalla ${valhallaM.toFixed(0)} m, plain ${plainM.toFixed(0)} m`);
      });
    });
    expect(pairs).toBe(matrix.origins.length * matrix.destinations.length);
    expect(near / pairs).toBeGreaterThanOrEqual(0.95);
    expect(worse).toEqual([]);
  });

  it('covers in straight lines what geodesic distances cover, to 0.01 percentage points', async () => {
    const hexagons = read('poa_hexgrid.csv').trim().split('\n').slice(1).map((line) => line.split(',').map(Number) as [number, number, number, number, number, number, number]);
    const features = new Map<string, MetricFeature[]>([['building', []], ['school', []], ['health_facility', []]]);
    let id = 0;
    for (const [, lon, lat, people, schools, , clinics] of hexagons) {
      const [x, y] = crs.forward(lon, lat);
      const ring = [[x - 1, y - 1], [x + 1, y - 1], [x + 1, y + 1], [x - 1, y + 1], [x - 1, y - 1]];
      features.get('building')?.push({ id: ++id, geometry: { type: 'Polygon', coordinates: [ring] }, attributes: { people: people || 0 } });
      if (schools > 0) features.get('school')?.push({ id: ++id, geometry: { type: 'Point', coordinates: [x, y] }, attributes: {} });
      if (clinics > 0) features.get('health_facility')?.push({ id: ++id, geometry: { type: 'Point', coordinates: [x, y] }, attributes: {} });
    }
    const expected = JSON.parse(read('expected_straightline_coverage.json')) as { facilities: Record<'schools' | 'healthcare', { by_radius_m: Record<string, { share: number }> }> };
    const asked = (['schools', 'healthcare'] as const).flatMap((facility) => Object.entries(expected.facilities[facility].by_radius_m).map(([radius, { share }]) => ({ facility, radiusM: Number(radius), share })));
    const rules = asked.map(({ facility, radiusM }, i) => ({
      ...ruleBase, id: `R${i}`, topic: 'primary' as const, kind: 'people_within_radius' as const, unit: 'rate' as const, supply: [{ layer: facility === 'schools' ? 'school' : 'health_facility', radiusM }],
    }));
    const engine = createCoverageEngine(datasetOf(features), [ruleSetOf(rules)], await createGeosOverlay());
    const figures = engine.figuresOfCity();
    expect(figures.length).toBe(10);
    figures.forEach(({ value }, i) => { expect(Math.abs((value as number) - (asked[i]?.share as number)), JSON.stringify(asked[i])).toBeLessThanOrEqual(1e-4); });
    engine.dispose();
  });
});
