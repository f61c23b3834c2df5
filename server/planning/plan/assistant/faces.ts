/** The ground that lines enclose: faces of a planar graph, each line piece with the face to its left and to its right. */
import Flatbush from 'flatbush';
import type { PolygonCoords, Position, Ring } from '../../geometry/types.ts';
import { sideOfRing } from '../area-validity.ts';
import { orientation } from '../orientation.ts';
import { boxOf, interiorPoint, signedRingArea } from '../ring-measures.ts';
import type { Segment } from './noded-lines.ts';
import type { Vertices } from './vertices.ts';

export interface Face {
  readonly polygon: PolygonCoords;
  readonly areaM2: number;
  /** A point well inside. */
  readonly inside: Position;
}
/** Half-edge 2s walks segment s from a to b, 2s + 1 from b to a. */
export interface PlanarGraph {
  readonly segments: readonly Segment[];
  readonly faces: readonly Face[];
  /** Face to the left of each half-edge; -1: the open ground around everything. */
  readonly faceOf: Int32Array;
  /** Half-edges out of each vertex, counter-clockwise. */
  readonly outgoing: ReadonlyMap<number, readonly number[]>;
}

export const originOf = (segments: readonly Segment[], half: number): number => { const { a, b } = segments[half >> 1] as Segment; return half & 1 ? b : a; };
export const targetOf = (segments: readonly Segment[], half: number): number => originOf(segments, half ^ 1);

/** Segments that end nowhere bound nothing. */
function withoutDeadEnds(segments: readonly Segment[]): readonly Segment[] {
  const degree = new Map<number, number>();
  const count = (vertex: number, by: number): void => void degree.set(vertex, (degree.get(vertex) ?? 0) + by);
  for (const { a, b } of segments) { count(a, 1); count(b, 1); }
  let kept = segments;
  for (;;) {
    const next = kept.filter(({ a, b }) => degree.get(a) !== 1 && degree.get(b) !== 1);
    if (next.length === kept.length) return kept;
    for (const { a, b } of kept) if (degree.get(a) === 1 || degree.get(b) === 1) { count(a, -1); count(b, -1); }
    kept = next;
  }
}

/** Half-edges about each vertex in the order of their directions, counter-clockwise from east. */
function outgoingOf(segments: readonly Segment[], metres: readonly Position[]): Map<number, number[]> {
  const outgoing = new Map<number, number[]>();
  for (let half = 0; half < 2 * segments.length; half++) {
    const vertex = originOf(segments, half);
    const known = outgoing.get(vertex);
    if (known) known.push(half);
    else outgoing.set(vertex, [half]);
  }
  for (const [vertex, halves] of outgoing) {
    const center = metres[vertex] as Position;
    const isLower = (p: Position): number => (p[1] > center[1] || (p[1] === center[1] && p[0] > center[0]) ? 0 : 1);
    halves.sort((h, k) => {
      const [p, q] = [metres[targetOf(segments, h)] as Position, metres[targetOf(segments, k)] as Position];
      return isLower(p) - isLower(q) || -orientation(center, p, q);
    });
  }
  return outgoing;
}

/** Every walk with one face to its left. */
function walksOf(segments: readonly Segment[], outgoing: ReadonlyMap<number, readonly number[]>): readonly (readonly number[])[] {
  const next = new Int32Array(2 * segments.length);
  for (const halves of outgoing.values()) halves.forEach((half, i) => { next[half ^ 1] = halves[(i + halves.length - 1) % halves.length] as number; });
  const isWalked = new Uint8Array(next.length);
  const walks: number[][] = [];
  for (let start = 0; start < next.length; start++) {
    if (isWalked[start]) continue;
    const walk: number[] = [];
    for (let half = start; !isWalked[half]; half = next[half] as number) {
      isWalked[half] = 1;
      walk.push(half);
    }
    walks.push(walk);
  }
  return walks;
}

interface Walk { readonly halves: readonly number[]; readonly ring: Ring; readonly signedM2: number; readonly component: number }

function componentsOf(segments: readonly Segment[]): (vertex: number) => number {
  const parent = new Map<number, number>();
  const root = (vertex: number): number => {
    let at = vertex;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { a, b } of segments) parent.set(root(b), root(a));
  return root;
}

/** The face a ring that runs around other ground lies in: the smallest shell of another component about it. */
function shellAround(walk: Walk, shells: readonly Walk[], index: Flatbush): number {
  const [x, y] = walk.ring[0] as Position;
  let best = -1;
  for (const shell of index.search(x, y, x, y)) {
    const { ring, signedM2, component } = shells[shell] as Walk;
    if (component === walk.component || (best >= 0 && signedM2 >= (shells[best] as Walk).signedM2)) continue;
    if (sideOfRing([x, y], ring) === 'inside') best = shell;
  }
  return best;
}

/** Faces of noded segments; dead ends are left out. Faces in the order of their first segment. */
export function planarGraph(noded: readonly Segment[], { metres }: Vertices): PlanarGraph {
  const segments = withoutDeadEnds(noded);
  const outgoing = outgoingOf(segments, metres);
  const component = componentsOf(segments);
  const walks = walksOf(segments, outgoing).map((halves): Walk => {
    const points = halves.map((half) => metres[originOf(segments, half)] as Position);
    const ring = [...points, points[0] as Position];
    return { halves, ring, signedM2: signedRingArea(ring), component: component(originOf(segments, halves[0] as number)) };
  });
  const shells = walks.filter(({ signedM2 }) => signedM2 > 0);
  const faceOf = new Int32Array(2 * segments.length).fill(-1);
  const holes: Ring[][] = shells.map(() => []);
  shells.forEach(({ halves }, face) => { for (const half of halves) faceOf[half] = face; });
  if (shells.length === 0) return { segments, faces: [], faceOf, outgoing };
  const index = new Flatbush(shells.length);
  for (const { ring } of shells) { const box = boxOf([[ring]]); index.add(box.minX, box.minY, box.maxX, box.maxY); }
  index.finish();
  for (const walk of walks) {
    if (walk.signedM2 > 0) continue;
    const face = shellAround(walk, shells, index);
    if (face < 0) continue;
    for (const half of walk.halves) faceOf[half] = face;
    holes[face]?.push(walk.ring);
  }
  const faces = shells.map(({ ring, signedM2 }, face): Face => {
    const polygon = [ring, ...holes[face] as Ring[]];
    const areaM2 = signedM2 + (holes[face] as Ring[]).reduce((sum, hole) => sum + signedRingArea(hole), 0);
    return { polygon, areaM2, inside: interiorPoint(polygon) ?? ring[0] as Position };
  });
  return { segments, faces, faceOf, outgoing };
}
