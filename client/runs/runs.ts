import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Job } from '#contract/layers.ts';
import type { CityRun, RunCoverage } from '#contract/runs.ts';
import { api, cityPath } from '../api/api.ts';
import { keys, useJobs } from '../api/queries.ts';

/** Below the figures: whatever makes those stale may have outdated the latest run. */
const runsKey = (cityId: string) => [...keys.figures(cityId), 'runs'] as const;

/** Finished city-wide runs, newest first. */
export const useRuns = (cityId: string | null) => useQuery({ queryKey: runsKey(cityId ?? ''), enabled: cityId !== null, queryFn: ({ signal }) => api.get<CityRun[]>(cityPath(cityId ?? '', 'runs'), signal) });

/** True while layers and rules are those the run was made with: its divisions are then what a question asked now would get. */
export const isOfToday = (run: CityRun | undefined): run is CityRun => run?.outdated != null && !run.outdated.layers && !run.outdated.rules;

/** One rule of a run in the divisions of a level. Null: nothing to ask. */
export const useRunCoverage = (cityId: string | null, run: CityRun | null, ruleId: string | null, level: string | null) => useQuery({
  queryKey: [...keys.city(cityId ?? ''), 'run-coverage', run?.id, ruleId, level], enabled: cityId !== null && run !== null && ruleId !== null && level !== null, staleTime: Infinity,
  queryFn: ({ signal }) => api.get<RunCoverage[]>(`${cityPath(cityId ?? '', 'runs', run?.id ?? '', 'coverage')}?rule=${encodeURIComponent(ruleId ?? '')}&level=${encodeURIComponent(level ?? '')}`, signal),
});

/** Address of a run's table as a file. */
export const runTableUrl = (cityId: string, runId: string, format: 'xlsx' | 'csv', locale: string) => `/api${cityPath(cityId, 'runs', runId, 'table')}?format=${format}&lang=${locale}`;

export interface RunControl {
  /** The latest run's job, whatever became of it; null when none is known. */
  readonly job: Job | null;
  readonly isLive: boolean;
  readonly isStarting: boolean;
  readonly error: unknown;
  start(): void;
  cancel(): void;
}

const runJobs = ['run'] as const;

/** Starts and stops the run of a city. It goes on when the page is left; when it ends, figures and runs are asked anew once. */
export function useRunControl(cityId: string | null): RunControl {
  const client = useQueryClient();
  const jobs = useJobs(cityId, runJobs).data;
  const job = jobs?.[0] ?? null;
  const isLive = job?.state === 'queued' || job?.state === 'running';
  const refreshJobs = () => client.invalidateQueries({ queryKey: keys.jobs(cityId ?? '') });
  const start = useMutation({ mutationFn: () => api.post<Job>(cityPath(cityId ?? '', 'runs'), {}), onSettled: refreshJobs });
  const cancel = useMutation({ mutationFn: () => api.del<Job>(`/jobs/${job?.id ?? ''}`), onSettled: refreshJobs });
  // A run may be over before it was ever seen at work: what counts is that another one has ended than when the page was opened.
  const ended = jobs === undefined ? undefined : (jobs.find(({ state }) => state !== 'queued' && state !== 'running')?.id ?? null);
  const seen = useRef<{ readonly cityId: string | null; readonly ended: string | null } | null>(null);
  useEffect(() => {
    if (ended === undefined) return;
    if (cityId !== null && seen.current?.cityId === cityId && seen.current.ended !== ended) void client.invalidateQueries({ queryKey: keys.figures(cityId) });
    seen.current = { cityId, ended };
  }, [ended, cityId, client]);
  return { job, isLive, isStarting: start.isPending, error: start.error ?? cancel.error, start: () => start.mutate(), cancel: () => cancel.mutate() };
}
