/** What an edit did to a boundary, as stretches: each old stretch with the new one that took its place. */
import type { MultiPolygonCoords, Position } from '../../geometry/types.ts';
import { keyOf } from './drawn-points.ts';
import { Path } from './path.ts';
import { opened } from './rings.ts';

export interface ChangedArc {
  readonly old: Path;
  readonly now: Path;
  /** Places along the old path and where they are on the new one, ends included, rising. */
  readonly knots: readonly (readonly [old: number, now: number])[];
}

/** Old and new rings in pairs: those with most vertices in common, else those in the same place. */
function pairsOf(before: MultiPolygonCoords, after: MultiPolygonCoords): [Position[], Position[]][] {
  const places = after.flatMap((polygon, p) => polygon.map((ring, r) => ({ p, r, points: opened(ring), keys: new Set(ring.map(keyOf)) })));
  return before.flatMap((polygon, p) => polygon.flatMap((ring, r): [Position[], Position[]][] => {
    const points = opened(ring);
    const inCommon = places.map((place) => points.filter((point) => place.keys.has(keyOf(point))).length);
    const most = Math.max(0, ...inCommon);
    const partner = most > 0 ? places[inCommon.indexOf(most)] : places.find((place) => place.p === p && place.r === r);
    return partner ? [[points, partner.points]] : [];
  }));
}

/** Indices in `now` and `old` of vertices in both, in the order of `now`; empty when they do not follow each other round in one direction. */
function anchorsOf(old: readonly Position[], now: readonly Position[]): [old: number, now: number][] {
  const indexOf = new Map(old.map((point, i) => [keyOf(point), i]));
  const anchors = now.flatMap((point, i): [number, number][] => {
    const at = indexOf.get(keyOf(point));
    return at === undefined ? [] : [[at, i]];
  });
  let turns = 0;
  anchors.forEach(([at], i) => { if (at >= (anchors[(i + 1) % anchors.length] as [number, number])[0]) turns++; });
  return anchors.length > 0 && turns === 1 ? anchors : [];
}

/** Points from index i round to index j, both included; all the way round when they are equal. */
function stretch(points: readonly Position[], i: number, j: number): Position[] {
  const n = points.length;
  const count = ((j - i + n - 1) % n) + 1;
  return Array.from({ length: count + 1 }, (_, k) => points[(i + k) % n] as Position);
}

function arcOf(oldPoints: readonly Position[], nowPoints: readonly Position[]): ChangedArc {
  const [old, now] = [new Path(oldPoints), new Path(nowPoints)];
  const isPaired = oldPoints.length === nowPoints.length;
  const knots = isPaired ? oldPoints.map((_, i) => [old.along[i] as number, now.along[i] as number] as const) : [[0, 0] as const, [old.lengthM, now.lengthM] as const];
  return { old, now, knots };
}

function arcsOfRing(old: readonly Position[], written: readonly Position[]): ChangedArc[] {
  let now = written;
  let anchors = anchorsOf(old, now);
  if (anchors.length < 3) {
    // With the direction turned the order of the anchors may be right; overlay leaves rings in either.
    const turned = [...written].reverse();
    const others = anchorsOf(old, turned);
    if (others.length > anchors.length) [now, anchors] = [turned, others];
  }
  if (anchors.length === 0) return old.length === now.length ? [arcOf([...old, old[0] as Position], [...now, now[0] as Position])] : [];
  return anchors.flatMap(([oldFrom, nowFrom], i) => {
    const [oldTo, nowTo] = anchors[(i + 1) % anchors.length] as [number, number];
    const [before, after] = [stretch(old, oldFrom, oldTo), stretch(now, nowFrom, nowTo)];
    return before.length === 2 && after.length === 2 ? [] : [arcOf(before, after)];
  });
}

/** Arcs of all rings that changed. Rings whose order of vertices was torn up have none. */
export function changedArcs(before: MultiPolygonCoords, after: MultiPolygonCoords): readonly ChangedArc[] {
  return pairsOf(before, after).flatMap(([old, now]) => arcsOfRing(old, now));
}

/** Where a place along the old path is on the new one. */
export function movedPlace({ knots }: ChangedArc, place: number): number {
  for (let i = 1; i < knots.length; i++) {
    const [[a, u], [b, v]] = [knots[i - 1] as readonly [number, number], knots[i] as readonly [number, number]];
    if (place <= b || i + 1 === knots.length) return place <= a || b === a ? u : place >= b ? v : u + ((place - a) / (b - a)) * (v - u);
  }
  return 0;
}
