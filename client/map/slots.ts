/**
 * Places in the order of layers where overlays go, as `beforeId`. From the ground up: base areas, `belowBuildings`, buildings,
 * `belowLabels`, names and facility signs, `top`.
 */
export const slots = { belowBuildings: 'slot-below-buildings', belowLabels: 'slot-below-labels', top: 'slot-top' } as const;
export type Slot = (typeof slots)[keyof typeof slots];
