import type { MultiPolygonCoords, Position, Ring } from '../../geometry/types.ts';
import { areaFaults } from '../area-validity.ts';
import { interiorPoint, largestPolygon } from '../ring-measures.ts';
import { arcsOf, type Arc } from './arcs.ts';
import { keyOf } from './drawn-points.ts';
import { commonGround, finish } from './finish.ts';
import { mapRings } from './rings.ts';
import { keptPoints } from './thinned.ts';
import { refusal, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

/** Halvings of an arc's tolerance before it is left as it is. */
const mostHalvings = 6;

interface Thinning { readonly arc: Arc; halvings: number }

const toleranceOf = ({ halvings }: Thinning, toleranceM: number): number => (halvings >= mostHalvings ? 0 : toleranceM / 2 ** halvings);

function removedPoints(thinnings: readonly Thinning[], toleranceM: number): ReadonlySet<string> {
  const removed = new Set<string>();
  for (const thinning of thinnings) {
    const own = toleranceOf(thinning, toleranceM);
    if (own === 0) continue;
    const kept = keptPoints(thinning.arc, own);
    thinning.arc.forEach((point, i) => { if (!kept.has(i)) removed.add(keyOf(point)); });
  }
  return removed;
}

function without(ring: Ring, removed: ReadonlySet<string>): Ring {
  const points = ring.slice(0, -1).filter((point) => !removed.has(keyOf(point)));
  return points.length === ring.length - 1 ? ring : [...points, ...points.slice(0, 1)];
}

/** Where thinning has done harm: a boundary that crosses itself, a ring gone, common ground with another unit. */
function harms(working: Working, ids: readonly string[]): Position[] {
  return ids.flatMap((id) => {
    const area = working.area(id) ?? [];
    const gone = area.flat().filter((ring) => ring.length < 4).flatMap((ring) => ring.slice(0, 1));
    if (gone.length > 0) return gone;
    const faults = areaFaults(area, working.scene.rules.maxFindingsPerCode).map(({ place }) => place);
    if (faults.length > 0) return faults;
    return working.near(id, 0).flatMap((other): Position[] => {
      const largest = largestPolygon(commonGround(working, id, other));
      const place = largest && interiorPoint(largest);
      return place ? [place] : [];
    });
  });
}

function isNear({ arc }: Thinning, [x, y]: Position, marginM: number): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [px, py] of arc) [minX, minY, maxX, maxY] = [Math.min(minX, px), Math.min(minY, py), Math.max(maxX, px), Math.max(maxY, py)];
  return x >= minX - marginM && x <= maxX + marginM && y >= minY - marginM && y <= maxY + marginM;
}

/**
 * Fewer vertices: none that goes was further than `toleranceM` from the boundary that stays. A border in common is thinned once, for both; where three units meet the point
 * stays. Where thinning would make boundaries cross or units overlap, the tolerance is halved there until it does not.
 */
export function simplifyBoundary(scene: TopologyScene, unitIds: readonly string[], toleranceM: number): TopologyResult {
  const working = new Working(scene);
  if (unitIds.some((id) => !working.area(id))) return refusal('unit_absent');
  working.node(unitIds);
  const around = [...new Set(unitIds.flatMap((id) => [id, ...working.near(id, toleranceM)]))];
  const areas = new Map(around.map((id) => [id, working.area(id) as MultiPolygonCoords]));
  const thinnings: Thinning[] = arcsOf(areas, unitIds).map((arc) => ({ arc, halvings: 0 }));
  for (let round = 0; round <= 2 * mostHalvings; round++) {
    const removed = removedPoints(thinnings, toleranceM);
    const thinned = around.filter((id) => {
      const area = areas.get(id) as MultiPolygonCoords;
      const changed = mapRings(area, (ring) => without(ring, removed));
      working.put(id, changed);
      return changed.some((polygon, p) => polygon.some((ring, r) => ring !== area[p]?.[r]));
    });
    const harmed = harms(working, thinned);
    if (harmed.length === 0) break;
    for (const thinning of thinnings) if (harmed.some((place) => isNear(thinning, place, toleranceM))) thinning.halvings++;
  }
  return finish(working, false);
}
