import type { SourceLayer } from '#contract/deliveries.ts';
import { GdalSession } from '../gdal/run-gdal.ts';
import type { Reading, ReadOptions } from './driver.ts';
import { stageSource } from './staging/stage-source.ts';
import type { InspectFileOptions } from './inspect-options.ts';
import { describeLayer } from './proposal/describe-layer.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Looks into files that were handed in together (one file, an archive, or the loose parts of shapefiles), without importing anything.
 * `format`: id of the driver, several joined by `+`. Throws IngestProblem when nothing in them can be read, saying what, where and how to mend it.
 */
export async function inspectFile(files: readonly SourceFile[], options: InspectFileOptions): Promise<{ readonly format: string; readonly layers: SourceLayer[] }> {
  const source = await stageSource(files, options.signal);
  const gdal = options.gdal ?? new GdalSession();
  try {
    const { format, layers } = await source.inspect({ signal: options.signal, gdal, layer: options.layer ?? null, encoding: options.encoding ?? null, mapping: options.mapping ?? null });
    const described: SourceLayer[] = [];
    for (const layer of layers) described.push(await describeLayer(layer, files[0]?.fileName ?? '', options));
    return { format, layers: described };
  } finally {
    if (!options.gdal) await gdal.close();
    await source.close();
  }
}

/**
 * Opens one layer of files that were handed in together, for the import. `options.layer` picks it; with one layer no pick is needed, with several and none
 * picked it is a problem that lists them. Call `close` of the reading when done: it removes what was unpacked.
 */
export async function openSource(files: readonly SourceFile[], options: ReadOptions): Promise<Reading> {
  const source = await stageSource(files, options.signal);
  try {
    const reading = await source.open(options);
    return { ...reading, close: async () => { await reading.close?.(); await source.close(); } };
  } catch (error) {
    await source.close();
    throw error;
  }
}
