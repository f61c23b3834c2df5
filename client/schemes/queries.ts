import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SchemeComparison } from '#contract/scheme-comparison.ts';
import type { Promotion, PromotionResult, Scheme, SchemeChange, SchemeDeletion, SchemeInput } from '#contract/schemes.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';

export const useSchemes = (cityId: string | null) => useQuery({
  queryKey: keys.schemes(cityId ?? ''), enabled: cityId !== null, queryFn: ({ signal }) => api.get<Scheme[]>(cityPath(cityId ?? '', 'schemes'), signal),
});

const asked = (a: string, b: string): string => `a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`;
/** `a`, `b`: `baseline` or the id of a scheme; null: nothing to ask. */
export const useSchemeComparison = (cityId: string | null, a: string | null, b: string | null) => useQuery({
  queryKey: [...keys.schemes(cityId ?? ''), 'comparison', a, b], enabled: cityId !== null && a !== null && b !== null && a !== b, placeholderData: keepPreviousData,
  queryFn: ({ signal }) => api.get<SchemeComparison>(`${cityPath(cityId ?? '', 'schemes', 'comparison')}?${asked(a ?? '', b ?? '')}`, signal),
});
export const comparisonFile = (cityId: string, a: string, b: string, format: 'xlsx' | 'csv', locale: string): string =>
  `/api${cityPath(cityId, 'schemes', 'comparison', 'table')}?${asked(a, b)}&format=${format}&lang=${locale}`;

/** What is done to schemes; the list is asked anew after each. */
export function useSchemeCommands(cityId: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.schemes(cityId) });
  return {
    make: useMutation({ mutationFn: (input: SchemeInput) => api.post<Scheme>(cityPath(cityId, 'schemes'), input), onSettled }),
    change: useMutation({ mutationFn: ({ id, ...change }: SchemeChange & { readonly id: string }) => api.post<Scheme>(cityPath(cityId, 'schemes', id), change), onSettled }),
    remove: useMutation({ mutationFn: (id: string) => api.del<SchemeDeletion>(cityPath(cityId, 'schemes', id)), onSettled }),
    promote: useMutation({ mutationFn: ({ schemeId, ...promotion }: Promotion & { readonly schemeId: string }) => api.post<PromotionResult>(cityPath(cityId, 'schemes', schemeId, 'promotions'), promotion), onSettled }),
  };
}
