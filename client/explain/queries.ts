import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { NamedExplanation } from '#planning/coverage/explain-lonlat.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import type { OpenExplain } from './open-explain.ts';

/** Under the city's figures, so that new layers or edits ask anew. */
export const useExplanation = (cityId: string | null, { place, ruleIds }: OpenExplain) => useQuery({
  queryKey: [...keys.figures(cityId ?? ''), 'explanation', place, ruleIds], enabled: cityId !== null && place !== null, placeholderData: keepPreviousData, staleTime: 120_000,
  queryFn: ({ signal }) => api.post<NamedExplanation>(cityPath(cityId ?? '', 'explanations'), { place, ...(ruleIds ? { rules: ruleIds } : {}) }, signal),
});
