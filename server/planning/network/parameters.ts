/** The lengths of the definition (./README.md), as data/walking.json has them. Metres. */
import file from '../../../data/walking.json' with { type: 'json' };

/** A gate belongs to a line (a wall, an edge of a park or community) it is this near to. */
export const GATE_M: number = file.values.gateM.value;
/** A street this near to a park or square without open gates gives onto it. */
export const BOUNDARY_M: number = file.values.boundaryM.value;
/** How far a home looks for a street that no wall hides. */
export const WALL_FREE_M: number = file.values.wallFreeM.value;
/** How far an end of a proposed footway may lie from the street it joins. */
export const FOOTWAY_M: number = file.values.footwayM.value;
/** Nearer than this is the same place: vertices, and what touches a wall. */
export const SAME_PLACE_M = 0.001;
