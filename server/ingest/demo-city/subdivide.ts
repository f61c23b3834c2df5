import { centroid, distance, insideRing, orientedBox, ringArea, segmentsTouch, type Pt } from './polygon.ts';
import type { EdgeClass, PlanarMap } from './planar-map.ts';
import type { Random } from './random.ts';
import type { Place } from './zones.ts';

/** How fine the ground of a zone is cut, hectares, and below which size its streets are alleys. */
export interface Grain { readonly blockHa: number; readonly alleyBelowHa: number; readonly branchBelowHa: number }

export interface Subdivision {
  grainAt(place: Place): Grain;
  placeAt(x: number, y: number): Place;
  /** True when this face is wanted whole (a park, a lake). */
  keeps(face: number, areaM2: number, centre: Pt): boolean;
  /** A line index for a new street. */
  nameless: number;
}

/** Nearer than this to a corner, a new street runs into the corner instead. */
const CORNER_M = 24;

/** Ground larger than this is first cut by an arterial. */
const ARTERIAL_FROM_HA = 420;

interface End { readonly h: number; readonly at: Pt; readonly t: number; readonly snapped: boolean; readonly crossing: boolean }
interface Chord { readonly from: End; readonly to: End; readonly score: number }

/** Cuts every face, again and again, along its own longer side until it is as small as its zone wants it. */
export function subdivide(map: PlanarMap, rules: Subdivision, rng: Random): void {
  const work = map.faceStart.map((_, face) => face).slice(1);
  while (work.length > 0) {
    const face = work.pop()!;
    const hs = map.outline(face);
    const ring = hs.map((h) => map.at(h));
    const area = ringArea(ring);
    const centre = centroid(ring);
    if (hs.some((h) => map.classOf(h) === 'midriver') || rules.keeps(face, area, centre)) continue;
    const grain = rules.grainAt(rules.placeAt(centre[0], centre[1]));
    if (area < grain.blockHa * 1e4 * rng.range(0.9, 1.75)) continue;
    const chord = bestChord(map, hs, ring, area, rng);
    if (!chord) continue;
    const ha = area / 1e4;
    const cls: EdgeClass = ha < grain.alleyBelowHa ? 'alley' : ha < grain.branchBelowHa ? 'branch' : ha < ARTERIAL_FROM_HA ? 'secondary' : 'arterial';
    work.push(face, cut(map, chord, ring, cls, rules.nameless, rng));
  }
}

function bestChord(map: PlanarMap, hs: readonly number[], ring: readonly Pt[], area: number, rng: Random): Chord | null {
  const box = orientedBox(ring);
  const across: Pt = [-box.axis[1], box.axis[0]];
  let best: Chord | null = null;
  for (let attempt = 0; attempt < 14; attempt++) {
    const along = attempt > 9;
    const base = along ? box.axis : across;
    const tilt = rng.range(-0.1, 0.1) * (1 + attempt / 5);
    const d: Pt = [base[0] * Math.cos(tilt) - base[1] * Math.sin(tilt), base[0] * Math.sin(tilt) + base[1] * Math.cos(tilt)];
    const shift = rng.range(-0.14, 0.14) * (along ? box.width : box.length);
    const step = along ? across : box.axis;
    const p: Pt = [box.center[0] + step[0] * shift, box.center[1] + step[1] * shift];
    const chord = chordAlong(map, hs, ring, area, p, d);
    if (chord && (!best || chord.score - (along ? 0.5 : 0) > best.score)) best = chord;
  }
  return best;
}

function chordAlong(map: PlanarMap, hs: readonly number[], ring: readonly Pt[], area: number, p: Pt, d: Pt): Chord | null {
  const hits: { i: number; t: number; s: number; at: Pt }[] = [];
  const side = ring.map(([x, y]) => d[0] * (y - p[1]) - d[1] * (x - p[0]));
  for (let i = 0; i < ring.length; i++) {
    const j = (i + 1) % ring.length;
    if (side[i]! > 0 === side[j]! > 0) continue;
    const t = side[i]! / (side[i]! - side[j]!);
    const at: Pt = [ring[i]![0] + (ring[j]![0] - ring[i]![0]) * t, ring[i]![1] + (ring[j]![1] - ring[i]![1]) * t];
    hits.push({ i, t, at, s: (at[0] - p[0]) * d[0] + (at[1] - p[1]) * d[1] });
  }
  hits.sort((a, b) => a.s - b.s);
  let best: Chord | null = null;
  for (let k = 0; k + 1 < hits.length; k += 2) {
    const a = hits[k]!, b = hits[k + 1]!;
    if (b.s - a.s < 18) continue;
    const from = settle(map, hs, ring, a.i, a.t, a.at, b.at), to = settle(map, hs, ring, b.i, b.t, b.at, a.at);
    if (!from || !to || (from.h === to.h)) continue;
    const score = judge(hs, ring, area, from, to);
    if (score > 0 && (!best || score > best.score)) best = { from, to, score };
  }
  return best;
}

/** Moves an end of a new street to a nearby corner, or refuses it where it would meet the old street at a sharp angle or jog past a junction. */
function settle(map: PlanarMap, hs: readonly number[], ring: readonly Pt[], i: number, t: number, at: Pt, other: Pt): End | null {
  const n = ring.length;
  const reach = distance(at, other);
  const dir: Pt = [(other[0] - at[0]) / reach, (other[1] - at[1]) / reach];
  const candidates = [i, (i + 1) % n].filter((k) => distance(ring[k]!, at) < Math.min(CORNER_M, reach * 0.3)).sort((p, q) => distance(ring[p]!, at) - distance(ring[q]!, at));
  const turn = (k: number): number => {
    const a = ring[(k + n - 1) % n]!, b = ring[k]!, c = ring[(k + 1) % n]!;
    return Math.abs(Math.atan2((b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]), (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])));
  };
  for (const k of candidates) {
    const degree = map.degree[map.origin[hs[k]!]!]!;
    if (turn(k) < 0.5 && degree < 4) return { h: hs[k]!, at: ring[k]!, t: 0, snapped: true, crossing: degree === 3 };
    if (degree >= 3) return null;
  }
  const a = ring[i]!, b = ring[(i + 1) % n]!;
  const length = distance(a, b);
  if (Math.abs(((b[0] - a[0]) * dir[0] + (b[1] - a[1]) * dir[1]) / length) > 0.72) return null;
  if (length * t < 9 || length * (1 - t) < 9) {
    const k = length * t < 9 ? i : (i + 1) % n;
    return turn(k) < 0.5 && map.degree[map.origin[hs[k]!]!]! < 4 ? { h: hs[k]!, at: ring[k]!, t: 0, snapped: true, crossing: false } : null;
  }
  return { h: hs[i]!, at, t, snapped: false, crossing: false };
}

function judge(hs: readonly number[], ring: readonly Pt[], area: number, from: End, to: End): number {
  const i = hs.indexOf(from.h), j = hs.indexOf(to.h);
  const piece: Pt[] = [from.at];
  for (let k = (i + 1) % ring.length; ; k = (k + 1) % ring.length) {
    piece.push(ring[k]!);
    if (k === j) break;
  }
  if (!to.snapped) piece.push(to.at);
  const share = ringArea(piece) / area;
  if (share < 0.22 || share > 0.78) return 0;
  const length = distance(from.at, to.at);
  const middle: Pt = [(from.at[0] + to.at[0]) / 2, (from.at[1] + to.at[1]) / 2];
  if (!insideRing(ring, middle[0], middle[1]) || grazes(ring, from.at, to.at)) return 0;
  return 2 - Math.abs(share - 0.5) * 2 + (from.crossing ? 0.45 : 0) + (to.crossing ? 0.45 : 0) - length / Math.sqrt(area) * 0.6 + 0.001;
}

/** Would the street touch the outline anywhere but at its ends? */
function grazes(ring: readonly Pt[], a: Pt, b: Pt): boolean {
  const inner = (t: number): Pt => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  const p = inner(0.03), q = inner(0.97);
  return ring.some((c, i) => segmentsTouch(p, q, c, ring[(i + 1) % ring.length]!));
}

function cut(map: PlanarMap, { from, to }: Chord, ring: readonly Pt[], cls: EdgeClass, line: number, rng: Random): number {
  const length = distance(from.at, to.at);
  const pieces = Math.max(1, Math.round(length / 48));
  const bow = length > 110 ? rng.range(-0.045, 0.045) * length : 0;
  const via = (sag: number): Pt[] => Array.from({ length: pieces - 1 }, (_, k): Pt => {
    const t = (k + 1) / pieces;
    const lift = sag * 4 * t * (1 - t);
    return [
      from.at[0] + (to.at[0] - from.at[0]) * t - ((to.at[1] - from.at[1]) / length) * lift,
      from.at[1] + (to.at[1] - from.at[1]) * t + ((to.at[0] - from.at[0]) / length) * lift,
    ];
  });
  const bent = [from.at, ...via(bow), to.at];
  const clear = bent.slice(1, -2).every((p, k) => insideRing(ring, p[0], p[1]) && ring.every((a, i) => !segmentsTouch(p, bent[k + 2]!, a, ring[(i + 1) % ring.length]!)));
  return map.addChord(start(map, from), start(map, to), via(clear ? bow : 0), cls, line);
}

/** Half-edge that starts at the chosen end; the outline edge is cut there when the end is no corner yet. */
function start(map: PlanarMap, end: End): number {
  if (end.snapped) return end.h;
  map.splitEdge(end.h, end.at);
  return map.next[end.h]!;
}
