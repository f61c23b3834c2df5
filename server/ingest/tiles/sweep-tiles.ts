import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../db/database.ts';
import { forgetLostTiles, namedTiles } from '../../db/repositories/tile-files.ts';
import { TILE_FILE, tilesFolder } from './build-tiles.ts';

/** An archive is written before its edition names it; nobody's older than this is nobody's for good. */
const KEPT_MS = 24 * 3600 * 1000;
/** One that was being written when the server died. */
const HALF_FILE = /^\..+\.part$/;

/** Removes archives of editions that cannot come back, and what imports that died have left. */
export async function sweepTiles(db: Pick<Database, 'pool'>, dataDir: string): Promise<void> {
  await forgetLostTiles(db.pool);
  const folder = tilesFolder(dataDir);
  const files = (await readdir(folder).catch(() => [] as string[])).filter((name) => TILE_FILE.test(name) || HALF_FILE.test(name));
  const named = new Set(await namedTiles(db.pool, files));
  for (const name of files) {
    if (named.has(name)) continue;
    const path = join(folder, name);
    const info = await stat(path).catch(() => null);
    if (info && Date.now() - info.mtimeMs > KEPT_MS) await rm(path, { force: true });
  }
}
