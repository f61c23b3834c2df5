import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeDataset, encodeDataset } from '#planning/coverage/dataset-codec.ts';
import { DATASET_VERSION, type Dataset } from '#planning/coverage/dataset.ts';
import { buildLayerTables, type MetricFeature, type MetricGeometry } from '#planning/coverage/dataset-builder.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { generateCity } from '../../server/ingest/demo-city/generate-city.ts';
import { layerRegistry } from '../support/scenes.ts';
import type { CitySize } from './measure.ts';

/** Where the demo city is drawn: CGCS2000, central meridian 114°E. */
const SRID = 4547;

const root = join(import.meta.dirname, '../..');
const cacheFolder = join(root, '.cache/bench');
/** What the dataset follows from. */
const sources = ['server/ingest/demo-city', 'data/demo-city', 'data/layers.json', 'server/planning/coverage/dataset-builder.ts', 'server/planning/coverage/dataset-codec.ts', 'server/planning/coverage/dataset.ts', 'server/planning/geometry/metric-crs.ts', 'test/bench/demo-dataset.ts'];

/**
 * The generated city as a dataset in metres, straight from the generator: no database, so that only the core is measured. The large city takes a minute to
 * make and is kept under `.cache/bench` until one of its sources changes.
 */
export function demoDataset(size: CitySize): Dataset {
  const file = join(cacheFolder, `${size}-${sourcesHash()}.bin`);
  const kept = readKept(file);
  if (kept) return kept;
  const dataset = generate(size);
  mkdirSync(cacheFolder, { recursive: true });
  // Two runs may make it at the same time; neither may read half a file.
  const half = `${file}.${process.pid}`;
  writeFileSync(half, new Uint8Array(encodeDataset(dataset)));
  renameSync(half, file);
  return dataset;
}

function readKept(file: string): Dataset | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return null;
  }
  const decoded = decodeDataset(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  return decoded.ok ? decoded.dataset : null;
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    const files = /\.\w+$/.test(source) ? [path] : readdirSync(path).sort().map((name) => join(path, name));
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function generate(size: CitySize): Dataset {
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
