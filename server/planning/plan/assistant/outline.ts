/** The boundary of a piece of ground: rings of half-edges, the unit to their left, and the points that are kept of them. */
import type { LonLatArea, Position } from '../../geometry/types.ts';
import { signedRingArea } from '../ring-measures.ts';
import { originOf, targetOf } from './faces.ts';
import type { Scene } from './scene.ts';

/** Rings of half-edges, the outer one first. */
export type Outline = readonly (readonly number[])[];

/** Rings of a piece whose faces hang together by edges. A ring that meets itself in a point is parted there: shell and holes may touch, a ring must not. */
export function outlineOf({ graph, vertices: { metres } }: Scene, piece: ReadonlySet<number>): Outline {
  const { segments, faceOf, outgoing } = graph;
  const isBoundary = (half: number): boolean => piece.has(faceOf[half]) && !piece.has(faceOf[half ^ 1]);
  const nextOf = (half: number): number => {
    const around = outgoing.get(targetOf(segments, half)) as readonly number[];
    for (let i = around.indexOf(half ^ 1) + around.length - 1, tries = around.length; tries > 0; i--, tries--) if (isBoundary(around[i % around.length])) return around[i % around.length];
    return half;
  };
  const walked = new Set<number>();
  const rings: number[][] = [];
  for (let start = 0; start < faceOf.length; start++) {
    if (walked.has(start) || !isBoundary(start)) continue;
    const walk: number[] = [];
    for (let half = start; !walked.has(half); half = nextOf(half)) {
      walked.add(half);
      walk.push(half);
    }
    rings.push(...simpleRings(walk, (half) => originOf(segments, half)));
  }
  const signed = rings.map((ring) => ({ ring, m2: signedRingArea([...ring, ring[0]].map((half): Position => metres[originOf(segments, half)])) }));
  return signed.sort((a, b) => b.m2 - a.m2).map(({ ring }) => ring);
}

/** A closed walk parted wherever it comes back to a point. */
function simpleRings(walk: readonly number[], origin: (half: number) => number): number[][] {
  const rings: number[][] = [];
  const path: number[] = [];
  const placeOf = new Map<number, number>();
  for (const half of walk) {
    const vertex = origin(half);
    const before = placeOf.get(vertex);
    if (before !== undefined) {
      const ring = path.splice(before);
      for (const each of ring) placeOf.delete(origin(each));
      rings.push(ring);
    }
    placeOf.set(vertex, path.length);
    path.push(half);
  }
  return [...rings, path];
}

/** Where a line was only cut by another it runs straight on: such a point is no corner of the boundary. */
export function isKept({ graph: { segments }, ownPoints }: Scene, before: number, half: number): boolean {
  const shared = segments[before >> 1].lines.find((line) => segments[half >> 1].lines.includes(line));
  return shared === undefined || ownPoints.has(`${shared}:${originOf(segments, half)}`);
}

/** The rings as a unit keeps them, in degrees. `withAll`: with the points that are no corners, too. */
export function areaOfOutline(scene: Scene, outline: Outline, withAll = false): LonLatArea {
  const { graph: { segments }, vertices: { lonLats } } = scene;
  const coordinates = outline.map((ring) => {
    const corners = ring.filter((half, i) => withAll || isKept(scene, ring[(i + ring.length - 1) % ring.length], half)).map((half) => [...lonLats[originOf(segments, half)]]);
    return [...corners, [...corners[0] ?? []]];
  });
  return { type: 'Polygon', coordinates };
}
