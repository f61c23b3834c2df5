import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Place } from './read-place.ts';

const fine = (value: number): number => Number(value.toFixed(9)) + 0;
/** How far a chord may lie from its arc, metres: the accuracy of a surveyed boundary point (TD/T 1001, 界址点精度一级). */
const chordM = 0.05;
const [fewest, most] = [24, 4000];

/** The number of chords of a whole circle that keeps each within `chordM` of it. */
export function chordsOf(radiusM: number): number {
  const angle = 2 * Math.acos(Math.max(0, 1 - chordM / radiusM));
  return Math.max(fewest, Math.min(most, Math.ceil(2 * Math.PI / angle / 4) * 4));
}

const place = (crs: MetricCrs, x: number, y: number): Place => {
  const [lon, lat] = crs.inverse(x, y);
  return [fine(lon), fine(lat)];
};

/** A circle as corners in degrees, the first not repeated; its corners lie on the circle. */
export function circle(centre: Place, radiusM: number, crs: MetricCrs): Place[] {
  const [x, y] = crs.forward(...centre);
  const count = chordsOf(radiusM);
  return Array.from({ length: count }, (_, i) => {
    const angle = 2 * Math.PI * i / count;
    return place(crs, x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle));
  });
}

export const distanceM = (a: Place, b: Place, crs: MetricCrs): number => {
  const [[x1, y1], [x2, y2]] = [crs.forward(...a), crs.forward(...b)];
  return Math.hypot(x2 - x1, y2 - y1);
};

/** The arc from one place through a second to a third: corners after the first, up to and with the third as it was given. A straight line where the three lie in one. */
export function arcThrough(from: Place, through: Place, to: Place, crs: MetricCrs): Place[] {
  const [[ax, ay], [bx, by], [cx, cy]] = [crs.forward(...from), crs.forward(...through), crs.forward(...to)];
  const cross = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const [b2, c2] = [(bx - ax) ** 2 + (by - ay) ** 2, (cx - ax) ** 2 + (cy - ay) ** 2];
  // Flatter than the accuracy of a boundary point is straight.
  if (Math.abs(cross) <= chordM * Math.sqrt(c2)) return [through, to];
  const [ox, oy] = [((cy - ay) * b2 - (by - ay) * c2) / (2 * cross), ((bx - ax) * c2 - (cx - ax) * b2) / (2 * cross)];
  const [mx, my, radiusM] = [ax + ox, ay + oy, Math.hypot(ox, oy)];
  const turn = 2 * Math.PI;
  const start = Math.atan2(ay - my, ax - mx);
  const ccw = (((Math.atan2(cy - my, cx - mx) - start) % turn) + turn) % turn;
  const sweep = cross > 0 ? ccw : ccw - turn;
  const count = Math.max(2, Math.ceil(chordsOf(radiusM) * Math.abs(sweep) / turn));
  const between = Array.from({ length: count - 1 }, (_, i) => {
    const angle = start + sweep * (i + 1) / count;
    return place(crs, mx + radiusM * Math.cos(angle), my + radiusM * Math.sin(angle));
  });
  return [...between, to];
}

/** Which side of the way from start to end an arc bulges to. */
export type ArcSide = 'left' | 'right';
/** The shorter arc of a radius between two places: corners after the first, up to and with the last. Null: the radius is less than half the distance between them. */
export function arcByRadius(from: Place, to: Place, radiusM: number, side: ArcSide, crs: MetricCrs): Place[] | null {
  const [[ax, ay], [bx, by]] = [crs.forward(...from), crs.forward(...to)];
  const half = Math.hypot(bx - ax, by - ay) / 2;
  if (!(radiusM > 0) || half === 0 || radiusM < half) return null;
  // Its highest point over the middle of the chord.
  const rise = (radiusM - Math.sqrt(radiusM ** 2 - half ** 2)) * (side === 'left' ? 1 : -1) / (2 * half);
  const [mx, my] = [(ax + bx) / 2 - (by - ay) * rise, (ay + by) / 2 + (bx - ax) * rise];
  return arcThrough(from, place(crs, mx, my), to, crs);
}
