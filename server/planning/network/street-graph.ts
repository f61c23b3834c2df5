/** The walking network as typed arrays: edges with their places, neighbours in compressed rows, crossings of walls as links that open and close. */
import Flatbush from 'flatbush';
import type { Dataset } from '../coverage/dataset.ts';
import { hasOpenGate, type GateSet } from './gates.ts';
import { withFootways } from './footways.ts';
import { hilbertOrder } from './hilbert.ts';
import { GATE_M } from './parameters.ts';
import { streetEdges, type StreetEdges } from './street-edges.ts';
import type { Walls } from './walls.ts';

/**
 * Edge e runs straight from node `from[e]` at (ax, ay) to node `to[e]` at (bx, by). Where a wall crosses a street the street is cut: the two sides are
 * nodes of their own, `linkFrom[k]` and `linkTo[k]`, 0 m apart when a gate is open and endlessly far when not.
 */
export interface StreetGraph {
  readonly nodeCount: number;
  readonly nodeX: Float64Array;
  readonly nodeY: Float64Array;
  readonly edgeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  readonly lengthM: Float64Array;
  /** Id of the road an edge is part of. */
  readonly road: Float64Array;
  /** Neighbours of node n: `arcTo[k]` at `arcM[k]` over edge `arcEdge[k]` (-1: a link), for k from arcStart[n] to arcStart[n + 1]. */
  readonly arcStart: Int32Array;
  readonly arcTo: Int32Array;
  readonly arcM: Float64Array;
  readonly arcEdge: Int32Array;
  readonly linkCount: number;
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  readonly linkX: Float64Array;
  readonly linkY: Float64Array;
  readonly linkOpen: Uint8Array;
  /** Edges that come first win where two are equally near: by rank; absent: by number. */
  readonly rank?: Float64Array;
  /** Extents of the edges; null when there is none. */
  readonly edgeIndex: EdgeIndex | null;
  /** Proposed footways that are not in the network, because an end of theirs is near no street. */
  readonly loose: readonly number[];
}

/** Numbers of edges whose extents meet a rectangle. */
export interface EdgeIndex { search(minX: number, minY: number, maxX: number, maxY: number): number[] }

export function isBefore({ rank }: StreetGraph, edge: number, other: number): boolean {
  return rank ? rank[edge] < rank[other] : edge < other;
}

export function buildStreetGraph(dataset: Dataset, walls: Walls, gates: GateSet): StreetGraph {
  const cut = cutAtWalls(streetEdges(dataset), walls, gates);
  const { streets, loose } = withFootways(cut, dataset.footways ?? []);
  return { ...assembled(streets), loose };
}

/** Streets cut at walls, with the ways through those. */
export interface CutStreets extends StreetEdges {
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  readonly linkX: Float64Array;
  readonly linkY: Float64Array;
  readonly linkOpen: Uint8Array;
}

const NONE: readonly number[] = [];

function cutAtWalls(edges: StreetEdges, walls: Walls, gates: GateSet): CutStreets {
  const cuts = new Map<number, readonly number[]>();
  let pieces = edges.count;
  for (let e = 0; walls.count > 0 && e < edges.count; e++) {
    const shares = walls.crossings(edges.ax[e], edges.ay[e], edges.bx[e], edges.by[e]);
    if (shares.length === 0) continue;
    cuts.set(e, shares);
    pieces += shares.length;
  }
  const links = pieces - edges.count;
  const noLinks = { linkFrom: new Int32Array(links), linkTo: new Int32Array(links), linkX: new Float64Array(links), linkY: new Float64Array(links), linkOpen: new Uint8Array(links) };
  if (links === 0) return { ...edges, ...noLinks };
  const result = {
    nodeCount: edges.nodeCount + 2 * links, count: pieces, from: new Int32Array(pieces), to: new Int32Array(pieces), road: new Float64Array(pieces),
    ax: new Float64Array(pieces), ay: new Float64Array(pieces), bx: new Float64Array(pieces), by: new Float64Array(pieces), ...noLinks,
  };
  let piece = 0;
  let link = 0;
  const put = (from: number, to: number, ax: number, ay: number, bx: number, by: number, road: number): void => {
    result.from[piece] = from;
    result.to[piece] = to;
    result.ax[piece] = ax;
    result.ay[piece] = ay;
    result.bx[piece] = bx;
    result.by[piece] = by;
    result.road[piece++] = road;
  };
  const connect = (from: number, to: number, x: number, y: number): void => {
    result.linkFrom[link] = from;
    result.linkTo[link] = to;
    result.linkX[link] = x;
    result.linkY[link] = y;
    result.linkOpen[link++] = hasOpenGate(gates, x, y, GATE_M) ? 1 : 0;
  };
  for (let e = 0; e < edges.count; e++) {
    let [node, x, y] = [edges.from[e], edges.ax[e], edges.ay[e]];
    const shares = cuts.get(e) ?? NONE;
    for (const share of shares) {
      const cx = edges.ax[e] + share * (edges.bx[e] - edges.ax[e]);
      const cy = edges.ay[e] + share * (edges.by[e] - edges.ay[e]);
      const near = edges.nodeCount + 2 * link;
      put(node, near, x, y, cx, cy, edges.road[e]);
      connect(near, near + 1, cx, cy);
      [node, x, y] = [near + 1, cx, cy];
    }
    put(node, edges.to[e], x, y, edges.bx[e], edges.by[e], edges.road[e]);
  }
  return result;
}

/** Nodes renumbered along a Hilbert curve, so that neighbours lie near each other in memory: half the time of a search. */
function assembled(cut: CutStreets): Omit<StreetGraph, 'loose'> {
  const { count: edgeCount, nodeCount } = cut;
  // NaN stays where a place has lost its only edge.
  const x = new Float64Array(nodeCount).fill(NaN);
  const y = new Float64Array(nodeCount).fill(NaN);
  for (let e = 0; e < edgeCount; e++) {
    x[cut.from[e]] = cut.ax[e];
    y[cut.from[e]] = cut.ay[e];
    x[cut.to[e]] = cut.bx[e];
    y[cut.to[e]] = cut.by[e];
  }
  for (let k = 0; k < cut.linkFrom.length; k++) {
    x[cut.linkFrom[k]] = x[cut.linkTo[k]] = cut.linkX[k];
    y[cut.linkFrom[k]] = y[cut.linkTo[k]] = cut.linkY[k];
  }
  const order = hilbertOrder(x, y);
  const numberOf = new Int32Array(nodeCount);
  for (let i = 0; i < nodeCount; i++) numberOf[order[i]] = i;
  const renumbered = (nodes: Int32Array): Int32Array => nodes.map((node) => numberOf[node]);
  const from = renumbered(cut.from);
  const to = renumbered(cut.to);
  const linkFrom = renumbered(cut.linkFrom);
  const linkTo = renumbered(cut.linkTo);
  const lengthM = new Float64Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) lengthM[e] = Math.sqrt((cut.bx[e] - cut.ax[e]) * (cut.bx[e] - cut.ax[e]) + (cut.by[e] - cut.ay[e]) * (cut.by[e] - cut.ay[e]));
  return {
    nodeCount, nodeX: Float64Array.from(order, (node) => x[node]), nodeY: Float64Array.from(order, (node) => y[node]),
    edgeCount, from, to, ax: cut.ax, ay: cut.ay, bx: cut.bx, by: cut.by, lengthM, road: cut.road,
    ...arcsOf(nodeCount, from, to, lengthM, linkFrom, linkTo, cut.linkOpen),
    linkCount: linkFrom.length, linkFrom, linkTo, linkX: cut.linkX, linkY: cut.linkY, linkOpen: cut.linkOpen, edgeIndex: indexOf(cut),
  };
}

function arcsOf(nodeCount: number, from: Int32Array, to: Int32Array, lengthM: Float64Array, linkFrom: Int32Array, linkTo: Int32Array, linkOpen: Uint8Array): Pick<StreetGraph, 'arcStart' | 'arcTo' | 'arcM' | 'arcEdge'> {
  const arcStart = new Int32Array(nodeCount + 1);
  for (const ends of [from, to, linkFrom, linkTo]) for (let i = 0; i < ends.length; i++) arcStart[ends[i] + 1]++;
  for (let n = 0; n < nodeCount; n++) arcStart[n + 1] += arcStart[n];
  const next = arcStart.slice(0, nodeCount);
  const arcs = arcStart[nodeCount];
  const arcTo = new Int32Array(arcs);
  const arcM = new Float64Array(arcs);
  const arcEdge = new Int32Array(arcs);
  for (let e = 0; e < from.length; e++) {
    const there = next[from[e]]++;
    arcTo[there] = to[e];
    arcM[there] = lengthM[e];
    arcEdge[there] = e;
    const back = next[to[e]]++;
    arcTo[back] = from[e];
    arcM[back] = lengthM[e];
    arcEdge[back] = e;
  }
  for (let k = 0; k < linkFrom.length; k++) {
    const there = next[linkFrom[k]]++;
    const back = next[linkTo[k]]++;
    arcTo[there] = linkTo[k];
    arcTo[back] = linkFrom[k];
    arcM[there] = arcM[back] = linkOpen[k] === 1 ? 0 : Infinity;
    arcEdge[there] = arcEdge[back] = -1;
  }
  return { arcStart, arcTo, arcM, arcEdge };
}

function indexOf({ count, ax, ay, bx, by }: StreetEdges): Flatbush | null {
  if (count === 0) return null;
  const index = new Flatbush(count);
  for (let e = 0; e < count; e++) index.add(Math.min(ax[e], bx[e]), Math.min(ay[e], by[e]), Math.max(ax[e], bx[e]), Math.max(ay[e], by[e]));
  index.finish();
  return index;
}

/** Opens or closes the way through a wall. True when that changed anything. */
export function setLink(graph: StreetGraph, link: number, open: boolean): boolean {
  if ((graph.linkOpen[link] === 1) === open) return false;
  graph.linkOpen[link] = open ? 1 : 0;
  for (const [node, other] of [[graph.linkFrom[link], graph.linkTo[link]], [graph.linkTo[link], graph.linkFrom[link]]]) {
    for (let k = graph.arcStart[node]; k < graph.arcStart[node + 1]; k++) {
      if (graph.arcEdge[k] === -1 && graph.arcTo[k] === other) graph.arcM[k] = open ? 0 : Infinity;
    }
  }
  return true;
}
