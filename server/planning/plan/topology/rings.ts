/** Rings as lists of points: cleaning and places along them. Metres. */
import type { MultiPolygonCoords, PolygonCoords, Position, Ring } from '../../geometry/types.ts';
import { samePosition } from '../boundary-contacts.ts';
import { meanWidth, polygonArea, signedRingArea } from '../ring-measures.ts';

export const opened = (ring: Ring): Position[] => (ring.length > 1 && samePosition(ring[0] as Position, ring[ring.length - 1] as Position) ? ring.slice(0, -1) : [...ring]);
export const closed = (points: readonly Position[]): Ring => (points[0] ? [...points, points[0]] : []);

/** Without repeated points and without runs out and straight back; empty when no area is left. */
export function cleanRing(ring: Ring): Ring {
  const points = opened(ring);
  for (let i = 0; i < points.length && points.length > 0;) {
    const n = points.length;
    const [before, here, after] = [points[(i + n - 1) % n] as Position, points[i] as Position, points[(i + 1) % n] as Position];
    if (n > 1 && (samePosition(here, after) || samePosition(before, after))) {
      points.splice(i, 1);
      // What came before may now double back in its turn.
      i = Math.max(0, i - 2);
    } else i++;
  }
  return points.length < 3 ? [] : closed(points);
}

const turned = (ring: Ring, isLeft: boolean): Ring => (signedRingArea(ring) > 0 === isLeft ? ring : [...ring].reverse());

/** Shells counter-clockwise, holes clockwise (RFC 7946, 3.1.6); rings that are no wider than a touch are dust and go. */
export function cleanArea(area: MultiPolygonCoords, touchWidthM: number, touchAreaM2: number): MultiPolygonCoords {
  const isGround = (rings: PolygonCoords): boolean => polygonArea(rings) > touchAreaM2 && meanWidth(rings) > touchWidthM;
  return area.flatMap((polygon): PolygonCoords[] => {
    const [shell, ...holes] = polygon.map(cleanRing);
    if (!shell || shell.length === 0) return [];
    const kept = holes.filter((hole) => hole.length > 0 && isGround([hole])).map((hole) => turned(hole, false));
    const whole: PolygonCoords = [turned(shell, true), ...kept];
    return isGround(whole) ? [whole] : [];
  });
}

export interface Foot {
  readonly position: Position;
  /** 0 at `a`, 1 at `b`. */
  readonly share: number;
  readonly distanceM: number;
}
/** The point of the segment a–b nearest to p. */
export function footOn(a: Position, b: Position, p: Position): Foot {
  const [ux, uy] = [b[0] - a[0], b[1] - a[1]];
  const squared = ux * ux + uy * uy;
  const share = squared === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * ux + (p[1] - a[1]) * uy) / squared));
  const position: Position = share === 1 ? b : [a[0] + share * ux, a[1] + share * uy];
  return { position, share, distanceM: Math.hypot(position[0] - p[0], position[1] - p[1]) };
}

export const distanceM = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const mapRings = (area: MultiPolygonCoords, change: (ring: Ring) => Ring): MultiPolygonCoords => area.map((polygon) => polygon.map(change));
export const verticesOf = (area: MultiPolygonCoords): Position[] => area.flatMap((polygon) => polygon.flatMap(opened));
