import { setImmediate as breathe } from 'node:timers/promises';

/** How long work may go on before others get their turn, ms. */
const TURN_MS = 15;

/** Hands the thread over every few milliseconds and ends when the work is cancelled. */
export class Turns {
  private since = performance.now();
  private readonly signal: AbortSignal;
  constructor(signal: AbortSignal) { this.signal = signal; }
  async maybe(): Promise<void> {
    if (performance.now() - this.since < TURN_MS) return;
    await breathe();
    this.signal.throwIfAborted();
    this.since = performance.now();
  }
}
