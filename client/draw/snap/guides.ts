import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { LineSource } from './line-set.ts';
import type { NearLine } from './near-lines.ts';

type Position = readonly [number, number];

/** The boundary under the hand: corners set so far, or the ring being changed. Degrees; the closing corner is not repeated. */
export interface OwnPath {
  readonly corners: readonly Position[];
  readonly isRing: boolean;
  /** The corner of the ring that is dragged; null while corners are added at the end. */
  readonly moving: number | null;
}
/** A line to draw along, in metres of the city: through `origin` in the unit direction `along`. */
export interface Guide {
  readonly how: 'right_angle' | 'parallel';
  readonly origin: Position;
  readonly along: Position;
  /** The corner it starts from, degrees. */
  readonly from: Position;
  /** Whose direction it takes; null: the boundary's own edge. */
  readonly source: LineSource | null;
}

/** Directions closer than this are one. */
const sameDirection = Math.sin(0.2 * Math.PI / 180);

/** The corners that the edge under the hand hangs on, each with the corner before it, if there is one. */
export function anchorsOf({ corners, isRing, moving }: OwnPath): readonly { readonly at: Position; readonly before: Position | null }[] {
  const count = corners.length;
  if (!isRing || moving === null) {
    const [at, before] = [corners[count - 1], corners[count - 2]];
    return at ? [{ at, before: before ?? null }] : [];
  }
  if (count < 3) return [];
  const corner = (i: number) => corners[(i + 2 * count) % count] as Position;
  return [{ at: corner(moving - 1), before: corner(moving - 2) }, { at: corner(moving + 1), before: corner(moving + 2) }];
}

function direction(crs: MetricCrs, a: Position, b: Position): Position | null {
  const [x1, y1] = crs.forward(...a);
  const [x2, y2] = crs.forward(...b);
  const length = Math.hypot(x2 - x1, y2 - y1);
  return length > 0 ? [(x2 - x1) / length, (y2 - y1) / length] : null;
}

class GuideList {
  readonly guides: Guide[] = [];
  /** Along a direction and across it, unless a guide from the same corner runs so already. */
  add(from: Position, origin: Position, along: Position | null, source: LineSource | null): void {
    if (!along) return;
    this.one({ how: 'parallel', origin, along, from, source });
    this.one({ how: 'right_angle', origin, along: [-along[1], along[0]], from, source });
  }
  private one(guide: Guide): void {
    const isKnown = this.guides.some((each) => each.from === guide.from && Math.abs(each.along[0] * guide.along[1] - each.along[1] * guide.along[0]) < sameDirection);
    if (!isKnown) this.guides.push(guide);
  }
}

/** Guides from the corners the hand hangs on: along and across the edge before, then along and across the nearby lines; and across the first edge at the first corner. */
export function guidesOf(own: OwnPath, crs: MetricCrs, nearby: readonly NearLine[]): readonly Guide[] {
  const list = new GuideList();
  const anchors = anchorsOf(own);
  for (const { at, before } of anchors) if (before) list.add(at, crs.forward(...at), direction(crs, before, at), null);
  const [first, second] = own.corners;
  if (!own.isRing && first && second && own.corners.length > 2) list.add(first, crs.forward(...first), direction(crs, first, second), null);
  for (const { lon1, lat1, lon2, lat2, source } of nearby) {
    const along = direction(crs, [lon1, lat1], [lon2, lat2]);
    for (const { at } of anchors) list.add(at, crs.forward(...at), along, source);
  }
  return list.guides;
}

/** The point of a guide nearest to a place, metres. */
export function footOn({ origin, along }: Pick<Guide, 'origin' | 'along'>, [x, y]: Position): Position {
  const t = (x - origin[0]) * along[0] + (y - origin[1]) * along[1];
  return [origin[0] + t * along[0], origin[1] + t * along[1]];
}

/** Where two lines meet, metres; null when they run almost the same way. */
export function meeting(a: Pick<Guide, 'origin' | 'along'>, b: Pick<Guide, 'origin' | 'along'>): Position | null {
  const cross = a.along[0] * b.along[1] - a.along[1] * b.along[0];
  if (Math.abs(cross) < sameDirection) return null;
  const t = ((b.origin[0] - a.origin[0]) * b.along[1] - (b.origin[1] - a.origin[1]) * b.along[0]) / cross;
  return [a.origin[0] + t * a.along[0], a.origin[1] + t * a.along[1]];
}
