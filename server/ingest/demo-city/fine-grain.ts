import { inset } from './inset.ts';
import { cutLots } from './lots.ts';
import { centroid, orientedBox, ringArea, splitByLine, tidyRing, type Pt, type Ring } from './polygon.ts';
import type { Yard } from './yard.ts';

/** Courtyard houses: lots along blind lanes, each with wings round a yard, the main house to the north. */
export function buildCourtyards(yard: Yard): void {
  const { rng } = yard;
  for (const part of withBlindLane(yard, 6500)) {
    for (const lot of cutLots(part, rng.range(210, 330), rng, 60, 0.3)) {
      if (rng.chance(0.035)) continue;
      courtyardHouse(yard, lot);
    }
  }
}

/** Shop houses: deep narrow plots shoulder to shoulder, homes above shops. */
export function buildShopHouses(yard: Yard): void {
  const { rng } = yard;
  for (const lot of cutLots(yard.parcel.ring, rng.range(120, 200), rng, 45, 0.3)) {
    const ring = inset(lot, rng.range(0.35, 1.1));
    if (ring) yard.build(ring, { use: rng.chance(0.7) ? 'commercial' : 'residential', floors: rng.int(2, 4), storeyM: 3.4, shop: rng.chance(0.5) });
  }
}

/** Handshake houses of an urban village: small plots built to the edge, a metre or two between walls. */
export function buildVillage(yard: Yard): void {
  const { rng } = yard;
  for (const lot of cutLots(yard.parcel.ring, rng.range(108, 145), rng, 38, 0.1)) {
    if (rng.chance(0.025)) continue;
    const ring = inset(lot, rng.range(0.55, 1.2));
    if (ring) yard.build(ring, { use: 'residential', floors: rng.chance(0.15) ? rng.int(2, 3) : rng.int(3, 6), storeyM: 3.1, shop: rng.chance(0.06), year: Math.max(1985, yard.parcel.buildYear + rng.int(-6, 8)) });
  }
}

/** Farm houses with a yard in front. */
export function buildHamlet(yard: Yard): void {
  const { rng } = yard;
  for (const lot of cutLots(yard.parcel.ring, rng.range(230, 330), rng, 90, 0.12)) {
    if (rng.chance(0.14)) continue;
    const body = inset(lot, 1.1);
    if (!body) continue;
    const box = orientedBox(body);
    const northern = keepNorth(body, rng.range(0.45, 0.62), box.axis);
    if (northern) yard.build(northern, { use: 'residential', floors: rng.int(1, 3), storeyM: 3.2, year: Math.max(1978, yard.parcel.buildYear + rng.int(-8, 8)) });
  }
}

/** Small works and yards: mixed sheds on irregular lots. */
export function buildWorkshops(yard: Yard): void {
  const { rng } = yard;
  for (const lot of cutLots(yard.parcel.ring, rng.range(420, 900), rng, 120, 0.3)) {
    if (rng.chance(0.2)) continue;
    const ring = inset(lot, rng.range(2, 4.5));
    if (ring) yard.build(ring, { use: 'industrial', floors: rng.int(1, 3), storeyM: 4.2 });
  }
}

function courtyardHouse(yard: Yard, lot: Ring): void {
  const { rng } = yard;
  const body = inset(lot, rng.range(0.3, 0.7));
  if (!body) return;
  const floors = rng.chance(0.72) ? 1 : 2;
  const depth = rng.range(4.6, 6.2);
  const court = body.length === 4 && ringArea(body) > 140 ? inset(body, depth) : null;
  if (!court || court.length !== 4 || ringArea(court) < 22) {
    yard.build(body, { use: 'residential', floors, storeyM: 3.3 });
    return;
  }
  if (rng.chance(0.16)) {
    yard.build(body, { use: 'residential', floors, storeyM: 3.3, hole: [...court].reverse() });
    return;
  }
  // Leave one side open: the one that looks most to the south, mostly.
  const middle = centroid(body);
  const southness = body.map((a, i) => middle[1] - (a[1] + body[(i + 1) % 4]![1]) / 2);
  let open = southness.indexOf(Math.max(...southness));
  if (rng.chance(0.25)) open = (open + rng.int(1, 3)) % 4;
  const q = matchCorners(body, court);
  const at = (list: Ring, k: number): Pt => list[(open + k) % 4]!;
  const sides = rng.chance(0.3) ? 2 : 3;
  const outer = Array.from({ length: sides + 1 }, (_, k) => at(body, k + 1));
  const inner = Array.from({ length: sides + 1 }, (_, k) => at(q, k + 1)).reverse();
  yard.build([...outer, ...inner], { use: 'residential', floors, storeyM: 3.3 });
  if (sides === 2 && rng.chance(0.6)) {
    const far = rng.chance(0.5) ? 0 : 3;
    const a = at(body, far), b = at(body, far + 1), c = at(q, far + 1), d = at(q, far);
    const shed = inset([a, b, c, d], 0.7);
    if (shed) yard.build(shed, { use: 'residential', floors: 1, storeyM: 2.8 });
  }
}

/** The inner ring's corners in the order of the outer ring's. */
function matchCorners(outer: Ring, inner: Ring): Ring {
  const first = inner.map((p) => Math.hypot(p[0] - outer[0]![0], p[1] - outer[0]![1]));
  const shift = first.indexOf(Math.min(...first));
  return inner.map((_, k) => inner[(k + shift) % inner.length]!);
}

function keepNorth(ring: Ring, share: number, axis: Pt): Ring | null {
  const along: Pt = Math.abs(axis[0]) > Math.abs(axis[1]) ? axis : [-axis[1], axis[0]];
  const d: Pt = along[0] > 0 ? along : [-along[0], -along[1]];
  const heights = ring.map(([x, y]) => d[0] * y - d[1] * x);
  const low = Math.min(...heights), high = Math.max(...heights);
  const cut = high - (high - low) * share;
  const { left } = splitByLine(ring, [-d[1] * cut, d[0] * cut], d);
  return left.length === 1 ? tidyRing(left[0]!) : null;
}

/** Lays a blind lane into a deep block and gives the ground left on its two sides. */
function withBlindLane(yard: Yard, fromM2: number): Ring[] {
  const { rng, parcel } = yard;
  if (parcel.areaM2 < fromM2 || !rng.chance(0.8)) return [parcel.ring];
  const box = orientedBox(parcel.ring);
  const shift = rng.range(-0.12, 0.12) * box.width;
  const d = rng.chance(0.5) ? box.axis : ([-box.axis[0], -box.axis[1]] as Pt);
  const p: Pt = [box.center[0] - box.axis[1] * shift, box.center[1] + box.axis[0] * shift];
  const { left, right } = splitByLine(parcel.ring, p, d);
  if (left.length !== 1 || right.length !== 1) return [parcel.ring];
  const sides = left[0]!.map((q) => (q[0] - p[0]) * d[0] + (q[1] - p[1]) * d[1]);
  const onLine = left[0]!.map((q, i) => ({ q, s: sides[i]!, off: Math.abs(d[0] * (q[1] - p[1]) - d[1] * (q[0] - p[0])) })).filter(({ off }) => off < 0.001).sort((a, b) => a.s - b.s);
  const mouth = onLine[0], far = onLine[onLine.length - 1];
  if (!mouth || !far || far.s - mouth.s < 40) return [parcel.ring];
  const street = yard.streetFrom(mouth.q, [-d[0], -d[1]]);
  if (!street) return [parcel.ring];
  const reach = (far.s - mouth.s) * rng.range(0.55, 0.82);
  const end: Pt = [mouth.q[0] + d[0] * reach, mouth.q[1] + d[1] * reach];
  yard.lane([street, mouth.q, end], 'alley', 1.7, true);
  return [...left, ...right].map((part) => tidyRing(part, 0.02)).flatMap((part) => {
    const clear = inset(part, part.map((a, i) => (onSeam(a, p, d) && onSeam(part[(i + 1) % part.length]!, p, d) ? 1.9 : 0)));
    return clear ? [clear] : [];
  });
}

const onSeam = (q: Pt, p: Pt, d: Pt): boolean => Math.abs(d[0] * (q[1] - p[1]) - d[1] * (q[0] - p[0])) < 0.01;
