/** Units and contexts for plan tests: drawn in metres about a place in Zhengzhou, handed over in degrees. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { parsePlanRules } from '#planning/plan/plan-rules.ts';
import { unitContext, type UnitContext, type UnitContextSource } from '#planning/plan/unit-context.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';

export const crs = metricCrs(4547) as MetricCrs;
export const rules = parsePlanRules(JSON.parse(readFileSync(new URL('../../../data/plan-rules.json', import.meta.url), 'utf8')));

/** A corner of the drawing board in metres: 113.6 E, 34.75 N. */
export const origin = crs.forward(113.6, 34.75);

export type Points = readonly (readonly [x: number, y: number])[];

/** Metres from the origin as degrees, closed. */
export function ringAt(points: Points): number[][] {
  const ring = points.map(([x, y]) => [...crs.inverse(origin[0] + x, origin[1] + y)]);
  return [...ring, [...(ring[0] as number[])]];
}
export const polygonAt = (...rings: readonly Points[]): LonLatArea => ({ type: 'Polygon', coordinates: rings.map(ringAt) });
export const multiAt = (...polygons: readonly (readonly Points[])[]): LonLatArea => ({ type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(ringAt)) });
export const box = (x: number, y: number, width: number, height: number): Points => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];

export const unitIdOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const unit = (n: number, geometry: LonLatArea, name = `单元${n}`): Omit<RenewalUnit, 'version'> => ({ id: unitIdOf(n), name, isPriority: false, note: '', geometry });

export function contextOf(parts: Partial<Omit<UnitContextSource, 'crs'>> = {}): UnitContext {
  return unitContext({ crs, units: [], divisions: [], bounds: null, oldCommunities: [], ...parts });
}

/** Distance in metres between a place in degrees and metres from the origin. */
export function metresFrom(place: readonly [number, number] | null, x: number, y: number): number {
  if (!place) return Infinity;
  const [px, py] = crs.forward(place[0], place[1]);
  return Math.hypot(px - origin[0] - x, py - origin[1] - y);
}

/** A ring around a centre whose corners are seen from it in order: always simple. */
export const starRing = (centre: fc.Arbitrary<readonly [number, number]>, radius: readonly [number, number]): fc.Arbitrary<Points> =>
  fc.tuple(centre, fc.array(fc.double({ min: radius[0], max: radius[1], noNaN: true }), { minLength: 3, maxLength: 24 }))
    .map(([[cx, cy], radii]) => radii.map((r, i) => [cx + r * Math.cos((2 * Math.PI * i) / radii.length), cy + r * Math.sin((2 * Math.PI * i) / radii.length)] as const));

/** Corners anywhere on a small grid: mostly bites itself, often in touching points and shared edges. */
export const wildRing: fc.Arbitrary<Points> = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { minLength: 3, maxLength: 9 })
  .map((cells) => cells.map(([x, y]) => [x * 50, y * 50] as const));
