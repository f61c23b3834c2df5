/** What a measure of the bench is. One file a measure under ./measures; ./run.ts finds them by itself. */
export interface Measure {
  readonly name: string;
  /** null: it cannot run here, e.g. for want of a database; it is then printed as skipped. */
  run(context: BenchContext): Promise<MeasureResult | null>;
}

export interface MeasureResult {
  readonly median: number;
  readonly p95: number;
  readonly unit: 'ms' | 's' | 'MB';
  readonly n: number;
  /** What the same question costs elsewhere, e.g. `PostGIS`. */
  readonly peer?: string;
  readonly peerMedian?: number;
  /** peerMedian ÷ median: how many times faster this is. */
  readonly ratio?: number;
  readonly note?: string;
}

export interface BenchContext {
  /** Set by `--quick`: fewer repetitions, a smaller city. */
  readonly quick: boolean;
  readonly databaseUrl: string | null;
}

/** Runs once unmeasured per question, then `repeats` times over all; milliseconds. */
export function timings(questions: readonly (() => unknown)[], repeats: number): { median: number; p95: number; n: number } {
  for (const ask of questions) ask();
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    for (const ask of questions) {
      const start = performance.now();
      ask();
      times.push(performance.now() - start);
    }
  }
  return { ...quantiles(times), n: times.length };
}

export function quantiles(values: readonly number[]): { median: number; p95: number } {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], p95: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] };
}
