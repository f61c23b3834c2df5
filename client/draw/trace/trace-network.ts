import { BucketQueue } from '#planning/network/bucket-queue.ts';
import type { Box, LineSet } from '../snap/line-set.ts';
import type { SnapKind } from '../snap/snapping-rules.ts';

type Place = readonly [lon: number, lat: number];

/** A place counts as on a line up to here, degrees: half a millimetre, more than the rounding of what was snapped. */
const onLineDeg = 5e-9;
const metresPerDeg = 111_320;
/** A corner of one feature is the corner of another when they round alike: about 0.1 mm. */
const keyOf = (lon: number, lat: number): string => `${lon.toFixed(9)},${lat.toFixed(9)}`;
const NONE = -1;

/** Where a place lies on the network: between two nodes, or on one (then both are the same). */
interface Spot { readonly place: Place; readonly a: number; readonly b: number }

/**
 * The lines of one kind as a graph: corners that coincide are one node, so features that share a boundary or a junction are connected.
 * Coordinates stay the source's doubles.
 */
export class TraceNetwork {
  private readonly nodes = new Map<string, number>();
  private readonly coords: number[] = [];
  private readonly ends: number[] = [];
  private readonly firstOf: Int32Array;
  private readonly neighbours: Int32Array;
  private readonly cosLat: number;
  private readonly sets: readonly LineSet[];
  private readonly kind: SnapKind;

  constructor(sets: readonly LineSet[], kind: SnapKind) {
    [this.sets, this.kind] = [sets, kind];
    for (const set of sets) this.takeIn(set);
    this.cosLat = Math.cos((this.coords[1] ?? 0) * Math.PI / 180);
    [this.firstOf, this.neighbours] = adjacency(this.coords.length / 2, this.ends);
  }
  private takeIn({ coords, segments, sourceOf, sources }: LineSet): void {
    for (let i = 0; i < segments.length; i++) {
      if (sources[sourceOf[i] as number]?.kind !== this.kind) continue;
      const at = 2 * (segments[i] as number);
      const [a, b] = [this.node(coords[at] as number, coords[at + 1] as number), this.node(coords[at + 2] as number, coords[at + 3] as number)];
      if (a !== b) this.ends.push(a, b);
    }
  }
  private node(lon: number, lat: number): number {
    const key = keyOf(lon, lat);
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    const node = this.coords.push(lon, lat) / 2 - 1;
    this.nodes.set(key, node);
    return node;
  }
  placeOf(node: number): Place { return [this.coords[2 * node] as number, this.coords[2 * node + 1] as number]; }

  /** Everything that can be reached from a place along the lines; null when the place is not on any. */
  from(place: Place): TraceTree | null {
    const spots = this.spotsAt(place);
    return spots.length > 0 ? new TraceTree(this, spots) : null;
  }

  /** Where a place lies on the network: the node at it, else every line it is on. */
  spotsAt(place: Place): readonly Spot[] {
    const node = this.nodes.get(keyOf(...place));
    if (node !== undefined) return [{ place: this.placeOf(node), a: node, b: node }];
    const box: Box = [place[0] - onLineDeg, place[1] - onLineDeg, place[0] + onLineDeg, place[1] + onLineDeg];
    return this.sets.flatMap((set) => set.near(box).flatMap((segment) => this.spotOn(set, segment, place)));
  }
  private spotOn({ coords, segments, sourceOf, sources }: LineSet, segment: number, place: Place): readonly Spot[] {
    if (sources[sourceOf[segment] as number]?.kind !== this.kind) return [];
    const at = 2 * (segments[segment] as number);
    const [x1, y1, x2, y2] = [coords[at] as number, coords[at + 1] as number, coords[at + 2] as number, coords[at + 3] as number];
    const [ux, uy] = [x2 - x1, y2 - y1];
    const t = Math.max(0, Math.min(1, ((place[0] - x1) * ux + (place[1] - y1) * uy) / (ux * ux + uy * uy)));
    if (Math.hypot(x1 + t * ux - place[0], y1 + t * uy - place[1]) > onLineDeg) return [];
    return [{ place, a: this.nodes.get(keyOf(x1, y1)) as number, b: this.nodes.get(keyOf(x2, y2)) as number }];
  }

  /** Metres, good enough to tell the shorter of two ways. */
  lengthM([lon1, lat1]: Place, [lon2, lat2]: Place): number {
    return metresPerDeg * Math.hypot((lon2 - lon1) * this.cosLat, lat2 - lat1);
  }
  get size(): number { return this.firstOf.length - 1; }
  eachNeighbour(node: number, visit: (other: number) => void): void {
    for (let i = this.firstOf[node] as number; i < (this.firstOf[node + 1] as number); i++) visit(this.neighbours[i] as number);
  }
}

/** Neighbours of every node, one list after the other. */
function adjacency(size: number, ends: readonly number[]): [Int32Array, Int32Array] {
  const firstOf = new Int32Array(size + 1);
  for (const node of ends) firstOf[node + 1] = (firstOf[node + 1] as number) + 1;
  for (let i = 0; i < size; i++) firstOf[i + 1] = (firstOf[i + 1] as number) + (firstOf[i] as number);
  const next = firstOf.slice();
  const neighbours = new Int32Array(ends.length);
  const put = (node: number, other: number) => {
    const slot = next[node] as number;
    neighbours[slot] = other;
    next[node] = slot + 1;
  };
  for (let i = 0; i < ends.length; i += 2) {
    put(ends[i] as number, ends[i + 1] as number);
    put(ends[i + 1] as number, ends[i] as number);
  }
  return [firstOf, neighbours];
}

/** Shortest ways along the network from one place. Worked out once; any number of ends may be asked about. */
export class TraceTree {
  private readonly network: TraceNetwork;
  private readonly start: readonly Spot[];
  private readonly distances: Float64Array;
  private readonly before: Int32Array;

  constructor(network: TraceNetwork, start: readonly Spot[]) {
    [this.network, this.start] = [network, start];
    this.distances = new Float64Array(network.size).fill(Infinity);
    this.before = new Int32Array(network.size).fill(NONE);
    const queue = new BucketQueue();
    const reach = (node: number, distance: number, before: number) => {
      if (distance >= (this.distances[node] as number)) return;
      this.distances[node] = distance;
      this.before[node] = before;
      queue.put(node, distance, 0);
    };
    for (const { place, a, b } of start) for (const node of [a, b]) reach(node, network.lengthM(place, network.placeOf(node)), NONE);
    let [node, distance, at]: [number, number, Place] = [0, 0, [0, 0]];
    const visit = (other: number) => reach(other, distance + network.lengthM(at, network.placeOf(other)), node);
    while (queue.take()) {
      [node, distance] = [queue.node, queue.distance];
      if (distance > (this.distances[node] as number)) continue;
      at = network.placeOf(node);
      network.eachNeighbour(node, visit);
    }
  }

  /** The corners of the shortest way to a place, without the start and with the place itself, and its length in metres; null when no line leads there. */
  to(place: Place): { readonly corners: readonly Place[]; readonly lengthM: number } | null {
    let best: { node: number; lengthM: number; place: Place } | null = null;
    const ends = this.network.spotsAt(place);
    for (const { a, b, place: at } of ends) {
      for (const node of [a, b]) {
        const lengthM = (this.distances[node] as number) + this.network.lengthM(this.network.placeOf(node), at);
        if (lengthM < (best?.lengthM ?? Infinity)) best = { node, lengthM, place: at };
      }
    }
    const direct = this.directTo(ends);
    if (direct && direct.lengthM <= (best?.lengthM ?? Infinity)) return direct;
    if (!best) return null;
    const corners: Place[] = [];
    for (let node = best.node; node !== NONE; node = this.before[node] as number) corners.unshift(this.network.placeOf(node));
    const isSame = (a: Place | undefined, b: Place | undefined) => a !== undefined && b !== undefined && keyOf(...a) === keyOf(...b);
    if (isSame(corners[0], this.start[0]?.place)) corners.shift();
    if (!isSame(corners.at(-1), best.place)) corners.push(best.place);
    return { corners, lengthM: best.lengthM };
  }
  /** Both places on one segment: no corner lies between them. */
  private directTo(ends: readonly Spot[]): { readonly corners: readonly Place[]; readonly lengthM: number } | null {
    for (const from of this.start) for (const to of ends) {
      const isOne = from.a !== from.b && ((from.a === to.a && from.b === to.b) || (from.a === to.b && from.b === to.a));
      if (isOne) return { corners: [to.place], lengthM: this.network.lengthM(from.place, to.place) };
    }
    return null;
  }
}
