/** Streets with proposed footways among them: number 10 of the definition (./README.md). */
import type { Footway } from '../coverage/dataset.ts';
import { coursesOf, type Stop } from './footway-courses.ts';
import type { CutStreets } from './street-graph.ts';

/** Streets with footways among them, and the ids of footways that are not in the network. */
export interface WithFootways { readonly streets: CutStreets; readonly loose: readonly number[] }

/** Edges that are joined between their ends fall into pieces, which take their place in the order; footways come last. */
export function withFootways(streets: CutStreets, footways: readonly Footway[]): WithFootways {
  if (footways.length === 0) return { streets, loose: [] };
  const { nodeCount, splits, courses, loose } = coursesOf({ ...streets, near: (x, y, reachM) => edgesNear(streets, x, y, reachM) }, footways);
  const more = [...splits.values(), ...courses.map(({ stops }) => stops)].reduce((sum, stops) => sum + stops.length, 0);
  const writer = new EdgeWriter(streets.count + more);
  const { from, to, ax, ay, bx, by, road } = streets;
  for (let e = 0; e < streets.count; e++) {
    const stops = splits.get(e);
    if (stops) writer.putAll([{ node: from[e], x: ax[e], y: ay[e] }, ...stops, { node: to[e], x: bx[e], y: by[e] }], road[e]);
    else writer.put(from[e], to[e], ax[e], ay[e], bx[e], by[e], road[e]);
  }
  for (const { id, stops } of courses) writer.putAll(stops, id);
  return { streets: courses.length === 0 ? streets : { ...streets, ...writer.columns(), nodeCount }, loose };
}

function* edgesNear({ count, ax, ay, bx, by }: CutStreets, x: number, y: number, reachM: number): Iterable<number> {
  for (let e = 0; e < count; e++) {
    if (Math.min(ax[e], bx[e]) - reachM <= x && Math.max(ax[e], bx[e]) + reachM >= x && Math.min(ay[e], by[e]) - reachM <= y && Math.max(ay[e], by[e]) + reachM >= y) yield e;
  }
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
  putAll(stops: readonly Stop[], road: number): void {
    for (let i = 1; i < stops.length; i++) this.put(stops[i - 1].node, stops[i].node, stops[i - 1].x, stops[i - 1].y, stops[i].x, stops[i].y, road);
  }
  columns(): Pick<CutStreets, 'ax' | 'ay' | 'bx' | 'by' | 'from' | 'to' | 'road' | 'count'> {
    const end = this.count;
    return { count: end, ax: this.ax.slice(0, end), ay: this.ay.slice(0, end), bx: this.bx.slice(0, end), by: this.by.slice(0, end), from: this.from.slice(0, end), to: this.to.slice(0, end), road: this.road.slice(0, end) };
  }
}
