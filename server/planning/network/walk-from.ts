/**
 * One facility's own distances, searched from the facility: what a proposal under the hand reaches, at the cost of its surroundings alone. The least over
 * these and the distances of all others is, to the bit, what one search with all of them gives, because both are the least over the same sums.
 */
import { BucketQueue } from './bucket-queue.ts';
import { doorsByEdge, type DoorsByEdge } from './door-index.ts';
import type { DoorSet } from './doors.ts';
import type { Facility, FacilityJoin } from './facility-joins.ts';
import { alongEdge } from './service.ts';
import type { StreetGraph } from './street-graph.ts';

/** Items of a door set within the cut-off and how far each is, in the same order; each once. */
export interface WalkedTo {
  readonly items: readonly number[];
  /** Metres, legs included. */
  readonly distancesM: readonly number[];
}

export class WalkFrom {
  readonly #graph: StreetGraph;
  readonly #queue = new BucketQueue();
  /** Distances of `#nodes` from the joins last searched from, as far as `#spreadM`; Infinity everywhere else. */
  readonly #nodeM: Float64Array;
  #joins: readonly FacilityJoin[] | null = null;
  #spreadM = 0;
  /** Number of the search that last came to an edge, and to an item. */
  readonly #edgeSeen: Uint32Array;
  /** Number of the search that last joined an edge: a park joins many, and a place is held only against those on its own. */
  readonly #edgeJoined: Uint32Array;
  #itemSeen = new Uint32Array(0);
  /** The least found of each item this search has come to; those are the first `#itemCount` of `#items`. */
  #itemM = new Float64Array(0);
  #items = new Int32Array(0);
  #itemCount = 0;
  #searches = 0;
  readonly #nodes: number[] = [];

  constructor(graph: StreetGraph) {
    this.#graph = graph;
    this.#nodeM = new Float64Array(graph.nodeCount).fill(Infinity);
    this.#edgeSeen = new Uint32Array(graph.edgeCount);
    this.#edgeJoined = new Uint32Array(graph.edgeCount);
  }

  /** @param cutoffM metres beyond which nothing is looked at */
  search(joins: readonly FacilityJoin[], shape: Facility, doors: DoorSet, cutoffM: number): WalkedTo {
    this.#searches += 1;
    if (this.#itemSeen.length < doors.count) this.#makeRoom(doors.count);
    // Homes and parcels are asked about one after the other, from the same place.
    if (joins !== this.#joins || cutoffM > this.#spreadM) {
      for (const node of this.#nodes) this.#nodeM[node] = Infinity;
      this.#nodes.length = 0;
      this.#spread(joins, cutoffM);
      this.#joins = joins;
      this.#spreadM = cutoffM;
    }
    this.#visitEdges(joins, shape, doorsByEdge(doors, this.#graph.edgeCount));
    return this.#found(cutoffM);
  }

  #makeRoom(items: number): void {
    this.#itemSeen = new Uint32Array(items);
    this.#itemM = new Float64Array(items);
    this.#items = new Int32Array(items);
  }

  #offer(node: number, metres: number, cutoffM: number): void {
    if (metres > cutoffM || metres >= this.#nodeM[node]) return;
    if (this.#nodeM[node] === Infinity) this.#nodes.push(node);
    this.#nodeM[node] = metres;
    this.#queue.put(node, metres, 0);
  }

  #spread(joins: readonly FacilityJoin[], cutoffM: number): void {
    const { from, to, lengthM, arcStart, arcTo, arcM } = this.#graph;
    const queue = this.#queue;
    for (const { edge, legFromM, fromM, legToM, toM } of joins) {
      this.#offer(from[edge], legFromM + fromM, cutoffM);
      this.#offer(to[edge], legToM + (lengthM[edge] - toM), cutoffM);
    }
    while (queue.take()) {
      const { node, distance } = queue;
      if (this.#nodeM[node] !== distance) continue;
      for (let k = arcStart[node]; k < arcStart[node + 1]; k++) this.#offer(arcTo[k], distance + arcM[k], cutoffM);
    }
  }

  #visitEdges(joins: readonly FacilityJoin[], shape: Facility, doors: DoorsByEdge): void {
    const { arcStart, arcEdge } = this.#graph;
    this.#itemCount = 0;
    for (const { edge } of joins) this.#edgeJoined[edge] = this.#searches;
    for (const { edge } of joins) this.#visitEdge(edge, joins, shape, doors);
    for (let n = 0; n < this.#nodes.length; n++) {
      const node = this.#nodes[n];
      for (let k = arcStart[node]; k < arcStart[node + 1]; k++) if (arcEdge[k] >= 0) this.#visitEdge(arcEdge[k], joins, shape, doors);
    }
  }

  #visitEdge(edge: number, joins: readonly FacilityJoin[], shape: Facility, doors: DoorsByEdge): void {
    if (this.#edgeSeen[edge] === this.#searches) return;
    this.#edgeSeen[edge] = this.#searches;
    const instead = doors.instead?.get(edge);
    if (instead) {
      for (const { item, positionM, legM, doorM } of instead) this.#reach(item, this.#metresAt(edge, positionM, joins, shape) + legM + doorM);
      return;
    }
    const end = doors.start[edge + 1];
    for (let k = doors.start[edge]; k < end; k++) this.#reach(doors.item[k], this.#metresAt(edge, doors.positionM[k], joins, shape) + doors.legM[k] + doors.doorM[k]);
  }

  #metresAt(edge: number, positionM: number, joins: readonly FacilityJoin[], shape: Facility): number {
    const { from, to, lengthM } = this.#graph;
    let metres = Math.min(this.#nodeM[from[edge]] + positionM, this.#nodeM[to[edge]] + (lengthM[edge] - positionM));
    if (this.#edgeJoined[edge] !== this.#searches) return metres;
    for (let j = 0; j < joins.length; j++) {
      const join = joins[j];
      if (join.edge === edge) metres = Math.min(metres, alongEdge(this.#graph, edge, positionM, join.fromM, join.toM, join.legFromM, join.legToM, shape));
    }
    return metres;
  }

  #reach(item: number, metres: number): void {
    if (this.#itemSeen[item] !== this.#searches) {
      this.#itemSeen[item] = this.#searches;
      this.#itemM[item] = metres;
      this.#items[this.#itemCount++] = item;
    } else if (metres < this.#itemM[item]) {
      this.#itemM[item] = metres;
    }
  }

  #found(cutoffM: number): WalkedTo {
    const [items, distancesM]: [number[], number[]] = [[], []];
    for (let i = 0; i < this.#itemCount; i++) {
      const metres = this.#itemM[this.#items[i]];
      if (metres > cutoffM || metres === Infinity) continue;
      items.push(this.#items[i]);
      distancesM.push(metres);
    }
    return { items, distancesM };
  }
}
