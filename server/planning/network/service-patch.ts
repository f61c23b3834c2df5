/** A service that follows footways: what they bring nearer is spread from where they join, and put back as it was when they go. */
import { boxOf, centroidOf } from '../coverage/features.ts';
import type { LayerTable } from '../coverage/dataset.ts';
import { BucketQueue } from './bucket-queue.ts';
import type { Ground } from './doors.ts';
import { isAlongBoundary, joinsOf, type Facility, type FacilityJoin, type FacilityJoins } from './facility-joins.ts';
import type { FootwayRoom, Piece } from './footway-room.ts';
import { joinsAlong } from './park-joins.ts';
import { Journal } from './journal.ts';
import { pointAt } from './nearest-edge.ts';
import { BOUNDARY_M } from './parameters.ts';
import type { Service } from './service.ts';

/** Nearer by less is not nearer: a street that falls into pieces is as long as it was but for the last digits. m */
const NEARER_M = 1e-9;

/** What footways that were just put in alter. */
export interface FootwayChange {
  readonly ground: Ground;
  readonly room: FootwayRoom;
  readonly pieces: readonly Piece[];
  /** Gates that join elsewhere now. */
  readonly gates: ReadonlySet<number>;
  /** Joins asked for already, by table and row: services have facilities in common. */
  readonly joins: Map<LayerTable, Map<number, readonly FacilityJoin[]>>;
}

/** `lost`: numbers of joins that are no more. */
interface Rejoined { readonly facility: number; readonly lost: readonly number[]; readonly joins: readonly FacilityJoin[]; readonly isElsewhere: boolean }

export class ServicePatch {
  readonly #service: Service;
  readonly #streetNodes: number;
  /** Join j of facility f: from start[f] to start[f + 1]. */
  readonly #start: Int32Array;
  /** Where a facility may be joined anew when a footway comes in there; four numbers each. */
  readonly #reach: Float64Array;
  /** Where the first joins are, and the nodes at the ends of their edges. */
  readonly #at: Float64Array;
  readonly #ends: Int32Array;
  readonly #journal = new Journal();
  readonly #lists: [edge: number, list: readonly number[] | undefined][] = [];
  #joinCount: number;
  readonly #queue = new BucketQueue();
  /** Nodes and edges that are not what they were without footways. */
  readonly nodes: number[] = [];
  readonly edges: number[] = [];

  /** @param service of a network with no footways in it at the moment */
  constructor(service: Service, streetNodes: number) {
    const { facilities, joins, graph } = service;
    this.#service = service;
    this.#streetNodes = streetNodes;
    this.#joinCount = joins.count;
    this.#start = new Int32Array(facilities.length + 1);
    for (let j = 0; j < joins.count; j++) this.#start[joins.facility[j] + 1]++;
    for (let f = 0; f < facilities.length; f++) this.#start[f + 1] += this.#start[f];
    this.#at = new Float64Array(2 * joins.count);
    this.#ends = new Int32Array(2 * joins.count);
    for (let j = 0; j < joins.count; j++) {
      const edge = joins.edge[j];
      [this.#at[2 * j], this.#at[2 * j + 1]] = pointAt(graph, edge, joins.fromM[j]);
      [this.#ends[2 * j], this.#ends[2 * j + 1]] = [graph.from[edge], graph.to[edge]];
    }
    this.#reach = Float64Array.from(facilities.flatMap((facility, f) => reachOfJoins(facility, joins, this.#start[f], this.#start[f + 1])));
  }

  put(change: FootwayChange): void {
    const { graph } = this.#service;
    const rejoined = this.#rejoined(change);
    const removed = this.#withoutWays(rejoined.filter(({ isElsewhere }) => isElsewhere).map(({ facility }) => facility));
    for (const { lost } of rejoined) for (const j of lost) this.#relist(this.#service.joins.edge[j], (list) => list.filter((each) => each !== j));
    for (const node of removed) {
      for (let k = graph.arcStart[node]; k < graph.arcStart[node + 1]; k++) {
        this.#wait(graph.arcTo[k]);
        if (graph.arcEdge[k] >= 0) for (const j of this.#service.joinsOnEdge.get(graph.arcEdge[k]) ?? []) this.#offerJoin(j);
      }
    }
    for (const { facility, joins } of rejoined) for (const join of joins) this.#offerJoin(this.#list(facility, join));
    for (const node of change.room.gateways) this.#wait(node);
    this.#spread();
  }

  clear(): void {
    this.#journal.undo();
    const lists = this.#service.joinsOnEdge as Map<number, readonly number[]>;
    for (const [edge, list] of this.#lists.reverse()) {
      if (list) lists.set(edge, list);
      else lists.delete(edge);
    }
    this.#lists.length = this.nodes.length = this.edges.length = 0;
    this.#joinCount = this.#service.joins.count;
  }

  /** Facilities that join elsewhere, or on an edge that has fallen into pieces. */
  #rejoined({ ground, room, pieces, gates, joins: known }: FootwayChange): readonly Rejoined[] {
    const { facilities, joins } = this.#service;
    const asked = new Set<number>();
    for (const edge of room.splitEdges) for (const j of this.#service.joinsOnEdge.get(edge) ?? []) asked.add(joins.facility[j]);
    for (const { ax, ay, bx, by } of pieces) this.#within(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), asked);
    if (gates.size > 0) for (let j = 0; j < joins.count; j++) if (joins.gate[j] >= 0 && gates.has(joins.gate[j])) asked.add(joins.facility[j]);
    const split = new Set(room.splitEdges);
    const rejoined: Rejoined[] = [];
    for (const facility of asked) {
      const { table, row } = facilities[facility];
      const isWhole = !this.#isAlongStreets(facility);
      let ofTable = known.get(table);
      if (!ofTable) known.set(table, ofTable = new Map());
      let now = ofTable.get(row);
      if (!now) ofTable.set(row, now = isWhole ? joinsOf(ground, facilities[facility]) : joinsAlong(ground.graph, room.changedEdges, table, row));
      const before = Array.from({ length: this.#start[facility + 1] - this.#start[facility] }, (_, i) => this.#start[facility] + i);
      const lost = isWhole ? before : before.filter((j) => split.has(joins.edge[j]));
      if (isWhole ? this.#isAsBefore(facility, now) : lost.length + now.length === 0) continue;
      rejoined.push({ facility, lost, joins: now, isElsewhere: isWhole && this.#isElsewhere(facility, now) });
    }
    return rejoined;
  }

  #within(minX: number, minY: number, maxX: number, maxY: number, found: Set<number>): void {
    const reach = this.#reach;
    for (let i = 0; i < reach.length; i += 4) if (minX <= reach[i + 2] && maxX >= reach[i] && minY <= reach[i + 3] && maxY >= reach[i + 1]) found.add(i / 4);
  }

  /** A park that streets run along: what is true of one street is true whatever the others do. */
  #isAlongStreets(facility: number): boolean {
    const { facilities, joins } = this.#service;
    const first = this.#start[facility];
    return isAlongBoundary(facilities[facility]) && this.#start[facility + 1] > first && joins.gate[first] < 0 && joins.legFromM[first] <= BOUNDARY_M;
  }

  #isAsBefore(facility: number, now: readonly FacilityJoin[]): boolean {
    const { joins, graph } = this.#service;
    const start = this.#start[facility];
    return now.length === this.#start[facility + 1] - start && now.every(({ edge, fromM, toM, legFromM, legToM }, i) => {
      const j = start + i;
      return edge === joins.edge[j] && fromM === joins.fromM[j] && toM === joins.toM[j] && legFromM === joins.legFromM[j] && legToM === joins.legToM[j] && graph.to[edge] === this.#ends[2 * j + 1] && graph.from[edge] === this.#ends[2 * j];
    });
  }

  /** False: it is still where it was, though the street has fallen into pieces. */
  #isElsewhere(facility: number, now: readonly FacilityJoin[]): boolean {
    const { graph } = this.#service;
    const [start, end] = [this.#start[facility], this.#start[facility + 1]];
    return now.length !== end - start || now.some(({ edge, fromM }, i) => {
      const [x, y] = pointAt(graph, edge, fromM);
      return Math.hypot(x - this.#at[2 * (start + i)], y - this.#at[2 * (start + i) + 1]) > 1e-6;
    });
  }

  /** Takes the ways of these facilities from all nodes that are theirs. */
  #withoutWays(facilities: readonly number[]): readonly number[] {
    if (facilities.length === 0) return [];
    const { graph, nodeM, nodeFacility } = this.#service;
    const gone = new Set(facilities);
    const seen = new Set<number>();
    for (const facility of facilities) for (let j = this.#start[facility]; j < this.#start[facility + 1]; j++) for (const node of [this.#ends[2 * j], this.#ends[2 * j + 1]]) if (gone.has(nodeFacility[node])) seen.add(node);
    for (const node of seen) {
      for (let k = graph.arcStart[node]; k < graph.arcStart[node + 1]; k++) if (graph.arcTo[k] >= this.#streetNodes || gone.has(nodeFacility[graph.arcTo[k]])) seen.add(graph.arcTo[k]);
    }
    const removed = [...seen].filter((node) => node < this.#streetNodes);
    for (const node of removed) {
      this.nodes.push(node);
      this.#journal.set(nodeM, node, Infinity);
      this.#journal.set(nodeFacility, node, -1);
    }
    return removed;
  }

  /** @returns its number */
  #list(facility: number, join: FacilityJoin): number {
    const j = this.#joinCount++;
    this.#makeRoom();
    const { joins } = this.#service;
    joins.facility[j] = facility;
    joins.edge[j] = join.edge;
    joins.fromM[j] = join.fromM;
    joins.toM[j] = join.toM;
    joins.legFromM[j] = join.legFromM;
    joins.legToM[j] = join.legToM;
    joins.gate[j] = join.gate;
    this.#relist(join.edge, (list) => [...list, j]);
    return j;
  }

  #relist(edge: number, change: (list: readonly number[]) => readonly number[]): void {
    const lists = this.#service.joinsOnEdge as Map<number, readonly number[]>;
    const before = lists.get(edge);
    this.#lists.push([edge, before]);
    const list = change(before ?? []);
    lists.set(edge, list);
    this.edges.push(edge);
    this.#journal.set(this.#service.isJoined, edge, list.length > 0 ? 1 : 0);
  }

  #makeRoom(): void {
    const { joins } = this.#service;
    if (this.#joinCount <= joins.edge.length) return;
    const larger = <T extends Int32Array | Float64Array>(array: T): T => {
      const made = new (array.constructor as new (length: number) => T)(2 * array.length + 64);
      made.set(array as never);
      return made;
    };
    const grown: FacilityJoins = { count: joins.count, facility: larger(joins.facility), edge: larger(joins.edge), fromM: larger(joins.fromM), toM: larger(joins.toM), legFromM: larger(joins.legFromM), legToM: larger(joins.legToM), gate: larger(joins.gate) };
    (this.#service as { joins: FacilityJoins }).joins = grown;
  }

  #offerJoin(j: number): void {
    const { graph, joins } = this.#service;
    const edge = joins.edge[j];
    this.#offer(graph.from[edge], joins.legFromM[j] + joins.fromM[j], joins.facility[j]);
    this.#offer(graph.to[edge], joins.legToM[j] + (graph.lengthM[edge] - joins.toM[j]), joins.facility[j]);
  }

  #offer(node: number, metres: number, facility: number): void {
    const { nodeM, nodeFacility, cutoffM } = this.#service;
    if (metres > cutoffM || !(metres < nodeM[node] - NEARER_M || nodeM[node] === Infinity)) return;
    this.nodes.push(node);
    this.#journal.set(nodeM, node, metres);
    this.#journal.set(nodeFacility, node, facility);
    this.#queue.put(node, metres, facility);
  }

  #wait(node: number): void {
    const { nodeM, nodeFacility } = this.#service;
    if (nodeM[node] < Infinity) this.#queue.put(node, nodeM[node], nodeFacility[node]);
  }

  #spread(): void {
    const { graph: { arcStart, arcTo, arcM }, nodeM } = this.#service;
    const queue = this.#queue;
    while (queue.take()) {
      const { node, distance, label } = queue;
      if (nodeM[node] !== distance) continue;
      for (let k = arcStart[node]; k < arcStart[node + 1]; k++) this.#offer(arcTo[k], distance + arcM[k], label);
    }
  }
}

function reachOfJoins(facility: Facility, joins: FacilityJoins, start: number, end: number): readonly number[] {
  let legM = 0;
  for (let j = start; j < end; j++) legM = Math.max(legM, joins.legFromM[j], joins.legToM[j]);
  const { table, row } = facility;
  if (!isAlongBoundary(facility)) {
    const [x, y] = centroidOf(table, row);
    return [x - legM, y - legM, x + legM, y + legM];
  }
  // One entered at its gates follows those.
  if (end > start && joins.gate[start] >= 0) return [Infinity, Infinity, -Infinity, -Infinity];
  const { minX, minY, maxX, maxY } = boxOf(table, row);
  const wideM = Math.max(BOUNDARY_M, legM);
  return [minX - wideM, minY - wideM, maxX + wideM, maxY + wideM];
}
