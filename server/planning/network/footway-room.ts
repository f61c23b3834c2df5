/** Streets that footways come to and go from in place: number 10 of the definition (./README.md) for footways under the hand. */
import type { Footway } from '../coverage/dataset.ts';
import { coursesOf, type Courses, type SplitStop } from './footway-courses.ts';
import { Journal } from './journal.ts';
import type { EdgeIndex, StreetGraph } from './street-graph.ts';

/** How many nodes and edges footways may add at first. */
export const FOOTWAY_ROOM = 512;
/** Arcs a new node may have on average: two of a street or a footway that passes, and those of footways that end there. */
const ARCS_EACH = 8;

/** A straight piece of a footway. */
export interface Piece { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number }

type Arc = [to: number, metres: number, edge: number];

export class FootwayRoom {
  /** The streets with the footways that are in. Beyond the edges and nodes there are it has spare ones, which nothing leads to. */
  readonly graph: StreetGraph;
  /** As they are without footways. */
  readonly streets: StreetGraph;
  readonly #room: number;
  readonly #journal = new Journal();
  readonly #extras: number[] = [];
  #courses: Courses | null = null;
  readonly #arcs = new Map<number, Arc[]>();
  #edges = 0;
  #nodes = 0;

  /** @param streets without footways; stays as it is */
  constructor(streets: StreetGraph, room: number) {
    this.streets = streets;
    this.#room = room;
    this.graph = roomy(streets, room, this.#extras);
  }

  /** Where footways would join. @param footways by ascending id */
  plan(footways: readonly Footway[]): Courses {
    const { edgeIndex } = this.streets;
    const near = (x: number, y: number, reachM: number): Iterable<number> => edgeIndex?.search(x - reachM, y - reachM, x + reachM, y + reachM).sort((a, b) => a - b) ?? [];
    return coursesOf({ ...this.streets, near }, footways);
  }

  /** Whether they find room; a larger one is due otherwise. */
  hasRoomFor({ splits, courses }: Courses): boolean {
    return 2 * [...splits.values(), ...courses.map(({ stops }) => stops)].reduce((sum, stops) => sum + stops.length, 0) <= this.#room;
  }

  /** Ids of footways that are not in the network. */
  get loose(): readonly number[] { return this.#courses?.loose ?? []; }
  get pieces(): readonly Piece[] { return this.#courses ? piecesOf(this.#courses) : []; }
  /** Nodes of the streets from which one comes to new ones. */
  readonly gateways: number[] = [];
  /** Edges that are not as they are without footways: pieces of streets and of footways. */
  get changedEdges(): readonly number[] { return [...this.splitEdges, ...this.#extras]; }
  /** Edges of the streets that have fallen into pieces. */
  get splitEdges(): Iterable<number> { return this.#courses?.splits.keys() ?? []; }

  /** Puts them in; there must be none. */
  put(courses: Courses): void {
    this.#courses = courses;
    this.#edges = this.streets.edgeCount;
    this.#nodes = courses.nodeCount;
    for (const [edge, stops] of courses.splits) this.#split(edge, stops);
    const branches = new Map<number, number>();
    let order = 0;
    for (const { id, stops } of courses.courses) {
      const nodes = stops.map(({ node }) => (node < this.streets.nodeCount ? this.#branch(node, branches) : node));
      for (let i = 1; i < stops.length; i++) {
        const [a, b] = [stops[i - 1], stops[i]];
        const edge = this.#addEdge(nodes[i - 1], nodes[i], a.x, a.y, b.x, b.y, id, this.streets.edgeCount + order++);
        this.#connect(nodes[i - 1], nodes[i], edge);
      }
    }
    this.#writeArcs();
  }

  /** Takes all out. */
  clear(): void {
    this.#journal.undo();
    this.#extras.length = 0;
    this.gateways.length = 0;
    this.#arcs.clear();
    this.#courses = null;
  }

  /** The first piece keeps the edge's number, the others come right after it in the order. */
  #split(edge: number, stops: readonly SplitStop[]): void {
    const { from, to, bx, by, road, arcTo, arcM, arcEdge } = this.graph;
    const [first, last] = [from[edge], to[edge]];
    const [endX, endY] = [bx[edge], by[edge]];
    const end = { node: last, x: endX, y: endY };
    const chain = [...stops, end];
    this.gateways.push(first, last);
    const [atFirst, atLast] = [this.#arcOf(first, edge), this.#arcOf(last, edge)];
    this.#journal.set(to, edge, stops[0].node);
    this.#journal.set(bx, edge, stops[0].x);
    this.#journal.set(by, edge, stops[0].y);
    this.#measure(edge);
    this.#journal.set(arcTo, atFirst, stops[0].node);
    this.#journal.set(arcM, atFirst, this.graph.lengthM[edge]);
    this.#arc(stops[0].node, first, edge);
    let piece = edge;
    for (let i = 1; i < chain.length; i++) {
      const [a, b] = [chain[i - 1], chain[i]];
      piece = this.#addEdge(a.node, b.node, a.x, a.y, b.x, b.y, road[edge], edge + i / chain.length);
      this.#arc(a.node, b.node, piece);
      if (i + 1 < chain.length) this.#arc(b.node, a.node, piece);
    }
    this.#journal.set(arcTo, atLast, stops[stops.length - 1].node);
    this.#journal.set(arcM, atLast, this.graph.lengthM[piece]);
    this.#journal.set(arcEdge, atLast, piece);
  }

  /** A node of its own 0 m from one of the streets, put between that and one of its edges: nodes of the streets have no room for a further arc. */
  #branch(node: number, branches: Map<number, number>): number {
    const known = branches.get(node);
    if (known !== undefined) return known;
    const { from, to, lengthM, arcStart, arcTo, arcM, arcEdge, nodeX, nodeY } = this.graph;
    let k = arcStart[node];
    while (arcEdge[k] < 0) k++;
    const [edge, other] = [arcEdge[k], arcTo[k]];
    const branch = this.#nodes++;
    branches.set(node, branch);
    this.gateways.push(node);
    this.#journal.set(nodeX, branch, nodeX[node]);
    this.#journal.set(nodeY, branch, nodeY[node]);
    this.#journal.set(arcTo, k, branch);
    this.#journal.set(arcM, k, 0);
    this.#journal.set(arcEdge, k, -1);
    this.#journal.set(from[edge] === node ? from : to, edge, branch);
    this.#arcsOf(branch).push([node, 0, -1], [other, lengthM[edge], edge]);
    const back = this.#arcs.get(other)?.find((arc) => arc[2] === edge);
    if (back) back[0] = branch;
    else {
      this.gateways.push(other);
      this.#journal.set(arcTo, this.#arcOf(other, edge), branch);
    }
    return branch;
  }

  #arcOf(node: number, edge: number): number {
    const { arcStart, arcEdge } = this.graph;
    let k = arcStart[node];
    while (arcEdge[k] !== edge) k++;
    return k;
  }

  #addEdge(from: number, to: number, ax: number, ay: number, bx: number, by: number, road: number, rank: number): number {
    const { graph } = this;
    const edge = this.#edges++;
    this.#extras.push(edge);
    this.#journal.set(graph.from, edge, from);
    this.#journal.set(graph.to, edge, to);
    this.#journal.set(graph.ax, edge, ax);
    this.#journal.set(graph.ay, edge, ay);
    this.#journal.set(graph.bx, edge, bx);
    this.#journal.set(graph.by, edge, by);
    this.#journal.set(graph.road, edge, road);
    this.#journal.set(graph.rank as Float64Array, edge, rank);
    this.#measure(edge);
    return edge;
  }

  #measure(edge: number): void {
    const { ax, ay, bx, by, lengthM } = this.graph;
    this.#journal.set(lengthM, edge, Math.sqrt((bx[edge] - ax[edge]) * (bx[edge] - ax[edge]) + (by[edge] - ay[edge]) * (by[edge] - ay[edge])));
  }

  #arcsOf(node: number): Arc[] {
    let arcs = this.#arcs.get(node);
    if (!arcs) this.#arcs.set(node, arcs = []);
    return arcs;
  }

  #arc(node: number, to: number, edge: number): void { this.#arcsOf(node).push([to, this.graph.lengthM[edge], edge]); }

  #connect(a: number, b: number, edge: number): void {
    this.#arc(a, b, edge);
    this.#arc(b, a, edge);
  }

  #writeArcs(): void {
    const { arcStart, arcTo, arcM, arcEdge } = this.graph;
    let k = this.streets.arcTo.length;
    for (let node = this.streets.nodeCount; node < this.#nodes; node++) {
      this.#journal.set(arcStart, node, k);
      for (const [to, metres, edge] of this.#arcs.get(node) ?? []) {
        this.#journal.set(arcTo, k, to);
        this.#journal.set(arcM, k, metres);
        this.#journal.set(arcEdge, k++, edge);
      }
      this.#journal.set(arcStart, node + 1, k);
    }
  }
}

export function piecesOf({ courses }: Courses): readonly Piece[] {
  return courses.flatMap(({ stops }) => stops.slice(1).map(({ x, y }, i) => ({ ax: stops[i].x, ay: stops[i].y, bx: x, by: y })));
}

function roomy(streets: StreetGraph, room: number, extras: readonly number[]): StreetGraph {
  const [edges, nodes, arcs] = [streets.edgeCount + room, streets.nodeCount + room, streets.arcTo.length + ARCS_EACH * room];
  const graph = {
    ...streets, edgeCount: edges, nodeCount: nodes,
    from: longer(streets.from, edges), to: longer(streets.to, edges), road: longer(streets.road, edges), lengthM: longer(streets.lengthM, edges),
    ax: longer(streets.ax, edges), ay: longer(streets.ay, edges), bx: longer(streets.bx, edges), by: longer(streets.by, edges),
    rank: counted(edges), nodeX: longer(streets.nodeX, nodes), nodeY: longer(streets.nodeY, nodes),
    arcStart: longer(streets.arcStart, nodes + 1).fill(streets.arcTo.length, streets.nodeCount + 1), arcTo: longer(streets.arcTo, arcs), arcM: longer(streets.arcM, arcs), arcEdge: longer(streets.arcEdge, arcs),
    linkOpen: streets.linkOpen.slice(),
  };
  const { ax, ay, bx, by } = graph;
  const meets = (e: number, minX: number, minY: number, maxX: number, maxY: number): boolean => Math.min(ax[e], bx[e]) <= maxX && Math.max(ax[e], bx[e]) >= minX && Math.min(ay[e], by[e]) <= maxY && Math.max(ay[e], by[e]) >= minY;
  const edgeIndex: EdgeIndex | null = streets.edgeIndex && {
    search: (minX, minY, maxX, maxY) => {
      const found = (streets.edgeIndex as EdgeIndex).search(minX, minY, maxX, maxY);
      for (const e of extras) if (meets(e, minX, minY, maxX, maxY)) found.push(e);
      return found;
    },
  };
  return { ...graph, edgeIndex };
}

function counted(length: number): Float64Array {
  const numbers = new Float64Array(length);
  for (let i = 0; i < length; i++) numbers[i] = i;
  return numbers;
}

function longer<T extends Int32Array | Float64Array>(array: T, length: number): T {
  const made = new (array.constructor as new (length: number) => T)(length);
  made.set(array as never);
  return made;
}
