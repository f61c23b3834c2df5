import type { SchemeComparison } from '#contract/scheme-comparison.ts';

/** The side whose units can become the baseline's: the scheme, when the other is the baseline; else none. */
export function promotable({ a, b }: SchemeComparison): { readonly side: 'a' | 'b'; readonly schemeId: string; readonly name: string } | null {
  if (a.ref === 'baseline' && b.name !== null) return { side: 'b', schemeId: b.ref, name: b.name };
  if (b.ref === 'baseline' && a.name !== null) return { side: 'a', schemeId: a.ref, name: a.name };
  return null;
}
