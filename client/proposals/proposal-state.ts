import { create } from 'zustand';
import type { ProposalGeometry, ProposalInput } from '#contract/proposals.ts';

/** What will be placed by the next click or drawing. */
export interface Placing {
  readonly unitId: string;
  readonly layer: string;
  readonly attributes: ProposalInput['attributes'];
  readonly name: string;
  readonly shape: 'point' | 'polygon' | 'parcel' | 'gate';
}

export interface ProposalState {
  /** Changes on their way to the server, by proposal; null: taken away. */
  readonly pending: ReadonlyMap<string, ProposalInput | null>;
  /** The one under the hand. */
  readonly drag: { readonly id: string; readonly geometry: ProposalGeometry } | null;
  readonly selectedId: string | null;
  readonly placing: Placing | null;
  /** The rule by which homes or parcels are coloured; null: none. */
  readonly coverRuleId: string | null;
}
export const useProposalState = create<ProposalState>()(() => ({ pending: new Map(), drag: null, selectedId: null, placing: null, coverRuleId: null }));
