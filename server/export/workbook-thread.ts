/** The thread that makes a long workbook. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Table } from './tables.ts';
import { xlsxOf } from './xlsx.ts';

export interface WorkbookThreadData { readonly module: string; readonly tables: readonly Table[] }
export type WorkbookReply = { readonly file: Uint8Array } | { readonly fault: string };

async function made(): Promise<WorkbookReply> {
  try {
    return { file: await xlsxOf((workerData as WorkbookThreadData).tables) };
  } catch (error) {
    return { fault: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}
parentPort?.postMessage(await made());
