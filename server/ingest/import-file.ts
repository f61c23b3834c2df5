import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Database } from '../db/database.ts';
import type { ImportHooks, ImportOrder, ImportOutcome } from './import-order.ts';
import { checkKind, importLayers, type LayerChoice } from './import-layers.ts';

export interface FileOrder extends Omit<ImportOrder, 'sha256' | 'source'>, Partial<Omit<LayerChoice, 'kind' | 'crs'>> {
  readonly path: string;
  readonly fileName: string;
  /** Description of the source; absent: the file's name. */
  readonly source: string | null;
  /** Layer kind; needed for formats that do not say it. */
  readonly kind: string | null;
  /** CRS as the user states it, over what the file says. */
  readonly crs: string | null;
}

/** Pieces of the usual 64 kB take twice as long as the hashing itself. */
const PIECE_BYTES = 1 << 20;

export async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal, highWaterMark: PIECE_BYTES })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Imports a file, whatever its format. All or nothing. Throws IngestProblem, or the signal's reason when cancelled. */
export async function importFile(db: Database, dataDir: string, order: FileOrder, hooks: Omit<ImportHooks, 'driverReport'>): Promise<ImportOutcome> {
  const { path, fileName, kind, crs, layer = null, encoding = null, mapping = null, classification = null, ...rest } = order;
  checkKind(kind);
  const sha256 = await sha256Of(path, hooks.signal);
  return importLayers(db, dataDir, { ...rest, source: order.source ?? fileName, sha256 }, [{ path, fileName }], [{ layer, kind, crs, encoding, mapping, classification }], hooks);
}
