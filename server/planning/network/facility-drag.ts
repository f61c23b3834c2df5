/**
 * One facility under the hand: taken out, put elsewhere again and again, and only what it reached or reaches is looked at. What comes out is the same to the
 * bit as searching anew, because both are the least over the same sums.
 */
import { BucketQueue, spread } from './bucket-queue.ts';
import { doorIndexOf, type DoorIndex } from './door-index.ts';
import type { DoorSet } from './doors.ts';
import { collectJoins, type Facility, type FacilityJoin } from './facility-joins.ts';
import { alongEdge, nearestFrom, nearestOf, offer, serviceFrom, take, type Found, type Reached, type Service } from './service.ts';
import type { StreetGraph } from './street-graph.ts';

export class FacilityDrag {
  /** As things stand now. Read only; changed in place by `move`. */
  readonly distanceM: Float64Array;
  readonly facility: Int32Array;
  /** The dragged one in `facility`: its old number, or the next free one of a new facility. */
  readonly dragged: number;
  readonly #service: Service;
  readonly #graph: StreetGraph;
  readonly #doors: DoorSet;
  readonly #index: DoorIndex;
  readonly #nodeM: Float64Array;
  readonly #nodeFacility: Int32Array;
  readonly #placeM: Float64Array;
  readonly #placeFacility: Int32Array;
  readonly #queue = new BucketQueue();
  readonly #found: Found = { distanceM: Infinity, facility: -1 };
  #joins: readonly FacilityJoin[] = [];
  #shape: Facility | null = null;
  // What the last move changed, with what stood there before; undone backwards.
  readonly #nodes: number[] = [];
  readonly #nodesM: number[] = [];
  readonly #nodesFacility: number[] = [];
  readonly #places: number[] = [];
  readonly #placesM: number[] = [];
  readonly #placesFacility: number[] = [];

  /**
   * Takes the facility out; `reached` and `service` stay as they are.
   * @param facility number of the facility in `service`, or null for one that is not there yet (it comes last in order)
   */
  constructor(service: Service, doors: DoorSet, reached: Reached, facility: number | null) {
    this.#service = service;
    this.#graph = service.graph;
    this.#doors = doors;
    this.#index = doorIndexOf(doors, service.graph.edgeCount);
    this.#nodeM = service.nodeM.slice();
    this.#nodeFacility = service.nodeFacility.slice();
    this.#placeM = reached.placeM.slice();
    this.#placeFacility = reached.placeFacility.slice();
    this.distanceM = reached.distanceM.slice();
    this.facility = reached.facility.slice();
    this.dragged = facility ?? service.facilities.length;
    if (facility !== null) this.#takeOut(facility);
  }

  /**
   * Puts the facility where these joins are.
   * @returns items of the door set whose distance or facility may have changed, each once; see `distanceM` and `facility`
   */
  move(joins: readonly FacilityJoin[], shape: Facility): readonly number[] {
    const items = new Set<number>();
    this.#undo(items);
    this.#joins = joins;
    this.#shape = shape;
    for (const join of joins) {
      this.#offer(this.#graph.from[join.edge], join.legFromM + join.fromM);
      this.#offer(this.#graph.to[join.edge], join.legToM + (this.#graph.lengthM[join.edge] - join.toM));
    }
    this.#spread();
    this.#visitPlaces(items);
    for (const item of items) this.#settle(item);
    return [...items];
  }

  /** What it has come to, as a service and a reach of their own. A facility that was taken out and not put back joins nowhere. */
  drop(): { readonly service: Service; readonly reached: Reached } {
    const { facilities, joins } = this.#service;
    const lists: FacilityJoin[][] = Array.from({ length: Math.max(facilities.length, this.dragged + 1) }, () => []);
    for (let j = 0; j < joins.count; j++) {
      if (joins.facility[j] !== this.dragged) lists[joins.facility[j]].push({ edge: joins.edge[j], fromM: joins.fromM[j], toM: joins.toM[j], legFromM: joins.legFromM[j], legToM: joins.legToM[j], gate: joins.gate[j] });
    }
    lists[this.dragged] = [...this.#joins];
    const others = [...facilities];
    if (this.#shape) others[this.dragged] = this.#shape;
    return {
      service: serviceFrom(this.#graph, others, collectJoins(lists), this.#service.cutoffM, this.#nodeM.slice(), this.#nodeFacility.slice()),
      reached: { distanceM: this.distanceM.slice(), facility: this.facility.slice(), placeM: this.#placeM.slice(), placeFacility: this.#placeFacility.slice() },
    };
  }

  /** Nodes, places and items that were the facility's find their next nearest: from the border inwards, and from the other facilities inside. */
  #takeOut(facility: number): void {
    const { arcStart, arcTo, arcM, from, to, lengthM, nodeCount } = this.#graph;
    const { joins, cutoffM } = this.#service;
    const lost: number[] = [];
    for (let node = 0; node < nodeCount; node++) {
      if (this.#nodeFacility[node] !== facility) continue;
      lost.push(node);
      this.#nodeM[node] = Infinity;
      this.#nodeFacility[node] = -1;
    }
    for (const node of lost) {
      for (let k = arcStart[node]; k < arcStart[node + 1]; k++) {
        const other = this.#nodeFacility[arcTo[k]];
        if (other >= 0) offer(node, this.#nodeM[arcTo[k]] + arcM[k], other, cutoffM, this.#nodeM, this.#nodeFacility, this.#queue);
      }
    }
    for (let j = 0; j < joins.count; j++) {
      if (joins.facility[j] === facility) continue;
      const edge = joins.edge[j];
      offer(from[edge], joins.legFromM[j] + joins.fromM[j], joins.facility[j], cutoffM, this.#nodeM, this.#nodeFacility, this.#queue);
      offer(to[edge], joins.legToM[j] + (lengthM[edge] - joins.toM[j]), joins.facility[j], cutoffM, this.#nodeM, this.#nodeFacility, this.#queue);
    }
    spread(this.#graph, cutoffM, this.#nodeM, this.#nodeFacility, this.#queue);
    const without: Service = { ...this.#service, nodeM: this.#nodeM, nodeFacility: this.#nodeFacility, ...withoutFacility(this.#service, facility) };
    for (let place = 0; place < this.#doors.placeCount; place++) {
      if (this.#placeFacility[place] !== facility) continue;
      nearestFrom(without, this.#doors.edge[place], this.#doors.positionM[place], this.#found);
      this.#placeM[place] = this.#found.distanceM;
      this.#placeFacility[place] = this.#found.facility;
    }
    for (let item = 0; item < this.#doors.count; item++) if (this.facility[item] === facility) this.#settle(item);
  }

  #offer(node: number, metres: number): void {
    if (metres > this.#service.cutoffM || metres > this.#nodeM[node] || (metres === this.#nodeM[node] && this.dragged >= this.#nodeFacility[node])) return;
    this.#nodes.push(node);
    this.#nodesM.push(this.#nodeM[node]);
    this.#nodesFacility.push(this.#nodeFacility[node]);
    this.#nodeM[node] = metres;
    this.#nodeFacility[node] = this.dragged;
    this.#queue.put(node, metres, this.dragged);
  }

  #spread(): void {
    const { arcStart, arcTo, arcM } = this.#graph;
    const queue = this.#queue;
    while (queue.take()) {
      const { node, distance } = queue;
      if (this.#nodeM[node] !== distance || this.#nodeFacility[node] !== this.dragged) continue;
      for (let k = arcStart[node]; k < arcStart[node + 1]; k++) this.#offer(arcTo[k], distance + arcM[k]);
    }
  }

  /** Places on streets that some node now reaches sooner, and on those the facility itself joins. */
  #visitPlaces(items: Set<number>): void {
    const { arcStart, arcEdge } = this.#graph;
    const edges = new Set<number>(this.#joins.map(({ edge }) => edge));
    for (const node of this.#nodes) {
      for (let k = arcStart[node]; k < arcStart[node + 1]; k++) if (arcEdge[k] >= 0) edges.add(arcEdge[k]);
    }
    const { placesOfEdge, itemsOfPlace } = this.#index;
    for (const edge of edges) {
      for (let k = placesOfEdge.start[edge]; k < placesOfEdge.start[edge + 1]; k++) {
        const place = placesOfEdge.values[k];
        if (!this.#improve(edge, place)) continue;
        for (let i = itemsOfPlace.start[place]; i < itemsOfPlace.start[place + 1]; i++) items.add(itemsOfPlace.values[i]);
      }
    }
  }

  #improve(edge: number, place: number): boolean {
    const { from, to, lengthM } = this.#graph;
    const positionM = this.#doors.positionM[place];
    const found = this.#found;
    found.distanceM = this.#placeM[place];
    found.facility = this.#placeFacility[place];
    if (this.#nodeFacility[from[edge]] === this.dragged) take(found, this.#nodeM[from[edge]] + positionM, this.dragged);
    if (this.#nodeFacility[to[edge]] === this.dragged) take(found, this.#nodeM[to[edge]] + (lengthM[edge] - positionM), this.dragged);
    for (const join of this.#joins) {
      if (join.edge === edge && this.#shape) take(found, alongEdge(this.#graph, edge, positionM, join.fromM, join.toM, join.legFromM, join.legToM, this.#shape), this.dragged);
    }
    if (found.facility !== this.dragged) return false;
    this.#places.push(place);
    this.#placesM.push(this.#placeM[place]);
    this.#placesFacility.push(this.#placeFacility[place]);
    this.#placeM[place] = found.distanceM;
    this.#placeFacility[place] = found.facility;
    return true;
  }

  #settle(item: number): void {
    nearestOf(this.#doors, item, this.#placeM, this.#placeFacility, this.#service.cutoffM, this.#found);
    this.distanceM[item] = this.#found.distanceM;
    this.facility[item] = this.#found.facility;
  }

  #undo(items: Set<number>): void {
    const { itemsOfPlace } = this.#index;
    for (let i = this.#nodes.length - 1; i >= 0; i--) {
      this.#nodeM[this.#nodes[i]] = this.#nodesM[i];
      this.#nodeFacility[this.#nodes[i]] = this.#nodesFacility[i];
    }
    for (let i = this.#places.length - 1; i >= 0; i--) {
      const place = this.#places[i];
      this.#placeM[place] = this.#placesM[i];
      this.#placeFacility[place] = this.#placesFacility[i];
      for (let k = itemsOfPlace.start[place]; k < itemsOfPlace.start[place + 1]; k++) items.add(itemsOfPlace.values[k]);
    }
    for (const log of [this.#nodes, this.#nodesM, this.#nodesFacility, this.#places, this.#placesM, this.#placesFacility]) log.length = 0;
  }
}

/** The joins on edges without those of one facility. */
function withoutFacility({ joins, joinsOnEdge, isJoined }: Service, facility: number): Pick<Service, 'joinsOnEdge' | 'isJoined'> {
  const others = new Map(joinsOnEdge);
  const flags = isJoined.slice();
  for (let j = 0; j < joins.count; j++) {
    if (joins.facility[j] !== facility) continue;
    const left = (others.get(joins.edge[j]) ?? []).filter((each) => joins.facility[each] !== facility);
    others.set(joins.edge[j], left);
    if (left.length === 0) flags[joins.edge[j]] = 0;
  }
  return { joinsOnEdge: others, isJoined: flags };
}
