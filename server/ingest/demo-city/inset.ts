import { distance, isSimple, ringArea, tidyRing, type Pt, type Ring } from './polygon.ts';

interface Side { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number; readonly ux: number; readonly uy: number; readonly d: number }

/**
 * Moves every edge of a ring inwards by its own distance (edge i runs from point i to i + 1). Edges that vanish are dropped.
 * Null when nothing sensible is left: the caller then leaves the place empty rather than build on a road.
 */
export function inset(ring: Ring, distancesM: readonly number[] | number): Ring | null {
  let sides: Side[] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    const length = distance(a, b);
    if (length < 1e-6) continue;
    sides.push({ ax: a[0], ay: a[1], bx: b[0], by: b[1], ux: (b[0] - a[0]) / length, uy: (b[1] - a[1]) / length, d: typeof distancesM === 'number' ? distancesM : distancesM[i]! });
  }
  for (let round = 0; round < 12 && sides.length >= 3; round++) {
    const joints = sides.map((side, i) => joint(sides[(i + sides.length - 1) % sides.length]!, side));
    const keep = sides.filter((side, i) => {
      const from = joints[i]![joints[i]!.length - 1]!;
      const to = joints[(i + 1) % sides.length]![0]!;
      return (to[0] - from[0]) * side.ux + (to[1] - from[1]) * side.uy > 0;
    });
    if (keep.length === sides.length) {
      // A shore that stays where it is must not cut its own bends.
      const moved = tidyRing(joints.flat(), 0.05, 1e-4);
      return moved.length >= 3 && ringArea(moved) > 1 && ringArea(moved) < ringArea(ring) && isSimple(moved) ? moved : null;
    }
    sides = keep;
  }
  return null;
}

/** Where two moved edges meet; two points where they run on in one line at different distances. */
function joint(p: Side, q: Side): Pt[] {
  const cross = p.ux * q.uy - p.uy * q.ux;
  const dot = p.ux * q.ux + p.uy * q.uy;
  const px = p.bx - p.uy * p.d, py = p.by + p.ux * p.d;
  const qx = q.ax - q.uy * q.d, qy = q.ay + q.ux * q.d;
  if (Math.abs(cross) < 0.26 && dot > 0) {
    if (Math.abs(p.d - q.d) > 0.01 || Math.abs(cross) < 1e-4) return Math.hypot(px - qx, py - qy) < 0.01 ? [[px, py]] : [[px, py], [qx, qy]];
  }
  if (Math.abs(cross) < 0.02) return [[(px + qx) / 2, (py + qy) / 2]];
  const t = ((qx - px) * q.uy - (qy - py) * q.ux) / cross;
  const reach = Math.max(p.d, q.d) * 6 + 1;
  const bounded = Math.max(-reach * 40, Math.min(reach * 40, t));
  return [[px + p.ux * bounded, py + p.uy * bounded]];
}
