/** Proposed footways joined to the streets: number 10 of the definition (./README.md). */
import type { Footway } from '../coverage/dataset.ts';
import { FOOTWAY_M, SAME_PLACE_M } from './parameters.ts';
import { nearestShare, pointToSegment } from './segments.ts';
import type { CutStreets } from './street-graph.ts';

/** Streets with footways among them, and footways of which an end is too far from every street: those are not in the network. */
export interface WithFootways { readonly streets: CutStreets; readonly loose: readonly number[] }

/** Where an end joins: a place on an edge. */
interface Joint { readonly edge: number; readonly share: number; readonly x: number; readonly y: number }
interface Joined { readonly id: number; readonly coords: Float64Array; readonly ends: readonly [Joint, Joint] }

export function withFootways(streets: CutStreets, footways: readonly Footway[]): WithFootways {
  const joined: Joined[] = [];
  const loose: number[] = [];
  for (const { id, coords } of footways) {
    const [first, last] = [jointOf(streets, coords[0], coords[1]), jointOf(streets, coords[coords.length - 2], coords[coords.length - 1])];
    if (first && last) joined.push({ id, coords, ends: [first, last] });
    else loose.push(id);
  }
  return { streets: joined.length === 0 ? streets : joinedTo(streets, joined), loose };
}

/** The nearest place of the nearest edge; of equally near ones the first. Null: none is near enough. */
function jointOf({ count, ax, ay, bx, by }: CutStreets, x: number, y: number): Joint | null {
  let [edge, leastM] = [-1, FOOTWAY_M];
  for (let e = 0; e < count; e++) {
    if (Math.min(ax[e], bx[e]) - leastM > x || Math.max(ax[e], bx[e]) + leastM < x || Math.min(ay[e], by[e]) - leastM > y || Math.max(ay[e], by[e]) + leastM < y) continue;
    const metres = pointToSegment(ax[e], ay[e], bx[e], by[e], x, y);
    if (metres < leastM || (metres === leastM && edge < 0)) [edge, leastM] = [e, metres];
  }
  if (edge < 0) return null;
  const share = nearestShare(ax[edge], ay[edge], bx[edge], by[edge], x, y);
  const lengthM = Math.hypot(bx[edge] - ax[edge], by[edge] - ay[edge]);
  // A millimetre from an end is the end.
  if (share * lengthM <= SAME_PLACE_M) return { edge, share: 0, x: ax[edge], y: ay[edge] };
  if ((1 - share) * lengthM <= SAME_PLACE_M) return { edge, share: 1, x: bx[edge], y: by[edge] };
  return { edge, share, x: ax[edge] + share * (bx[edge] - ax[edge]), y: ay[edge] + share * (by[edge] - ay[edge]) };
}

/** Edges in their order, written one after the other. */
class EdgeWriter {
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly road: Float64Array;
  count = 0;
  constructor(most: number) {
    [this.ax, this.ay, this.bx, this.by, this.road] = [0, 1, 2, 3, 4].map(() => new Float64Array(most));
    [this.from, this.to] = [new Int32Array(most), new Int32Array(most)];
  }
  put(from: number, to: number, ax: number, ay: number, bx: number, by: number, road: number): void {
    const at = this.count++;
    [this.from[at], this.to[at], this.road[at]] = [from, to, road];
    [this.ax[at], this.ay[at], this.bx[at], this.by[at]] = [ax, ay, bx, by];
  }
  columns(): Pick<CutStreets, 'ax' | 'ay' | 'bx' | 'by' | 'from' | 'to' | 'road' | 'count'> {
    const end = this.count;
    return { count: end, ax: this.ax.slice(0, end), ay: this.ay.slice(0, end), bx: this.bx.slice(0, end), by: this.by.slice(0, end), from: this.from.slice(0, end), to: this.to.slice(0, end), road: this.road.slice(0, end) };
  }
}

/** Edges that are joined between their ends fall into pieces, which take their place in the order; footways come last. */
function joinedTo(streets: CutStreets, joined: readonly Joined[]): CutStreets {
  const onEdge = new Map<number, Joint[]>();
  for (const { ends } of joined) for (const joint of ends) if (joint.share > 0 && joint.share < 1) onEdge.set(joint.edge, [...onEdge.get(joint.edge) ?? [], joint]);
  const corners = joined.reduce((sum, { coords }) => sum + coords.length / 2, 0);
  const writer = new EdgeWriter(streets.count + 2 * joined.length + corners);
  const nodes = new Map<Joint, number>();
  let { nodeCount } = streets;
  for (let e = 0; e < streets.count; e++) {
    const joints = onEdge.get(e);
    if (joints) nodeCount = putPieces(streets, e, joints, nodes, nodeCount, writer);
    else writer.put(streets.from[e], streets.to[e], streets.ax[e], streets.ay[e], streets.bx[e], streets.by[e], streets.road[e]);
  }
  for (const each of joined) nodeCount = putFootway(streets, each, nodes, nodeCount, writer);
  return { ...streets, ...writer.columns(), nodeCount };
}

/** @returns the number of nodes there are then; joints less than a millimetre apart share one */
function putPieces({ from, to, ax, ay, bx, by, road }: CutStreets, e: number, joints: readonly Joint[], nodes: Map<Joint, number>, nodeCount: number, writer: EdgeWriter): number {
  let [node, x, y, made] = [from[e], ax[e], ay[e], nodeCount];
  for (const joint of [...joints].sort((a, b) => a.share - b.share)) {
    if (node === from[e] || Math.hypot(joint.x - x, joint.y - y) > SAME_PLACE_M) {
      writer.put(node, made, x, y, joint.x, joint.y, road[e]);
      [node, x, y] = [made++, joint.x, joint.y];
    }
    nodes.set(joint, node);
  }
  writer.put(node, to[e], x, y, bx[e], by[e], road[e]);
  return made;
}

/** From joint to joint by its own corners, which join nothing else; two at one place leave no edge between them. */
function putFootway({ from, to }: CutStreets, { id, coords, ends: [first, last] }: Joined, nodes: ReadonlyMap<Joint, number>, nodeCount: number, writer: EdgeWriter): number {
  const nodeOf = (joint: Joint): number => nodes.get(joint) ?? (joint.share === 0 ? from : to)[joint.edge];
  let [node, x, y, made] = [nodeOf(first), first.x, first.y, nodeCount];
  for (let i = 2; i + 3 < coords.length; i += 2) {
    const [nextX, nextY] = [coords[i], coords[i + 1]];
    if (isSamePlace(x, y, nextX, nextY) || isSamePlace(nextX, nextY, last.x, last.y)) continue;
    writer.put(node, made, x, y, nextX, nextY, id);
    [node, x, y] = [made++, nextX, nextY];
  }
  if (!isSamePlace(x, y, last.x, last.y)) writer.put(node, nodeOf(last), x, y, last.x, last.y, id);
  return made;
}

/** As vertices of streets are told apart: number 2. */
function isSamePlace(ax: number, ay: number, bx: number, by: number): boolean {
  return Math.round(ax * 1000) === Math.round(bx * 1000) && Math.round(ay * 1000) === Math.round(by * 1000);
}
