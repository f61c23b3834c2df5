import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import type { FigureSet, DivisionCoverage, Overview } from '#contract/figures.ts';
import type { Job } from '#contract/layers.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';

const ruleSetKey = ['rule-sets'] as const;
/** Stored figures of an area: stale whenever the server says that units, layers or figures changed. */
export const figureSetKey = (cityId: string, area: string) => [...keys.figures(cityId), 'area', area] as const;

export const useRuleSets = () => useQuery({ queryKey: ruleSetKey, queryFn: ({ signal }) => api.get<RuleSet[]>('/rule-sets', signal), staleTime: Infinity });
export const figureSetQuery = (cityId: string, area: string) => queryOptions({
  queryKey: figureSetKey(cityId, area), queryFn: ({ signal }) => api.get<FigureSet>(`${cityPath(cityId, 'figures')}?area=${encodeURIComponent(area)}`, signal),
});
/** `area` null: nothing to ask. */
export const useFigureSet = (cityId: string | null, area: string | null) => useQuery({ ...figureSetQuery(cityId ?? '', area ?? ''), enabled: cityId !== null && area !== null });
export const useCoverage = (cityId: string | null, ruleId: string | null, level: string | null) => useQuery({
  queryKey: [...keys.figures(cityId ?? ''), 'coverage', ruleId, level], enabled: cityId !== null && ruleId !== null && level !== null,
  queryFn: ({ signal }) => api.get<DivisionCoverage[]>(`${cityPath(cityId ?? '', 'coverage')}?rule=${encodeURIComponent(ruleId ?? '')}&level=${encodeURIComponent(level ?? '')}`, signal),
  staleTime: 120_000,
});
export const useOverview = (cityId: string | null) => useQuery({
  queryKey: [...keys.figures(cityId ?? ''), 'overview'], enabled: cityId !== null, queryFn: ({ signal }) => api.get<Overview>(cityPath(cityId ?? '', 'overview'), signal), staleTime: 120_000,
});

/** Asks PostGIS to recompute an area; its answer arrives as an event. */
export function useVerification(cityId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (area: string) => api.post<Job>(cityPath(cityId ?? '', 'verifications'), { area }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.jobs(cityId ?? '') }),
  });
}

/** Features of a city by id, with geometry and name. At most 5000 a request. */
export const queryFeatures = (cityId: string, ids: readonly number[], signal?: AbortSignal): Promise<FeatureCollection> =>
  api.post<FeatureCollection>(cityPath(cityId, 'features', 'query'), { ids }, signal);
