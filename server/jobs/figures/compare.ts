import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { Recomputed } from '../../db/verification/verification-context.ts';

/** Two computations agree to this relative difference (coverage.md, «Two engines, one answer»). */
export const tolerance = 1e-9;
/** Below this much (m², m, people) the last digits of coordinates decide, not the amount: smaller amounts are compared as if they were this large, i.e. to 1 mm². */
const smallAmount = 1000;

/** Relative difference of two amounts; 1 when only one of them is there. */
export function difference(a: number | null, b: number | null, scale = smallAmount): number {
  if (a === null || b === null) return a === b ? 0 : 1;
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), scale);
}

/** The figure's own rule of value: numerator ÷ denominator, or the count, or the metres, where there is nothing to divide by; null for an empty denominator. */
function valueOf(figure: Figure, { numerator, denominator, extras }: Recomputed): number | null {
  if (numerator === null) return null;
  if (figure.unit === 'count') return numerator;
  if (figure.unit === 'm') return (extras['landM2'] ?? 0) > 0 ? numerator : null;
  if (denominator === null || denominator === 0) return null;
  return (figure.unit === 'per_thousand' ? 1000 : 1) * numerator / denominator;
}

/** What PostGIS got against what the core got; `features` is filled in by whoever looks for the cause. */
export function compare(figure: Figure, found: Recomputed): VerificationEntry {
  const value = valueOf(figure, found);
  const extras = Object.entries(found.extras).map(([name, number]) => difference(figure.extras[name] ?? null, number, name.endsWith('M2') ? smallAmount : 1));
  const largest = Math.max(difference(figure.numerator, found.numerator), difference(figure.denominator, found.denominator, figure.denominatorUnit === 'km²' ? 1e-3 : smallAmount), (figure.value === null) === (value === null) ? 0 : 1, ...extras);
  return { ruleId: figure.ruleId, agrees: largest <= tolerance, numerator: found.numerator, denominator: found.denominator, value, difference: largest, features: [] };
}
