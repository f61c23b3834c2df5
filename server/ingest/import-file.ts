import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Database } from '../db/database.ts';
import { IngestProblem } from './driver.ts';
import { openSource } from './inspect-file.ts';
import { layerRegistry } from './layer-kinds.ts';
import { importFeatures, progressAt, type ImportHooks, type ImportOrder, type ImportOutcome } from './pipeline.ts';
import { ReportBuilder } from './report.ts';

export interface FileOrder extends Omit<ImportOrder, 'sha256' | 'source'> {
  readonly path: string;
  readonly fileName: string;
  /** Description of the source; absent: the file's name. */
  readonly source: string | null;
  /** Layer kind; needed for formats that do not say it. */
  readonly kind: string | null;
  /** CRS as the user states it, over what the file says. */
  readonly crs: string | null;
}

export async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Imports a file, whatever its format. All or nothing. Throws IngestProblem, or the signal's reason when cancelled. */
export async function importFile(db: Database, dataDir: string, order: FileOrder, hooks: Omit<ImportHooks, 'driverReport'>): Promise<ImportOutcome> {
  const { path, fileName, kind, crs, ...rest } = order;
  if (kind !== null && !(kind in layerRegistry.kinds)) throw new IngestProblem('layer_mismatch', `There is no layer kind “${kind}”. Known: ${Object.keys(layerRegistry.kinds).join(', ')}.`, 'kind');
  const sha256 = await sha256Of(path, hooks.signal);
  const driverReport = new ReportBuilder();
  hooks.onProgress(0, 'reading');
  // The driver counts reading and mapping as one: its features come while the pipeline takes them.
  let step: 'reading' | 'mapping' = 'reading';
  const reading = await openSource([{ path, fileName }], {
    kind, crs, signal: hooks.signal,
    onProgress: (share) => hooks.onProgress(share * progressAt('mapping', 1), step),
    onReport: (list, code, place) => driverReport.note(list, code, place),
  });
  step = 'mapping';
  try { return await importFeatures(db, dataDir, { ...rest, source: order.source ?? fileName, sha256 }, reading, { ...hooks, driverReport }); } finally { await reading.close?.(); }
}
