/** A line of points measured along itself. Metres. */
import type { Position } from '../../geometry/types.ts';
import { distanceM, footOn } from './rings.ts';

export class Path {
  readonly points: readonly Position[];
  /** Metres from the first point to each. */
  readonly along: readonly number[];
  constructor(points: readonly Position[]) {
    this.points = points;
    const along = [0];
    for (let i = 1; i < points.length; i++) along.push((along[i - 1] as number) + distanceM(points[i - 1] as Position, points[i] as Position));
    this.along = along;
  }
  get lengthM(): number { return this.along[this.along.length - 1] ?? 0; }

  /** Metres along at which a point lies, within a tolerance: two where the path closes on itself; none when it is off the path. */
  placesOf(point: Position, toleranceM: number): readonly number[] {
    const vertex = this.points.findIndex((each) => distanceM(each, point) <= toleranceM);
    const last = this.points.length - 1;
    if (vertex >= 0) {
      const isClosed = vertex === 0 && distanceM(this.points[last] as Position, point) <= toleranceM;
      return isClosed ? [0, this.lengthM] : [this.along[vertex] as number];
    }
    let best: number | null = null;
    let bestM = toleranceM;
    for (let i = 0; i < last; i++) {
      const foot = footOn(this.points[i] as Position, this.points[i + 1] as Position, point);
      if (foot.distanceM <= bestM) [best, bestM] = [(this.along[i] as number) + foot.share * ((this.along[i + 1] as number) - (this.along[i] as number)), foot.distanceM];
    }
    return best === null ? [] : [best];
  }

  /** The point at so many metres along; a vertex exactly there is itself. */
  pointAt(metres: number): Position {
    for (let i = 1; i < this.points.length; i++) {
      const [from, to] = [this.along[i - 1] as number, this.along[i] as number];
      if (metres > to && i + 1 < this.points.length) continue;
      const share = to === from ? 0 : Math.max(0, Math.min(1, (metres - from) / (to - from)));
      const [a, b] = [this.points[i - 1] as Position, this.points[i] as Position];
      return share === 0 ? a : share === 1 ? b : [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
    }
    return this.points[0] as Position;
  }

  /** Vertices strictly between two places, in the direction from the first to the second. */
  between(from: number, to: number): readonly Position[] {
    const [low, high] = from <= to ? [from, to] : [to, from];
    const inner = this.points.filter((_, i) => (this.along[i] as number) > low && (this.along[i] as number) < high);
    return from <= to ? inner : inner.reverse();
  }
}
