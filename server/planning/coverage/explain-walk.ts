/** The ways on foot from one place: how far to a facility, and along which streets. Definition: ../network/README.md. */
import { BucketQueue } from '../network/bucket-queue.ts';
import { DoorBuilder, type DoorSet } from '../network/doors.ts';
import { joinsOf, type FacilityJoin } from '../network/facility-joins.ts';
import { pointAt } from '../network/nearest-edge.ts';
import { alongEdge } from '../network/service.ts';
import type { StreetGraph } from '../network/street-graph.ts';
import type { Position } from '../geometry/types.ts';
import { closestPoint, nearestMembers, type Seen } from './explain-nearest.ts';
import { centroidOf } from './features.ts';
import type { PreparedCity } from './prepare.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import { walkCityOf } from './walk-city.ts';

/** Nobody is told of a facility farther than this. m */
const CUTOFF_M = 20_000;

export interface Walk {
  readonly metres: number;
  /** From the place to the facility, its legs off the network included. */
  readonly path: readonly Position[];
}

export interface Walker {
  /** null: no way within 20 km. */
  to(member: Member): Walk | null;
}

/** `gatesOf`: a parcel whose own gates are its doors; else the place joins like a home. Null: the city has no roads. */
export function walkerFrom(city: PreparedCity, x: number, y: number, gatesOf: readonly number[] = []): Walker | null {
  if (!city.hasLayer('road')) return null;
  const { ground } = walkCityOf(city);
  const builder = new DoorBuilder(ground, 1);
  if (gatesOf.length > 0) builder.joinGates(0, gatesOf, null);
  else builder.joinHome(0, x, y);
  const doors = builder.finish();
  const { graph, gates } = ground;
  const spread = spreadFrom(graph, doors);
  const startOf = (door: number): Position[] => {
    const place = doors.doorPlace[door];
    const gate = doors.gate[place];
    return [gatesOf.length > 0 ? [gates.x[gate], gates.y[gate]] : [x, y], ...(gate >= 0 && gatesOf.length === 0 ? [[gates.x[gate], gates.y[gate]] as const] : []), pointAt(graph, doors.edge[place], doors.positionM[place])];
  };
  const found = new Map<Member, Walk | null>();
  const to = (member: Member): Walk | null => {
    let best: { metres: number; node: number; door: number; at: Position } | null = null;
    const offer = (metres: number, node: number, door: number, edge: number, positionM: number): void => {
      if (Number.isFinite(metres) && (best === null || metres < best.metres)) best = { metres, node, door, at: pointAt(graph, edge, positionM) };
    };
    for (const join of joinsOf(ground, member)) {
      offer(spread.nodeM[graph.from[join.edge]] + join.fromM + join.legFromM, graph.from[join.edge], -1, join.edge, join.fromM);
      offer(spread.nodeM[graph.to[join.edge]] + (graph.lengthM[join.edge] - join.toM) + join.legToM, graph.to[join.edge], -1, join.edge, join.toM);
      for (let door = doors.start[0]; door < doors.end[0]; door++) sameEdge(graph, doors, door, join, member, offer);
    }
    if (best === null) return null;
    const { metres, node, door, at } = best as { metres: number; node: number; door: number; at: Position };
    const way = door >= 0 ? startOf(door) : [...startOf(spread.doorOf(node)), ...spread.nodesTo(node).map((each): Position => [graph.nodeX[each], graph.nodeY[each]])];
    return { metres, path: withoutRepeats([...way, at, endOf(member, at)]) };
  };
  return {
    to: (member) => {
      if (!found.has(member)) found.set(member, to(member));
      return found.get(member) as Walk | null;
    },
  };
}

/** The members a place misses by least on foot; of those that no way leads to, the nearest in a straight line come last. */
export function nearestOnFoot(supply: Selection, walker: Walker, x: number, y: number, count: number): readonly { readonly seen: Seen; readonly walk: Walk | null }[] {
  const total = supply.members.length;
  for (let asked = 4 * count; ; asked *= 2) {
    // No way is shorter than the straight line, so who is farther than the last one told need not be asked.
    const candidates = nearestMembers(supply, x, y, asked);
    const known = candidates.map((seen) => ({ seen, walk: walker.to(supply.members[seen.member]) }));
    const beyond = ({ seen, walk }: (typeof known)[number]): number => (walk ? walk.metres - supply.members[seen.member].radiusM : Infinity);
    known.sort((a, b) => (beyond(a) === beyond(b) ? a.seen.beyondM - b.seen.beyondM : beyond(a) - beyond(b)) || a.seen.member - b.seen.member);
    const told = known.slice(0, count);
    const isSettled = told.length === count && beyond(told[count - 1]) <= (candidates[candidates.length - 1]?.beyondM ?? Infinity);
    if (isSettled || candidates.length >= total || candidates.length === 0) return told;
  }
}

interface Spread {
  readonly nodeM: Float64Array;
  nodesTo(node: number): readonly number[];
  /** The door its way begins at. */
  doorOf(node: number): number;
}

/** Least metres from the doors to every node, with the way back. */
function spreadFrom({ nodeCount, from, to, lengthM, arcStart, arcTo, arcM }: StreetGraph, doors: DoorSet): Spread {
  const nodeM = new Float64Array(nodeCount).fill(Infinity);
  // A node before it, or a door as -2 - door.
  const before = new Int32Array(nodeCount).fill(-1);
  const queue = new BucketQueue();
  const offer = (node: number, metres: number, previous: number): void => {
    if (metres > CUTOFF_M || metres >= nodeM[node]) return;
    nodeM[node] = metres;
    before[node] = previous;
    queue.put(node, metres, 0);
  };
  for (let door = doors.start[0]; door < doors.end[0]; door++) {
    const place = doors.doorPlace[door];
    const legM = doors.doorM[door] + doors.legM[place];
    offer(from[doors.edge[place]], legM + doors.positionM[place], -2 - door);
    offer(to[doors.edge[place]], legM + (lengthM[doors.edge[place]] - doors.positionM[place]), -2 - door);
  }
  while (queue.take()) {
    const { node, distance } = queue;
    if (nodeM[node] !== distance) continue;
    for (let k = arcStart[node]; k < arcStart[node + 1]; k++) offer(arcTo[k], distance + arcM[k], node);
  }
  const nodesTo = (node: number): number[] => {
    const nodes: number[] = [];
    for (let at = node; at >= 0; at = before[at]) nodes.push(at);
    return nodes.reverse();
  };
  return { nodeM, nodesTo, doorOf: (node) => -2 - before[nodesTo(node)[0]] };
}

type Offer = (metres: number, node: number, door: number, edge: number, positionM: number) => void;

/** A facility on the very edge a door is on is reached by the piece between. */
function sameEdge(graph: StreetGraph, doors: DoorSet, door: number, { edge, fromM, toM, legFromM, legToM }: FacilityJoin, member: Member, offer: Offer): void {
  const place = doors.doorPlace[door];
  if (doors.edge[place] !== edge) return;
  const positionM = doors.positionM[place];
  const metres = doors.doorM[door] + doors.legM[place] + alongEdge(graph, edge, positionM, fromM, toM, legFromM, legToM, member);
  offer(metres, -1, door, edge, Math.min(toM, Math.max(fromM, positionM)));
}

/** Parks and squares are reached at their boundary, everything else at its middle. */
function endOf({ layer, table, row }: Member, at: Position): Position {
  return table.geometryType === 'polygon' && (layer === 'green_space' || layer === 'square') ? closestPoint(table, row, at[0], at[1]) : centroidOf(table, row);
}

function withoutRepeats(path: readonly Position[]): readonly Position[] {
  return path.filter(([x, y], i) => i === 0 || x !== path[i - 1][0] || y !== path[i - 1][1]);
}
