/**
 * Small cities for tests, written in metres from a corner of the map. `scene()` collects features by layer; `dataset()` makes them a dataset in
 * EPSG:4547. Everything is deterministic; a scene is frozen once it is a dataset.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildLayerTables, type MetricFeature, type MetricGeometry } from '#planning/coverage/dataset-builder.ts';
import { DATASET_VERSION, type Dataset } from '#planning/coverage/dataset.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { LayerRegistry } from '#planning/standards/layer-registry.ts';

const dataFile = <T>(name: string): T => JSON.parse(readFileSync(join(import.meta.dirname, '../../data', name), 'utf8')) as T;
export const layerRegistry: LayerRegistry = { ...dataFile<LayerRegistry>('layers.json'), landUseCodes: dataFile<LayerRegistry['landUseCodes']>('land-use-codes.json') };

export type Attributes = Readonly<Record<string, unknown>>;

export interface Scene {
  /** Adds one feature; ids count up over the whole scene. */
  add(layer: string, geometry: MetricGeometry, attributes?: Attributes): Scene;
  point(layer: string, x: number, y: number, attributes?: Attributes): Scene;
  line(layer: string, points: readonly (readonly [number, number])[], attributes?: Attributes): Scene;
  /** A rectangle by its lower left corner. */
  box(layer: string, x: number, y: number, width: number, height: number, attributes?: Attributes): Scene;
  /** A 10 m building whose centroid is the point. */
  home(x: number, y: number, people: number): Scene;
  /** A layer that is there and empty. */
  empty(layer: string): Scene;
  /** Everything moved by a vector. */
  moved(dx: number, dy: number): Scene;
  /** Without the features that match. */
  without(matches: (feature: SceneFeature) => boolean): Scene;
  readonly features: readonly SceneFeature[];
  dataset(): Dataset;
}

export interface SceneFeature extends MetricFeature { readonly layer: string }

export function scene(features: readonly SceneFeature[] = [], emptyLayers: readonly string[] = []): Scene {
  const add = (layer: string, geometry: MetricGeometry, attributes: Attributes = {}): Scene =>
    scene([...features, { layer, id: 1 + features.reduce((top, { id }) => Math.max(top, id), 0), geometry, attributes }], emptyLayers);
  return {
    features, add,
    point: (layer, x, y, attributes) => add(layer, { type: 'Point', coordinates: [x, y] }, attributes),
    line: (layer, points, attributes) => add(layer, { type: 'LineString', coordinates: points }, attributes),
    box: (layer, x, y, width, height, attributes) => add(layer, { type: 'Polygon', coordinates: rectangle(x, y, width, height)[0] }, attributes),
    home: (x, y, people) => add('building', { type: 'Polygon', coordinates: rectangle(x - 5, y - 5, 10, 10)[0] }, { use: 'residential', people }),
    empty: (layer) => scene(features, [...emptyLayers, layer]),
    moved: (dx, dy) => scene(features.map((feature) => ({ ...feature, geometry: movedGeometry(feature.geometry, dx, dy) })), emptyLayers),
    without: (matches) => scene(features.filter((feature) => !matches(feature)), emptyLayers),
    dataset: () => datasetOf(features, emptyLayers),
  };
}

/** An area (or the coordinates of a polygon, as its first member) that is a rectangle. */
export function rectangle(x: number, y: number, width: number, height: number): [[number, number][][]] {
  return [[[[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]]];
}

/** Puts features into a dataset; quicker than adding them one by one to a scene. */
export function datasetOf(features: readonly SceneFeature[], emptyLayers: readonly string[] = []): Dataset {
  const kinds = [...new Set([...features.map(({ layer }) => layer), ...emptyLayers])];
  const layers = kinds.flatMap((kind, index) => {
    const own = features.filter(({ layer }) => layer === kind);
    const input = { layer: kind, editionId: index + 1, edition: 1, source: 'test scene', sourceDate: '2026-01-01', sha256: '0'.repeat(64), features: own.length };
    return buildLayerTables(kind, own, input, layerRegistry);
  });
  return deepFreeze({ version: DATASET_VERSION, cityId: '00000000-0000-0000-0000-000000000001', crs: 'EPSG:4547', hash: 'test', layers });
}

/** Typed arrays cannot be frozen; everything else is, so that a kernel that writes to its input fails. */
export function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}

function movedGeometry(geometry: MetricGeometry, dx: number, dy: number): MetricGeometry {
  const move = (coordinates: unknown): unknown => Array.isArray(coordinates) && typeof coordinates[0] === 'number'
    ? [coordinates[0] + dx, coordinates[1] + dy]
    : (coordinates as unknown[]).map(move);
  return { type: geometry.type, coordinates: move(geometry.coordinates) } as MetricGeometry;
}

export function movedArea(area: MultiPolygonCoords, dx: number, dy: number): MultiPolygonCoords {
  return area.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [x + dx, y + dy] as const)));
}

/** Random numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
