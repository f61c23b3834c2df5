/** Plane helpers of the generator. Rings are open (first point not repeated), counter-clockwise, metres. */
export type Pt = readonly [x: number, y: number];
export type Ring = readonly Pt[];

export function ringArea(ring: Ring): number {
  let twice = 0;
  const [ox, oy] = ring[0]!;
  for (let i = 0; i < ring.length; i++) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    twice += (x1 - ox) * (y2 - oy) - (x2 - ox) * (y1 - oy);
  }
  return twice / 2;
}

export function centroid(ring: Ring): Pt {
  const [ox, oy] = ring[0]!;
  let twice = 0;
  let cx = 0;
  let cy = 0;
  for (let i = 0; i < ring.length; i++) {
    const x1 = ring[i]![0] - ox;
    const y1 = ring[i]![1] - oy;
    const x2 = ring[(i + 1) % ring.length]![0] - ox;
    const y2 = ring[(i + 1) % ring.length]![1] - oy;
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    cx += (x1 + x2) * cross;
    cy += (y1 + y2) * cross;
  }
  if (Math.abs(twice) < 1e-9) return ring[0]!;
  return [ox + cx / (3 * twice), oy + cy / (3 * twice)];
}

export function insideRing(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

export interface Box { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number }

export function boxOf(points: Ring): Box {
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
  for (const [x, y] of points) {
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return { minX, minY, maxX, maxY };
}

export const boxesTouch = (a: Box, b: Box): boolean => a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;

export const distance = (a: Pt, b: Pt): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Twice the area of the triangle pqr: above zero when r lies left of pq. */
function leftOf(p: Pt, q: Pt, r: Pt): number {
  return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
}

/** Do the segments ab and cd share a point? */
export function segmentsTouch(a: Pt, b: Pt, c: Pt, d: Pt): boolean {
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) return false;
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return false;
  const s1 = leftOf(a, b, c), s2 = leftOf(a, b, d), s3 = leftOf(c, d, a), s4 = leftOf(c, d, b);
  return ((s1 >= 0 && s2 <= 0) || (s1 <= 0 && s2 >= 0)) && ((s3 >= 0 && s4 <= 0) || (s3 <= 0 && s4 >= 0));
}

export function isSimple(ring: Ring): boolean {
  const n = ring.length;
  if (n < 3) return false;
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (segmentsTouch(ring[i]!, ring[(i + 1) % n]!, ring[j]!, ring[(j + 1) % n]!)) return false;
    }
  }
  return true;
}

/** Do two rings overlap or touch? */
export function ringsTouch(a: Ring, b: Ring): boolean {
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      if (segmentsTouch(a[i]!, a[(i + 1) % a.length]!, b[j]!, b[(j + 1) % b.length]!)) return true;
    }
  }
  return insideRing(a, b[0]![0], b[0]![1]) || insideRing(b, a[0]![0], a[0]![1]);
}

export function segmentDistance(p: Pt, a: Pt, b: Pt): number {
  const dx = b[0] - a[0], dy = b[1] - a[1];
  const t = Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

export interface OrientedBox { readonly center: Pt; readonly axis: Pt; readonly length: number; readonly width: number }

/** Smallest rectangle around a ring with a side along one of its edges; `axis` runs along the longer side. */
export function orientedBox(ring: Ring): OrientedBox {
  let best: OrientedBox | null = null;
  let bestArea = Infinity;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    const length = distance(a, b);
    if (length < 0.5) continue;
    const ux = (b[0] - a[0]) / length, uy = (b[1] - a[1]) / length;
    let minU = Infinity, maxU = -Infinity, minV = Infinity, maxV = -Infinity;
    for (const [x, y] of ring) {
      const u = x * ux + y * uy, v = y * ux - x * uy;
      if (u < minU) minU = u;
      if (u > maxU) maxU = u;
      if (v < minV) minV = v;
      if (v > maxV) maxV = v;
    }
    const area = (maxU - minU) * (maxV - minV);
    if (area >= bestArea) continue;
    bestArea = area;
    const cu = (minU + maxU) / 2, cv = (minV + maxV) / 2;
    const center: Pt = [cu * ux - cv * uy, cu * uy + cv * ux];
    best = maxU - minU >= maxV - minV
      ? { center, axis: [ux, uy], length: maxU - minU, width: maxV - minV }
      : { center, axis: [-uy, ux], length: maxV - minV, width: maxU - minU };
  }
  return best ?? { center: ring[0]!, axis: [1, 0], length: 0, width: 0 };
}

interface Cut { readonly at: Pt; readonly side: number; partner: number; readonly t: number }

/** Cuts a simple ring along the line through `p` with direction `d`. Pieces left of the line come first; concave rings may give more than two. */
export function splitByLine(ring: Ring, p: Pt, d: Pt): { left: Ring[]; right: Ring[] } {
  const chain: Cut[] = [];
  const crossings: number[] = [];
  const sides = ring.map(([x, y]) => {
    const s = d[0] * (y - p[1]) - d[1] * (x - p[0]);
    return Math.abs(s) < 1e-7 ? 1e-7 : s;
  });
  for (let i = 0; i < ring.length; i++) {
    const j = (i + 1) % ring.length;
    chain.push({ at: ring[i]!, side: sides[i]! > 0 ? 1 : -1, partner: -1, t: 0 });
    if (sides[i]! > 0 !== sides[j]! > 0) {
      const share = sides[i]! / (sides[i]! - sides[j]!);
      const x = ring[i]![0] + (ring[j]![0] - ring[i]![0]) * share;
      const y = ring[i]![1] + (ring[j]![1] - ring[i]![1]) * share;
      crossings.push(chain.length);
      chain.push({ at: [x, y], side: 0, partner: -1, t: (x - p[0]) * d[0] + (y - p[1]) * d[1] });
    }
  }
  if (crossings.length === 0) return sides[0]! > 0 ? { left: [ring], right: [] } : { left: [], right: [ring] };
  crossings.sort((a, b) => chain[a]!.t - chain[b]!.t);
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    chain[crossings[k]!]!.partner = crossings[k + 1]!;
    chain[crossings[k + 1]!]!.partner = crossings[k]!;
  }
  return tracePieces(chain);
}

function tracePieces(chain: readonly Cut[]): { left: Ring[]; right: Ring[] } {
  const left: Ring[] = [];
  const right: Ring[] = [];
  const done = new Uint8Array(chain.length);
  for (let start = 0; start < chain.length; start++) {
    if (done[start] || chain[start]!.side === 0) continue;
    const piece: Pt[] = [];
    let i = start;
    do {
      const cut = chain[i]!;
      piece.push(cut.at);
      if (cut.side !== 0) done[i] = 1;
      else {
        i = cut.partner;
        piece.push(chain[i]!.at);
      }
      i = (i + 1) % chain.length;
    } while (i !== start && piece.length <= chain.length * 2);
    (chain[start]!.side > 0 ? left : right).push(piece);
  }
  return { left, right };
}

/** Removes points closer than `gapM` to the one before and points that lie on a straight line, give or take `bendM`. */
export function tidyRing(ring: Ring, gapM = 0.05, bendM = 0.02): Ring {
  const kept: Pt[] = [];
  for (const point of ring) if (kept.length === 0 || distance(kept[kept.length - 1]!, point) > gapM) kept.push(point);
  while (kept.length > 1 && distance(kept[0]!, kept[kept.length - 1]!) <= gapM) kept.pop();
  return kept.filter((point, i) => {
    const a = kept[(i + kept.length - 1) % kept.length]!;
    const b = kept[(i + 1) % kept.length]!;
    return Math.abs((point[0] - a[0]) * (b[1] - a[1]) - (point[1] - a[1]) * (b[0] - a[0])) > bendM * distance(a, b);
  });
}
