/** The check for every pointer move: one vertex against the ring, nothing else. The full one is ./validate.ts. */
import type { Position } from '../geometry/types.ts';
import { meet, samePosition, type Edge } from './boundary-contacts.ts';
import { cornerAngleDeg } from './shape-findings.ts';

export interface QuickFinding {
  readonly code: 'self_intersection' | 'too_few_points' | 'spike';
  /** In the coordinates of the ring. */
  readonly place: Position | null;
}

/**
 * What the vertex at `moved` does to its ring, in time linear in the ring; null: nothing. Degrees or metres. The ring may be closed or open (as
 * while drawing); the last edge back to the first point counts as drawn. A corner sharper than `maxSpikeAngleDeg` is a spike.
 */
export function quickCheck(ring: readonly Position[], moved: number, maxSpikeAngleDeg: number): QuickFinding | null {
  const points = distinctPoints(ring);
  if (points.length < 3) return { code: 'too_few_points', place: points[0] ?? null };
  const target = ring[moved];
  const at = target ? points.findIndex((point) => samePosition(point, target)) : -1;
  if (at < 0) return null;
  const crossing = crossingAt(points, at);
  if (crossing) return { code: 'self_intersection', place: crossing };
  const [before, corner, after] = [points[(at + points.length - 1) % points.length] as Position, points[at] as Position, points[(at + 1) % points.length] as Position];
  return cornerAngleDeg(before, corner, after) < maxSpikeAngleDeg ? { code: 'spike', place: corner } : null;
}

/** The ring without repeated neighbours and without its closing point. */
function distinctPoints(ring: readonly Position[]): readonly Position[] {
  const points = ring.filter((point, i) => i === 0 || !samePosition(point, ring[i - 1] as Position));
  const [first, last] = [points[0], points[points.length - 1]];
  return points.length > 1 && first && last && samePosition(first, last) ? points.slice(0, -1) : points;
}

/** Where one of the two edges at a vertex meets any other edge of the ring than in the joint. */
function crossingAt(points: readonly Position[], at: number): Position | null {
  const n = points.length;
  const edge = (i: number): Edge => ({ polygon: 0, ring: 0, edge: i, from: points[i % n] as Position, to: points[(i + 1) % n] as Position });
  for (const mine of [edge((at + n - 1) % n), edge(at)]) {
    for (let i = 0; i < n; i++) {
      if (i === mine.edge) continue;
      const contact = meet(mine, edge(i));
      const apart = Math.abs(i - mine.edge);
      const isJoint = contact?.kind === 'touch' && (apart === 1 || apart === n - 1);
      if (contact && !isJoint) return contact.place;
    }
  }
  return null;
}
