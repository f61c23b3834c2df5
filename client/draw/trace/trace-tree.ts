import { BucketQueue } from '#planning/network/bucket-queue.ts';
import { HOP, offLineM, type Spot, type TraceNetwork } from './trace-network.ts';
import { keyOf, type Place } from './trace-nodes.ts';

const NONE = -1;
/** Corners after the start, the last one the place asked for; metres. */
export interface Way { readonly corners: readonly Place[]; readonly lengthM: number }
interface End { readonly node: number; readonly costM: number; readonly spot: Spot }

const isSame = (a: Place | undefined, b: Place | undefined): boolean => a !== undefined && b !== undefined && keyOf(...a) === keyOf(...b);

/** The tree of shortest ways from a place that lies on the lines; null when it does not. `drawn`: as of the class. */
export function traceFrom(network: TraceNetwork, place: Place, drawn: readonly Place[] = []): TraceTree | null {
  const start = network.spotsAt(place);
  return start.length > 0 ? new TraceTree(network, start, drawn) : null;
}

/**
 * Shortest ways along the network from one place. Worked out once; any number of ends may be asked about. `drawn` is the boundary so far, which ends at that place: no way leads over it
 * or through its first corner, for it would leave no area; to its first corner one may.
 */
export class TraceTree {
  private readonly network: TraceNetwork;
  private readonly start: readonly Spot[];
  private readonly drawn: readonly Place[];
  private readonly distances: Float64Array;
  private readonly before: Int32Array;
  /** Segment by which each node is reached. */
  private readonly via: Int32Array;
  private readonly taken: ReturnType<TraceNetwork['along']>;

  constructor(network: TraceNetwork, start: readonly Spot[], drawn: readonly Place[]) {
    [this.network, this.start, this.drawn] = [network, start, drawn];
    const { size } = network.nodes;
    this.distances = new Float64Array(size).fill(Infinity);
    this.before = new Int32Array(size).fill(NONE);
    this.via = new Int32Array(size).fill(HOP);
    this.taken = network.along(drawn);
    this.spread();
  }
  private spread(): void {
    const { network: { nodes }, distances } = this;
    const queue = new BucketQueue();
    const reach = (node: number, distance: number, before: number, segment: number) => {
      if (distance >= (distances[node] as number) || this.isTaken(node)) return;
      distances[node] = distance;
      this.before[node] = before;
      this.via[node] = segment;
      queue.put(node, distance, 0);
    };
    for (const { place, nodes: around, segment } of this.start) for (const node of around) {
      if (!this.runsAlongDrawn(place, nodes.placeOf(node))) reach(node, nodes.lengthM(place, nodes.placeOf(node)), NONE, segment);
    }
    let [node, distance]: [number, number] = [0, 0];
    const visit = (other: number, segment: number) => {
      if (!this.taken.segments.has(segment) || !this.runsAlongDrawn(nodes.placeOf(node), nodes.placeOf(other))) reach(other, distance + nodes.apartM(node, other), node, segment);
    };
    while (queue.take()) {
      [node, distance] = [queue.node, queue.distance];
      if (distance > (distances[node] as number) || this.isOnlyEnd(node)) continue;
      this.network.eachNeighbour(node, visit);
    }
  }
  private isNear(node: number, place: Place | undefined): boolean {
    return place !== undefined && this.network.nodes.lengthM(this.network.nodes.placeOf(node), place) <= this.network.joinM;
  }
  /** On what is drawn already, its two ends excepted. */
  private isTaken(node: number): boolean {
    return this.taken.nodes.has(node) && !this.isNear(node, this.drawn[0]) && !this.isNear(node, this.drawn.at(-1));
  }
  /** The first corner: the boundary closes there and goes no farther. */
  private isOnlyEnd(node: number): boolean {
    return this.drawn.length > 1 && this.taken.nodes.has(node) && this.isNear(node, this.drawn[0]) && !this.isNear(node, this.drawn.at(-1));
  }
  /** A straight stretch has more than a point in common with what is drawn. */
  private runsAlongDrawn(a: Place, b: Place): boolean {
    const { joinM, nodes } = this.network;
    if (nodes.lengthM(a, b) <= joinM) return false;
    return this.drawn.some((p, i) => {
      const q = this.drawn[i + 1];
      if (!q) return false;
      const common = [a, b].filter((place) => offLineM(place, p, q, nodes.cosLat) <= joinM).concat([p, q].filter((place) => offLineM(place, a, b, nodes.cosLat) <= joinM));
      return common.some((one) => common.some((other) => nodes.lengthM(one, other) > joinM));
    });
  }

  /** The shortest way to a place; null when no line leads there. */
  to(place: Place): Way | null {
    const spots = this.network.spotsAt(place);
    const direct = this.directTo(spots);
    let best: End | null = null;
    for (const spot of spots) for (const node of spot.nodes) {
      const at = this.network.nodes.placeOf(node);
      const costM = (this.distances[node] as number) + this.network.nodes.lengthM(at, spot.place);
      if (costM < (best?.costM ?? Infinity) && !this.runsAlongDrawn(at, spot.place)) best = { node, costM, spot };
    }
    return direct && direct.lengthM <= (best?.costM ?? Infinity) ? direct : best && this.wayTo(best);
  }
  /** Both places on one segment: no corner lies between them. */
  private directTo(spots: readonly Spot[]): Way | null {
    for (const from of this.start) for (const { segment, place } of spots) {
      if (segment !== HOP && segment === from.segment && !this.runsAlongDrawn(from.place, place)) return { corners: [place], lengthM: this.network.nodes.lengthM(from.place, place) };
    }
    return null;
  }
  private wayTo({ node: last, spot }: End): Way {
    const { nodes } = this.network;
    const path: number[] = [];
    for (let node = last; node !== NONE; node = this.before[node] as number) path.unshift(node);
    const corners = path.filter((_, i) => this.isCorner(path, i, spot.segment)).map((node) => nodes.placeOf(node));
    const start = this.start[0]?.place;
    if (isSame(corners[0], start)) corners.shift();
    if (!isSame(corners.at(-1), spot.place)) corners.push(spot.place);
    const lengthM = corners.reduce((sum, corner, i) => sum + nodes.lengthM(corners[i - 1] ?? start ?? corner, corner), 0);
    return { corners, lengthM };
  }
  /** Not where the way goes straight on along one line; of two places taken for one the later, the start excepted. `last`: the segment the end lies on. */
  private isCorner(path: readonly number[], i: number, last: number): boolean {
    const [node, following] = [path[i] as number, path[i + 1]];
    const [via, next] = [this.via[node] as number, following === undefined ? last : this.via[following] as number];
    if (this.network.nodes.isFoot(node)) return false;
    if (following === undefined && next === HOP) return true;
    if (via !== HOP && via === next) return false;
    if (next === HOP && following !== undefined && !this.network.nodes.isFoot(following)) return false;
    return !(via === HOP && i === 1 && this.distances[path[0] as number] === 0);
  }
}
