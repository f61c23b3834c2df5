import { create } from 'zustand';
import type { Proposal, ProposalAction, ProposalGeometry, ProposalInput } from '#contract/proposals.ts';
import type { Subject } from './subjects.ts';

/** A proposal on its way, with what the server will say of what it closes or moves. */
export type SentProposal = ProposalInput & Pick<Proposal, 'existing'>;

/** What will be placed by the next click or drawing. */
export interface Placing {
  readonly unitId: string;
  readonly action: ProposalAction;
  readonly layer: string;
  readonly attributes: ProposalInput['attributes'];
  readonly name: string;
  /** `subject`: what exists is chosen; `target`: the new place of what was chosen; `line`: a footway. */
  readonly shape: 'point' | 'polygon' | 'parcel' | 'gate' | 'subject' | 'target' | 'line';
  /** Layers of which a subject may be chosen. */
  readonly layers?: ReadonlySet<string>;
  /** What is moved. */
  readonly subject?: Subject;
  /** Corners of a footway so far, the one at the pointer last. */
  readonly line?: readonly (readonly [lon: number, lat: number])[];
}

export interface ProposalState {
  /** Changes on their way to the server, by proposal; null: taken away. */
  readonly pending: ReadonlyMap<string, SentProposal | null>;
  /** The one under the hand. */
  readonly drag: { readonly id: string; readonly geometry: ProposalGeometry } | null;
  readonly selectedId: string | null;
  readonly placing: Placing | null;
  /** The rule by which homes or parcels are coloured; null: none. */
  readonly coverRuleId: string | null;
}
export const useProposalState = create<ProposalState>()(() => ({ pending: new Map(), drag: null, selectedId: null, placing: null, coverRuleId: null }));
