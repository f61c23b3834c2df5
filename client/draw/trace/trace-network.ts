import Flatbush from 'flatbush';
import type { Box, LineSet } from '../snap/line-set.ts';
import type { SnapKind } from '../snap/snapping-rules.ts';
import { joinsOf, type Cut } from './segment-joins.ts';
import { metresPerDeg, sameDeg, TraceNodes, type Place } from './trace-nodes.ts';

/** Instead of the segment an edge runs along: it only joins two places that are taken for one. */
export const HOP = -1;
/** Where a place lies on the network: the nodes it is next to, and the segment it lies on; HOP for a place that is a node. */
export interface Spot { readonly place: Place; readonly nodes: readonly number[]; readonly segment: number }

/** How far a place lies from the line between two others, metres. */
export function offLineM(place: Place, from: Place, to: Place, cosLat: number): number {
  const [ux, uy, px, py] = [(to[0] - from[0]) * cosLat, to[1] - from[1], (place[0] - from[0]) * cosLat, place[1] - from[1]];
  const length2 = ux * ux + uy * uy;
  const share = length2 > 0 ? Math.max(0, Math.min(1, (px * ux + py * uy) / length2)) : 0;
  return metresPerDeg * Math.hypot(px - share * ux, py - share * uy);
}

/**
 * Lines as a graph. Corners that coincide are one node; where lines cross, where a corner lies on another line's edge and where two corners all but coincide (`joinM`, metres) they are
 * joined, whatever their kinds. Coordinates stay the source's doubles.
 */
export class TraceNetwork {
  readonly nodes = new TraceNodes();
  readonly ends: number[] = [];
  readonly joinM: number;
  private readonly index: Flatbush | null;
  private readonly cuts: ReadonlyMap<number, readonly Cut[]>;
  private readonly firstOf: Int32Array;
  private readonly neighbours: Int32Array;
  private readonly segmentOf: Int32Array;

  constructor(sets: readonly LineSet[], kinds: ReadonlySet<SnapKind>, joinM: number) {
    this.joinM = joinM;
    const known = new Set<string>();
    for (const set of sets) this.takeIn(set, kinds, known);
    this.index = this.ends.length > 0 ? this.indexed() : null;
    const { cuts, hops } = joinsOf(this, joinM);
    this.cuts = cuts;
    [this.firstOf, this.neighbours, this.segmentOf] = adjacency(this.nodes.size, this.edges(hops));
  }
  private takeIn({ coords, segments, sourceOf, sources }: LineSet, kinds: ReadonlySet<SnapKind>, known: Set<string>): void {
    for (let i = 0; i < segments.length; i++) {
      const source = sources[sourceOf[i] as number];
      if (!source || !kinds.has(source.kind)) continue;
      const at = 2 * (segments[i] as number);
      const [a, b] = [this.nodes.add(coords[at] as number, coords[at + 1] as number), this.nodes.add(coords[at + 2] as number, coords[at + 3] as number)];
      // Neighbours have their border in common: it is one segment here.
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      if (a === b || known.has(key)) continue;
      known.add(key);
      this.ends.push(a, b);
    }
  }
  private indexed(): Flatbush {
    const index = new Flatbush(this.ends.length / 2);
    for (let i = 0; i < this.ends.length / 2; i++) index.add(...this.extentOf(i));
    index.finish();
    return index;
  }
  extentOf(segment: number): Box {
    const [lon1, lat1] = this.nodes.placeOf(this.ends[2 * segment] as number);
    const [lon2, lat2] = this.nodes.placeOf(this.ends[2 * segment + 1] as number);
    return [Math.min(lon1, lon2), Math.min(lat1, lat2), Math.max(lon1, lon2), Math.max(lat1, lat2)];
  }
  near(box: Box): readonly number[] { return this.index?.search(...box) ?? []; }

  /** Pieces of the segments between their ends and cuts, and hops: two nodes and the segment for each. */
  private edges(hops: readonly number[]): readonly number[] {
    const edges: number[] = [];
    for (let segment = 0; segment < this.ends.length / 2; segment++) {
      let before = this.ends[2 * segment] as number;
      const cuts = this.cuts.get(segment);
      for (const { node } of cuts ? [...cuts].sort((a, b) => a.share - b.share) : []) {
        edges.push(before, node, segment);
        before = node;
      }
      edges.push(before, this.ends[2 * segment + 1] as number, segment);
    }
    for (let i = 0; i < hops.length; i += 2) edges.push(hops[i] as number, hops[i + 1] as number, HOP);
    return edges;
  }
  private nodesOn(segment: number): readonly number[] {
    return [this.ends[2 * segment] as number, this.ends[2 * segment + 1] as number, ...(this.cuts.get(segment) ?? []).map(({ node }) => node)];
  }

  /** Where a place lies on the network: the node at it, else every line it is on; none when it is off all lines. */
  spotsAt(place: Place): readonly Spot[] {
    const node = this.nodes.at(place);
    if (node !== undefined) return [{ place: this.nodes.placeOf(node), nodes: [node], segment: HOP }];
    const box: Box = [place[0] - sameDeg, place[1] - sameDeg, place[0] + sameDeg, place[1] + sameDeg];
    return this.near(box).filter((segment) => this.offM(segment, place) <= sameDeg * metresPerDeg).map((segment) => ({ place, nodes: this.nodesOn(segment), segment }));
  }
  private offM(segment: number, place: Place): number {
    return offLineM(place, this.nodes.placeOf(this.ends[2 * segment] as number), this.nodes.placeOf(this.ends[2 * segment + 1] as number), this.nodes.cosLat);
  }

  /** Nodes no farther than `joinM` from a path, and the segments whose extent its edges touch. */
  along(path: readonly Place[]): { readonly nodes: ReadonlySet<number>; readonly segments: ReadonlySet<number> } {
    const [nodes, segments] = [new Set<number>(), new Set<number>()];
    const pad = this.joinM / metresPerDeg / this.nodes.cosLat;
    for (let edge = 0; edge + 1 < path.length; edge++) {
      const [from, to] = [path[edge] as Place, path[edge + 1] as Place];
      const box: Box = [Math.min(from[0], to[0]) - pad, Math.min(from[1], to[1]) - pad, Math.max(from[0], to[0]) + pad, Math.max(from[1], to[1]) + pad];
      for (const segment of this.near(box)) {
        segments.add(segment);
        for (const node of this.nodesOn(segment)) if (offLineM(this.nodes.placeOf(node), from, to, this.nodes.cosLat) <= this.joinM) nodes.add(node);
      }
    }
    return { nodes, segments };
  }

  eachNeighbour(node: number, visit: (other: number, segment: number) => void): void {
    for (let i = this.firstOf[node] as number; i < (this.firstOf[node + 1] as number); i++) visit(this.neighbours[i] as number, this.segmentOf[i] as number);
  }
}

/** Neighbours of every node, one list after the other, and the segment each edge is a piece of. */
function adjacency(size: number, edges: readonly number[]): [Int32Array, Int32Array, Int32Array] {
  const firstOf = new Int32Array(size + 1);
  for (let i = 0; i < edges.length; i++) {
    if (i % 3 < 2) firstOf[(edges[i] as number) + 1] = (firstOf[(edges[i] as number) + 1] as number) + 1;
  }
  for (let i = 0; i < size; i++) firstOf[i + 1] = (firstOf[i + 1] as number) + (firstOf[i] as number);
  const next = firstOf.slice();
  const [neighbours, segmentOf] = [new Int32Array(edges.length / 3 * 2), new Int32Array(edges.length / 3 * 2)];
  const put = (node: number, other: number, segment: number) => {
    const slot = next[node] as number;
    neighbours[slot] = other;
    segmentOf[slot] = segment;
    next[node] = slot + 1;
  };
  for (let i = 0; i < edges.length; i += 3) {
    put(edges[i] as number, edges[i + 1] as number, edges[i + 2] as number);
    put(edges[i + 1] as number, edges[i] as number, edges[i + 2] as number);
  }
  return [firstOf, neighbours, segmentOf];
}
