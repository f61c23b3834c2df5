/**
 * Features in metres to the typed arrays of a `LayerTable`: rings closed, shells counter-clockwise, holes clockwise, ids ascending, one table for each
 * type of geometry. Used by the server's loader, by tests and in the browser.
 */
import type { LayerRegistry } from '../standards/layer-registry.ts';
import type { Column, GeometryType, LayerTable } from './dataset.ts';
import type { InputRef } from './figure.ts';
import { ringMoments } from '../geometry/ring-moments.ts';

type Point = readonly number[];

/** GeoJSON nesting, metres, valid (OGC). A third ordinate is dropped. */
export type MetricGeometry =
  | { readonly type: 'Point'; readonly coordinates: Point }
  | { readonly type: 'MultiPoint' | 'LineString'; readonly coordinates: readonly Point[] }
  | { readonly type: 'MultiLineString' | 'Polygon'; readonly coordinates: readonly (readonly Point[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Point[])[])[] };

export interface MetricFeature {
  readonly id: number;
  readonly geometry: MetricGeometry;
  /** Values of any attributes; those the registry marks `engine` travel. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

const ABSENT = 0xffff;
const TYPES: readonly GeometryType[] = ['point', 'line', 'polygon'];

/** Tables of one layer; a layer with no feature at all is one empty table, so that it counts as present. Throws RangeError for a kind the registry does not have. */
export function buildLayerTables(kind: string, features: readonly MetricFeature[], input: InputRef, registry: Pick<LayerRegistry, 'kinds'>): readonly LayerTable[] {
  const known = registry.kinds[kind];
  if (!known) throw new RangeError(`The layer registry has no kind ${kind}.`);
  const names = Object.entries(known.attributes).filter(([, attribute]) => attribute.engine === true);
  const sorted = [...features].sort((a, b) => a.id - b.id);
  const present = TYPES.filter((type) => sorted.some(({ geometry }) => typeOf(geometry) === type));
  return (present.length > 0 ? present : [known.geometry[0]]).map((geometryType) => {
    const rows = sorted.filter(({ geometry }) => typeOf(geometry) === geometryType);
    const columns = Object.fromEntries(names.map(([name, attribute]) => [name, attribute.type === 'number' ? numberColumn(rows, name) : textColumn(rows, name)]));
    return { kind, geometryType, input, ids: Float64Array.from(rows, ({ id }) => id), ...flatten(rows, geometryType), columns };
  });
}

function typeOf({ type }: MetricGeometry): GeometryType {
  if (type === 'Point' || type === 'MultiPoint') return 'point';
  return type === 'LineString' || type === 'MultiLineString' ? 'line' : 'polygon';
}

function partsOf(geometry: MetricGeometry): readonly (readonly (readonly Point[])[])[] {
  switch (geometry.type) {
    case 'Point': return [[[geometry.coordinates]]];
    case 'MultiPoint': return geometry.coordinates.map((point) => [[point]]);
    case 'LineString': return [[geometry.coordinates]];
    case 'MultiLineString': return geometry.coordinates.map((line) => [line]);
    case 'Polygon': return [geometry.coordinates];
    case 'MultiPolygon': return geometry.coordinates;
  }
}

function flatten(rows: readonly MetricFeature[], type: GeometryType): Pick<LayerTable, 'featureOffsets' | 'partOffsets' | 'ringOffsets' | 'coords'> {
  const featureOffsets = [0];
  const partOffsets = [0];
  const ringOffsets = [0];
  const coords: number[] = [];
  for (const { geometry } of rows) {
    for (const part of partsOf(geometry)) {
      part.forEach((ring, index) => {
        const points = type === 'polygon' ? orient(close(ring), index === 0) : ring;
        for (const point of points) coords.push(point[0], point[1]);
        ringOffsets.push(coords.length / 2);
      });
      partOffsets.push(ringOffsets.length - 1);
    }
    featureOffsets.push(partOffsets.length - 1);
  }
  return { featureOffsets: Uint32Array.from(featureOffsets), partOffsets: Uint32Array.from(partOffsets), ringOffsets: Uint32Array.from(ringOffsets), coords: Float64Array.from(coords) };
}

function close(ring: readonly Point[]): readonly Point[] {
  const first = ring[0];
  const last = ring[ring.length - 1];
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

function orient(ring: readonly Point[], isShell: boolean): readonly Point[] {
  const flat = Float64Array.from(ring.flatMap(([x, y]) => [x, y]));
  const counterClockwise = ringMoments(flat, 0, ring.length).area > 0;
  return counterClockwise === isShell ? ring : [...ring].reverse();
}

function numberColumn(rows: readonly MetricFeature[], name: string): Column {
  return { type: 'number', values: Float64Array.from(rows, ({ attributes }) => numberFrom(attributes[name])) };
}

function numberFrom(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

function textColumn(rows: readonly MetricFeature[], name: string): Column {
  const dictionary: string[] = [];
  const codeOf = new Map<string, number>();
  const codes = Uint16Array.from(rows, ({ attributes }) => {
    const value = attributes[name];
    if (value === null || value === undefined || value === '') return ABSENT;
    const text = String(value);
    let code = codeOf.get(text);
    if (code === undefined) {
      code = dictionary.length;
      if (code === ABSENT) throw new RangeError(`Attribute ${name} has more than ${ABSENT} different values.`);
      dictionary.push(text);
      codeOf.set(text, code);
    }
    return code;
  });
  return { type: 'text', codes, dictionary };
}
