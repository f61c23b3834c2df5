import { useMemo } from 'react';
import { useAppState } from '../app/app-state.ts';
import { useCompareState } from './compare-state.ts';
import { useSchemeComparison, useSchemes } from './queries.ts';

/** The two schemes that are compared: those chosen while they exist, else the baseline and the open or the first scheme. */
export function useSides(): { readonly a: string; readonly b: string | null } {
  const cityId = useAppState((s) => s.cityId);
  const schemeId = useAppState((s) => s.schemeId);
  const schemes = useSchemes(cityId).data;
  const chosen = useCompareState();
  return useMemo(() => {
    const isThere = (ref: string | null): ref is string => ref === 'baseline' || (schemes?.some(({ id }) => id === ref) ?? false);
    const a = isThere(chosen.a) ? chosen.a : 'baseline';
    const usual = [schemeId, ...(schemes ?? []).map(({ id }) => id), 'baseline'].find((ref) => isThere(ref) && ref !== a) ?? null;
    return { a, b: isThere(chosen.b) ? chosen.b : usual };
  }, [schemes, chosen.a, chosen.b, schemeId]);
}

/** The comparison of the two sides. */
export function useComparedSides() {
  const { a, b } = useSides();
  return { a, b, query: useSchemeComparison(useAppState((s) => s.cityId), a, b) };
}
