import { useQuery } from '@tanstack/react-query';
import { exportFileHours, type ExportFormat, type ExportThing } from '#contract/exports.ts';
import type { Job } from '#contract/layers.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';

/** `ready`: its file can be had; `expired`: it was made, and its file is gone. */
export const exportStates = ['waiting', 'running', 'ready', 'expired', 'failed', 'cancelled'] as const;
export type ExportState = (typeof exportStates)[number];

/** How it stands with the file a job makes. `now`: milliseconds. */
export function exportStateOf({ state, finishedAt }: Pick<Job, 'state' | 'finishedAt'>, now: number): ExportState {
  switch (state) {
    case 'queued': return 'waiting';
    case 'done': return finishedAt !== null && now - Date.parse(finishedAt) >= exportFileHours * 3_600_000 ? 'expired' : 'ready';
    default: return state;
  }
}

/** What was asked for, as the job keeps it. */
export interface ExportInput { readonly what: ExportThing; readonly kind: string | null; readonly format: ExportFormat }
export function exportInputOf({ input }: Pick<Job, 'input'>): ExportInput {
  const { what, query } = input as { readonly what: ExportThing; readonly query: { readonly kind?: string; readonly format: ExportFormat } };
  return { what, kind: query.kind ?? null, format: query.format };
}

/** Exports of the city that were made in the background, newest first; asked again while one is on its way. Hangs below the jobs of the city. */
export const useExportJobs = (cityId: string | null) => useQuery({
  queryKey: [...keys.jobs(cityId ?? ''), 'export'], enabled: cityId !== null, queryFn: ({ signal }) => api.get<Job[]>(`${cityPath(cityId ?? '', 'jobs')}?kind=export`, signal),
  refetchInterval: ({ state }) => (state.data?.some((job) => job.state === 'queued' || job.state === 'running') ? 1000 : false),
});
