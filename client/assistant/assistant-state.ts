import { create } from 'zustand';
import type { LockedStretch, Seed } from '#planning/plan/assistant/question.ts';
import type { BoundaryProposals, MeasuredProposal } from '../coverage/protocol.ts';

/** `aiming`: waits for a place. `sketching`: a rough outline is being drawn. */
export interface AssistantState {
  readonly phase: 'closed' | 'aiming' | 'sketching' | 'asking' | 'answered' | 'failed';
  readonly seed: Seed | null;
  readonly answer: BoundaryProposals | null;
  readonly error: unknown;
  /** Stretches the planner keeps, whatever is proposed next. */
  readonly locked: readonly KeptStretch[];
  /** Place of the proposal that is lit. */
  readonly lit: number | null;
}
/** A kept stretch with words for it. */
export interface KeptStretch extends LockedStretch { readonly label: string; readonly lengthM: number }

export const closedAssistant: AssistantState = { phase: 'closed', seed: null, answer: null, error: null, locked: [], lit: null };
export const useAssistantState = create<AssistantState>()(() => closedAssistant);

export const letters = ['A', 'B', 'C'] as const;
export const letterOf = (index: number): string => letters[index] ?? String(index + 1);

/** The same points in the same order. */
export const isSameStretch = (a: LockedStretch, b: LockedStretch): boolean => a.points.length === b.points.length && a.points.every(([lon, lat], i) => lon === b.points[i]?.[0] && lat === b.points[i]?.[1]);

/** What was refused is gone from the answer. */
export function withoutProposal(answer: BoundaryProposals, refused: MeasuredProposal): BoundaryProposals {
  return { ...answer, proposals: answer.proposals.filter((proposal) => proposal !== refused) };
}
