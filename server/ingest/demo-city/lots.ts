import { orientedBox, ringArea, splitByLine, tidyRing, type Pt, type Ring } from './polygon.ts';
import type { Random } from './random.ts';

/** Cuts a ring into lots of about `targetM2` by cutting its longer side again and again. Pieces below `leastM2` are left out. */
export function cutLots(ring: Ring, targetM2: number, rng: Random, leastM2 = targetM2 * 0.25, jitter = 0.12): Ring[] {
  const lots: Ring[] = [];
  const work: Ring[] = [ring];
  while (work.length > 0) {
    const piece = work.pop()!;
    const area = ringArea(piece);
    if (area < leastM2) continue;
    if (area < targetM2 * 1.45) {
      lots.push(piece);
      continue;
    }
    const box = orientedBox(piece);
    // A narrow strip is cut into as many equal pieces as it holds, a square one in two.
    const parts = Math.max(2, Math.min(Math.round(area / targetM2), Math.round((box.length / box.width) * 0.8)));
    const share = 1 / parts + rng.range(-jitter, jitter) / parts;
    const shift = box.length * (share - 0.5);
    const p: Pt = [box.center[0] + box.axis[0] * shift, box.center[1] + box.axis[1] * shift];
    const tilt = rng.range(-0.05, 0.05);
    const across: Pt = [-box.axis[1] + box.axis[0] * tilt, box.axis[0] + box.axis[1] * tilt];
    const { left, right } = splitByLine(piece, p, across);
    if (left.length === 0 || right.length === 0) {
      lots.push(piece);
      continue;
    }
    for (const part of [...left, ...right]) {
      const tidy = tidyRing(part, 0.02);
      if (tidy.length >= 3) work.push(tidy);
    }
  }
  return lots;
}

/**
 * Cuts a piece of about `areaM2` off one end of a ring; null when the ring cannot give a sensible piece. From a broad ring the piece is the
 * corner of a strip, and the other end of that strip is left over as `spare`.
 */
export function carve(ring: Ring, areaM2: number, rng: Random): { piece: Ring; rest: Ring; spare: Ring | null } | null {
  const box = orientedBox(ring);
  const share = areaM2 / ringArea(ring);
  if (share > 0.75) return null;
  if ((share * box.length) / box.width >= 0.28) {
    const cut = cutEnd(ring, areaM2, rng);
    return cut && { ...cut, spare: null };
  }
  const strip = cutEnd(ring, Math.sqrt(areaM2 * 1.15) * box.width, rng);
  const corner = strip && cutEnd(strip.piece, areaM2, rng);
  return strip && corner && { piece: corner.piece, rest: strip.rest, spare: corner.rest };
}

function cutEnd(ring: Ring, areaM2: number, rng: Random): { piece: Ring; rest: Ring } | null {
  const share = areaM2 / ringArea(ring);
  if (share > 0.75) return null;
  const box = orientedBox(ring);
  const shift = (rng.chance(0.5) ? 1 : -1) * box.length * (0.5 - share);
  const p: Pt = [box.center[0] + box.axis[0] * shift, box.center[1] + box.axis[1] * shift];
  const { left, right } = splitByLine(ring, p, [-box.axis[1], box.axis[0]]);
  if (left.length !== 1 || right.length !== 1) return null;
  const [a, b] = [tidyRing(left[0]!, 0.02), tidyRing(right[0]!, 0.02)];
  const [piece, rest] = ringArea(a) < ringArea(b) ? [a, b] : [b, a];
  return piece.length >= 3 && rest.length >= 3 && ringArea(piece) > areaM2 * 0.5 ? { piece, rest } : null;
}
