import type { Scheme } from '../app/app-state.ts';

/** How a proposal looks, in the map and in the hand: pixels, and the zoom from which it bears its name. */
export interface ProposalLook {
  readonly colour: string;
  /** Of what is closed. */
  readonly closed: string;
  readonly radius: number;
  readonly selectedRadius: number;
  readonly width: number;
  readonly selectedWidth: number;
  readonly signSize: number;
  readonly crossSize: number;
  readonly nameSize: number;
  readonly nameFrom: number;
}

export const proposalLook = (scheme: Scheme): ProposalLook => ({
  colour: scheme === 'light' ? '#8a3d68' : '#e59cc5', closed: scheme === 'light' ? '#b3261e' : '#ff8a80', radius: 11, selectedRadius: 13, width: 2.5, selectedWidth: 4, signSize: 13, crossSize: 40, nameSize: 12, nameFrom: 13.5,
});
