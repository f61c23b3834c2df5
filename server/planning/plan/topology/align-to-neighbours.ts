import { cutInPlace } from './cut-to-neighbours.ts';
import { finish } from './finish.ts';
import { snapTo } from './snap-to.ts';
import { refusal, type TopologyRefusal, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

/** Moves a unit's boundary onto those of the given others where they are no further than `widthM` apart, and takes from it what of theirs it then covers. */
export function alignInPlace(working: Working, unitId: string, others: readonly string[], widthM: number): TopologyRefusal | null {
  const area = working.area(unitId);
  if (!area) return refusal('unit_absent');
  const snapped = working.settled(snapTo(area, others.map((other) => working.area(other) ?? []), working.points, widthM, working.scene.rules.touchWidthM));
  if (!snapped) return refusal('not_valid');
  if (snapped.length === 0) return refusal('nothing_left');
  working.put(unitId, snapped);
  return cutInPlace(working, unitId);
}

/** Closes gaps and takes away overlaps narrower than `widthM` between a unit and its neighbours; only the unit moves. Wider overlaps are cut, too. */
export function alignToNeighbours(scene: TopologyScene, unitId: string, widthM: number): TopologyResult {
  const working = new Working(scene);
  return alignInPlace(working, unitId, working.near(unitId, widthM), widthM) ?? finish(working);
}
