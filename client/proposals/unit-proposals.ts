import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Proposal } from '#contract/proposals.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { usePlan } from '../units/plan.ts';
import { useProposalState, type ProposalState, type SentProposal } from './proposal-state.ts';

/** A proposal as people see it: saved, or on its way, or under the hand. `number` of one never saved is the next free one. */
export type ShownProposal = SentProposal & { readonly number: number };

/** Those of the plan that is open: of a scheme, or of the baseline. */
export function useProposals(cityId: string | null) {
  const schemeId = useAppState((s) => s.schemeId);
  return useQuery({
    queryKey: keys.proposalsOf(cityId ?? '', schemeId), enabled: cityId !== null,
    queryFn: ({ signal }) => api.get<Proposal[]>(`${cityPath(cityId ?? '', 'proposals')}${schemeId === null ? '' : `?scheme=${schemeId}`}`, signal),
  });
}

/** Saved proposals with the changes on their way and the one under the hand. Those that are unchanged stay the same objects. */
export function shownProposals(saved: readonly Proposal[], { pending, drag }: Pick<ProposalState, 'pending' | 'drag'>): readonly ShownProposal[] {
  const shown: ShownProposal[] = saved.flatMap((proposal): ShownProposal[] => {
    const change = pending.get(proposal.id);
    return change === null ? [] : [change ? { ...change, number: proposal.number } : proposal];
  });
  let next = Math.max(0, ...saved.map(({ number }) => number)) + 1;
  for (const [id, change] of pending) if (change && !saved.some((proposal) => proposal.id === id)) shown.push({ ...change, number: next++ });
  return withDragged(shown, drag);
}

function withDragged(shown: readonly ShownProposal[], drag: ProposalState['drag']): readonly ShownProposal[] {
  return drag ? shown.map((proposal) => (proposal.id === drag.id ? { ...proposal, geometry: drag.geometry } : proposal)) : shown;
}

const none: readonly Proposal[] = [];
export function useShownProposals(cityId: string | null): readonly ShownProposal[] {
  const resting = useRestingProposals(cityId);
  const drag = useProposalState((s) => s.drag);
  return useMemo(() => withDragged(resting, drag), [resting, drag]);
}
/** The same, but the one under the hand where it was taken up: the same list as long as it is dragged. */
export function useRestingProposals(cityId: string | null): readonly ShownProposal[] {
  const saved = useProposals(cityId).data ?? none;
  const pending = useProposalState((s) => s.pending);
  // Those of a unit that is deleted and not yet gone from the list.
  const units = usePlan((s) => s.plan.units);
  return useMemo(() => shownProposals(saved, { pending, drag: null }).filter(({ unitId }) => units.has(unitId)), [saved, pending, units]);
}

/** Those of one unit where they rest, and whether any of them is not as the server has it. What shows them is not drawn again while one of them is dragged. */
export function useUnitProposals(cityId: string | null, unitId: string): { readonly proposals: readonly ShownProposal[]; readonly isDraft: boolean } {
  const all = useRestingProposals(cityId);
  const pending = useProposalState((s) => s.pending);
  const dragId = useProposalState((s) => s.drag?.id ?? null);
  const proposals = useMemo(() => all.filter((proposal) => proposal.unitId === unitId), [all, unitId]);
  const saved = useProposals(cityId).data ?? none;
  const isOfUnit = (id: string) => proposals.some((proposal) => proposal.id === id) || saved.some((proposal) => proposal.id === id && proposal.unitId === unitId);
  return { proposals, isDraft: (dragId !== null && isOfUnit(dragId)) || [...pending.keys()].some(isOfUnit) };
}
