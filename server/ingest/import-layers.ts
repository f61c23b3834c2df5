import { stat } from 'node:fs/promises';
import type { DeliveryImport } from '#contract/deliveries.ts';
import type { Database } from '../db/database.ts';
import { IngestProblem } from './driver.ts';
import type { ImportHooks, ImportOrder, ImportOutcome, ImportSource } from './import-order.ts';
import { openSource } from './inspect-file.ts';
import type { SourceFile } from './source-file.ts';
import { layerRegistry } from './layer-kinds.ts';
import { importSources, progressAt } from './pipeline.ts';
import { ReportBuilder } from './report.ts';

/** A layer of some files, and how it is to be read. Everything null: as the files say. */
export interface LayerChoice extends Omit<DeliveryImport['layers'][number], 'layer'> {
  /** Null: the only one there is. */
  readonly layer: string | null;
}

/** @throws IngestProblem layer_mismatch */
export function checkKind(kind: string | null): void {
  if (kind !== null && !(kind in layerRegistry.kinds)) throw new IngestProblem('layer_mismatch', `There is no layer kind “${kind}”. Known: ${Object.keys(layerRegistry.kinds).join(', ')}.`, 'kind');
}

/** Imports chosen layers of files that belong together, all or nothing. Layers of one kind become one edition. Throws IngestProblem, or the signal's reason. */
export async function importLayers(db: Database, dataDir: string, order: ImportOrder, files: readonly SourceFile[], choices: readonly LayerChoice[], hooks: Omit<ImportHooks, 'driverReport'>): Promise<ImportOutcome> {
  for (const { kind } of choices) checkKind(kind);
  const bytes = (await Promise.all(files.map(({ path }) => stat(path)))).reduce((sum, { size }) => sum + size, 0);
  const sources = choices.map(({ layer, kind, crs, encoding, mapping, classification }, index): ImportSource => {
    const driverReport = new ReportBuilder();
    let step: 'reading' | 'mapping' = 'reading';
    return {
      driverReport, bytes,
      // A driver counts reading and mapping as one: its features come while the pipeline takes them.
      open: async () => {
        const reading = await openSource(files, {
          layer, kind, crs, encoding, mapping, classification, signal: hooks.signal,
          onProgress: (share) => hooks.onProgress((index + Math.min(1, share)) / choices.length * progressAt('mapping', 1), step),
          onReport: (list, code, place) => driverReport.note(list, code, place),
        });
        step = 'mapping';
        return reading;
      },
    };
  });
  hooks.onProgress(0, 'reading');
  return importSources(db, dataDir, order, sources, hooks);
}
