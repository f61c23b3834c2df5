import type { MultiPolygonCoords } from '../../geometry/types.ts';
import { meanWidth } from '../ring-measures.ts';
import { alignInPlace } from './align-to-neighbours.ts';
import { finish, placeIn } from './finish.ts';
import { refusal, type TopologyRefusal, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

export interface MergeOptions {
  /** A gap between the units narrower than this is closed. */
  readonly closeWidthM: number;
  /** Units that do not touch become parts of one. */
  readonly multiPart: boolean;
}

const ringsOf = (area: MultiPolygonCoords): number => area.reduce((sum, polygon) => sum + polygon.length, 0);
/** Leftovers between two boundaries are not holes. */
const withoutSlits = (area: MultiPolygonCoords, widthM: number): MultiPolygonCoords => area.map((polygon) => polygon.filter((ring, r) => r === 0 || meanWidth([ring]) > widthM));

function united(working: Working, a: string, b: string, widthM: number): MultiPolygonCoords | null {
  const joined = working.settled(working.withShapes((overlay, shapeOf) => overlay.toCoords(overlay.union([shapeOf(a), shapeOf(b)]))));
  return joined && withoutSlits(joined, widthM);
}

const apartM = (working: Working, a: string, b: string): number => working.withShapes((overlay, shapeOf) => overlay.distance(shapeOf(a), shapeOf(b)));

/** The unit to take next: the nearest. */
function nearestOf(working: Working, keepId: string, ids: readonly string[]): string {
  return ids.map((id) => ({ id, distanceM: apartM(working, keepId, id) })).sort((p, q) => p.distanceM - q.distanceM || (p.id < q.id ? -1 : 1))[0]!.id;
}

function take(working: Working, keepId: string, id: string, { closeWidthM, multiPart }: MergeOptions): TopologyRefusal | null {
  const [keep, other] = [working.area(keepId) ?? [], working.area(id) ?? []];
  const isJoined = (area: MultiPolygonCoords | null): area is MultiPolygonCoords => area !== null && area.length < keep.length + other.length && ringsOf(area) < ringsOf(keep) + ringsOf(other);
  working.share([keepId, id]);
  let result = united(working, keepId, id, closeWidthM);
  if (!isJoined(result) && apartM(working, keepId, id) <= closeWidthM) {
    const refused = alignInPlace(working, id, [keepId], closeWidthM);
    if (refused) return refused;
    result = united(working, keepId, id, closeWidthM);
  }
  if (!result) return refusal('not_valid', placeIn(working, other));
  if (result.length >= keep.length + other.length && !multiPart) return refusal('apart', placeIn(working, other));
  working.put(keepId, result);
  working.put(id, null);
  return null;
}

/** Makes one unit of several; it keeps the id `keepId`, the others go. `apart`: one touches none of the others, and many parts are not wanted; its place. */
export function mergeUnits(scene: TopologyScene, unitIds: readonly string[], keepId: string, options: MergeOptions): TopologyResult {
  const working = new Working(scene);
  if ([keepId, ...unitIds].some((id) => !working.area(id))) return refusal('unit_absent');
  let left = [...new Set(unitIds)].filter((id) => id !== keepId);
  while (left.length > 0) {
    const next = nearestOf(working, keepId, left);
    const refused = take(working, keepId, next, options);
    if (refused) return refused;
    left = left.filter((id) => id !== next);
  }
  return finish(working);
}
