/** The end of every operation: borders shared, everything checked, what changed handed out. */
import type { MultiPolygonCoords } from '../../geometry/types.ts';
import { areaFaults } from '../area-validity.ts';
import { interiorPoint, largestPolygon, meanWidth, polygonArea } from '../ring-measures.ts';
import { refusal, type LonLat, type TopologyChange, type TopologyRefusal, type TopologyResult } from './types.ts';
import { verticesOf } from './rings.ts';
import type { Working } from './working.ts';

/** A point inside the largest part, degrees. */
export function placeIn(working: Working, area: MultiPolygonCoords): LonLat | null {
  const largest = largestPolygon(area);
  const inside = largest && interiorPoint(largest);
  return inside ? working.points.crs.inverse(inside[0], inside[1]) : null;
}

/** What keeps a boundary from being saved; null: nothing. */
export function faultOf(working: Working, area: MultiPolygonCoords): TopologyRefusal | null {
  const [fault] = areaFaults(area, 1);
  if (fault) return refusal('not_valid', working.points.crs.inverse(fault.place[0], fault.place[1]));
  if (verticesOf(area).length > working.scene.rules.maxPoints) return refusal('too_many_points', placeIn(working, area));
  return area.length === 0 ? refusal('nothing_left') : null;
}

/** Ground that two units have in common beyond a touch. */
export function commonGround(working: Working, a: string, b: string): MultiPolygonCoords {
  const { touchAreaM2, touchWidthM } = working.scene.rules;
  const common = working.withShapes((overlay, shapeOf) => overlay.toCoords(overlay.intersection(shapeOf(a), shapeOf(b))));
  return common.filter((part) => polygonArea(part) > touchAreaM2 && meanWidth(part) > touchWidthM);
}

function overlapOf(working: Working, id: string, isChecked: ReadonlySet<string>): TopologyRefusal | null {
  for (const other of working.near(id, 0)) {
    if (isChecked.has(other)) continue;
    const common = commonGround(working, id, other);
    if (common.length > 0) return refusal('overlap', placeIn(working, common));
  }
  return null;
}

const sameArea = (a: MultiPolygonCoords | null, b: MultiPolygonCoords | null): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Shares borders, unless told not to, and checks every unit that changed; refuses with the first fault. `nothing_to_do` when no unit changed. */
export function finish(working: Working, isSharing = true): TopologyResult {
  if (isSharing) working.share(working.touched);
  const changed = working.touched.filter((id) => !sameArea(working.area(id), working.original(id)));
  const checked = new Set<string>();
  // First all boundaries by themselves: what two have in common is only told of sound ones.
  const present = changed.filter((id) => working.area(id) !== null);
  for (const id of present) {
    const fault = faultOf(working, working.area(id) ?? []);
    if (fault) return fault;
  }
  for (const id of present) {
    const overlap = overlapOf(working, id, checked);
    if (overlap) return overlap;
    checked.add(id);
  }
  if (changed.length === 0) return refusal('nothing_to_do');
  return { ok: true, changes: changed.sort().map((unitId): TopologyChange => {
    const area = working.area(unitId);
    return { unitId, geometry: area && working.points.degrees(area) };
  }) };
}
