import type { LineSet, LineSource } from './line-set.ts';
import { xOf, yOf, type Plane } from './plane.ts';
import type { SnapKind } from './snapping-rules.ts';

/** A segment near the pointer: its ends in pixels from the pointer and in degrees, the nearest point of it as a share of its length. */
export interface NearLine {
  readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number;
  readonly lon1: number; readonly lat1: number; readonly lon2: number; readonly lat2: number;
  readonly share: number;
  readonly px: number;
  readonly source: LineSource;
  /** Where it stands among all segments: equal distances are decided by it, so that an answer never depends on the order of an index. */
  readonly order: number;
}
export interface NearCorner { readonly lon: number; readonly lat: number; readonly score: number; readonly source: LineSource; readonly order: number }

type Handicaps = Readonly<Record<SnapKind, number>>;

/** Room for the segments of one set in the order of all. */
const setStep = 2 ** 32;

/** The corner that counts as nearest and every line within reach, gathered set by set. */
export class Nearby {
  corner: NearCorner | null = null;
  readonly lines: NearLine[] = [];
  private readonly plane: Plane;
  private readonly cornerPx: number;
  private readonly linePx: number;
  private readonly kinds: ReadonlySet<SnapKind>;
  private readonly handicaps: Handicaps;
  private sets = 0;

  /** `cornerPx`: reach for corners; `linePx`: reach for lines. */
  constructor(plane: Plane, cornerPx: number, linePx: number, kinds: ReadonlySet<SnapKind>, handicaps: Handicaps) {
    [this.plane, this.cornerPx, this.linePx, this.kinds, this.handicaps] = [plane, cornerPx, linePx, kinds, handicaps];
  }

  scan(set: LineSet, segments: ArrayLike<number>): void {
    const { coords, segments: first, sourceOf, sources } = set;
    const base = setStep * this.sets++;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i] as number;
      const source = sources[sourceOf[segment] as number] as LineSource;
      if (!this.kinds.has(source.kind)) continue;
      const at = 2 * (first[segment] as number);
      this.look(coords[at] as number, coords[at + 1] as number, coords[at + 2] as number, coords[at + 3] as number, source, base + segment);
    }
  }

  private look(lon1: number, lat1: number, lon2: number, lat2: number, source: LineSource, order: number): void {
    const [x1, y1, x2, y2] = [xOf(this.plane, lon1, lat1), yOf(this.plane, lon1, lat1), xOf(this.plane, lon2, lat2), yOf(this.plane, lon2, lat2)];
    const [ux, uy] = [x2 - x1, y2 - y1];
    const length2 = ux * ux + uy * uy;
    const share = length2 > 0 ? Math.max(0, Math.min(1, -(x1 * ux + y1 * uy) / length2)) : 0;
    const px = Math.hypot(x1 + share * ux, y1 + share * uy);
    if (px > this.linePx) return;
    this.lines.push({ x1, y1, x2, y2, lon1, lat1, lon2, lat2, share, px, source, order });
    this.offer(lon1, lat1, Math.hypot(x1, y1), source, 2 * order);
    this.offer(lon2, lat2, Math.hypot(x2, y2), source, 2 * order + 1);
  }

  private offer(lon: number, lat: number, px: number, source: LineSource, order: number): void {
    if (px > this.cornerPx) return;
    const score = px + this.handicaps[source.kind];
    const best = this.corner;
    if (!best || score < best.score || (score === best.score && order < best.order)) this.corner = { lon, lat, score, source, order };
  }

  /** Nearest first, at most so many. */
  nearest(withinPx: number, most: number): NearLine[] {
    const within = this.lines.filter(({ px }) => px <= withinPx);
    return within.sort((a, b) => this.scoreOf(a) - this.scoreOf(b) || a.order - b.order).slice(0, most);
  }
  private scoreOf({ px, source }: NearLine): number { return px + this.handicaps[source.kind]; }
}
