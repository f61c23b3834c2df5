/** The way somebody walks to a facility, as it is measured: its length is the distance, leg by leg. */
import type { Position } from '../geometry/types.ts';
import { centroidOf } from '../coverage/features.ts';
import { closestPoint } from '../coverage/explain-nearest.ts';
import type { DoorSet, Ground } from './doors.ts';
import { isAlongBoundary } from './facility-joins.ts';
import { pointAt } from './nearest-edge.ts';
import { alongEdge, type Service } from './service.ts';

export interface Way {
  readonly facility: number;
  readonly distanceM: number;
  /** Metres from the item's own place to the street, along the streets, and from there to the facility: their sum is the distance up to rounding. */
  readonly legs: { readonly homeM: number; readonly streetM: number; readonly facilityM: number };
  /** From the item to the facility, straight pieces in metres of the CRS. Begins at `from` and ends at the facility (or its gate). */
  readonly path: readonly Position[];
}

interface Step { readonly metres: number; readonly path: Position[]; readonly streetM: number; readonly facilityM: number }

/**
 * The way of an item to the facility nearest to it, or null when none is within the service's cut-off.
 * @param from where the item itself is, e.g. the home's place
 */
export function wayOf(ground: Ground, service: Service, doors: DoorSet, item: number, from: Position): Way | null {
  let best: { step: Step; facility: number; door: number; distanceM: number } | null = null;
  for (let door = doors.start[item]; door < doors.end[item]; door++) {
    const place = doors.doorPlace[door];
    for (const candidate of stepsFrom(ground, service, doors.edge[place], doors.positionM[place])) {
      const distanceM = candidate.step.metres + doors.legM[place] + doors.doorM[door];
      if (!best || distanceM < best.distanceM || (distanceM === best.distanceM && candidate.facility < best.facility)) best = { ...candidate, door, distanceM };
    }
  }
  if (!best || best.distanceM > service.cutoffM) return null;
  const place = doors.doorPlace[best.door];
  const gate = doors.gate[place];
  const start: Position[] = [from, ...(gate >= 0 ? [[ground.gates.x[gate], ground.gates.y[gate]] as const] : [])];
  return {
    facility: best.facility, distanceM: best.distanceM,
    legs: { homeM: doors.legM[place] + doors.doorM[best.door], streetM: best.step.streetM, facilityM: best.step.facilityM },
    path: withoutStops([...start, ...best.step.path]),
  };
}

/** From a place on an edge: by either end, and straight along the edge to what joins on it. */
function stepsFrom(ground: Ground, service: Service, edge: number, positionM: number): { step: Step; facility: number }[] {
  const { graph, nodeM, nodeFacility, joins, joinsOnEdge, facilities } = service;
  const steps: { step: Step; facility: number }[] = [];
  const here = pointAt(graph, edge, positionM);
  for (const [node, alongM] of [[graph.from[edge], positionM], [graph.to[edge], graph.lengthM[edge] - positionM]]) {
    if (nodeFacility[node] < 0) continue;
    const onward = fromNode(ground, service, node);
    steps.push({ facility: nodeFacility[node], step: { ...onward, metres: nodeM[node] + alongM, path: [here, ...onward.path], streetM: onward.streetM + alongM } });
  }
  for (const j of joinsOnEdge.get(edge) ?? []) {
    const facility = joins.facility[j];
    const metres = alongEdge(graph, edge, positionM, joins.fromM[j], joins.toM[j], joins.legFromM[j], joins.legToM[j], facilities[facility]);
    const leaveM = Math.min(joins.toM[j], Math.max(joins.fromM[j], positionM));
    const alongM = Math.abs(leaveM - positionM);
    const leave = pointAt(graph, edge, leaveM);
    steps.push({ facility, step: { metres, path: [here, leave, ...offStreet(ground, service, j, leave)], streetM: alongM, facilityM: metres - alongM } });
  }
  return steps;
}

/** Downhill: each step goes to a neighbour whose distance and the piece between add up, to the bit, to this node's. */
function fromNode(ground: Ground, service: Service, start: number): Step {
  const { graph, nodeM, nodeFacility, joins } = service;
  const facility = nodeFacility[start];
  const path: Position[] = [];
  let streetM = 0;
  const passed = new Set<number>();
  for (let node = start; ;) {
    passed.add(node);
    path.push([graph.nodeX[node], graph.nodeY[node]]);
    const join = joinAtNode(service, node);
    if (join) {
      const leave = pointAt(graph, joins.edge[join.join], join.leaveM);
      return { metres: nodeM[start], path: [...path, leave, ...offStreet(ground, service, join.join, leave)], streetM: streetM + join.alongM, facilityM: join.legM };
    }
    let next = -1;
    for (let k = graph.arcStart[node]; k < graph.arcStart[node + 1]; k++) {
      const other = graph.arcTo[k];
      if (nodeFacility[other] !== facility || passed.has(other) || nodeM[other] + graph.arcM[k] !== nodeM[node]) continue;
      next = other;
      streetM += graph.arcM[k];
      break;
    }
    if (next < 0) throw new Error('A node has a distance that no neighbour explains.');
    node = next;
  }
}

/** The facility's own join that gives a node its distance, if one does. */
function joinAtNode({ graph, nodeM, nodeFacility, joins, joinsOnEdge }: Service, node: number): { join: number; leaveM: number; alongM: number; legM: number } | null {
  for (let k = graph.arcStart[node]; k < graph.arcStart[node + 1]; k++) {
    const edge = graph.arcEdge[k];
    for (const join of (edge < 0 ? undefined : joinsOnEdge.get(edge)) ?? []) {
      if (joins.facility[join] !== nodeFacility[node]) continue;
      const afterM = graph.lengthM[edge] - joins.toM[join];
      if (graph.from[edge] === node && joins.legFromM[join] + joins.fromM[join] === nodeM[node]) return { join, leaveM: joins.fromM[join], alongM: joins.fromM[join], legM: joins.legFromM[join] };
      if (graph.to[edge] === node && joins.legToM[join] + afterM === nodeM[node]) return { join, leaveM: joins.toM[join], alongM: afterM, legM: joins.legToM[join] };
    }
  }
  return null;
}

/** From the street to the facility: the gate it is entered by, its nearest point when it is reached along its boundary, else its centre. */
function offStreet({ gates }: Ground, { facilities, joins }: Service, join: number, [x, y]: Position): Position[] {
  const gate = joins.gate[join];
  if (gate >= 0) return [[gates.x[gate], gates.y[gate]]];
  const facility = facilities[joins.facility[join]];
  return [isAlongBoundary(facility) ? closestPoint(facility.table, facility.row, x, y) : centroidOf(facility.table, facility.row)];
}

function withoutStops(path: readonly Position[]): readonly Position[] {
  return path.filter(([x, y], i) => i === 0 || x !== path[i - 1][0] || y !== path[i - 1][1]);
}
