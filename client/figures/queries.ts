import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import type { FigureSet, DivisionCoverage, Overview } from '#contract/figures.ts';
import type { Job } from '#contract/layers.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import type { Reading } from './open-figure.ts';

/** Stored figures of an area, receipts without their lists (`useReceipt` brings those of one): stale whenever the server says that units, layers or figures changed. */
export const figureSetKey = (cityId: string, area: string) => [...keys.figures(cityId), 'area', area] as const;

export const useRuleSets = () => useQuery({ queryKey: keys.ruleSets, queryFn: ({ signal }) => api.get<RuleSet[]>('/rule-sets', signal), staleTime: Infinity });
export const figureSetQuery = (cityId: string, area: string) => queryOptions({
  queryKey: figureSetKey(cityId, area), queryFn: ({ signal }) => api.get<FigureSet>(`${cityPath(cityId, 'figures')}?area=${encodeURIComponent(area)}&receipts=brief`, signal),
});
/** One stored figure with its whole receipt; `inputsHash` of the set it belongs to, so that a newer set asks anew. `ruleId` null: nothing to ask. */
export const useReceipt = (cityId: string | null, area: string, inputsHash: string | null, ruleId: string | null, reading: Reading = 'existing') => useQuery({
  queryKey: [...figureSetKey(cityId ?? '', area), 'receipt', inputsHash, ruleId, reading], enabled: cityId !== null && inputsHash !== null && ruleId !== null,
  queryFn: ({ signal }) => api.get<Figure>(`${cityPath(cityId ?? '', 'figures', 'receipt')}?area=${encodeURIComponent(area)}&rule=${encodeURIComponent(ruleId ?? '')}&reading=${reading}`, signal),
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
