import { useQuery } from '@tanstack/react-query';
import type { Feature } from 'geojson';
import type { RuleComparison } from '#planning/coverage/compare-rules-api.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import { queryFeatures } from '../figures/queries.ts';

const asked = (area: string, [a, b]: readonly [string, string]) => `area=${encodeURIComponent(area)}&a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`;

/** What flips between two rules in an area; `pair` null: nothing to ask. */
export const useComparisonOf = (cityId: string | null, area: string, pair: readonly [string, string] | null) => useQuery({
  queryKey: [...keys.figures(cityId ?? ''), 'comparison', area, ...pair ?? []], enabled: cityId !== null && pair !== null, staleTime: 120_000,
  queryFn: ({ signal }) => api.get<RuleComparison>(`${cityPath(cityId ?? '', 'comparisons')}?${asked(area, pair ?? ['', ''])}`, signal),
});

export const comparisonFile = (cityId: string, area: string, pair: readonly [string, string], format: 'xlsx' | 'csv', locale: string) =>
  `/api${cityPath(cityId, 'comparisons', 'table')}?${asked(area, pair)}&format=${format}&lang=${locale}`;

/** Features a map lights at once, of each list. */
export const mostLit = 1200;

/** Ids of the features to light, the largest of each list. */
export const litIds = ({ onlyA, onlyB }: RuleComparison) => [onlyA, onlyB].map(({ homes, parcels }) => [...homes.slice(0, mostLit), ...(parcels ?? []).slice(0, mostLit)].map(({ id }) => id)) as [number[], number[]];

/** The features that flip, by id. */
export const useFlippedFeatures = (cityId: string | null, comparison: RuleComparison | undefined) => useQuery({
  queryKey: [...keys.city(cityId ?? ''), 'flipped', comparison ? litIds(comparison) : null], enabled: cityId !== null && comparison !== undefined, staleTime: Infinity,
  queryFn: async ({ signal }): Promise<ReadonlyMap<number, Feature>> => {
    const ids = comparison ? litIds(comparison).flat() : [];
    const answer = ids.length > 0 ? await queryFeatures(cityId ?? '', ids, signal) : { features: [] };
    return new Map(answer.features.map((feature) => [Number(feature.id), feature]));
  },
});
