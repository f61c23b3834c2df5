import { areaOf } from '../ring-measures.ts';
import { faultOf, finish, placeIn } from './finish.ts';
import { closed } from './rings.ts';
import { refusal, type LonLat, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

/**
 * Takes the ground within a ring out of a unit; `newId`: it becomes a unit of its own, null: nobody's. `hole_outside`: the ring is not wholly inside the unit, or
 * cuts it through or at its edge; the place is ground of the ring that is not the unit's, where there is any.
 */
export function cutHole(scene: TopologyScene, unitId: string, ring: readonly LonLat[], newId: string | null): TopologyResult {
  const working = new Working(scene);
  const area = working.area(unitId);
  if (!area) return refusal('unit_absent');
  const hole = [[closed(ring.map((place) => working.points.at(place)))]];
  if (ring.length < 3) return refusal('not_valid', ring[0] ?? null);
  const fault = faultOf(working, hole);
  if (fault) return fault;
  const [outside, rest] = working.withShapes((overlay, shapeOf) => {
    const [unit, inner] = [shapeOf(unitId), overlay.fromCoords(hole)];
    return [overlay.toCoords(overlay.difference(inner, unit)), overlay.toCoords(overlay.difference(unit, inner))] as const;
  });
  if (areaOf(outside) > scene.rules.touchAreaM2) return refusal('hole_outside', placeIn(working, outside));
  const settled = working.settled(rest);
  if (!settled) return refusal('not_valid', ring[0] ?? null);
  const rings = (parts: typeof area): number => parts.reduce((sum, part) => sum + part.length, 0);
  if (settled.length !== area.length || rings(settled) !== rings(area) + 1) return refusal('hole_outside', ring[0] ?? null);
  working.put(unitId, settled);
  if (newId !== null) working.put(newId, working.settled(hole));
  return finish(working);
}
