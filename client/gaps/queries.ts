import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { GapSet } from '#contract/gaps.ts';
import type { GapOrder } from '#planning/coverage/gaps-api.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import type { Locale } from '../app/app-state.ts';
import type { OpenGaps } from './open-gaps.ts';

/** Pieces and homes fetched for list and map; the files hold everything. */
export const shownLimit = 1000;

const query = ({ area, ruleId }: Pick<OpenGaps, 'area' | 'ruleId'>, order: GapOrder) => `area=${encodeURIComponent(area)}&rule=${encodeURIComponent(ruleId)}&order=${order}`;

/** Under the city's figures, so that new layers or edits ask anew. */
export const useGaps = (cityId: string | null, open: OpenGaps, order: GapOrder) => useQuery({
  queryKey: [...keys.figures(cityId ?? ''), 'gaps', open.area, open.ruleId, order], enabled: cityId !== null, placeholderData: keepPreviousData, staleTime: 120_000,
  queryFn: ({ signal }) => api.get<GapSet>(`${cityPath(cityId ?? '', 'gaps')}?${query(open, order)}&limit=${shownLimit}`, signal),
});

export type GapFormat = 'xlsx' | 'csv' | 'geojson';
/** Address of the whole work list as a file. */
export const gapFile = (cityId: string, open: OpenGaps, order: GapOrder, format: GapFormat, locale: Locale) => `/api${cityPath(cityId, `gaps.${format}`)}?${query(open, order)}&lang=${locale}`;
