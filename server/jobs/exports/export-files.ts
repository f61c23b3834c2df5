import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exportFileHours, type ExportQuery, type ExportThing, type ExportWarning } from '#contract/exports.ts';
import { findCity } from '../../db/repositories/cities.ts';
import { ExportProblem } from '../../export/export-problem.ts';
import { exportFileName, exportType, makeExport } from '../../export/make-export.ts';
import type { FigureService } from '../figures/figure-service.ts';
import type { JobHandler } from '../job-queue.ts';
import { exportOrder } from './export-order.ts';

/** Result of a job of kind `export`. `path`: where to get the file, after `/api/cities/CITY/exports`. */
export interface ExportResult { readonly path: string; readonly fileName: string; readonly type: string; readonly bytes: number; readonly warnings: readonly ExportWarning[] }

export const exportsFolder = (dataDir: string): string => join(dataDir, 'exports');
/** The file a job made; its name is the job's id. */
export const exportPath = (dataDir: string, jobId: string): string => join(exportsFolder(dataDir), jobId);

const hourMs = 3_600_000;

/** Removes files whose time is over, and what a server that died left half made. */
export async function sweepExports(dataDir: string, now = Date.now()): Promise<void> {
  const folder = exportsFolder(dataDir);
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => null);
    if (facts && now - facts.mtimeMs > exportFileHours * hourMs) await rm(path, { recursive: true, force: true });
  }
}

/** Makes a file too large to be waited for. */
export function exportJob(service: FigureService, dataDir: string): JobHandler {
  return async ({ id, cityId, input, accountId, signal, progress }) => {
    progress(0, 'writing');
    await sweepExports(dataDir);
    const { what, query } = input as { readonly what: ExportThing; readonly query: ExportQuery };
    const city = cityId === null ? null : await findCity(service.db.pool, cityId);
    if (!city) throw new ExportProblem('not_found', 'The city is gone.');
    const order = await exportOrder(service, city, what, query, accountId === null ? null : { id: accountId });
    progress(0.05, 'writing');
    const folder = join(exportsFolder(dataDir), `${id}.making`);
    try {
      await mkdir(folder, { recursive: true });
      const { path, warnings } = await makeExport(order, folder, signal);
      const { size } = await stat(path);
      await rename(path, exportPath(dataDir, id));
      return { path: `files/${id}`, fileName: exportFileName(order), type: exportType(order.choice), bytes: size, warnings } satisfies ExportResult;
    } finally { await rm(folder, { recursive: true, force: true }); }
  };
}
