import type { MultiPolygonCoords } from '../../geometry/types.ts';
import { finish } from './finish.ts';
import { snapTo } from './snap-to.ts';
import { refusal, type LonLat, type TopologyRefusal, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

/**
 * Takes from a unit the ground of all others, in place. Where it runs within a touch of a neighbour it takes the neighbour's own vertices first, so that the border
 * left is the same points on both sides. Returns the refusal, or null when it is done.
 */
export function cutInPlace(working: Working, unitId: string): TopologyRefusal | null {
  const { touchWidthM } = working.scene.rules;
  const others = working.near(unitId, touchWidthM);
  const area = working.area(unitId);
  if (!area) return refusal('unit_absent');
  if (others.length === 0) return null;
  const snapped = snapToTouching(working, area, others);
  working.put(unitId, snapped);
  working.share([unitId]);
  const rest = working.withShapes((overlay, shapeOf) => overlay.toCoords(others.reduce((left, other) => overlay.difference(left, shapeOf(other)), shapeOf(unitId))));
  const settled = working.settled(rest);
  if (!settled) return refusal('not_valid');
  if (settled.length === 0) return refusal('nothing_left', firstPlace(working, area));
  working.put(unitId, settled);
  return null;
}

function snapToTouching(working: Working, area: MultiPolygonCoords, others: readonly string[]): MultiPolygonCoords {
  const { touchWidthM } = working.scene.rules;
  const snapped = snapTo(area, others.map((other) => working.area(other) ?? []), working.points, touchWidthM, touchWidthM);
  return working.settled(snapped) ?? area;
}

const firstPlace = (working: Working, area: MultiPolygonCoords): LonLat | null => {
  const first = area[0]?.[0]?.[0];
  return first ? working.points.degreesOf(first) : null;
};

/** The unit without the ground of the others. `nothing_to_do`: it overlaps none and touches none; `nothing_left`: the others cover it. */
export function cutToNeighbours(scene: TopologyScene, unitId: string): TopologyResult {
  const working = new Working(scene);
  return cutInPlace(working, unitId) ?? finish(working);
}
