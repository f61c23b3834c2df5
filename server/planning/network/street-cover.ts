/** The stretches of streets within a distance of what is searched from: edges wholly, partly or not at all, exact to the metre where they stop. */
import { unionLength } from '../geometry/segment.ts';
import { BucketQueue } from './bucket-queue.ts';
import type { DoorSet } from './doors.ts';
import { isAlongBoundary } from './facility-joins.ts';
import { stretchesNear } from './park-joins.ts';
import type { Service } from './service.ts';
import type { StreetGraph } from './street-graph.ts';

/** Metres of an edge, from its first end. */
export interface Stretch {
  readonly edge: number;
  readonly fromM: number;
  readonly toM: number;
}

export interface StreetCover {
  /** By edge, disjoint, in order; edges out of reach are not among them. */
  readonly stretches: readonly Stretch[];
  readonly lengthM: number;
}

type Interval = [from: number, to: number];

/** What lies no farther than `limitM` (at most the service's cut-off) from the nearest facility, its leg off the street counted. */
export function coveredStreets(service: Service, limitM: number): StreetCover {
  if (limitM > service.cutoffM) throw new RangeError(`The service was followed to ${service.cutoffM} m only, not to ${limitM} m.`);
  const { graph, joins, facilities } = service;
  return coverOf(graph, service.nodeM, limitM, (edge, intervals) => {
    for (const j of service.joinsOnEdge.get(edge) ?? []) {
      const facility = facilities[joins.facility[j]];
      if (isAlongBoundary(facility) && joins.gate[j] < 0 && joins.fromM[j] < joins.toM[j]) {
        for (const [from, to] of stretchesNear(graph, edge, facility.table, facility.row, Math.min(limitM, Math.max(joins.legFromM[j], joins.legToM[j])))) intervals.push([from, to]);
      }
      around(intervals, joins.fromM[j], limitM - joins.legFromM[j], graph.lengthM[edge]);
      around(intervals, joins.toM[j], limitM - joins.legToM[j], graph.lengthM[edge]);
    }
  });
}

/** What can be walked to from one item of a door set within `limitM`, its way to the street counted. Drawn, it is an illustration; its length is exact. */
export function streetsFrom(graph: StreetGraph, doors: DoorSet, item: number, limitM: number): StreetCover {
  const nodeM = new Float64Array(graph.nodeCount).fill(Infinity);
  const queue = new BucketQueue();
  const offer = (node: number, metres: number): void => {
    if (metres > limitM || metres >= nodeM[node]) return;
    nodeM[node] = metres;
    queue.put(node, metres, 0);
  };
  const places = Array.from(doors.doorPlace.subarray(doors.start[item], doors.end[item]), (place, i) => ({ edge: doors.edge[place], atM: doors.positionM[place], legM: doors.legM[place] + doors.doorM[doors.start[item] + i] }));
  for (const { edge, atM, legM } of places) {
    offer(graph.from[edge], legM + atM);
    offer(graph.to[edge], legM + (graph.lengthM[edge] - atM));
  }
  while (queue.take()) {
    const { node, distance } = queue;
    if (nodeM[node] !== distance) continue;
    for (let k = graph.arcStart[node]; k < graph.arcStart[node + 1]; k++) offer(graph.arcTo[k], distance + graph.arcM[k]);
  }
  return coverOf(graph, nodeM, limitM, (edge, intervals) => {
    for (const place of places) if (place.edge === edge) around(intervals, place.atM, limitM - place.legM, graph.lengthM[edge]);
  });
}

function around(intervals: Interval[], atM: number, reachM: number, lengthM: number): void {
  if (reachM >= 0) intervals.push([Math.max(0, atM - reachM), Math.min(lengthM, atM + reachM)]);
}

/** From both ends inwards, and what lies on the edge itself. */
function coverOf({ edgeCount, from, to, lengthM }: StreetGraph, nodeM: Float64Array, limitM: number, onEdge: (edge: number, intervals: Interval[]) => void): StreetCover {
  const stretches: Stretch[] = [];
  let total = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    const intervals: Interval[] = [];
    around(intervals, 0, limitM - nodeM[from[edge]], lengthM[edge]);
    around(intervals, lengthM[edge], limitM - nodeM[to[edge]], lengthM[edge]);
    onEdge(edge, intervals);
    if (intervals.length === 0) continue;
    total += unionLength(intervals);
    let open: Interval | null = null;
    for (const [start, end] of intervals) {
      if (open && start <= open[1]) {
        open[1] = Math.max(open[1], end);
        continue;
      }
      if (open && open[1] > open[0]) stretches.push({ edge, fromM: open[0], toM: open[1] });
      open = [start, end];
    }
    if (open && open[1] > open[0]) stretches.push({ edge, fromM: open[0], toM: open[1] });
  }
  return { stretches, lengthM: total };
}
