import { queryClient } from '../api/query-client.ts';
import { keys } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import type { Proposal } from '#contract/proposals.ts';
import { removeProposal } from './proposal-commands.ts';
import { useProposalState } from './proposal-state.ts';
import { cancelDrag, cancelPlacing, placingKey } from './proposal-tool.ts';
import { shownProposals } from './unit-proposals.ts';

/** While something is placed, its own keys; Esc lets go of what is placed or dragged, then of the selection; Delete takes the selected proposal away. False: the key means something else. */
export function proposalKey(key: string): boolean {
  const state = useProposalState.getState();
  if (key === 'Escape') {
    if (cancelDrag() || cancelPlacing()) return true;
    if (state.selectedId === null) return false;
    useProposalState.setState({ selectedId: null });
    return true;
  }
  if (state.placing && document.activeElement?.tagName === 'CANVAS') return placingKey(key);
  if ((key !== 'Delete' && key !== 'Backspace') || state.selectedId === null || state.placing) return false;
  const { cityId, schemeId } = useAppState.getState();
  const saved = queryClient.getQueryData<Proposal[]>(keys.proposalsOf(cityId ?? '', schemeId)) ?? [];
  const proposal = shownProposals(saved, state).find(({ id }) => id === state.selectedId);
  if (proposal) removeProposal(proposal);
  return proposal !== undefined;
}
