import { isProposalStepNext, stepProposals } from '../proposals/proposal-commands.ts';
import { planStore } from '../units/plan.ts';
import { redoInside, undoInside } from './controller.ts';
import { useDrawState } from './draw-state.ts';

/** Two levels: within a drawing a corner or a drag, outside it the edits of the plan. */
export function undo(): void {
  if (useDrawState.getState().tool !== null) undoInside();
  else if (isProposalStepNext('undo')) stepProposals('undo');
  else planStore().getState().undoLast();
}
export function redo(): void {
  if (useDrawState.getState().tool !== null) redoInside();
  else if (isProposalStepNext('redo')) stepProposals('redo');
  else planStore().getState().redoLast();
}
