import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature, FeatureCollection } from 'geojson';
import GeoJSONVT, { type LegacyTile } from 'geojson-vt';
import { labelPoint } from '#planning/geometry/label-point.ts';
import { readDataFile } from '../layer-kinds.ts';
import type { PackedTile } from './pmtiles-writer.ts';

interface Zooms { readonly min: number; readonly max: number; readonly from?: Readonly<Record<string, Readonly<Record<string, number>>>> }
interface TileRules { readonly properties: readonly string[]; readonly signs: readonly string[]; readonly default: Zooms; readonly zooms: Readonly<Record<string, Zooms>> }

/** Zooms and properties of every layer: `data/tiles.json`. */
export const tileRules = readDataFile<TileRules>('tiles.json');
export const zoomsOf = (kind: string): Zooms => tileRules.zooms[kind] ?? tileRules.default;

const EXTENT = 4096;
const gzipAsync = promisify(gzip);

/** What this file needs of geojson-vt's index beyond its types: tiles by id, each with the features still to be cut. */
interface TileIndex { tiles: Record<number, { readonly source: readonly unknown[] | null } | undefined>; tileCoords: unknown[] }
const indexId = (z: number, x: number, y: number): number => ((1 << z) * y + x) * 32 + z;

function startZoom(zooms: Zooms, tags: Readonly<Record<string, unknown>> | null): number {
  let start = zooms.min;
  for (const attribute in zooms.from) {
    const zoom = zooms.from[attribute]![String(tags?.[attribute])];
    if (zoom !== undefined) start = Math.max(start, zoom);
  }
  return start;
}

/** The layer of the points where an area's name or sign stands. */
export const signLayerOf = (kind: string): string => `${kind}_sign`;
/** Marks such a point on its way through the pyramid; it is taken off before the tile is written. */
const SIGN = '$sign';

/** A point inside each area, with the area's id and properties; none for layers that need none. */
function signsOf(kind: string, { features }: FeatureCollection): Feature[] {
  if (!tileRules.signs.includes(kind)) return [];
  return features.flatMap((feature): Feature[] => {
    const place = feature.geometry.type === 'GeometryCollection' ? null : labelPoint(feature.geometry);
    return place ? [{ ...feature, properties: { ...feature.properties, [SIGN]: true }, geometry: { type: 'Point', coordinates: place } }] : [];
  });
}

/** Features in degrees, ready to be cut. It keeps its own compact copy, so the caller can let go of the data. */
export const pyramidOf = (kind: string, data: FeatureCollection): GeoJSONVT =>
  new GeoJSONVT({ type: 'FeatureCollection', features: [...data.features, ...signsOf(kind, data)] }, { maxZoom: zoomsOf(kind).max, indexMaxZoom: 0, indexMaxPoints: 0, tolerance: 3, extent: EXTENT, buffer: 64 });

/**
 * Cuts a pyramid into gzipped vector tiles, depth first, one tile at a time; what is cut is dropped at once, so memory stays at one branch
 * of the pyramid, which is used up. `beforeTile` runs before each: it may hand the thread over, and throw to end.
 */
export async function cutTiles(kind: string, pyramid: GeoJSONVT, beforeTile: () => Promise<void>): Promise<PackedTile[]> {
  const zooms = zoomsOf(kind);
  const index = pyramid as unknown as TileIndex;
  const tiles: PackedTile[] = [];

  async function put(tile: LegacyTile, z: number, x: number, y: number): Promise<void> {
    const features = tile.features.filter((feature) => startZoom(zooms, feature.tags) <= z);
    if (features.length === 0) return;
    const shapes = features.filter((feature) => !feature.tags?.[SIGN]);
    const signs = features.filter((feature) => feature.tags?.[SIGN]).map((feature) => ({ ...feature, tags: Object.fromEntries(Object.entries(feature.tags ?? {}).filter(([key]) => key !== SIGN)) }));
    const layers = { ...(shapes.length > 0 ? { [kind]: { features: shapes } } : {}), ...(signs.length > 0 ? { [signLayerOf(kind)]: { features: signs } } : {}) };
    const encoded = fromGeojsonVt(layers as unknown as Parameters<typeof fromGeojsonVt>[0], { version: 2, extent: EXTENT });
    tiles.push({ z, x, y, data: await gzipAsync(encoded) });
  }

  async function visit(z: number, x: number, y: number): Promise<void> {
    await beforeTile();
    const tile = z >= zooms.min ? pyramid.getTile(z, x, y) : null;
    if (tile) await put(tile, z, x, y);
    const source = index.tiles[indexId(z, x, y)]?.source;
    if (z < zooms.max && source && source.length > 0) {
      pyramid.getTileRaw(z + 1, 2 * x, 2 * y); // cuts this tile into its four children
      index.tileCoords = [];
      for (const [cx, cy] of [[2 * x, 2 * y], [2 * x + 1, 2 * y], [2 * x, 2 * y + 1], [2 * x + 1, 2 * y + 1]] as const) {
        await visit(z + 1, cx, cy);
        delete index.tiles[indexId(z + 1, cx, cy)];
      }
    }
  }

  await visit(0, 0, 0);
  return tiles;
}
