import type { LonLatArea, MultiPolygonCoords, Position, Ring } from '../../geometry/types.ts';
import { changedArcs, movedPlace, type ChangedArc } from './changed-arcs.ts';
import { cutInPlace } from './cut-to-neighbours.ts';
import { faultOf, finish } from './finish.ts';
import { signedRingArea } from '../ring-measures.ts';
import { insertVertices } from './insert-vertices.ts';
import { cleanRing, distanceM, mapRings, opened } from './rings.ts';
import { refusal, type TopologyRefusal, type TopologyResult, type TopologyScene } from './types.ts';
import { Working } from './working.ts';

export interface MoveOptions {
  /** Neighbours' vertices and edges on the old boundary follow it; else only the unit moves. */
  readonly share: boolean;
  /** What is over others' ground after that: taken away, or a reason to refuse. */
  readonly overlap: 'refuse' | 'cut';
}

interface Place { readonly arc: ChangedArc; readonly old: number }

/** Arcs on which a vertex lies, with its places along them. The ends of an arc stay where they are. */
function placesOf(point: Position, arcs: readonly ChangedArc[], toleranceM: number): readonly Place[] {
  return arcs.flatMap((arc) => arc.old.placesOf(point, toleranceM).map((old) => ({ arc, old })));
}

/** The two ends of an edge that runs along an arc, or null. */
function alongArc(a: Position, b: Position, from: readonly Place[], to: readonly Place[], toleranceM: number): readonly [Place, Place] | null {
  const lengthM = distanceM(a, b);
  const middle: Position = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  for (const start of from) for (const end of to) {
    if (start.arc !== end.arc || start.old === end.old || Math.abs(Math.abs(start.old - end.old) - lengthM) > 4 * toleranceM) continue;
    if (start.arc.old.placesOf(middle, toleranceM).length > 0) return [start, end];
  }
  return null;
}

type Run = readonly [Place, Place] | null;

/** A vertex within a stretch that moves goes with it: what counts are the ends, and the new vertices between them. */
const isPassed = (before: Run, after: Run): boolean => before !== null && after !== null && before[1].arc === after[0].arc && before[1].old === after[0].old && (before[0].old < before[1].old) === (after[0].old < after[1].old);

/** A neighbour's ring with what lay on the arcs moved along; the same object when nothing did. */
function followed(ring: Ring, arcs: readonly ChangedArc[], working: Working): Ring {
  const toleranceM = working.scene.rules.touchWidthM;
  const points = opened(ring);
  const n = points.length;
  const places = points.map((point) => placesOf(point, arcs, toleranceM));
  if (places.every((list) => list.length === 0)) return ring;
  const runs = points.map((point, i): Run => alongArc(point, points[(i + 1) % n] as Position, places[i] ?? [], places[(i + 1) % n] ?? [], toleranceM));
  const moved: Position[] = [];
  points.forEach((point, i) => {
    const run = runs[i] as Run;
    if (isPassed(runs[(i + n - 1) % n] as Run, run)) return;
    moved.push(movedPoint(point, run?.[0] ?? places[i]?.[0], working));
    if (!run) return;
    let last = run;
    for (let k = i + 1; k < i + n && isPassed(last, runs[k % n] as Run); k++) last = runs[k % n] as readonly [Place, Place];
    moved.push(...run[0].arc.now.between(movedPlace(run[0].arc, run[0].old), movedPlace(run[0].arc, last[1].old)));
  });
  return cleanRing([...moved, moved[0] as Position]);
}

function movedPoint(point: Position, place: Place | undefined, working: Working): Position {
  if (!place) return point;
  const { arc, old } = place;
  const isEnd = old === 0 || old === arc.old.lengthM;
  // A stretch that closes on itself has no fixed ends: its first vertex may have moved.
  if (isEnd && distanceM(arc.old.points[0] as Position, arc.now.points[0] as Position) === 0) return point;
  return working.points.settled(arc.now.pointAt(movedPlace(arc, old)));
}

/** True when a ring goes round the other way than before: its border was moved past its far side. */
const isTurned = (ring: Ring | undefined, before: Ring | undefined): boolean => ring !== undefined && before !== undefined && ring.length > 0 && Math.sign(signedRingArea(ring)) === -Math.sign(signedRingArea(before));

/**
 * Neighbours follow what `before` → `after` did to a border they had in common. One whose ground would come to lie on the other side of its border stays as it is: it was not moved but
 * drawn over, which is for the overlap to settle.
 */
export function followInPlace(working: Working, unitId: string, before: MultiPolygonCoords, after: MultiPolygonCoords): void {
  const arcs = changedArcs(before, after);
  if (arcs.length === 0) return;
  for (const other of working.near(unitId, working.scene.rules.touchWidthM)) {
    // The ends of what changed may lie in the middle of a neighbour's edge.
    const area = insertVertices(working.area(other) ?? [], arcs.flatMap((arc) => arc.old.points), working.scene.rules.touchWidthM);
    const moved = mapRings(area, (ring) => followed(ring, arcs, working)).map((polygon) => (polygon[0]?.length === 0 ? [] : polygon.filter((ring) => ring.length > 0)));
    if (moved.some((polygon, p) => polygon.some((ring, r) => isTurned(ring, area[p]?.[r])))) continue;
    if (moved.some((polygon, p) => polygon.some((ring, r) => ring !== area[p]?.[r]) || polygon.length !== area[p]?.length)) working.put(other, moved.filter((polygon) => polygon.length > 0));
  }
}

/** Puts a unit's new boundary, lets neighbours follow and cuts, as asked. The refusal, or null. */
export function moveInPlace(working: Working, unitId: string, geometry: MultiPolygonCoords, { share, overlap }: MoveOptions): TopologyRefusal | null {
  const before = working.area(unitId);
  const fault = faultOf(working, geometry);
  if (fault) return fault;
  // Neighbours are looked for around the old boundary, before the new one is put.
  if (share && before) followInPlace(working, unitId, before, geometry);
  working.put(unitId, geometry);
  return overlap === 'cut' ? cutInPlace(working, unitId) : null;
}

/**
 * A unit with a boundary drawn anew, `null` before: a new one. With `share` the vertices and edges that neighbours had in common with the old boundary
 * follow it and get the very same vertices; without it, they stay. Refuses what would overlap, unless `overlap` is `cut`.
 */
export function withSharedMove(scene: TopologyScene, unitId: string, geometry: LonLatArea, options: MoveOptions): TopologyResult {
  const working = new Working(scene);
  if (geometry.coordinates.length === 0) return refusal('nothing_left');
  return moveInPlace(working, unitId, working.points.metric(geometry), options) ?? finish(working, options.share);
}
