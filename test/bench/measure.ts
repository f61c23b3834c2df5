import type { Dataset } from '#planning/coverage/dataset.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import type { BenchDatabase } from './bench-database.ts';

/** What a measure of the bench is. One file a measure under ./measures; ./run.ts finds them by itself. */
export interface Measure {
  readonly name: string;
  /** A result, or why it cannot run here in a few words: it is then printed as skipped. */
  run(context: BenchContext): Promise<MeasureResult | Skipped>;
}

export interface Skipped { readonly skipped: string }

export interface MeasureResult {
  readonly median: number;
  readonly p95: number;
  readonly unit: string;
  readonly n: number;
  /** What the same question costs elsewhere, e.g. `PostGIS`. */
  readonly peer?: string;
  readonly peerMedian?: number;
  /** peerMedian ÷ median: how many times faster this is. */
  readonly ratio?: number;
  /** Other peers and parts, by name. */
  readonly more?: Readonly<Record<string, number | string>>;
  readonly targets?: readonly Target[];
  /** False: the answers of the peers are not the same, and the bench fails. Absent: there is nothing to compare. */
  readonly isEqual?: boolean;
  readonly note?: string;
}

/** Something a measure has to reach. Missing it is printed plainly, and does not fail the bench: machines differ. */
export interface Target {
  readonly what: string;
  readonly is: number;
  readonly atLeast?: number;
  readonly below?: number;
}

export function isMet({ is, atLeast, below }: Target): boolean {
  return (atLeast === undefined || is >= atLeast) && (below === undefined || is < below);
}

export type CitySize = 'demo' | 'city';

export interface BenchContext {
  /** Set by `--quick`: fewer repetitions. */
  readonly quick: boolean;
  /** `--size`, the fictional city asked about; `demo` when not given. */
  readonly size: CitySize;
  readonly ruleSets: readonly RuleSet[];
  /** The fictional city as the core holds it (EPSG:4547), seeded; built once a size. Read only: all measures share it. `size` when not told. */
  dataset(size?: CitySize): Dataset;
  /** A native PostGIS with exactly that dataset in the app's schema; loaded once a size. Null where there is no PostgreSQL: skip. */
  postgis(size?: CitySize): Promise<BenchDatabase | null>;
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

/** Equal to 1e-9; amounts under 1000 units (m², m, people) as if they were that large, since the last digits of coordinates decide there. */
export function isClose(a: number | null, b: number | null): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1000);
}
