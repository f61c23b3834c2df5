import type { Probes } from './probes.ts';
import type { MarkRaster } from './raster.ts';
import type { Tie } from './position-settings.ts';

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
  /** Share of the probes where the reference has anything mapped. */
  readonly covered: number;
}

export interface TieBit extends Tie { readonly bit: number }
/** Placings of the layer, metres from where it stands. */
export type Trials = readonly (readonly [dx: number, dy: number])[];

/** The same placings every time, evenly over a ring (golden angle): a check of the same data gives the same answer. */
export function trialRing(count: number, nearM: number, farM: number): Trials {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, i) => {
    const radius = Math.sqrt(nearM * nearM + (farM * farM - nearM * nearM) * (i + 0.5) / count);
    return [radius * Math.cos(i * golden), radius * Math.sin(i * golden)] as const;
  });
}

/** Shares of probes on each tie's mark for one placing, into `shares`; the share of probes where anything is mapped. */
function sharesAt(raster: MarkRaster, probes: Probes, ties: readonly TieBit[], dx: number, dy: number, shares: Float64Array): number {
  const counts = [new Int32Array(8), new Int32Array(8)];
  const covered = [0, 0];
  for (let which = 0; which < 2; which += 1) {
    const places = which === 0 ? probes.inner : probes.edge;
    const count = counts[which]!;
    for (let i = 0; i < places.length; i += 2) {
      const x = places[i]! + dx, y = places[i + 1]! + dy;
      if (!raster.isCovered(x, y)) continue;
      covered[which]! += 1;
      for (let mask = raster.at(x, y); mask !== 0; mask &= mask - 1) count[31 - Math.clz32(mask & -mask)]! += 1;
    }
  }
  for (let t = 0; t < ties.length; t += 1) {
    const which = ties[t]!.probe === 'inner' ? 0 : 1;
    shares[t] = covered[which]! === 0 ? NaN : counts[which]![ties[t]!.bit]! / covered[which]!;
  }
  return (covered[0]! + covered[1]!) / Math.max(1, (probes.inner.length + probes.edge.length) / 2);
}

/**
 * Holds a layer's probes against the marks where it stands and at random placings round it. Each tie weighs as much as it can tell: what it expects against
 * what chance gives, in standard deviations of chance. Null where too few placings fall on mapped ground.
 */
export function standingOf(raster: MarkRaster, probes: Probes, ties: readonly TieBit[], trials: Trials, minCovered: number): Standing | null {
  const here = new Float64Array(ties.length);
  const covered = sharesAt(raster, probes, ties, 0, 0, here);
  if (covered < minCovered) return null;
  const rows: Float64Array[] = [];
  for (const [dx, dy] of trials) {
    const shares = new Float64Array(ties.length);
    // A placing mostly outside what is mapped says little of chance where the layer stands.
    if (sharesAt(raster, probes, ties, dx, dy, shares) >= minCovered) rows.push(shares);
  }
  if (rows.length < trials.length / 4) return null;
  const weights = new Float64Array(ties.length), means = new Float64Array(ties.length), spreads = new Float64Array(ties.length);
  let gain = 0;
  for (let t = 0; t < ties.length; t += 1) {
    if (Number.isNaN(here[t]!)) continue;
    let sum = 0, squares = 0, n = 0;
    for (const row of rows) if (!Number.isNaN(row[t]!)) { sum += row[t]!; squares += row[t]! * row[t]!; n += 1; }
    if (n < 2) continue;
    const mean = sum / n, spread = Math.sqrt(Math.max(0, squares / n - mean * mean));
    if (spread < 1e-6) continue;
    means[t] = mean;
    spreads[t] = spread;
    weights[t] = weightOf(ties[t]!, mean, spread);
    gain += Math.abs(weights[t]!) * Math.abs(ties[t]!.expects - mean) / spread;
  }
  const score = (row: Float64Array): number => {
    let total = 0;
    for (let t = 0; t < ties.length; t += 1) if (weights[t] !== 0 && !Number.isNaN(row[t]!)) total += weights[t]! * (row[t]! - means[t]!) / spreads[t]!;
    return total;
  };
  const scores = rows.map(score);
  const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
  const spread = Math.sqrt(scores.reduce((a, b) => a + (b - mean) ** 2, 0) / scores.length);
  if (spread < 1e-9) return null;
  const stands = score(here);
  const z = (stands - mean) / spread, power = (gain - mean) / spread;
  return { z, power, fit: Math.min(1, Math.max(0, (stands - mean) / Math.max(1e-9, gain - mean))), isBest: scores.every((one) => one < stands), covered };
}

/** Signed: positive seeks, negative avoids. Bounded, so that one rare mark does not outvote the rest. */
function weightOf({ expects }: Tie, mean: number, spread: number): number {
  return Math.max(-8, Math.min(8, (expects - mean) / spread));
}
