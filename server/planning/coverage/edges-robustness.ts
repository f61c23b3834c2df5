/** Is a figure robust or fragile, and why: edges, age and date of its data, layers done without, people estimated. */
import type { Rule } from '../standards/rule.ts';
import { tablesOf } from './dataset.ts';
import type { Edges } from './edges.ts';
import type { CountedFeature, InputRef, Verdict } from './figure.ts';
import { firstOf } from './first-of.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import { byAmount, sum, type RuleRun } from './rule-run.ts';
import { textOf } from './select.ts';

/** Parameters of `data/robustness.json`, and the day that ages are told for: planning has no clock. */
export interface EdgeOptions {
  readonly marginM: number;
  readonly maxDataAgeYears: number;
  /** ISO date. */
  readonly asOf: string;
}

/** A closed list; its words are translated on screen. */
export type FragileCode = 'verdict_flips' | 'data_old' | 'data_undated' | 'layer_missing' | 'people_estimated';

export interface FragileReason {
  readonly code: FragileCode;
  /** Layer kind it is about. */
  readonly layer: string | null;
  /** Years of age; share of people estimated. */
  readonly value: number | null;
  /** What the value is held against. */
  readonly limit: number | null;
}

export interface Robustness {
  readonly level: 'robust' | 'fragile';
  readonly reasons: readonly FragileReason[];
  /** The value if everything on the edge fell the one way or the other. */
  readonly low: number | null;
  readonly high: number | null;
  readonly marginM: number;
  readonly asOf: string;
  /** What stands within the margin of a limit, with what it would move; at most `listLimit`, largest first. */
  readonly edges: readonly CountedFeature[];
  readonly edgesTotal: number;
  /** Sum of all edges, in the numerator's unit. */
  readonly edgesAmount: number;
}

export interface Judged {
  readonly rule: Rule;
  readonly value: number | null;
  readonly denominator: number | null;
  readonly edges: EdgesListed | null;
  readonly inputs: readonly InputRef[];
  readonly notes: readonly string[];
  /** Share of the people counted whose number was estimated; null where people do not matter. */
  readonly estimatedShare: number | null;
  verdictOf(value: number): Verdict;
}

/** Edges as they are told: the features cut and ordered, what there are of them and what they move of all. */
export interface EdgesListed extends Edges {
  readonly total: number;
  readonly amount: number;
}

export function edgesListed({ low, high, features }: Edges, listLimit: number): EdgesListed {
  return { low, high, features: firstOf(features, byAmount, listLimit), total: features.length, amount: sum(features.map(({ amount }) => amount ?? 0)) };
}

/** null for a figure without a value: there is nothing to trust. */
export function robustnessOf(judged: Judged, { marginM, maxDataAgeYears, asOf }: EdgeOptions): Robustness | null {
  const { rule, value, denominator, edges, inputs, notes, estimatedShare } = judged;
  if (value === null) return null;
  const valueAt = (numerator: number): number => (denominator !== null && denominator > 0 ? numerator / denominator : value);
  const [low, high] = edges && denominator !== null ? [Math.min(value, valueAt(edges.low)), Math.max(value, valueAt(edges.high))] : [value, value];
  const reasons: FragileReason[] = [];
  if (judged.verdictOf(low) !== judged.verdictOf(high)) reasons.push({ code: 'verdict_flips', layer: null, value: null, limit: rule.threshold?.value ?? null });
  for (const { layer, sourceDate } of inputs) {
    const years = sourceDate === null ? null : yearsBetween(sourceDate, asOf);
    if (years === null) reasons.push({ code: 'data_undated', layer, value: null, limit: null });
    else if (years > maxDataAgeYears) reasons.push({ code: 'data_old', layer, value: years, limit: maxDataAgeYears });
  }
  if (rule.within !== undefined && notes.includes(`${rule.within}_missing`)) reasons.push({ code: 'layer_missing', layer: rule.within, value: null, limit: null });
  if (estimatedShare !== null && estimatedShare > 0) reasons.push({ code: 'people_estimated', layer: 'building', value: estimatedShare, limit: null });
  return {
    level: reasons.length === 0 ? 'robust' : 'fragile', reasons, low, high, marginM, asOf,
    edges: edges?.features ?? [], edgesTotal: edges?.total ?? 0, edgesAmount: edges?.amount ?? 0,
  };
}

/** `2024`, `2024-05` and `2024-05-31` are dates: what is not said is taken as the beginning, the older reading. null: no date. */
export function yearsBetween(from: string, to: string): number | null {
  const [start, end] = [from, to].map((text) => {
    const [, year, month = '1', day = '1'] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?/.exec(text) ?? [];
    return year === undefined ? null : Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365.25;
  });
  return start === null || end === null ? null : end - start;
}

/** Of the people in the area, the share whose building says that its number is an estimate (`people_basis`); null when the rule counts no people. */
export function estimatedShareOf({ city, rule, area }: RuleRun<Rule>): number | null {
  const homes = city.homes();
  if (!homes || !['people_within_radius', 'circle_completeness', 'per_person'].includes(rule.kind)) return null;
  const estimated = estimatedHomes(city, homes);
  if (!estimated) return 0;
  const inside = area.homes(homes);
  const people = sum(inside.map((home) => homes.people[home]));
  return people > 0 ? sum(inside.map((home) => (estimated[home] === 1 ? homes.people[home] : 0))) / people : 0;
}

/** 1 for each home whose people are an estimate; null: there is none. */
function estimatedHomes(city: PreparedCity, homes: Homes): Uint8Array | null {
  return city.kept('edges estimated homes', () => {
    const ids = new Set(tablesOf(city.dataset, 'building').flatMap((table) => Array.from(table.ids).filter((_, row) => textOf(table, 'people_basis', row) === 'estimated')));
    return ids.size === 0 ? null : Uint8Array.from(homes.ids, (id) => (ids.has(id) ? 1 : 0));
  });
}

/** Parameters from the parsed `data/robustness.json`, for a day. @throws Error when the file lacks one: it is part of the program, not of the user's input */
export function parseEdgeOptions(file: unknown, asOf: string): EdgeOptions {
  const values = (file as { values?: Record<string, { value?: unknown }> } | null)?.values ?? {};
  const read = (name: 'marginM' | 'maxDataAgeYears'): number => {
    const value = values[name]?.value;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new Error(`data/robustness.json: values.${name}.value must be a number of at least 0`);
    return value;
  };
  return { marginM: read('marginM'), maxDataAgeYears: read('maxDataAgeYears'), asOf };
}
