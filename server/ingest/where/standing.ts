import type { Probes } from './probes.ts';
import { cellOf, COVERED, type MarkRaster } from './raster.ts';
import type { Tie } from './position-settings.ts';
import { solve } from './solve.ts';

/** How well a layer stands at one place, against the same layer placed at random near by. */
export interface Standing {
  /** Standard deviations above chance. */
  readonly z: number;
  /** What `z` would be if the layer stood as one of its group is known to. */
  readonly power: number;
  /** 0: no better than chance … 1: as expected. */
  readonly fit: number;
  /** No random placing stands as well. */
  readonly isBest: boolean;
}

export interface TieBit extends Tie { readonly bit: number }
/** Placings of the layer, cells from where it stands. */
export type Trials = readonly (readonly [dx: number, dy: number])[];

/** How much of what two ties share by chance is believed: with few trials chance correlations are partly chance themselves. */
const SHRINK = 0.15;
/** One mark that chance never touches does not outvote all others. */
const GAIN_LIMIT = 10;

/** The same placings every time, evenly over a ring (golden angle): a check of the same data gives the same answer. */
export function trialRing(count: number, nearM: number, farM: number): Trials {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, i) => {
    const radius = Math.sqrt(nearM * nearM + (farM * farM - nearM * nearM) * (i + 0.5) / count);
    return [cellOf(radius * Math.cos(i * golden)), cellOf(radius * Math.sin(i * golden))] as const;
  });
}

const logit = (share: number, smallest: number): number => {
  const bounded = Math.min(1 - smallest, Math.max(smallest, share));
  return Math.log(bounded / (1 - bounded));
};

class Counter {
  private readonly counts = new Int32Array(32);
  private readonly raster: MarkRaster;
  private readonly inner: Int32Array;
  private readonly edge: Int32Array;
  private readonly ties: readonly TieBit[];
  private readonly smallest: number;
  constructor(raster: MarkRaster, probes: Probes, ties: readonly TieBit[], smallest: number) { this.raster = raster; this.inner = Int32Array.from(probes.inner, cellOf); this.edge = Int32Array.from(probes.edge, cellOf); this.ties = ties; this.smallest = smallest; }

  /** Log odds of each tie's mark for one placing, cells away; null where less than `minCovered` of the probes fall on mapped ground. */
  at(dx: number, dy: number, minCovered: number): Float64Array | null {
    const { inner, edge } = this;
    this.counts.fill(0);
    const coveredInner = this.count(inner, dx, dy, 0), coveredEdge = this.count(edge, dx, dy, 16);
    if (coveredInner + coveredEdge < minCovered * (inner.length + edge.length) / 2 || coveredInner + coveredEdge === 0) return null;
    return Float64Array.from(this.ties, ({ probe, bit }) => {
      const covered = probe === 'inner' ? coveredInner : coveredEdge;
      // A share of nothing says nothing: even odds at every placing weigh nothing.
      return covered === 0 ? 0 : logit(this.counts[(probe === 'inner' ? 0 : 16) + bit]! / covered, Math.max(this.smallest, 0.5 / covered));
    });
  }

  private count(places: Int32Array, dx: number, dy: number, first: number): number {
    let covered = 0;
    for (let i = 0; i < places.length; i += 2) {
      const marks = this.raster.at(places[i]! + dx, places[i + 1]! + dy);
      if ((marks & COVERED) === 0) continue;
      covered += 1;
      for (let mask = marks & ~COVERED; mask !== 0; mask &= mask - 1) this.counts[first + 31 - Math.clz32(mask & -mask)]! += 1;
    }
    return covered;
  }
}

/** What chance gives: mean, spread and correlation of the ties over the trials, and the ties' weights by what they can tell beyond each other. */
function weigh(rows: readonly Float64Array[], ties: readonly TieBit[], smallest: number): { means: Float64Array; spreads: Float64Array; gains: Float64Array; weights: Float64Array } {
  const n = ties.length;
  const means = new Float64Array(n), spreads = new Float64Array(n), gains = new Float64Array(n);
  for (const row of rows) for (let t = 0; t < n; t += 1) means[t]! += row[t]! / rows.length;
  for (const row of rows) for (let t = 0; t < n; t += 1) spreads[t]! += (row[t]! - means[t]!) ** 2 / rows.length;
  for (let t = 0; t < n; t += 1) {
    const spread = (spreads[t] = Math.sqrt(spreads[t]!));
    const { is, expects } = ties[t]!;
    if (spread < 1e-6 || is === 'context') continue;
    const gain = (logit(expects!, smallest) - means[t]!) / spread;
    // Where chance does better than what is expected the mark cannot tell anything here.
    gains[t] = is === 'sought' ? Math.min(GAIN_LIMIT, Math.max(0, gain)) : Math.max(-GAIN_LIMIT, Math.min(0, gain));
  }
  const matrix = ties.map((_, a) => Float64Array.from(ties, (__, b) => {
    if (a === b || spreads[a]! < 1e-6 || spreads[b]! < 1e-6) return a === b ? 1 : 0;
    let sum = 0;
    for (const row of rows) sum += (row[a]! - means[a]!) * (row[b]! - means[b]!);
    return (1 - SHRINK) * sum / rows.length / spreads[a]! / spreads[b]!;
  }));
  return { means, spreads, gains, weights: solve(matrix, gains) };
}

/**
 * Holds a layer's probes against the marks where it stands and at random placings round it: the direction in which a layer of its group is known to differ from
 * chance (linear discriminant of the ties' log odds), in standard deviations of chance. Null where too little is mapped or nothing can tell.
 */
export function standingOf(raster: MarkRaster, probes: Probes, ties: readonly TieBit[], trials: Trials, limits: { readonly minCovered: number; readonly smallestShare: number }): Standing | null {
  const counter = new Counter(raster, probes, ties, limits.smallestShare);
  const here = counter.at(0, 0, limits.minCovered);
  if (!here) return null;
  const rows: Float64Array[] = [];
  for (const [dx, dy] of trials) {
    // A placing mostly outside what is mapped says little of chance where the layer stands.
    const row = counter.at(dx, dy, limits.minCovered);
    if (row) rows.push(row);
  }
  if (rows.length < trials.length / 4) return null;
  const { means, spreads, gains, weights } = weigh(rows, ties, limits.smallestShare);
  const score = (row: Float64Array): number => {
    let total = 0;
    for (let t = 0; t < ties.length; t += 1) if (spreads[t]! >= 1e-6) total += weights[t]! * (row[t]! - means[t]!) / spreads[t]!;
    return total;
  };
  const scores = rows.map(score);
  const spread = Math.sqrt(scores.reduce((a, b) => a + b * b, 0) / scores.length);
  if (spread < 1e-9) return null;
  const stands = score(here);
  const expected = gains.reduce((sum, gain, t) => sum + gain * weights[t]!, 0);
  return { z: stands / spread, power: expected / spread, fit: Math.min(1, Math.max(0, stands / Math.max(1e-9, expected))), isBest: scores.every((one) => one < stands) };
}
