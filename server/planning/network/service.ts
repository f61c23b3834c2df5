/** How far every place of the network is from the nearest of a set of facilities, and which that is: numbers 7 and 8 of the definition (./README.md). */
import { BucketQueue, spread } from './bucket-queue.ts';
import type { DoorSet, Ground } from './doors.ts';
import { collectJoins, joinsOf, type Facility, type FacilityJoin, type FacilityJoins } from './facility-joins.ts';
import { legAt } from './park-joins.ts';
import type { StreetGraph } from './street-graph.ts';

export interface Service {
  readonly graph: StreetGraph;
  readonly facilities: readonly Facility[];
  readonly joins: FacilityJoins;
  /** Ways longer than this were not followed. */
  readonly cutoffM: number;
  /** Metres from each node to the nearest facility, its leg included; Infinity: beyond the cut-off. */
  readonly nodeM: Float64Array;
  /** That facility; of equally near ones the first. -1: none. */
  readonly nodeFacility: Int32Array;
  /** 1: some facility joins on this edge. */
  readonly isJoined: Uint8Array;
  readonly joinsOnEdge: ReadonlyMap<number, readonly number[]>;
}

/** For each item of a door set the nearest facility. */
export interface Reached {
  readonly distanceM: Float64Array;
  /** -1: none within the cut-off. */
  readonly facility: Int32Array;
}

/** A distance and whose it is; what is looked up in hot loops is written here instead of into new objects. */
export interface Found {
  distanceM: number;
  facility: number;
}

/** @param facilities in order of layer and id */
export function buildService(ground: Ground, facilities: readonly Facility[], cutoffM: number, queue = new BucketQueue()): Service {
  return serviceOf(ground.graph, facilities, facilities.map((facility) => joinsOf(ground, facility)), cutoffM, queue);
}

/** The same from joins that are known already. */
export function serviceOf(graph: StreetGraph, facilities: readonly Facility[], joinLists: readonly (readonly FacilityJoin[])[], cutoffM: number, queue = new BucketQueue()): Service {
  const joins = collectJoins(joinLists);
  const nodeM = new Float64Array(graph.nodeCount).fill(Infinity);
  const nodeFacility = new Int32Array(graph.nodeCount).fill(-1);
  for (let j = 0; j < joins.count; j++) {
    const edge = joins.edge[j];
    offer(graph.from[edge], joins.legFromM[j] + joins.fromM[j], joins.facility[j], cutoffM, nodeM, nodeFacility, queue);
    offer(graph.to[edge], joins.legToM[j] + (graph.lengthM[edge] - joins.toM[j]), joins.facility[j], cutoffM, nodeM, nodeFacility, queue);
  }
  spread(graph, cutoffM, nodeM, nodeFacility, queue);
  const isJoined = new Uint8Array(graph.edgeCount);
  const joinsOnEdge = new Map<number, number[]>();
  for (let j = 0; j < joins.count; j++) {
    const here = joinsOnEdge.get(joins.edge[j]);
    if (here) here.push(j);
    else joinsOnEdge.set(joins.edge[j], [j]);
    isJoined[joins.edge[j]] = 1;
  }
  return { graph, facilities, joins, cutoffM, nodeM, nodeFacility, isJoined, joinsOnEdge };
}

function offer(node: number, distanceM: number, facility: number, cutoffM: number, nodeM: Float64Array, nodeFacility: Int32Array, queue: BucketQueue): void {
  if (distanceM > cutoffM || distanceM > nodeM[node] || (distanceM === nodeM[node] && facility >= nodeFacility[node])) return;
  nodeM[node] = distanceM;
  nodeFacility[node] = facility;
  queue.put(node, distanceM, facility);
}

/** The nearest facility from a place on an edge; the place's own leg is not in it. */
export function nearestFrom(service: Service, edge: number, positionM: number, found: Found): void {
  const { graph, nodeM, nodeFacility } = service;
  const from = graph.from[edge];
  const to = graph.to[edge];
  found.distanceM = nodeM[from] + positionM;
  found.facility = nodeFacility[from];
  take(found, nodeM[to] + (graph.lengthM[edge] - positionM), nodeFacility[to]);
  if (service.isJoined[edge] === 1) nearestOnEdge(service, edge, positionM, found);
}

function nearestOnEdge({ graph, joins, joinsOnEdge, facilities }: Service, edge: number, positionM: number, found: Found): void {
  for (const j of joinsOnEdge.get(edge) as readonly number[]) {
    const facility = joins.facility[j];
    take(found, alongEdge(graph, edge, positionM, joins.fromM[j], joins.toM[j], joins.legFromM[j], joins.legToM[j], facilities[facility]), facility);
  }
}

/** From a place on an edge to a facility that joins on the same edge, by the piece between. */
export function alongEdge(graph: StreetGraph, edge: number, positionM: number, fromM: number, toM: number, legFromM: number, legToM: number, facility: Facility): number {
  if (positionM <= fromM) return legFromM + (fromM - positionM);
  return positionM >= toM ? legToM + (positionM - toM) : legAt(graph, edge, positionM, facility.table, facility.row);
}

export function take(found: Found, distanceM: number, facility: number): void {
  if (facility < 0 || distanceM > found.distanceM || (distanceM === found.distanceM && facility >= found.facility && found.facility >= 0)) return;
  found.distanceM = distanceM;
  found.facility = facility;
}

/** Every item of a door set: least over its doors. What lies beyond the cut-off is Infinity and nobody's. */
export function reachOf(service: Service, doors: DoorSet): Reached {
  const placeM = new Float64Array(doors.placeCount);
  const placeFacility = new Int32Array(doors.placeCount);
  const found: Found = { distanceM: Infinity, facility: -1 };
  for (let place = 0; place < doors.placeCount; place++) {
    nearestFrom(service, doors.edge[place], doors.positionM[place], found);
    placeM[place] = found.distanceM;
    placeFacility[place] = found.facility;
  }
  const distanceM = new Float64Array(doors.count);
  const facility = new Int32Array(doors.count);
  for (let item = 0; item < doors.count; item++) {
    nearestOf(doors, item, placeM, placeFacility, service.cutoffM, found);
    distanceM[item] = found.distanceM;
    facility[item] = found.facility;
  }
  return { distanceM, facility };
}

/** The nearest over the doors of one item. */
function nearestOf(doors: DoorSet, item: number, placeM: Float64Array, placeFacility: Int32Array, cutoffM: number, found: Found): void {
  found.distanceM = Infinity;
  found.facility = -1;
  for (let door = doors.start[item]; door < doors.end[item]; door++) {
    const place = doors.doorPlace[door];
    take(found, placeM[place] + doors.legM[place] + doors.doorM[door], placeFacility[place]);
  }
  if (found.distanceM > cutoffM) {
    found.distanceM = Infinity;
    found.facility = -1;
  }
}
