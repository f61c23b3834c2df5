import { Worker } from 'node:worker_threads';
import { ExportProblem } from './export-problem.ts';
import type { Table } from './tables.ts';
import type { WorkbookReply, WorkbookThreadData } from './workbook-thread.ts';
import { xlsxOf } from './xlsx.ts';

/** Cells that are written sooner than a thread has started. */
const fewCells = 30_000;

/**
 * An Excel workbook with a sheet a table. A long one is made in a thread of its own: writing 20 000 rows of 15 cells takes two seconds of a processor in one go, and
 * everybody else would wait for it.
 * @throws ExportProblem bad_request when it needs more memory than there is
 */
export function workbookOf(tables: readonly Table[], signal?: AbortSignal): Promise<Buffer> {
  const cells = tables.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0);
  return cells <= fewCells ? xlsxOf(tables) : inThread(tables, signal);
}

async function inThread(tables: readonly Table[], signal?: AbortSignal): Promise<Buffer> {
  signal?.throwIfAborted();
  const data: WorkbookThreadData = { module: new URL('./workbook-thread.ts', import.meta.url).href, tables };
  const thread = new Worker(new URL('../thread-boot.mjs', import.meta.url), { workerData: data, execArgv: [] });
  let abort = (): void => undefined;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      abort = () => { reject(signal?.reason as Error); };
      signal?.addEventListener('abort', abort, { once: true });
      thread.on('message', (reply: WorkbookReply) => { if ('fault' in reply) reject(new Error(`Making a workbook failed: ${reply.fault}`)); else resolve(Buffer.from(reply.file.buffer, reply.file.byteOffset, reply.file.length)); });
      thread.on('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ExportProblem('bad_request', 'The workbook needs more memory than there is. Choose CSV or GeoPackage.') : error);
      });
      thread.on('exit', () => { reject(new Error('The thread that makes a workbook ended.')); });
    });
  } finally {
    signal?.removeEventListener('abort', abort);
    await thread.terminate();
  }
}
