import { DATASET_VERSION, type Dataset } from '#planning/coverage/dataset.ts';
import { buildLayerTables, type MetricFeature, type MetricGeometry } from '#planning/coverage/dataset-builder.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { generateCity } from '../../server/ingest/demo-city/generate-city.ts';
import { layerRegistry } from '../support/scenes.ts';

/** Where the demo city is drawn: CGCS2000, central meridian 114°E. */
const SRID = 4547;

/** The generated city as a dataset in metres, straight from the generator: no database, so that only the core is measured. */
export function demoDataset(size: 'demo' | 'city'): Dataset {
  const crs = metricCrs(SRID);
  if (!crs) throw new Error(`EPSG:${SRID} is not known.`);
  const metric = (coordinates: unknown): unknown => Array.isArray(coordinates) && typeof coordinates[0] === 'number'
    ? crs.forward(coordinates[0], coordinates[1] as number)
    : (coordinates as unknown[]).map(metric);
  const layers = new Map<string, MetricFeature[]>();
  let id = 0;
  for (const { kind, geometry, attrs } of generateCity(size)) {
    if (geometry.type === 'GeometryCollection') continue;
    const features = layers.get(kind) ?? [];
    features.push({ id: ++id, geometry: { type: geometry.type, coordinates: metric(geometry.coordinates) } as MetricGeometry, attributes: attrs });
    layers.set(kind, features);
  }
  const tables = [...layers].flatMap(([kind, features], i) =>
    buildLayerTables(kind, features, { layer: kind, editionId: i + 1, edition: 1, source: 'generator', sourceDate: null, sha256: '0'.repeat(64), features: features.length }, layerRegistry));
  return { version: DATASET_VERSION, cityId: '00000000-0000-0000-0000-000000000002', crs: crs.code, hash: `generated ${size}`, layers: tables };
}
