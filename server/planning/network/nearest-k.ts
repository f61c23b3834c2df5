/** The k nearest facilities with their identity, for every node and from there for every home: number 8 of the definition (./README.md). */
import { BucketQueue } from './bucket-queue.ts';
import type { DoorSet } from './doors.ts';
import { alongEdge, type Service } from './service.ts';

/** Row n holds up to k different facilities, nearest first: `facility[k·n + i]` at `distanceM[k·n + i]`; -1 and Infinity fill the rest. */
export interface NearestK {
  readonly k: number;
  readonly distanceM: Float64Array;
  readonly facility: Int32Array;
}

/** For every node of a service's network. Ways beyond the service's cut-off are not followed. */
export function nearestKOfNodes(service: Service, k: number): NearestK {
  const { graph, joins, cutoffM } = service;
  const rows = emptyRows(graph.nodeCount, k);
  const queue = new BucketQueue();
  const offer = (node: number, metres: number, facility: number): void => {
    if (metres <= cutoffM && metres < Infinity && insert(rows, node, metres, facility)) queue.put(node, metres, facility);
  };
  for (let j = 0; j < joins.count; j++) {
    const edge = joins.edge[j];
    offer(graph.from[edge], joins.legFromM[j] + joins.fromM[j], joins.facility[j]);
    offer(graph.to[edge], joins.legToM[j] + (graph.lengthM[edge] - joins.toM[j]), joins.facility[j]);
  }
  while (queue.take()) {
    const { node, distance, label } = queue;
    if (!holds(rows, node, distance, label)) continue;
    for (let a = graph.arcStart[node]; a < graph.arcStart[node + 1]; a++) offer(graph.arcTo[a], distance + graph.arcM[a], label);
  }
  return rows;
}

/** For every item of a door set, from the rows of the nodes. */
export function nearestKOfItems(service: Service, ofNodes: NearestK, doors: DoorSet): NearestK {
  const { graph, joins, joinsOnEdge, facilities, cutoffM } = service;
  const { k } = ofNodes;
  const rows = emptyRows(doors.count, k);
  const offer = (item: number, metres: number, facility: number): void => {
    if (facility >= 0 && metres <= cutoffM && metres < Infinity) insert(rows, item, metres, facility);
  };
  for (let item = 0; item < doors.count; item++) {
    for (let door = doors.start[item]; door < doors.end[item]; door++) {
      const place = doors.doorPlace[door];
      const edge = doors.edge[place];
      const positionM = doors.positionM[place];
      const restM = graph.lengthM[edge] - positionM;
      for (let i = 0; i < k; i++) {
        const from = k * graph.from[edge] + i;
        const to = k * graph.to[edge] + i;
        offer(item, ofNodes.distanceM[from] + positionM + doors.legM[place] + doors.doorM[door], ofNodes.facility[from]);
        offer(item, ofNodes.distanceM[to] + restM + doors.legM[place] + doors.doorM[door], ofNodes.facility[to]);
      }
      for (const j of joinsOnEdge.get(edge) ?? []) {
        const metres = alongEdge(graph, edge, positionM, joins.fromM[j], joins.toM[j], joins.legFromM[j], joins.legToM[j], facilities[joins.facility[j]]);
        offer(item, metres + doors.legM[place] + doors.doorM[door], joins.facility[j]);
      }
    }
  }
  return rows;
}

function emptyRows(count: number, k: number): NearestK {
  return { k, distanceM: new Float64Array(k * count).fill(Infinity), facility: new Int32Array(k * count).fill(-1) };
}

function holds({ k, distanceM, facility }: NearestK, row: number, metres: number, wanted: number): boolean {
  for (let i = k * row; i < k * row + k; i++) if (facility[i] === wanted) return distanceM[i] === metres;
  return false;
}

/** Puts a facility where it belongs in a row: by distance, then by number. False when the row already has it as near, or k nearer ones. */
function insert({ k, distanceM, facility }: NearestK, row: number, metres: number, wanted: number): boolean {
  const first = k * row;
  let last = first + k - 1;
  for (let i = first; i < first + k; i++) {
    if (facility[i] !== wanted) continue;
    if (distanceM[i] <= metres) return false;
    last = i;
    break;
  }
  const comesBefore = (i: number): boolean => metres < distanceM[i] || (metres === distanceM[i] && (facility[i] < 0 || wanted < facility[i]));
  if (!comesBefore(last) && facility[last] !== wanted) return false;
  let i = last;
  for (; i > first && comesBefore(i - 1); i--) {
    distanceM[i] = distanceM[i - 1];
    facility[i] = facility[i - 1];
  }
  distanceM[i] = metres;
  facility[i] = wanted;
  return true;
}
