import type { Scheme } from '../app/app-state.ts';

/** How a proposal looks, in the map and in the hand: pixels, and the zoom from which it bears its name. */
export interface ProposalLook {
  readonly colour: string;
  readonly radius: number;
  readonly selectedRadius: number;
  readonly width: number;
  readonly selectedWidth: number;
  readonly signSize: number;
  readonly nameSize: number;
  readonly nameFrom: number;
}

export const proposalLook = (scheme: Scheme): ProposalLook => ({
  colour: scheme === 'light' ? '#8a3d68' : '#e59cc5', radius: 11, selectedRadius: 13, width: 2.5, selectedWidth: 4, signSize: 13, nameSize: 12, nameFrom: 13.5,
});
