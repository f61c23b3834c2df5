/** The nodes of proposed footways: the places where they join streets and each other, and the corners between. Number 10 of the definition (./README.md). */
import type { Footway } from '../coverage/dataset.ts';
import { isOnStreet, joinedWays, type Joint, type StreetJoint, type Streets, type Way, type WayJoint } from './footway-joints.ts';

export interface Stop { readonly node: number; readonly x: number; readonly y: number }
/** A node between the ends of a street edge. */
export interface SplitStop extends Stop { readonly share: number }
/** The straight pieces of a footway run from each stop to the next. */
export interface Course { readonly id: number; readonly stops: readonly Stop[] }

export interface Courses {
  /** New nodes follow those of the streets. */
  readonly nodeCount: number;
  /** By street edge, in order along it. */
  readonly splits: ReadonlyMap<number, readonly SplitStop[]>;
  /** By ascending id. */
  readonly courses: readonly Course[];
  /** Footways that are not in the network. Ids. */
  readonly loose: readonly number[];
}

type Network = Streets & { readonly from: Int32Array; readonly to: Int32Array; readonly nodeCount: number };

export function coursesOf(streets: Network, footways: readonly Footway[]): Courses {
  const { ways, loose } = joinedWays(streets, footways);
  const nodes = new Nodes(streets, ways);
  const courses = ways.map((way) => ({ id: way.id, stops: nodes.stopsOf(way) }));
  return { nodeCount: nodes.count, splits: nodes.splits(), courses, loose };
}

/** Vertices are told apart by the millimetre, as those of streets: number 2. */
const placeKey = (x: number, y: number): string => `${Math.round(x * 1000)} ${Math.round(y * 1000)}`;

/** A place of a footway, one of its ends or between them. */
interface Spot { readonly way: Way; readonly end: 0 | 1 | null; readonly x: number; readonly y: number }
interface Inner { readonly x: number; readonly y: number; readonly alongM: number }

class Nodes {
  readonly #streets: Network;
  readonly #ways: readonly Way[];
  readonly #numbers = new Map<string, number>();
  readonly #splits = new Map<number, SplitStop[]>();
  count: number;

  constructor(streets: Network, ways: readonly Way[]) {
    this.#streets = streets;
    this.#ways = ways;
    this.count = streets.nodeCount;
  }

  splits(): ReadonlyMap<number, readonly SplitStop[]> {
    for (const stops of this.#splits.values()) stops.sort((a, b) => a.share - b.share);
    return this.#splits;
  }

  /** Two at one place leave no piece between them. */
  stopsOf(way: Way): readonly Stop[] {
    const [first, last] = [this.#endOf(way, 0), this.#endOf(way, 1)];
    const stops: Stop[] = [first];
    for (const { x, y } of this.#innerOf(way)) {
      stops.push({ node: this.#nodeOf(this.#spotOn(way, x, y)), x, y });
    }
    stops.push(last);
    return stops.filter(({ x, y }, i) => i === 0 || placeKey(x, y) !== placeKey(stops[i - 1].x, stops[i - 1].y));
  }

  /** Corners and the places where other footways join it, in order along it as drawn. */
  #innerOf(way: Way): readonly Inner[] {
    const inner: Inner[] = [];
    const { coords } = way;
    let alongM = 0;
    for (let i = 2; i + 3 < coords.length; i += 2) {
      alongM += Math.hypot(coords[i] - coords[i - 2], coords[i + 1] - coords[i - 1]);
      inner.push({ x: coords[i], y: coords[i + 1], alongM });
    }
    for (const { ends } of this.#ways) for (const joint of ends) if (!isOnStreet(joint) && joint.way === way && joint.end === null) inner.push(joint);
    return inner.sort((a, b) => a.alongM - b.alongM);
  }

  #endOf(way: Way, end: 0 | 1): Stop {
    const [x, y] = this.#placeOfEnd(way, end);
    return { node: this.#nodeOf({ way, end, x, y }), x, y };
  }

  /** Where an end stands: where it joins, or where the end that it joins stands; of ends that join each other, where the first is drawn. */
  #placeOfEnd(way: Way, end: 0 | 1): readonly [x: number, y: number] {
    const passed: Spot[] = [];
    for (let spot: Spot = { way, end, ...drawn(way, end) }; ;) {
      const joint: Joint = spot.way.ends[spot.end as 0 | 1];
      if (isOnStreet(joint) || joint.end === null) return [joint.x, joint.y];
      if (isAmong(passed, spot)) {
        const { x, y } = firstOf(passed.slice(passed.findIndex((each) => isSame(each, spot))));
        return [x, y];
      }
      passed.push(spot);
      spot = { way: joint.way, end: joint.end, ...drawn(joint.way, joint.end) };
    }
  }

  /** A place on a footway; at one of its ends it is that end. */
  #spotOn(way: Way, x: number, y: number): Spot {
    const key = placeKey(x, y);
    for (const end of [0, 1] as const) if (placeKey(...this.#placeOfEnd(way, end)) === key) return { way, end, x, y };
    return { way, end: null, x, y };
  }

  /** Follows who joins whom to a street, to a place between two ends, or round to ends that join each other. */
  #nodeOf(start: Spot): number {
    const passed: Spot[] = [];
    for (let spot = start; ;) {
      if (spot.end === null) return this.#numberOf(`${spot.way.id} at ${placeKey(spot.x, spot.y)}`);
      const joint: Joint = spot.way.ends[spot.end];
      if (isOnStreet(joint)) return this.#onStreet(joint);
      if (isAmong(passed, spot)) {
        const { way, end } = firstOf(passed.slice(passed.findIndex((each) => isSame(each, spot))));
        return this.#numberOf(`${way.id} end ${end}`);
      }
      passed.push(spot);
      spot = this.#joined(joint);
    }
  }

  #joined({ way, end, x, y }: WayJoint): Spot {
    return end === null ? this.#spotOn(way, x, y) : { way, end, ...drawn(way, end) };
  }

  #onStreet({ edge, share, x, y }: StreetJoint): number {
    const { from, to } = this.#streets;
    if (share === 0) return from[edge];
    if (share === 1) return to[edge];
    const before = this.count;
    const node = this.#numberOf(`edge ${edge} at ${placeKey(x, y)}`);
    if (this.count > before) this.#splits.set(edge, [...this.#splits.get(edge) ?? [], { node, share, x, y }]);
    return node;
  }

  #numberOf(key: string): number {
    let number = this.#numbers.get(key);
    if (number === undefined) this.#numbers.set(key, number = this.count++);
    return number;
  }
}

function drawn({ coords }: Way, end: 0 | 1): { readonly x: number; readonly y: number } {
  return end === 0 ? { x: coords[0], y: coords[1] } : { x: coords[coords.length - 2], y: coords[coords.length - 1] };
}

const isSame = (a: Spot, b: Spot): boolean => a.way === b.way && a.end === b.end;
const isAmong = (spots: readonly Spot[], spot: Spot): boolean => spots.some((each) => isSame(each, spot));
/** The lowest id, then the first end. */
const firstOf = (ends: readonly Spot[]): Spot => ends.reduce((best, each) => (each.way.id < best.way.id || (each.way.id === best.way.id && (each.end as number) < (best.end as number)) ? each : best));
