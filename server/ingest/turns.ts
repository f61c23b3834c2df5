import { setImmediate as breathe } from 'node:timers/promises';

/** How long work may go on before others get their turn, ms. */
const TURN_MS = 15;

/** Hands the thread over every few milliseconds and ends when the work is cancelled. */
export class Turns {
  private since = performance.now();
  private readonly signal: AbortSignal;
  constructor(signal: AbortSignal) { this.signal = signal; }
  /** Whether it is time to `pass`: asked for each row, it must not make a promise each. */
  get isDue(): boolean { return performance.now() - this.since >= TURN_MS; }
  async pass(): Promise<void> {
    await breathe();
    this.signal.throwIfAborted();
    this.since = performance.now();
  }
  async maybe(): Promise<void> { if (this.isDue) await this.pass(); }
}
