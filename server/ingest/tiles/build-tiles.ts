import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Database } from '../../db/database.ts';
import { featurePages } from '../../db/repositories/features.ts';
import { inDegrees } from '../geometry/to-lonlat.ts';
import { fromWkb } from '../geometry/wkb.ts';
import { layerRegistry } from '../layer-kinds.ts';
import { Turns } from '../turns.ts';
import { cutTiles } from './cut-tiles.ts';
import { writePmtiles } from './pmtiles-writer.ts';
import { signLayerOf, tileRules, TilePyramid, zoomsOf } from './tile-pyramid.ts';

export interface TileOrder { readonly cityId: string; readonly editionId: number; readonly kind: string; readonly crs: MetricCrs }

const PAGE = 2000;
/** About a decimetre. */
const LEAST_DEGREES = 1e-6;

export const tilesFolder = (dataDir: string): string => join(dataDir, 'tiles');
/** CITY.KIND.HASH.pmtiles; the hash is of the contents, so a name never changes its meaning. */
export const TILE_FILE = /^[a-z0-9-]{1,63}\.[a-z_]+\.[0-9a-f]{16}\.pmtiles$/;

/** The edition read back from the database, by pages. */
async function loadPyramid(db: Pick<Database, 'pool'>, order: TileOrder, signal: AbortSignal): Promise<TilePyramid> {
  const pyramid = new TilePyramid(order.kind);
  for await (const page of featurePages(db.pool, order.editionId, PAGE)) {
    signal.throwIfAborted();
    for (const { id, name, attrs, wkb } of page) { const [flat] = fromWkb(wkb); if (flat) pyramid.add(id, name, attrs, inDegrees(flat, order.crs)); }
    await breathe();
  }
  return pyramid;
}

/** A pyramid as a PMTiles archive. `turns` null: the thread is this work's own. A reader takes an extent without width or height (a single point) for a broken one: it gets a decimetre. */
export async function packPyramid(pyramid: TilePyramid, turns: Turns | null): Promise<Buffer> {
  const { kind, bounds: [west, south, east, north] } = pyramid;
  const tiles = await cutTiles(pyramid, turns);
  const { min, max } = zoomsOf(kind);
  const layers = [kind, ...(tileRules.signs.includes(kind) ? [signLayerOf(kind)] : [])];
  return writePmtiles(tiles, {
    minZoom: min, maxZoom: max, bounds: [west, south, Math.max(east, west + LEAST_DEGREES), Math.max(north, south + LEAST_DEGREES)],
    metadata: { name: layerRegistry.kinds[kind]?.name.zh ?? kind, format: 'pbf', type: 'overlay', vector_layers: layers.map((id) => ({ id, fields: {}, minzoom: min, maxzoom: max })) },
  });
}

/** Puts an archive under `dataDir`, by the name of its contents; its file name. */
export async function keepArchive(dataDir: string, { cityId, kind, editionId }: Pick<TileOrder, 'cityId' | 'kind' | 'editionId'>, archive: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(archive).digest('hex').slice(0, 16);
  const file = `${cityId}.${kind}.${hash}.pmtiles`;
  const folder = tilesFolder(dataDir);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${file}.${editionId}.part`);
  await writeFile(temporary, archive);
  await rename(temporary, join(folder, file));
  return file;
}

/** Cuts an edition into a PMTiles archive under `dataDir`. Returns its file name, or null when the edition has no features. */
export async function buildTiles(db: Pick<Database, 'pool'>, dataDir: string, order: TileOrder, signal: AbortSignal, onProgress: (share: number) => void): Promise<string | null> {
  const pyramid = await loadPyramid(db, order, signal);
  if (pyramid.count === 0) return null;
  onProgress(0.3);
  const archive = await packPyramid(pyramid, new Turns(signal));
  onProgress(0.95);
  return keepArchive(dataDir, order, archive);
}

/** Takes back archives of an import that did not come to its end. */
export async function removeTiles(dataDir: string, files: readonly string[]): Promise<void> {
  for (const file of files) await rm(join(tilesFolder(dataDir), file), { force: true });
}
