/** What a kind of rule is given and what it gives back. One kind a file under ./kinds; ./compute.ts makes a `Figure` of it. */
import type { Rule } from '../standards/rule.ts';
import type { AreaView } from './area-view.ts';
import type { Edges } from './edges.ts';
import type { CountedFeature, LeftOutFeature } from './figure.ts';
import type { PreparedCity } from './prepare.ts';

export interface RuleRun<R extends Rule> {
  readonly city: PreparedCity;
  readonly rule: R;
  /** Already cut to the rule's `within` layer. */
  readonly area: AreaView;
  /** For previews: the lists of the receipt are left empty. */
  readonly numbersOnly?: boolean;
}

export interface Measured {
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Unrounded; null when the denominator is empty. */
  readonly value: number | null;
  readonly numeratorUnit: string;
  readonly denominatorUnit: string;
  readonly counted: readonly CountedFeature[];
  readonly leftOut: readonly LeftOutFeature[];
  readonly uncovered: readonly CountedFeature[];
  readonly extras?: Readonly<Record<string, number>>;
  readonly notes?: readonly string[];
  /** Segments a quadrant where buffers were used. */
  readonly quadrantSegments?: number;
  /** Layers found to be needed only while measuring. */
  readonly missingLayers?: readonly string[];
  /** A side condition of the rule that no value can make good. */
  readonly failed?: boolean;
  /** When asked for: what stands on the edge of a limit; null where the rule has none. */
  readonly edges?: Edges | null;
  /** When asked for: see `estimatedShareOf`. */
  readonly estimatedShare?: number | null;
}

/** The lists of a receipt that nobody asked for. */
export const NO_LISTS = { counted: [], leftOut: [], uncovered: [] } as const;

/** null for an empty denominator: never 0 % or 100 % (coverage.md, ground rule 4). */
export function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}

/** The area cut down to a layer's polygons. */
export function cutToLayer(area: AreaView, city: PreparedCity, layer: string): AreaView {
  return area.cutTo(layer, city.union(layer), city.preparedUnion(layer));
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Largest amount first, then by layer and id; features without an amount last. */
export function byAmount(a: CountedFeature, b: CountedFeature): number {
  return (b.amount ?? -Infinity) - (a.amount ?? -Infinity) || byPlaceInLayer(a, b);
}

export function byPlaceInLayer(a: { layer: string; id: number }, b: { layer: string; id: number }): number {
  return a.layer < b.layer ? -1 : a.layer > b.layer ? 1 : a.id - b.id;
}
