import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { ProblemCode } from '#contract/common.ts';
import { IngestProblem } from '../driver.ts';

/** Documents that are held whole: how large, how long, how much memory. Stated in server/ingest/README.md. */
export const documentLimits = { bytes: 200 * 1024 ** 2, timeMs: 60_000, memoryMb: 2048, positions: 20_000_000 } as const;

export interface ParsedLayer { /** Null where the format has no names for layers. */ readonly name: string | null; readonly path: string; readonly count: number }
export type DocumentFormat = 'kml' | 'gpx' | 'topojson' | 'xlsx';

interface Answer { readonly layers?: readonly ParsedLayer[]; readonly refusal?: { readonly code: ProblemCode; readonly message: string; readonly place: string } }

/** Parses a document in a thread of its own; its rows lie in files in `folder` afterwards. Throws IngestProblem, or the signal's reason when cancelled. */
export async function parseDocument(format: DocumentFormat, path: string, encoding: string, folder: string, signal: AbortSignal): Promise<readonly ParsedLayer[]> {
  signal.throwIfAborted();
  const { size } = await stat(path);
  if (size > documentLimits.bytes) throw new IngestProblem('file_too_large', `A document of this format must be held whole; it has ${Math.round(size / 1024 ** 2)} MB, at most ${documentLimits.bytes / 1024 ** 2} MB are read. Save it as GeoPackage or FlatGeobuf.`, 'whole file');
  const worker = new Worker(new URL('./parse-worker.mjs', import.meta.url), { workerData: { format, path, encoding, folder, limits: documentLimits }, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: documentLimits.memoryMb } });
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  try {
    return await new Promise<readonly ParsedLayer[]>((resolve, reject) => {
      timer = setTimeout(() => reject(new IngestProblem('file_too_large', `Reading the document took longer than ${documentLimits.timeMs / 1000} s and was stopped. Split it.`, 'whole file')), documentLimits.timeMs);
      abort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      worker.on('message', ({ layers, refusal }: Answer) => { if (layers) resolve(layers); else if (refusal) reject(new IngestProblem(refusal.code, refusal.message, refusal.place)); });
      worker.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new IngestProblem('file_too_large', `Reading the document needs more than ${documentLimits.memoryMb} MB of memory. Split it, or save it as GeoPackage.`, 'whole file')
        : new IngestProblem('file_unreadable', `The document cannot be read: ${error.message.slice(0, 200)}`, 'whole file')));
      worker.on('exit', () => reject(new IngestProblem('file_unreadable', 'The reader broke off.', 'whole file')));
    });
  } finally {
    clearTimeout(timer);
    if (abort) signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

/** The rows of a parsed layer, one by one. */
export async function* parsedRows<Row>(path: string): AsyncGenerator<Row> {
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  try { for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) yield JSON.parse(line) as Row; } finally { stream.destroy(); }
}
