import { inset } from './inset.ts';
import type { Parcel } from './parcels.ts';
import type { PlanarMap } from './planar-map.ts';
import { orientedBox, type Pt, type Ring } from './polygon.ts';
import type { Programme } from './programme.ts';
import type { Random } from './random.ts';
import { Yard, type Fabric } from './yard.ts';

/** A round walk in every larger park, joined to the streets at its entrances. `name` goes to the gates. */
export function layParkPaths(map: PlanarMap, parks: readonly { readonly face: number; readonly ring: Ring; readonly name: string | null }[], fabric: Fabric, programme: Programme, seed: Random): void {
  const rng = seed.fork('park paths');
  for (const { face, ring, name } of parks) {
    const box = orientedBox(ring);
    if (box.width < 70) continue;
    const inner = inset(ring, rng.range(0.13, 0.2) * box.width);
    if (!inner) continue;
    const walk = rounded(rounded(rounded(inner)));
    const yard = new Yard(map, { face, ring, zone: 'mid', patch: null, areaM2: 0, centre: box.center, use: 'neighbourhoodpark', buildYear: 2000 } satisfies Parcel, -1, rng, fabric, programme);
    const joints: { after: number; at: Pt }[] = [];
    const wanted = box.length > 260 ? 4 : 3;
    for (let k = 0; k < wanted; k++) {
      const i = Math.floor(((k + rng.range(0.2, 0.8)) / wanted) * walk.length) % walk.length;
      const a = walk[i]!, b = walk[(i + 1) % walk.length]!;
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (length < 4 || joints.some(({ after }) => after === i)) continue;
      const at: Pt = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      const out: Pt = [(b[1] - a[1]) / length, -(b[0] - a[0]) / length];
      const edge = leave(ring, at, out);
      const street = edge && yard.streetFrom(edge, out);
      if (!edge || !street) continue;
      joints.push({ after: i, at });
      fabric.gates.push({ at: edge, open: true, name });
      fabric.lanes.push({ points: [street, edge, at], cls: 'path', deadEnd: false });
    }
    if (joints.length === 0) continue;
    const round = walk.flatMap((p, i) => [p, ...joints.filter(({ after }) => after === i).map(({ at }) => at)]);
    fabric.lanes.push({ points: [...round, round[0]!], cls: 'path', deadEnd: false });
  }
}

/** Cuts the corners off a ring. */
function rounded(ring: Ring): Ring {
  return ring.flatMap((a, i): Pt[] => {
    const b = ring[(i + 1) % ring.length]!;
    return [[a[0] * 0.72 + b[0] * 0.28, a[1] * 0.72 + b[1] * 0.28], [a[0] * 0.28 + b[0] * 0.72, a[1] * 0.28 + b[1] * 0.72]];
  });
}

/** Where a walk straight out leaves the ring. */
function leave(ring: Ring, from: Pt, out: Pt): Pt | null {
  let best = Infinity;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!, b = ring[(i + 1) % ring.length]!;
    const ex = b[0] - a[0], ey = b[1] - a[1];
    const det = out[0] * ey - out[1] * ex;
    if (Math.abs(det) < 1e-9) continue;
    const t = ((a[0] - from[0]) * ey - (a[1] - from[1]) * ex) / det;
    const u = ((a[0] - from[0]) * out[1] - (a[1] - from[1]) * out[0]) / det;
    if (t > 0 && u >= 0 && u <= 1 && t < best) best = t;
  }
  return Number.isFinite(best) ? [from[0] + out[0] * best, from[1] + out[1] * best] : null;
}
