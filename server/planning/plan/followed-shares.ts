/** Which part of a boundary runs along lines of the ground: within a distance of one and about in its direction. Metres. */
import Flatbush from 'flatbush';
import type { MultiPolygonCoords, Position } from '../geometry/types.ts';
import type { FollowedLine } from './unit-context.ts';

type Kind = FollowedLine['kind'];
interface Edge { readonly from: Position; readonly to: Position; readonly lengthM: number }
interface Segment { readonly kind: Kind; readonly a: Position; readonly b: Position }
type Interval = readonly [from: number, to: number];

/** Order in which kinds are asked: a stretch along a road and a parcel is a road's. */
const kinds: readonly Kind[] = ['road', 'division', 'parcel'];

/** Parameters of a line `from + t·(to − from)`, t in 0..1, within `distance` of a point; null: none. */
function nearPoint({ from, to, lengthM }: Edge, point: Position, distance: number): Interval | null {
  const [ux, uy] = [(to[0] - from[0]) / lengthM, (to[1] - from[1]) / lengthM];
  const along = (point[0] - from[0]) * ux + (point[1] - from[1]) * uy;
  const off = (point[0] - from[0]) * uy - (point[1] - from[1]) * ux;
  const half = distance * distance - off * off;
  return half < 0 ? null : [(along - Math.sqrt(half)) / lengthM, (along + Math.sqrt(half)) / lengthM];
}

/** The same beside a segment: between its ends and no further off it than `distance`. */
function besideSegment({ from, to, lengthM }: Edge, { a, b }: Segment, distance: number): Interval | null {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const across: readonly [number, number] = [(from[0] - a[0]) * uy - (from[1] - a[1]) * ux, dx * uy - dy * ux];
  const along: readonly [number, number] = [(from[0] - a[0]) * ux + (from[1] - a[1]) * uy, dx * ux + dy * uy];
  const [first, second] = [between(across, -distance, distance), between(along, 0, length)];
  if (!first || !second || lengthM === 0) return null;
  const [low, high] = [Math.max(first[0], second[0]), Math.min(first[1], second[1])];
  return low <= high ? [low, high] : null;
}

/** Where `value + t·slope` lies between two limits; null: nowhere. */
function between([value, slope]: readonly [number, number], low: number, high: number): Interval | null {
  if (Math.abs(slope) < 1e-12) return value >= low && value <= high ? [-Infinity, Infinity] : null;
  const [p, q] = [(low - value) / slope, (high - value) / slope];
  return p < q ? [p, q] : [q, p];
}

/** The part of an edge within `distance` of a segment: one interval, for what lies near a segment is convex. */
function near(edge: Edge, segment: Segment, distance: number): Interval | null {
  const parts = [nearPoint(edge, segment.a, distance), nearPoint(edge, segment.b, distance), besideSegment(edge, segment, distance)].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const [low, high] = [Math.max(0, Math.min(...parts.map(([from]) => from))), Math.min(1, Math.max(...parts.map(([, to]) => to)))];
  return low < high ? [low, high] : null;
}

/** Length of the union of intervals. */
function covered(intervals: readonly Interval[]): number {
  let [sum, end] = [0, -Infinity];
  for (const [from, to] of [...intervals].sort((p, q) => p[0] - q[0])) {
    if (to <= end) continue;
    sum += to - Math.max(from, end);
    end = to;
  }
  return sum;
}

const edgesOf = (area: MultiPolygonCoords): Edge[] => area.flat().flatMap((ring) => ring.slice(1).map((to, i): Edge => {
  const from = ring[i] as Position;
  return { from, to, lengthM: Math.hypot(to[0] - from[0], to[1] - from[1]) };
})).filter(({ lengthM }) => lengthM > 0);

const segmentsOf = (lines: readonly FollowedLine[]): Segment[] => lines.flatMap(({ kind, points }) => points.slice(1).map((b, i): Segment => ({ kind, a: points[i] as Position, b })))
  .filter(({ a, b }) => a[0] !== b[0] || a[1] !== b[1]);

/** Cosine of the smaller angle between two directions. */
function alignment({ from, to, lengthM }: Edge, { a, b }: Segment): number {
  return Math.abs((to[0] - from[0]) * (b[0] - a[0]) + (to[1] - from[1]) * (b[1] - a[1])) / (lengthM * Math.hypot(b[0] - a[0], b[1] - a[1]));
}

export interface FollowedShares { readonly lengthM: number; readonly along: Readonly<Record<Kind | 'none', number>> }

/**
 * Shares (0..1, together 1) of the length of an area's boundary along lines of each kind: within `withinM` of one whose direction is off by at most `angleDeg`.
 * What runs along several kinds is counted for the first of road, division, parcel.
 */
export function followedShares(area: MultiPolygonCoords, lines: readonly FollowedLine[], withinM: Readonly<Record<Kind, number>>, angleDeg: number): FollowedShares {
  const [edges, segments] = [edgesOf(area), segmentsOf(lines)];
  const reach = Math.max(...kinds.map((kind) => withinM[kind]));
  const index = new Flatbush(Math.max(1, segments.length));
  for (const { a, b } of segments) index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  if (segments.length === 0) index.add(NaN, NaN, NaN, NaN);
  index.finish();
  const leastCosine = Math.cos((angleDeg * Math.PI) / 180);
  const lengths: Record<Kind | 'none', number> = { road: 0, division: 0, parcel: 0, none: 0 };
  let lengthM = 0;
  for (const edge of edges) {
    const { from, to } = edge;
    const found = segments.length === 0 ? [] : index.search(Math.min(from[0], to[0]) - reach, Math.min(from[1], to[1]) - reach, Math.max(from[0], to[0]) + reach, Math.max(from[1], to[1]) + reach)
      .map((i) => segments[i] as Segment).filter((segment) => alignment(edge, segment) >= leastCosine);
    const taken: Interval[] = [];
    for (const kind of kinds) {
      const before = covered(taken);
      for (const segment of found) if (segment.kind === kind) { const part = near(edge, segment, withinM[kind]); if (part) taken.push(part); }
      lengths[kind] += (covered(taken) - before) * edge.lengthM;
    }
    lengths.none += (1 - covered(taken)) * edge.lengthM;
    lengthM += edge.lengthM;
  }
  const share = (length: number): number => (lengthM === 0 ? 0 : length / lengthM);
  return { lengthM, along: { road: share(lengths.road), division: share(lengths.division), parcel: share(lengths.parcel), none: share(lengths.none) } };
}
