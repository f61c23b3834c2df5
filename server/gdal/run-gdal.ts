import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { GdalResult, GdalTask } from './tasks.ts';

export interface GdalRun {
  readonly signal?: AbortSignal;
  /** For the whole call, milliseconds. */
  readonly timeLimitMs?: number;
  /** For GDAL's own memory, MB; the process may use 400 MB more. */
  readonly memoryLimitMb?: number;
}
export const TIME_LIMIT_MS = 60_000;
export const MEMORY_LIMIT_MB = 1500;
/** The rest of the process: Node, the module itself, pages of files. */
const REST_MB = 400;
/** Processes at a time; others wait. */
const PROCESSES = 2;

export type GdalFault = 'refused' | 'time' | 'memory' | 'crashed';
/** A task that did not succeed. `refused`: GDAL says what is wrong (`message`); the others are ours. */
export class GdalProblem extends Error {
  readonly fault: GdalFault;
  /** GDAL's further messages. */
  readonly messages: readonly string[];
  constructor(fault: GdalFault, message: string, messages: readonly string[] = []) {
    super(message);
    this.fault = fault;
    this.messages = messages;
  }
}

interface Answer {
  readonly index?: number; readonly result?: unknown; readonly fault?: string; readonly messages?: readonly string[];
  readonly isFatal?: boolean; readonly isDone?: boolean; readonly isOverMemory?: boolean; readonly rssMb?: number;
}
export type Settled<Result> = { readonly result: Result } | { readonly problem: GdalProblem };

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

/** How many GDAL processes are at work; for tests and for the server's end. */
export const gdalProcesses = (): number => running;

const isMemory = (text: string): boolean => /memory limit|out of memory|cannot allocate|OOM|memory access out of bounds/i.test(text);

function problemOf(answer: Answer, memoryLimitMb: number): GdalProblem {
  const text = answer.fault ?? 'no reason given';
  const messages = answer.messages ?? [];
  if (isMemory(text) || messages.some(isMemory)) return new GdalProblem('memory', `Reading needs more than ${memoryLimitMb} MB of memory.`, [text, ...messages]);
  return new GdalProblem(answer.isFatal ? 'crashed' : 'refused', text, messages);
}

function start(memoryLimitMb: number): ChildProcess {
  // No environment but what Node needs: GDAL reads a great many variables.
  const env = { PATH: process.env['PATH'] ?? '', ...(process.env['TMPDIR'] ? { TMPDIR: process.env['TMPDIR'] } : {}) };
  return fork(fileURLToPath(new URL('./gdal-child.mjs', import.meta.url)), [], {
    execArgv: [`--max-old-space-size=${memoryLimitMb}`], env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'json',
  });
}

/** Runs the child; every task gets an answer, whatever becomes of the process. */
function talk(tasks: readonly GdalTask[], run: GdalRun): Promise<Settled<unknown>[]> {
  const { signal, timeLimitMs = TIME_LIMIT_MS, memoryLimitMb = MEMORY_LIMIT_MB } = run;
  return new Promise((resolve, reject) => {
    const answers: (Settled<unknown> | undefined)[] = tasks.map(() => undefined);
    const child = start(memoryLimitMb);
    let end: GdalProblem | null = null;
    let isAborted = false;
    const kill = (): void => { child.kill('SIGKILL'); };
    const stop = (problem: GdalProblem): void => { end ??= problem; kill(); };
    const timer = setTimeout(() => stop(new GdalProblem('time', `Reading took longer than ${Math.round(timeLimitMs / 1000)} s and was stopped.`)), timeLimitMs);
    const abort = (): void => { isAborted = true; kill(); };
    signal?.addEventListener('abort', abort, { once: true });
    child.on('message', (answer: Answer) => {
      if (answer.isOverMemory) stop(new GdalProblem('memory', `Reading needs more than ${memoryLimitMb} MB of memory.`));
      else if (answer.index !== undefined && answer.index >= 0) answers[answer.index] = answer.fault === undefined ? { result: answer.result } : { problem: problemOf(answer, memoryLimitMb) };
      else if (answer.index === -1) end ??= problemOf(answer, memoryLimitMb);
    });
    child.on('error', (error) => { end ??= new GdalProblem('crashed', `GDAL could not be started: ${error.message}`); settle(); });
    let isSettled = false;
    const settle = (): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (isAborted) reject(signal?.reason as Error);
      else resolve(answers.map((answer) => answer ?? { problem: end ?? new GdalProblem('crashed', 'GDAL broke off while reading.') }));
    };
    // `close` comes after the last message.
    child.on('close', settle);
    child.send({ tasks, memoryLimitMb, rssLimitMb: memoryLimitMb + REST_MB }, (error) => { if (error) stop(new GdalProblem('crashed', error.message)); });
  });
}

/**
 * Runs tasks one after the other in one process of their own; each has its result or its problem. Rejects only with the signal's reason. The process is
 * gone when this returns. Files a stopped task has begun are left: write into a `temporaryFolder`.
 */
export async function runGdalTasks<Task extends GdalTask>(tasks: readonly Task[], run: GdalRun = {}): Promise<Settled<GdalResult<Task>>[]> {
  run.signal?.throwIfAborted();
  await turn();
  try {
    run.signal?.throwIfAborted();
    return (await talk(tasks, run)) as Settled<GdalResult<Task>>[];
  } finally { giveTurn(); }
}

/** Runs one task in a process of its own. Throws GdalProblem, or the signal's reason when aborted. */
export async function runGdal<Task extends GdalTask>(task: Task, run: GdalRun = {}): Promise<GdalResult<Task>> {
  const [answer] = await runGdalTasks([task], run);
  if ('problem' in answer!) throw answer.problem;
  return answer!.result;
}
