import { GdalProcess, type Settled } from './gdal-process.ts';
import { MEMORY_LIMIT_MB, PROCESSES, REST_MB, TIME_LIMIT_MS } from './limits.ts';
import type { GdalLayer, GdalResult, GdalTask } from './tasks.ts';

export { GdalProblem, type GdalFault } from './gdal-problem.ts';
export type { Settled } from './gdal-process.ts';
export { MEMORY_LIMIT_MB, TIME_LIMIT_MS } from './limits.ts';

export interface GdalRun {
  readonly signal?: AbortSignal;
  /** For the whole call, milliseconds. */
  readonly timeLimitMs?: number;
  /** For GDAL's own memory, MB; it begins with 512. */
  readonly memoryLimitMb?: number;
  /** What the process may use beside it, MB. */
  readonly restMb?: number;
  /** A process that other tasks of the same delivery have used; else one of its own. */
  readonly session?: GdalSession | undefined;
  /** Told of the layer of a `read` task before its first row is written: the file may be read as it grows. */
  readonly onLayer?: (layer: GdalLayer) => void;
}

let running = 0;
const waiting: (() => void)[] = [];
async function turn(): Promise<void> {
  if (running < PROCESSES) { running += 1; return; }
  await new Promise<void>((resolve) => waiting.push(resolve));
}
function giveTurn(): void {
  const next = waiting.shift();
  if (next) next(); else running -= 1;
}

/** How many GDAL processes there are; for tests and for the server's end. */
export const gdalProcesses = (): number => running;

/**
 * One process for the tasks of one delivery, one after the other: starting GDAL takes half a second, and an archive may hold fifty shapefiles. A task that
 * breaks it gets the next one a new process. Not for files of different senders: what one file does to the process the next would meet.
 */
export class GdalSession {
  private process: GdalProcess | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private readonly memoryLimitMb: number;
  private readonly restMb: number;
  constructor(memoryLimitMb = MEMORY_LIMIT_MB, restMb = REST_MB) { this.memoryLimitMb = memoryLimitMb; this.restMb = restMb; }

  run(tasks: readonly GdalTask[], timeLimitMs: number, signal: AbortSignal | undefined, onLayer?: GdalRun['onLayer']): Promise<Settled<unknown>[]> {
    const next = this.last.then(() => this.runNow(tasks, timeLimitMs, signal, onLayer));
    this.last = next.catch(() => undefined);
    return next;
  }
  private async runNow(tasks: readonly GdalTask[], timeLimitMs: number, signal: AbortSignal | undefined, onLayer: GdalRun['onLayer']): Promise<Settled<unknown>[]> {
    signal?.throwIfAborted();
    if (this.process?.isGone) { this.process = null; giveTurn(); }
    if (!this.process) { await turn(); this.process = new GdalProcess(this.memoryLimitMb, this.restMb); }
    return this.process.run(tasks, timeLimitMs, signal, onLayer);
  }
  /** Ends the process. The session may be used again, with a new one. */
  async close(): Promise<void> {
    await this.last;
    if (!this.process) return;
    await this.process.end();
    this.process = null;
    giveTurn();
  }
}

/**
 * Runs tasks one after the other in one process; each has its result or its problem. Rejects only with the signal's reason. Without a session the process is
 * gone when this returns. Files a stopped task has begun are left: write into a temporary folder.
 */
export async function runGdalTasks<Task extends GdalTask>(tasks: readonly Task[], run: GdalRun = {}): Promise<Settled<GdalResult<Task>>[]> {
  run.signal?.throwIfAborted();
  const session = run.session ?? new GdalSession(run.memoryLimitMb, run.restMb);
  try { return (await session.run(tasks, run.timeLimitMs ?? TIME_LIMIT_MS, run.signal, run.onLayer)) as Settled<GdalResult<Task>>[]; } finally { if (!run.session) await session.close(); }
}

/** Runs one task. Throws GdalProblem, or the signal's reason when aborted. */
export async function runGdal<Task extends GdalTask>(task: Task, run: GdalRun = {}): Promise<GdalResult<Task>> {
  const [answer] = await runGdalTasks([task], run);
  if ('problem' in answer!) throw answer.problem;
  return answer!.result;
}
