import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Job } from '#contract/layers.ts';
import type { RuleSetDraft, RuleSetState, RuleSetVersion, RuleSetVersionWhole } from '#contract/rule-sets.ts';
import { api } from '../api/api.ts';
import { keys } from '../api/queries.ts';

const path = (ruleSetId: string, ...rest: (string | number)[]): string => ['/rule-sets', encodeURIComponent(ruleSetId), ...rest].join('/');

/** Of every rule set the version in force, and edits that wait for a decision. */
export const useRuleSetStates = () => useQuery({ queryKey: [...keys.ruleSets, 'states'], queryFn: ({ signal }) => api.get<RuleSetState[]>('/rule-sets/states', signal) });
export const useVersions = (ruleSetId: string) => useQuery({ queryKey: [...keys.ruleSets, ruleSetId, 'versions'], queryFn: ({ signal }) => api.get<RuleSetVersion[]>(path(ruleSetId, 'versions'), signal) });
/** A version never changes. `version` null: nothing to ask. */
export const useVersion = (ruleSetId: string, version: number | null) => useQuery({
  queryKey: ['rule-set-version', ruleSetId, version], enabled: version !== null, staleTime: Infinity,
  queryFn: ({ signal }) => api.get<RuleSetVersionWhole>(path(ruleSetId, 'versions', version ?? 0), signal),
});
export const useShipped = (ruleSetId: string, isWanted: boolean) => useQuery({
  queryKey: ['rule-set-shipped', ruleSetId], enabled: isWanted, staleTime: Infinity, queryFn: ({ signal }) => api.get<{ version: number; content: unknown }>(path(ruleSetId, 'shipped'), signal),
});

/** A job by its id, asked again until it has ended. */
export const useTrialJob = (jobId: string | null) => useQuery({
  queryKey: ['trial-job', jobId], enabled: jobId !== null, queryFn: ({ signal }) => api.get<Job>(`/jobs/${jobId ?? ''}`, signal),
  refetchInterval: (query) => (query.state.data && ['queued', 'running'].includes(query.state.data.state) ? 700 : false),
});

export const useStartTrial = (ruleSetId: string) => useMutation({ mutationFn: (body: RuleSetDraft & { city: string }) => api.post<Job>(path(ruleSetId, 'trial'), body) });
export const useCancelJob = () => useMutation({ mutationFn: (jobId: string) => api.del<Job>(`/jobs/${jobId}`) });

/** Puts a draft in force; what was read of rule sets and figures is asked anew. */
export function useSaveVersion(ruleSetId: string, cityId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RuleSetDraft & { reason: string }) => api.post<RuleSetVersion>(path(ruleSetId, 'versions'), body),
    onSuccess: async () => {
      if (cityId !== null) void client.invalidateQueries({ queryKey: keys.figures(cityId) });
      await client.invalidateQueries({ queryKey: keys.ruleSets });
    },
  });
}
