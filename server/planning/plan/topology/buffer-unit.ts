import { cutInPlace } from './cut-to-neighbours.ts';
import { finish } from './finish.ts';
import { refusal, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

/** Widens a unit by metres all around, or narrows it by a negative number. `overlap`: what is then over others' ground is taken away, or a reason to refuse. */
export function bufferUnit(scene: TopologyScene, unitId: string, metres: number, overlap: 'refuse' | 'cut'): TopologyResult {
  const working = new Working(scene);
  if (!working.area(unitId)) return refusal('unit_absent');
  if (metres === 0) return refusal('nothing_to_do');
  const widened = working.settled(working.withShapes((overlay, shapeOf) => overlay.toCoords(overlay.buffer(shapeOf(unitId), metres, scene.rules.bufferQuadrantSegments))));
  if (!widened) return refusal('not_valid');
  if (widened.length === 0) return refusal('nothing_left');
  working.put(unitId, widened);
  return (overlap === 'cut' ? cutInPlace(working, unitId) : null) ?? finish(working);
}
