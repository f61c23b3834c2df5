import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Bilingual } from '#contract/common.ts';
import type { City, Division, FeatureDetail, Job, LayerEdition, LayerKind, SearchHit } from '#contract/layers.ts';
import type { Account } from '#contract/session.ts';
import type { Static } from 'typebox';
import { api, cityPath } from './api.ts';
import { isProblem } from './problem.ts';

/** Every key the app caches under; invalidate by these only. City data begins with ['city', id]. */
export const keys = {
  session: ['session'] as const,
  cities: ['cities'] as const,
  layerKinds: ['layer-kinds'] as const,
  ruleSets: ['rule-sets'] as const,
  city: (cityId: string) => ['city', cityId] as const,
  layers: (cityId: string) => ['city', cityId, 'layers'] as const,
  editions: (cityId: string) => ['city', cityId, 'editions'] as const,
  divisions: (cityId: string, level: string | null) => ['city', cityId, 'divisions', level] as const,
  feature: (cityId: string, id: number) => ['city', cityId, 'feature', id] as const,
  search: (cityId: string, text: string) => ['city', cityId, 'search', text] as const,
  jobs: (cityId: string) => ['city', cityId, 'jobs'] as const,
  units: (cityId: string) => ['city', cityId, 'units'] as const,
  schemes: (cityId: string) => ['city', cityId, 'schemes'] as const,
  proposals: (cityId: string) => ['city', cityId, 'proposals'] as const,
  /** Those of one scheme, null: of the baseline. */
  proposalsOf: (cityId: string, schemeId: string | null) => ['city', cityId, 'proposals', schemeId ?? 'baseline'] as const,
  figures: (cityId: string) => ['city', cityId, 'figures'] as const,
};

export interface LayerKinds { readonly groups: Readonly<Record<string, Static<typeof Bilingual>>>; readonly kinds: readonly LayerKind[] }

/** Who is signed in; null when nobody is. */
export const useSession = () => useQuery({
  queryKey: keys.session,
  queryFn: async ({ signal }): Promise<Account | null> => {
    try {
      return await api.get<Account>('/session', signal);
    } catch (error) {
      if (isProblem(error) && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});
export const useCities = () => useQuery({ queryKey: keys.cities, queryFn: ({ signal }) => api.get<City[]>('/cities', signal) });
/** The one city, out of the list; undefined while loading or when there is none of this name. */
export const useCity = (cityId: string | null): City | undefined => useCities().data?.find((city) => city.id === cityId);
export const useLayerKinds = () => useQuery({ queryKey: keys.layerKinds, queryFn: ({ signal }) => api.get<LayerKinds>('/layer-kinds', signal), staleTime: Infinity });
export const useLayers = (cityId: string | null) => useQuery({
  queryKey: keys.layers(cityId ?? ''), enabled: cityId !== null, queryFn: ({ signal }) => api.get<LayerEdition[]>(cityPath(cityId ?? '', 'layers'), signal),
});
export const useEditions = (cityId: string | null) => useQuery({
  queryKey: keys.editions(cityId ?? ''), enabled: cityId !== null, queryFn: ({ signal }) => api.get<LayerEdition[]>(cityPath(cityId ?? '', 'editions'), signal),
});
export const useDivisions = (cityId: string | null, level: string | null = null) => useQuery({
  queryKey: keys.divisions(cityId ?? '', level), enabled: cityId !== null,
  queryFn: ({ signal }) => api.get<Division[]>(cityPath(cityId ?? '', 'divisions') + (level ? `?level=${encodeURIComponent(level)}` : ''), signal),
});
export const useFeature = (cityId: string | null, id: number | null) => useQuery({
  queryKey: keys.feature(cityId ?? '', id ?? 0), enabled: cityId !== null && id !== null,
  queryFn: ({ signal }) => api.get<FeatureDetail>(cityPath(cityId ?? '', 'features', id ?? 0), signal), staleTime: Infinity,
});
export const useSearch = (cityId: string | null, text: string) => useQuery({
  queryKey: keys.search(cityId ?? '', text), enabled: cityId !== null && text.trim() !== '', placeholderData: keepPreviousData,
  queryFn: ({ signal }) => api.get<SearchHit[]>(`${cityPath(cityId ?? '', 'search')}?q=${encodeURIComponent(text.trim())}`, signal),
});
/** Jobs that bring data into a city. */
export const dataJobs = ['import', 'inspect', 'decide'] as const satisfies readonly Job['kind'][];
/** Jobs of a city of some kinds, newest first, asked again while one is under way: progress survives leaving the page. Hangs below the jobs of the city. */
export const useJobs = (cityId: string | null, kinds: readonly Job['kind'][]) => useQuery({
  queryKey: [...keys.jobs(cityId ?? ''), ...kinds], enabled: cityId !== null, queryFn: ({ signal }) => api.get<Job[]>(`${cityPath(cityId ?? '', 'jobs')}?${kinds.map((kind) => `kind=${kind}`).join('&')}`, signal),
  refetchInterval: (query) => (query.state.data?.some((job) => job.state === 'queued' || job.state === 'running') ? 1000 : false),
});
