import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Feature } from 'geojson';
import type GeoJSONVT from 'geojson-vt';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Database } from '../../db/database.ts';
import { featurePages, type StoredFeature } from '../../db/repositories/features.ts';
import { toLonLat } from '../geometry/to-lonlat.ts';
import { layerRegistry } from '../layer-kinds.ts';
import { cutTiles, pyramidOf, signLayerOf, tileRules, zoomsOf } from './cut-tiles.ts';
import { writePmtiles } from './pmtiles-writer.ts';

export interface TileOrder { readonly cityId: string; readonly editionId: number; readonly kind: string; readonly crs: MetricCrs }

const PAGE = 2000;
/** How long cutting may go on before others get their turn, ms. */
const TURN_MS = 15;

export const tilesFolder = (dataDir: string): string => join(dataDir, 'tiles');
/** CITY.KIND.HASH.pmtiles; the hash is of the contents, so a name never changes its meaning. */
export const TILE_FILE = /^[a-z0-9-]{1,63}\.[a-z_]+\.[0-9a-f]{16}\.pmtiles$/;

function toFeature(stored: StoredFeature, crs: MetricCrs): Feature {
  const properties: Record<string, unknown> = {};
  if (stored.name !== null) properties['name'] = stored.name;
  for (const key of tileRules.properties) if (stored.attrs[key] !== undefined) properties[key] = stored.attrs[key];
  return { type: 'Feature', id: stored.id, properties, geometry: toLonLat(stored.wkb, crs) };
}

function boundsOf(features: readonly Feature[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const walk = (node: unknown): void => {
    const list = node as readonly unknown[];
    if (typeof list[0] !== 'number') { list.forEach(walk); return; }
    const [lon, lat] = list as [number, number];
    box[0] = Math.min(box[0], lon); box[1] = Math.min(box[1], lat); box[2] = Math.max(box[2], lon); box[3] = Math.max(box[3], lat);
  };
  for (const { geometry } of features) if (geometry.type !== 'GeometryCollection') walk(geometry.coordinates);
  // A reader takes an extent without width or height (a single point) for a broken one: give it a decimetre.
  const least = 1e-6;
  return [box[0], box[1], Math.max(box[2], box[0] + least), Math.max(box[3], box[1] + least)];
}

/** The edition read back from the database, by pages. Null when it has no features. */
async function loadPyramid(db: Pick<Database, 'pool'>, order: TileOrder, signal: AbortSignal): Promise<{ readonly pyramid: GeoJSONVT; readonly bounds: [number, number, number, number] } | null> {
  const features: Feature[] = [];
  for await (const page of featurePages(db.pool, order.editionId, PAGE)) {
    signal.throwIfAborted();
    for (const stored of page) features.push(toFeature(stored, order.crs));
    await breathe();
  }
  return features.length === 0 ? null : { pyramid: pyramidOf(order.kind, { type: 'FeatureCollection', features }), bounds: boundsOf(features) };
}

/** Cuts an edition into a PMTiles archive under `dataDir`. Returns its file name, or null when the edition has no features. */
export async function buildTiles(db: Pick<Database, 'pool'>, dataDir: string, order: TileOrder, signal: AbortSignal, onProgress: (share: number) => void): Promise<string | null> {
  const loaded = await loadPyramid(db, order, signal);
  if (!loaded) return null;
  const { bounds } = loaded;
  onProgress(0.3);
  let since = performance.now();
  const tiles = await cutTiles(order.kind, loaded.pyramid, async () => {
    if (performance.now() - since < TURN_MS) return;
    await breathe();
    signal.throwIfAborted();
    since = performance.now();
  });
  const { min, max } = zoomsOf(order.kind);
  const title = layerRegistry.kinds[order.kind]?.name.zh ?? order.kind;
  const archive = writePmtiles(tiles, {
    minZoom: min, maxZoom: max, bounds,
    metadata: { name: title, format: 'pbf', type: 'overlay', vector_layers: [order.kind, ...(tileRules.signs.includes(order.kind) ? [signLayerOf(order.kind)] : [])].map((id) => ({ id, fields: {}, minzoom: min, maxzoom: max })) },
  });
  onProgress(0.95);
  const hash = createHash('sha256').update(archive).digest('hex').slice(0, 16);
  const file = `${order.cityId}.${order.kind}.${hash}.pmtiles`;
  const folder = tilesFolder(dataDir);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${file}.${order.editionId}.part`);
  await writeFile(temporary, archive);
  await rename(temporary, join(folder, file));
  return file;
}

/** Takes back archives of an import that did not come to its end. */
export async function removeTiles(dataDir: string, files: readonly string[]): Promise<void> {
  for (const file of files) await rm(join(tilesFolder(dataDir), file), { force: true });
}
