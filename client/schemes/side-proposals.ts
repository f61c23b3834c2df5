import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Proposal } from '#contract/proposals.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import type { DrawnSides, SchemeRef } from './compare-state.ts';

function useProposalsOf(ref: SchemeRef | null, isWanted: boolean) {
  const cityId = useAppState((s) => s.cityId);
  const schemeId = ref === 'baseline' ? null : ref;
  return useQuery({
    queryKey: keys.proposalsOf(cityId ?? '', schemeId), enabled: cityId !== null && ref !== null && isWanted,
    queryFn: ({ signal }) => api.get<Proposal[]>(`${cityPath(cityId ?? '', 'proposals')}${schemeId === null ? '' : `?scheme=${schemeId}`}`, signal),
  }).data;
}

/** A proposal of one side; `side` null: the same in both. */
export type SideProposal = Proposal & { readonly side: 'a' | 'b' | null };

const saysSame = (p: Proposal, q: Proposal): boolean => JSON.stringify([p.action, p.layer, p.name, p.attributes, p.geometry, p.existing?.at]) === JSON.stringify([q.action, q.layer, q.name, q.attributes, q.geometry, q.existing?.at]);

/** What one map draws: where both are shown, what is the same in both once. */
export function sideProposals(a: readonly Proposal[], b: readonly Proposal[], shown: DrawnSides): readonly SideProposal[] {
  if (shown !== 'both') return (shown === 'a' ? a : b).map((each) => ({ ...each, side: null }));
  const ofA = a.map((each): SideProposal => ({ ...each, side: b.some((other) => saysSame(each, other)) ? null : 'a' }));
  return [...ofA, ...b.filter((each) => !a.some((other) => saysSame(each, other))).map((each): SideProposal => ({ ...each, side: 'b' }))];
}

const none: readonly Proposal[] = [];
/** Proposals of the schemes that are compared. */
export function useSideProposals(refs: { readonly a: SchemeRef | null; readonly b: SchemeRef | null }, shown: DrawnSides): readonly SideProposal[] {
  const a = useProposalsOf(refs.a, shown !== 'b') ?? none;
  const b = useProposalsOf(refs.b, shown !== 'a') ?? none;
  return useMemo(() => sideProposals(a, b, shown), [a, b, shown]);
}
