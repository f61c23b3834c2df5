import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { GdalProblem } from './gdal-problem.ts';
import type { GdalLayer, GdalTask } from './tasks.ts';

export type Settled<Result> = { readonly result: Result } | { readonly problem: GdalProblem };
interface Answer {
  readonly index?: number; readonly result?: unknown; readonly fault?: string; readonly messages?: readonly string[];
  readonly layer?: GdalLayer; readonly isFatal?: boolean; readonly isDone?: boolean; readonly isOverMemory?: boolean;
}

const isMemory = (text: string): boolean => /memory limit|out of memory|cannot allocate|OOM|memory access out of bounds/i.test(text);

/** One child process. It takes one list of tasks after another, and is gone after a list it could not finish. */
export class GdalProcess {
  private readonly child: ChildProcess;
  private readonly memoryLimitMb: number;
  private hasEnded = false;

  private readonly restMb: number;
  constructor(memoryLimitMb: number, restMb: number) {
    this.memoryLimitMb = memoryLimitMb;
    this.restMb = restMb;
    // No environment but what Node needs: GDAL reads a great many variables.
    const env = { PATH: process.env['PATH'] ?? '', ...(process.env['TMPDIR'] ? { TMPDIR: process.env['TMPDIR'] } : {}) };
    this.child = fork(fileURLToPath(new URL('./gdal-child.mjs', import.meta.url)), [], { execArgv: [`--max-old-space-size=${memoryLimitMb}`], env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'json' });
    this.child.on('close', () => { this.hasEnded = true; });
    this.child.on('error', () => { this.hasEnded = true; });
  }

  get isGone(): boolean { return this.hasEnded; }

  private problemOf(answer: Answer): GdalProblem {
    const text = answer.fault ?? 'no reason given';
    const messages = answer.messages ?? [];
    if (isMemory(text) || messages.some(isMemory)) return this.overMemory([text, ...messages]);
    return new GdalProblem(answer.isFatal ? 'crashed' : 'refused', text, messages);
  }
  private overMemory(messages: readonly string[] = []): GdalProblem { return new GdalProblem('memory', `Reading needs more than ${this.memoryLimitMb} MB of memory.`, messages); }

  /** Every task gets an answer, whatever becomes of the process. Rejects only with the signal's reason. `onLayer`: a layer that is about to be read. */
  run(tasks: readonly GdalTask[], timeLimitMs: number, signal: AbortSignal | undefined, onLayer?: (layer: GdalLayer) => void): Promise<Settled<unknown>[]> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      const answers: (Settled<unknown> | undefined)[] = tasks.map(() => undefined);
      let end: GdalProblem | null = null;
      let isAborted = false;
      const stop = (problem: GdalProblem): void => { end ??= problem; child.kill('SIGKILL'); };
      const abort = (): void => { isAborted = true; child.kill('SIGKILL'); };
      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        child.off('message', hear).off('close', settle).off('error', fail);
        if (isAborted) reject(signal?.reason as Error);
        else resolve(answers.map((answer) => answer ?? { problem: end ?? new GdalProblem('crashed', 'GDAL broke off while reading.') }));
      };
      const fail = (error: Error): void => { end ??= new GdalProblem('crashed', `GDAL could not be started: ${error.message}`); settle(); };
      const hear = (answer: Answer): void => {
        if (answer.isDone) settle();
        else if (answer.isOverMemory) stop(this.overMemory());
        else if (answer.layer) onLayer?.(answer.layer);
        else if (answer.index !== undefined && answer.index >= 0) answers[answer.index] = answer.fault === undefined ? { result: answer.result } : { problem: this.problemOf(answer) };
        else if (answer.index === -1) end ??= this.problemOf(answer);
      };
      const timer = setTimeout(() => stop(new GdalProblem('time', `Reading took longer than ${Math.round(timeLimitMs / 1000)} s and was stopped.`)), timeLimitMs);
      signal?.addEventListener('abort', abort, { once: true });
      // `close` comes after the last message.
      child.on('message', hear).on('close', settle).on('error', fail);
      if (this.hasEnded) { fail(new Error('it has ended')); return; }
      child.send({ tasks, limits: { memoryLimitMb: this.memoryLimitMb, rssLimitMb: this.memoryLimitMb + this.restMb } }, (error) => { if (error) stop(new GdalProblem('crashed', error.message)); });
    });
  }

  /** Ends the process; it is gone when this resolves. */
  end(): Promise<void> {
    if (this.hasEnded) return Promise.resolve();
    return new Promise((resolve) => {
      this.child.once('close', () => resolve());
      this.child.once('error', () => resolve());
      this.child.kill('SIGKILL');
    });
  }
}
