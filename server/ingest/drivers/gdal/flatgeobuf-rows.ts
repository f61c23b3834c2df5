import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Feature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js';
import type { Geometry as FgbGeometry } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { parseProperties } from 'flatgeobuf/lib/mjs/generic/feature.js';
import { deserializeStream, type FromFeatureFn } from 'flatgeobuf/lib/mjs/generic/featurecollection.js';
import { fromGeometry } from 'flatgeobuf/lib/mjs/geojson/geometry.js';
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js';
import type { Geometry, Polygon } from 'geojson';

export interface FgbRow { readonly fields: Readonly<Record<string, unknown>>; readonly geometry: Geometry | null }

const CHUNK_BYTES = 1 << 20;

/** Surfaces of polygons: plain polygons to a map. */
const SURFACES = new Set<GeometryType>([GeometryType.PolyhedralSurface, GeometryType.TIN]);

function emptyOf(type: GeometryType): Geometry {
  return type === GeometryType.Point ? { type: 'Point', coordinates: [] } : { type: 'MultiPolygon', coordinates: [] };
}

function geometryOf(geometry: FgbGeometry | null, headerType: GeometryType): Geometry | null {
  if (!geometry) return null;
  const type = headerType === GeometryType.Unknown ? geometry.type() : headerType;
  if (geometry.xyLength() === 0 && geometry.partsLength() === 0) return emptyOf(type);
  if (SURFACES.has(type)) {
    const parts = Array.from({ length: geometry.partsLength() }, (_, i) => fromGeometry(geometry.parts(i)!, GeometryType.Polygon) as Polygon);
    return { type: 'MultiPolygon', coordinates: parts.map(({ coordinates }) => coordinates) };
  }
  if (type === GeometryType.Triangle) return fromGeometry(geometry, GeometryType.Polygon) as Geometry;
  return fromGeometry(geometry, headerType) as Geometry;
}

/** The reader's own way from a feature to a row: the package's stops at a feature without geometry. */
function toRow(_id: number, feature: Feature, header: HeaderMeta): FgbRow {
  return { fields: parseProperties(feature, header.columns), geometry: geometryOf(feature.geometry(), header.geometryType) };
}

/**
 * Rows of a FlatGeobuf file that this program's own GDAL process has written, in its order, geometry as it stands; memory is bounded by the largest row.
 * Files of others go through GDAL first, which holds every offset against the size of the file.
 */
export async function* flatGeobufRows(path: string): AsyncGenerator<FgbRow> {
  // GDAL leaves an empty file where a layer has no rows at all.
  if ((await stat(path)).size === 0) return;
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  try {
    yield* deserializeStream(Readable.toWeb(file) as ReadableStream, { fromFeature: toRow as unknown as FromFeatureFn }) as AsyncGenerator<FgbRow>;
  } finally { file.destroy(); }
}
