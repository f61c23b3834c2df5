import type { MultiPolygonCoords, Position, Ring } from '../../geometry/types.ts';
import { meanWidth } from '../ring-measures.ts';
import { cornerAngleDeg } from '../shape-findings.ts';
import { finish } from './finish.ts';
import { refusal, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

/** A ring without the corners at which it turns back on itself; one after the other, for a spike may stand on a spike. */
function withoutSpikes(ring: Ring, maxAngleDeg: number, minLegM: number): Ring {
  const points: Position[] = ring.slice(0, -1);
  for (let i = 0; i < points.length && points.length > 3;) {
    const [before, corner, after] = [points[(i + points.length - 1) % points.length] as Position, points[i] as Position, points[(i + 1) % points.length] as Position];
    const leg = Math.min(Math.hypot(before[0] - corner[0], before[1] - corner[1]), Math.hypot(after[0] - corner[0], after[1] - corner[1]));
    if (leg >= minLegM && cornerAngleDeg(before, corner, after) < maxAngleDeg) {
      points.splice(i, 1);
      i = Math.max(0, i - 2);
    } else i++;
  }
  return points[0] ? [...points, points[0]] : ring;
}

/** Takes spikes away, and parts so narrow that they are leftovers where a proper part remains. Only the unit changes. */
export function tidyUnit(scene: TopologyScene, unitId: string): TopologyResult {
  const working = new Working(scene);
  const area = working.area(unitId);
  if (!area) return refusal('unit_absent');
  const { maxSpikeAngleDeg, minSpikeLegM, minMeanWidthM } = scene.rules;
  const smooth: MultiPolygonCoords = area.map((polygon) => polygon.map((ring) => withoutSpikes(ring, maxSpikeAngleDeg, minSpikeLegM)));
  const proper = smooth.filter((polygon) => meanWidth(polygon) >= minMeanWidthM);
  const settled = working.settled(proper.length > 0 ? proper : smooth);
  if (!settled) return refusal('not_valid');
  if (settled.length === 0) return refusal('nothing_left');
  working.put(unitId, settled);
  return finish(working);
}
