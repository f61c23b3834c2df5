/** Where the ends of proposed footways join: streets, and each other. Number 10 of the definition (./README.md). */
import type { Footway } from '../coverage/dataset.ts';
import { FOOTWAY_M, SAME_PLACE_M } from './parameters.ts';
import { nearestShare, pointToSegment } from './segments.ts';

/** Street edges, and a look-up of those whose extents come near a place: ascending, maybe too many. */
export interface Streets {
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  near(x: number, y: number, reachM: number): Iterable<number>;
}

/** A place on a street edge; `share` 0 and 1: the edge's ends. */
export interface StreetJoint { readonly edge: number; readonly share: number; readonly x: number; readonly y: number }
/** A place on another footway as drawn, `alongM` from its first end; `end`: not a place but that end of it, wherever that joins. */
export interface WayJoint { readonly way: Way; readonly end: 0 | 1 | null; readonly alongM: number; readonly x: number; readonly y: number }
export type Joint = StreetJoint | WayJoint;
export interface Way extends Footway { readonly ends: [Joint, Joint] }

export const isOnStreet = (joint: Joint): joint is StreetJoint => 'edge' in joint;

/** Footways with both ends joined, and the ids of those that are not in the network. */
export function joinedWays(streets: Streets, footways: readonly Footway[]): { readonly ways: readonly Way[]; readonly loose: readonly number[] } {
  let ways = footways.map((each) => each as Way);
  for (let before = -1; before !== ways.length;) {
    before = ways.length;
    ways = endsJoined(streets, ways);
  }
  const held = heldByStreets(ways);
  return { ways: ways.filter((way) => held.has(way)), loose: footways.flatMap(({ id }) => (ways.some((way) => way.id === id && held.has(way)) ? [] : [id])) };
}

/** New objects, each once, so that joints may name them; without those of which an end is near nothing. */
function endsJoined(streets: Streets, before: readonly Footway[]): Way[] {
  const ways = before.map(({ id, coords }): Way => ({ id, coords, ends: [] as unknown as [Joint, Joint] }));
  return ways.filter((way) => {
    const { coords, ends } = way;
    const first = jointOf(streets, ways, way, coords[0], coords[1]);
    const last = jointOf(streets, ways, way, coords[coords.length - 2], coords[coords.length - 1]);
    if (!first || !last) return false;
    ends.push(first, last);
    return true;
  });
}

/** Those that hang together with a street. */
function heldByStreets(ways: readonly Way[]): ReadonlySet<Way> {
  const held = new Set(ways.filter(({ ends }) => ends.some(isOnStreet)));
  const joins = (way: Way, other: Way): boolean => way.ends.some((joint) => !isOnStreet(joint) && joint.way === other);
  for (const each of held) for (const way of ways) if (joins(way, each) || joins(each, way)) held.add(way);
  return held;
}

/** The nearest street within `FOOTWAY_M`; where there is none the nearest place between the ends of another footway, else the nearest end of one, of those within a millimetre the first. */
function jointOf(streets: Streets, ways: readonly Way[], own: Way, x: number, y: number): Joint | null {
  const onStreet = onStreets(streets, x, y);
  if (onStreet) return onStreet;
  const near = ways.flatMap((way) => (way === own ? [] : onWay(way, x, y))).filter(({ offM }) => offM <= FOOTWAY_M);
  const between = near.filter(({ end }) => end === null);
  if (between.length > 0) return between.reduce((best, each) => (each.offM < best.offM ? each : best));
  const leastM = near.reduce((least, { offM }) => Math.min(least, offM), Infinity);
  return near.find(({ offM }) => offM <= leastM + SAME_PLACE_M) ?? null;
}

function onStreets({ ax, ay, bx, by, near }: Streets, x: number, y: number): StreetJoint | null {
  let [edge, leastM] = [-1, FOOTWAY_M];
  for (const e of near(x, y, FOOTWAY_M)) {
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

/** The place of a footway nearest to a point. */
function onWay(way: Way, x: number, y: number): WayJoint & { readonly offM: number } {
  const { coords } = way;
  let best = { x: NaN, y: NaN, alongM: 0, offM: Infinity };
  let passedM = 0;
  for (let i = 0; i + 3 < coords.length; i += 2) {
    const [ax, ay, bx, by] = [coords[i], coords[i + 1], coords[i + 2], coords[i + 3]];
    const lengthM = Math.hypot(bx - ax, by - ay);
    const offM = pointToSegment(ax, ay, bx, by, x, y);
    const share = nearestShare(ax, ay, bx, by, x, y);
    if (offM < best.offM) best = { x: ax + share * (bx - ax), y: ay + share * (by - ay), alongM: passedM + share * lengthM, offM };
    passedM += lengthM;
  }
  const isNear = (i: number): boolean => Math.hypot(coords[i] - best.x, coords[i + 1] - best.y) <= SAME_PLACE_M;
  return { way, end: isNear(0) ? 0 : isNear(coords.length - 2) ? 1 : null, ...best };
}
