import type { MultiPolygonCoords, PolygonCoords, Position } from '../../geometry/types.ts';
import { sideOfRing } from '../area-validity.ts';
import { interiorPoint, polygonArea } from '../ring-measures.ts';
import { finish } from './finish.ts';
import { insertVertices } from './insert-vertices.ts';
import { nearestOn } from './snap-to.ts';
import { refusal, type LonLat, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

const isInside = (point: Position, [shell, ...holes]: PolygonCoords): boolean =>
  shell !== undefined && sideOfRing(point, shell) === 'inside' && !holes.some((hole) => sideOfRing(point, hole) === 'inside');

/** A drawn line as points in metres; where it comes within a touch of the boundary it is on it. */
export function drawnLine(working: Working, area: MultiPolygonCoords, line: readonly LonLat[]): Position[] {
  const { touchWidthM } = working.scene.rules;
  return line.map((place) => working.points.at(place)).map((point) => working.points.settled(nearestOn(point, [area], touchWidthM) ?? point));
}

/** The faces a line makes of each part. */
function facesOf(working: Working, area: MultiPolygonCoords, line: readonly Position[]): readonly (readonly PolygonCoords[])[] {
  const faces = working.withShapes((overlay) => {
    const edges = overlay.lines({ coords: Float64Array.from(line.flat()), parts: [[[0, line.length]]] });
    return overlay.toCoords(overlay.faces([overlay.fromCoords(area), edges]));
  });
  return area.map((part) => faces.filter((face) => {
    const inside = interiorPoint(face);
    return inside !== null && isInside(inside, part);
  }));
}

const bySize = (a: PolygonCoords, b: PolygonCoords): number => polygonArea(b) - polygonArea(a);

/**
 * Cuts a unit along a line that crosses it from boundary to boundary. The largest piece keeps the unit's id and with it the parts the line does not cut; each other
 * piece becomes a unit of its own under the next of `newIds`. `line_misses`: nothing is cut off; the place is the line's end that stops inside.
 */
export function splitByLine(scene: TopologyScene, unitId: string, line: readonly LonLat[], newIds: readonly string[]): TopologyResult {
  const working = new Working(scene);
  const original = working.area(unitId);
  if (!original) return refusal('unit_absent');
  if (line.length < 2) return refusal('line_misses', line[0] ?? null);
  const points = drawnLine(working, original, line);
  const area = insertVertices(original, points, scene.rules.touchWidthM);
  const faces = facesOf(working, area, points).map((list) => list.flatMap((face) => working.settled([face]) ?? []));
  const cut = faces.filter((list) => list.length > 1);
  if (cut.length === 0) return refusal('line_misses', stopOf(working, original, points));
  const pieces = cut.flat().sort(bySize);
  if (pieces.length - 1 > newIds.length) return refusal('too_many_parts', stopOf(working, original, points));
  const kept = area.filter((_, i) => (faces[i]?.length ?? 0) <= 1);
  pieces.forEach((piece, i) => working.put(i === 0 ? unitId : (newIds[i - 1] as string), i === 0 ? [piece, ...kept] : [piece]));
  return finish(working);
}

function stopOf(working: Working, area: MultiPolygonCoords, line: readonly Position[]): LonLat {
  const ends = [line[0] as Position, line[line.length - 1] as Position];
  return working.points.degreesOf(ends.find((end) => area.some((part) => isInside(end, part))) ?? (ends[1] as Position));
}
