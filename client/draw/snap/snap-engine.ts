import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import { anchorsOf, footOn, guidesOf, meeting, type Guide, type OwnPath } from './guides.ts';
import { LineSetBuilder, type Box, type LineSet, type LineSource } from './line-set.ts';
import { Nearby, type NearLine } from './near-lines.ts';
import { distancePx, reachDeg, type Plane } from './plane.ts';
import type { SnapKind, SnappingRules } from './snapping-rules.ts';

export type Position = readonly [lon: number, lat: number];
/** Best first: a corner before a crossing of two lines, before a right angle or parallel that meets a line, before a line, before a right angle or parallel alone. */
export type SnapHow = 'vertex' | 'intersection' | 'right_angle' | 'parallel' | 'edge';
export interface Snap {
  /** Degrees. A corner is the source's own double; anything worked out is rounded to 9 decimals, about 0.1 mm. */
  readonly position: Position;
  readonly how: SnapHow;
  /** The line it lies on or takes its direction from; null: the boundary's own edge. */
  readonly source: LineSource | null;
  /** The second line of a crossing, or the line that a right angle or parallel meets. */
  readonly other: LineSource | null;
  /** The corner that a right angle or parallel starts from. */
  readonly from: Position | null;
}
export interface SnapQuestion {
  readonly plane: Plane;
  readonly tolerancePx: number;
  readonly kinds: ReadonlySet<SnapKind>;
  /** The boundary under the hand; null before its first corner. */
  readonly own: OwnPath | null;
  /** For right angles and parallels, which are right in metres; null: none of them. */
  readonly crs: MetricCrs | null;
}
/** Lines to snap to: the segments of each set that touch a box. */
export type LinesNear = (box: Box) => Iterable<{ readonly set: LineSet; readonly segments: ArrayLike<number> }>;

const round = (value: number): number => Number(value.toFixed(9)) + 0;

/** What the pointer means at a place; null: nothing is near. */
export function snapAt(question: SnapQuestion, lines: LinesNear, rules: SnappingRules): Snap | null {
  const { plane, tolerancePx, kinds, own, crs } = question;
  const wantsGuides = crs !== null && own !== null && own.corners.length > 0;
  const reachPx = wantsGuides ? Math.max(tolerancePx, rules.guideReachPx) : tolerancePx;
  const nearby = new Nearby(plane, tolerancePx, reachPx, kinds, rules.handicaps);
  const [lon, lat] = reachDeg(plane, reachPx);
  for (const { set, segments } of lines([plane.lon - lon, plane.lat - lat, plane.lon + lon, plane.lat + lat])) nearby.scan(set, segments);
  if (own && kinds.has('own')) {
    const set = ownLines(own);
    nearby.scan(set, Array.from(set.segments, (_, i) => i));
  }
  const { corner } = nearby;
  if (corner) return { position: [corner.lon, corner.lat], how: 'vertex', source: corner.source, other: null, from: null };
  const close = nearby.nearest(tolerancePx, rules.mostLinesNear);
  return crossing(plane, close, tolerancePx)
    ?? (wantsGuides ? guided(question as SnapQuestion & Guided, nearby, close, rules) : null)
    ?? onEdge(close)
    ?? (wantsGuides ? guidedAlone(question as SnapQuestion & Guided, nearby, rules) : null);
}

interface Guided { readonly crs: MetricCrs; readonly own: OwnPath }

/** The boundary itself as lines, without what hangs on the corner under the hand. */
function ownLines({ corners, isRing, moving }: OwnPath): LineSet {
  const builder = new LineSetBuilder();
  const source: LineSource = { kind: 'own', layer: 'own', name: null, id: 'own', isExact: true };
  const count = corners.length;
  if (isRing && moving !== null) builder.add(source, [Array.from({ length: Math.max(0, count - 3) }, (_, i) => corners[(moving + 2 + i) % count] as Position)]);
  else builder.add(source, [corners.slice(0, Math.max(0, count - 1))]);
  return builder.build();
}

function onEdge([line]: readonly NearLine[]): Snap | null {
  if (!line) return null;
  const { lon1, lat1, lon2, lat2, share, source } = line;
  return { position: [round(lon1 + (lon2 - lon1) * share), round(lat1 + (lat2 - lat1) * share)], how: 'edge', source, other: null, from: null };
}

function crossing(plane: Plane, lines: readonly NearLine[], tolerancePx: number): Snap | null {
  let best: Snap | null = null;
  let bestPx = tolerancePx;
  for (let i = 0; i < lines.length; i++) for (let j = i + 1; j < lines.length; j++) {
    const [a, b] = [lines[i] as NearLine, lines[j] as NearLine];
    const [ax, ay, bx, by] = [a.x2 - a.x1, a.y2 - a.y1, b.x2 - b.x1, b.y2 - b.y1];
    const cross = ax * by - ay * bx;
    if (cross === 0) continue;
    const t = ((b.x1 - a.x1) * by - (b.y1 - a.y1) * bx) / cross;
    const u = ((b.x1 - a.x1) * ay - (b.y1 - a.y1) * ax) / cross;
    if (!(t > 0 && t < 1 && u > 0 && u < 1)) continue;
    const position: Position = [round(a.lon1 + (a.lon2 - a.lon1) * t), round(a.lat1 + (a.lat2 - a.lat1) * t)];
    const px = distancePx(plane, ...position);
    if (px >= bestPx) continue;
    bestPx = px;
    best = { position, how: 'intersection', source: a.source, other: b.source, from: null };
  }
  return best;
}

/** Keeps the candidate nearest to the pointer. */
class Nearest {
  best: Snap | null = null;
  private readonly question: SnapQuestion & Guided;
  private bestPx: number;
  constructor(question: SnapQuestion & Guided, withinPx: number) { [this.question, this.bestPx] = [question, withinPx]; }
  offer(at: Position | null, guide: Pick<Guide, 'how' | 'source' | 'from'>, other: LineSource | null): void {
    if (!at) return;
    const [lon, lat] = this.question.crs.inverse(...at);
    const px = distancePx(this.question.plane, lon, lat);
    if (!(px < this.bestPx)) return;
    this.bestPx = px;
    this.best = { position: [round(lon), round(lat)], how: guide.how, source: guide.source, other, from: guide.from };
  }
}

/** Guides whose corner is far enough from the pointer to show a direction, and which pass near it. */
function guidesHere({ plane, own, crs }: SnapQuestion & Guided, nearby: Nearby, rules: SnappingRules): readonly Guide[] {
  const pointer = crs.forward(plane.lon, plane.lat);
  return guidesOf(own, crs, nearby.nearest(rules.guideReachPx, 2)).filter((guide) => {
    if (distancePx(plane, ...guide.from) < rules.minGuideLengthPx) return false;
    return distancePx(plane, ...crs.inverse(...footOn(guide, pointer))) <= rules.guidePx;
  });
}

/** A right angle or parallel that ends on a line near the pointer, a foot of the perpendicular on such a line, or two guides that meet. */
function guided(question: SnapQuestion & Guided, nearby: Nearby, close: readonly NearLine[], rules: SnappingRules): Snap | null {
  const { crs, own, plane, tolerancePx } = question;
  const nearest = new Nearest(question, Math.min(tolerancePx, 2 * rules.guidePx));
  const guides = guidesHere(question, nearby, rules);
  guides.forEach((a, i) => {
    for (const b of guides.slice(i + 1)) if (a.from !== b.from) nearest.offer(meeting(a, b), a, null);
  });
  for (const line of close.slice(0, 8)) {
    const edge = metricEdge(line, crs);
    if (!edge) continue;
    for (const guide of guides) nearest.offer(within(meeting(edge, guide), edge), guide, line.source);
    for (const { at } of anchorsOf(own)) {
      if (distancePx(plane, ...at) < rules.minGuideLengthPx) continue;
      nearest.offer(within(footOn(edge, crs.forward(...at)), edge), { how: 'right_angle', source: line.source, from: at }, line.source);
    }
  }
  return nearest.best;
}

function guidedAlone(question: SnapQuestion & Guided, nearby: Nearby, rules: SnappingRules): Snap | null {
  const nearest = new Nearest(question, rules.guidePx);
  const pointer = question.crs.forward(question.plane.lon, question.plane.lat);
  for (const guide of guidesHere(question, nearby, rules)) nearest.offer(footOn(guide, pointer), guide, null);
  return nearest.best;
}

interface MetricEdge { readonly origin: Position; readonly along: Position; readonly lengthM: number }
function metricEdge({ lon1, lat1, lon2, lat2 }: NearLine, crs: MetricCrs): MetricEdge | null {
  const [origin, end] = [crs.forward(lon1, lat1), crs.forward(lon2, lat2)];
  const lengthM = Math.hypot(end[0] - origin[0], end[1] - origin[1]);
  return lengthM > 0 ? { origin, along: [(end[0] - origin[0]) / lengthM, (end[1] - origin[1]) / lengthM], lengthM } : null;
}
function within(at: Position | null, { origin, along, lengthM }: MetricEdge): Position | null {
  const t = at ? (at[0] - origin[0]) * along[0] + (at[1] - origin[1]) * along[1] : -1;
  return t >= 0 && t <= lengthM ? at : null;
}
