/**
 * One facility's own distances, searched from the facility: what a proposal under the hand reaches, at the cost of its surroundings alone. The least over
 * these and the distances of all others is, to the bit, what one search with all of them gives, because both are the least over the same sums.
 */
import { BucketQueue } from './bucket-queue.ts';
import { doorIndexOf } from './door-index.ts';
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
  #placeM = new Float64Array(0);
  /** Number of the search that last came to an edge, and to an item. */
  readonly #edgeSeen: Uint32Array;
  /** Number of the search that last joined an edge: a park joins many, and a place is held only against those on its own. */
  readonly #edgeJoined: Uint32Array;
  #itemSeen = new Uint32Array(0);
  #searches = 0;
  readonly #nodes: number[] = [];
  readonly #places: number[] = [];
  readonly #items: number[] = [];

  constructor(graph: StreetGraph) {
    this.#graph = graph;
    this.#nodeM = new Float64Array(graph.nodeCount).fill(Infinity);
    this.#edgeSeen = new Uint32Array(graph.edgeCount);
    this.#edgeJoined = new Uint32Array(graph.edgeCount);
  }

  /** @param cutoffM metres beyond which nothing is looked at */
  search(joins: readonly FacilityJoin[], shape: Facility, doors: DoorSet, cutoffM: number): WalkedTo {
    this.#searches += 1;
    if (this.#placeM.length < doors.placeCount) this.#placeM = new Float64Array(2 * doors.placeCount).fill(Infinity);
    if (this.#itemSeen.length < doors.count) this.#itemSeen = new Uint32Array(doors.count);
    // Homes and parcels are asked about one after the other, from the same place.
    if (joins !== this.#joins || cutoffM > this.#spreadM) {
      for (const node of this.#nodes) this.#nodeM[node] = Infinity;
      this.#nodes.length = 0;
      this.#spread(joins, cutoffM);
      this.#joins = joins;
      this.#spreadM = cutoffM;
    }
    this.#visitPlaces(joins, shape, doors);
    const found = this.#settle(doors, cutoffM);
    for (const place of this.#places) this.#placeM[place] = Infinity;
    this.#places.length = this.#items.length = 0;
    return found;
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

  #visitPlaces(joins: readonly FacilityJoin[], shape: Facility, doors: DoorSet): void {
    const { arcStart, arcEdge } = this.#graph;
    const index = doorIndexOf(doors, this.#graph.edgeCount);
    for (const { edge } of joins) this.#edgeJoined[edge] = this.#searches;
    for (const { edge } of joins) this.#visitEdge(edge, joins, shape, doors, index);
    for (const node of this.#nodes) {
      for (let k = arcStart[node]; k < arcStart[node + 1]; k++) if (arcEdge[k] >= 0) this.#visitEdge(arcEdge[k], joins, shape, doors, index);
    }
  }

  #visitEdge(edge: number, joins: readonly FacilityJoin[], shape: Facility, doors: DoorSet, { placesOfEdge, itemsOfPlace }: ReturnType<typeof doorIndexOf>): void {
    if (this.#edgeSeen[edge] === this.#searches) return;
    this.#edgeSeen[edge] = this.#searches;
    const { from, to, lengthM } = this.#graph;
    const isJoined = this.#edgeJoined[edge] === this.#searches;
    for (let k = placesOfEdge.start[edge]; k < placesOfEdge.start[edge + 1]; k++) {
      const place = placesOfEdge.values[k];
      const positionM = doors.positionM[place];
      let metres = Math.min(this.#nodeM[from[edge]] + positionM, this.#nodeM[to[edge]] + (lengthM[edge] - positionM));
      for (let j = 0; isJoined && j < joins.length; j++) {
        const join = joins[j];
        if (join.edge === edge) metres = Math.min(metres, alongEdge(this.#graph, edge, positionM, join.fromM, join.toM, join.legFromM, join.legToM, shape));
      }
      this.#placeM[place] = metres;
      this.#places.push(place);
      for (let i = itemsOfPlace.start[place]; i < itemsOfPlace.start[place + 1]; i++) {
        const item = itemsOfPlace.values[i];
        if (this.#itemSeen[item] === this.#searches) continue;
        this.#itemSeen[item] = this.#searches;
        this.#items.push(item);
      }
    }
  }

  #settle(doors: DoorSet, cutoffM: number): WalkedTo {
    const [items, distancesM]: [number[], number[]] = [[], []];
    for (const item of this.#items) {
      let metres = Infinity;
      for (let door = doors.start[item]; door < doors.end[item]; door++) {
        const place = doors.doorPlace[door];
        metres = Math.min(metres, this.#placeM[place] + doors.legM[place] + doors.doorM[door]);
      }
      if (metres > cutoffM || metres === Infinity) continue;
      items.push(item);
      distancesM.push(metres);
    }
    return { items, distancesM };
  }
}
