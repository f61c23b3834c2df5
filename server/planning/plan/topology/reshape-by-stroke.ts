import type { MultiPolygonCoords, PolygonCoords, Position, Ring } from '../../geometry/types.ts';
import { areaFaults } from '../area-validity.ts';
import { meet, samePosition } from '../boundary-contacts.ts';
import { signedRingArea } from '../ring-measures.ts';
import { finish } from './finish.ts';
import { closed, distanceM, footOn, opened } from './rings.ts';
import { drawnLine } from './split-by-line.ts';
import { refusal, type LonLat, type TopologyResult, type TopologyScene } from './types.ts';
import { moveInPlace, type MoveOptions } from './with-shared-move.ts';
import { Working } from './working.ts';

interface Crossing { readonly position: Position; readonly alongStroke: number; readonly edge: number }

/** Where a stroke meets a ring, in the order of the stroke. */
function crossingsOf(ring: Ring, stroke: readonly Position[]): readonly Crossing[] {
  const found: Crossing[] = [];
  for (let s = 0; s + 1 < stroke.length; s++) for (let r = 0; r + 1 < ring.length; r++) {
    const [from, to] = [stroke[s] as Position, stroke[s + 1] as Position];
    const contact = meet({ polygon: 0, ring: 0, edge: s, from, to }, { polygon: 0, ring: 1, edge: r, from: ring[r] as Position, to: ring[r + 1] as Position });
    if (contact && contact.kind !== 'overlap') found.push({ position: contact.place, alongStroke: s + footOn(from, to, contact.place).share, edge: r });
  }
  return found.sort((a, b) => a.alongStroke - b.alongStroke);
}

/** The ring with a point put in on an edge, unless a vertex is there. */
function withPoint(ring: Ring, { position }: Crossing): Ring {
  if (ring.some((point) => samePosition(point, position))) return ring;
  let best = 0;
  let bestM = Infinity;
  for (let i = 0; i + 1 < ring.length; i++) {
    const apartM = footOn(ring[i] as Position, ring[i + 1] as Position, position).distanceM;
    if (apartM < bestM) [best, bestM] = [i, apartM];
  }
  return [...ring.slice(0, best + 1), position, ...ring.slice(best + 1)];
}

function stretch(points: readonly Position[], from: Position, to: Position): Position[] {
  const start = points.findIndex((point) => samePosition(point, from));
  const turned = [...points.slice(start), ...points.slice(0, start)];
  return turned.slice(0, turned.findIndex((point) => samePosition(point, to)) + 1);
}

interface Reshaped { readonly before: Ring; readonly after: Ring }

/** The ring with one of its two arcs between the stroke's ends replaced: of what is sound, the larger. Null: the stroke does not meet it twice. */
function reshapedRing(working: Working, ring: Ring, stroke: readonly Position[]): Reshaped | null {
  const crossings = crossingsOf(ring, stroke).map((crossing) => ({ ...crossing, position: working.points.settled(crossing.position) }));
  const [first, last] = [crossings[0], crossings[crossings.length - 1]];
  if (!first || !last || samePosition(first.position, last.position)) return null;
  const before = withPoint(withPoint(ring, first), last);
  const points = opened(before);
  const between = stroke.filter((point, i) => i > first.alongStroke && i < last.alongStroke && !samePosition(point, first.position) && !samePosition(point, last.position));
  const candidates = [
    closed([...stretch(points, last.position, first.position), ...between]),
    closed([...stretch(points, first.position, last.position), ...[...between].reverse()]),
  ].filter((candidate) => candidate.length > 3 && areaFaults([[candidate]], 1).length === 0);
  candidates.sort((a, b) => Math.abs(signedRingArea(b)) - Math.abs(signedRingArea(a)));
  const after = candidates[0];
  return after ? { before, after } : null;
}

/** The rings the stroke meets, the one it meets over the longest way first. */
function reshapedArea(working: Working, area: MultiPolygonCoords, stroke: readonly Position[]): readonly [before: MultiPolygonCoords, after: MultiPolygonCoords] | null {
  const reach = (ring: Ring): number => {
    const crossings = crossingsOf(ring, stroke);
    return crossings.length < 2 ? 0 : crossings[crossings.length - 1]!.alongStroke - crossings[0]!.alongStroke;
  };
  const places = area.flatMap((polygon, p) => polygon.map((ring, r) => ({ p, r, ring, reach: reach(ring) }))).sort((a, b) => b.reach - a.reach);
  const chosen = places[0];
  const reshaped = chosen && chosen.reach > 0 ? reshapedRing(working, chosen.ring, stroke) : null;
  if (!chosen || !reshaped) return null;
  const put = (ring: Ring): MultiPolygonCoords => area.map((polygon, p): PolygonCoords => polygon.map((each, r) => (p === chosen.p && r === chosen.r ? ring : each)));
  return [put(reshaped.before), put(reshaped.after)];
}

/** Rings that now cross another ring of their part: holes are taken from the shell. */
function withHolesTaken(working: Working, area: MultiPolygonCoords): MultiPolygonCoords | null {
  if (areaFaults(area, 1).length === 0) return area;
  return working.settled(working.withShapes((overlay) => area.flatMap(([shell, ...holes]) => {
    const whole = overlay.fromCoords([[shell as Ring]]);
    return overlay.toCoords(holes.reduce((left, hole) => overlay.difference(left, overlay.fromCoords([[hole]])), whole));
  })));
}

/**
 * A stroke that leaves the boundary and comes back to it takes the place of the part between: the larger of the two areas it can make stays the unit. The stroke's
 * ends may stand over. Neighbours follow and overlap is treated as in `withSharedMove`. `line_misses`: the stroke does not meet the boundary twice; its end.
 */
export function reshapeByStroke(scene: TopologyScene, unitId: string, line: readonly LonLat[], options: MoveOptions): TopologyResult {
  const working = new Working(scene);
  const original = working.area(unitId);
  if (!original) return refusal('unit_absent');
  const stroke = drawnLine(working, original, line).filter((point, i, all) => i === 0 || distanceM(point, all[i - 1] as Position) > 0);
  const reshaped = reshapedArea(working, original, stroke);
  if (!reshaped) return refusal('line_misses', line[line.length - 1] ?? null);
  const [before, after] = reshaped;
  const sound = withHolesTaken(working, after);
  if (!sound) return refusal('not_valid', line[0] ?? null);
  working.put(unitId, before);
  return moveInPlace(working, unitId, sound, options) ?? finish(working, options.share);
}
