import type { LonLatArea } from '#planning/geometry/types.ts';
import { sideOfRing } from '#planning/plan/area-validity.ts';
import type { Place } from './read-place.ts';

const closed = (ring: readonly Place[]): Place[] => [...ring, ring[0] as Place];
/** True when a ring lies in another: its first corner that is not on the other's edge decides. */
function isIn(ring: readonly Place[], other: readonly Place[]): boolean {
  const outline = closed(other);
  for (const corner of ring) {
    const side = sideOfRing(corner, outline);
    if (side !== 'boundary') return side === 'inside';
  }
  return false;
}

/** Rings in any order as one area: a ring in an odd number of others is a hole of the innermost of them, any other a part. Null: no ring. */
export function areaOfRings(rings: readonly (readonly Place[])[]): LonLatArea | null {
  const around = rings.map((ring, i) => rings.flatMap((other, j) => (i !== j && isIn(ring, other) ? [j] : [])));
  const parts = rings.flatMap((shell, i) => ((around[i]?.length ?? 0) % 2 === 0 ? [{ i, rings: [shell] }] : []));
  rings.forEach((hole, i) => {
    const depth = around[i]?.length ?? 0;
    if (depth % 2 === 1) parts.find((part) => around[i]?.includes(part.i) && around[part.i]?.length === depth - 1)?.rings.push(hole);
  });
  const coordinates = parts.map((part) => part.rings.map((ring) => closed(ring).map((place) => [...place])));
  if (coordinates.length === 0) return null;
  return coordinates.length === 1 ? { type: 'Polygon', coordinates: coordinates[0] as number[][][] } : { type: 'MultiPolygon', coordinates };
}
