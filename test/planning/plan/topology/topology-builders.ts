/** Schemes for topology tests: units drawn in metres, and the questions asked of what comes out. */
import { expect } from 'vitest';
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { areaFaults } from '#planning/plan/area-validity.ts';
import { areaOf, meanWidth, polygonArea } from '#planning/plan/ring-measures.ts';
import type { LonLat, TopologyResult, TopologyScene, TopologyUnit } from '#planning/plan/topology/types.ts';
import { overlay } from '../../../support/geos.ts';
import { crs, origin, rules, type Points } from '../plan-builders.ts';

export const sceneOf = (units: Readonly<Record<string, LonLatArea>>): TopologyScene => ({ units: Object.entries(units).map(([id, geometry]) => ({ id, geometry })), crs, rules, overlay });
export const at = (x: number, y: number): LonLat => crs.inverse(origin[0] + x, origin[1] + y);
export const line = (...points: Points): LonLat[] => points.map(([x, y]) => at(x, y));
export const areaM2 = (geometry: LonLatArea): number => areaOf(lonLatToMetric(geometry, crs));

/** The units after a result, as `{ id: geometry }`; fails on a refusal. */
export function after(scene: TopologyScene, result: TopologyResult): Record<string, LonLatArea> {
  if (!result.ok) throw new Error(`refused: ${result.code} at ${String(result.place && metresOf(result.place).map(Math.round))}`);
  const units = new Map(scene.units.map(({ id, geometry }) => [id, geometry]));
  for (const { unitId, geometry } of result.changes) {
    if (geometry) units.set(unitId, geometry);
    else units.delete(unitId);
  }
  return Object.fromEntries(units);
}
export const metresOf = ([lon = NaN, lat = NaN]: readonly number[]): [number, number] => {
  const [x, y] = crs.forward(lon, lat);
  return [x - origin[0], y - origin[1]];
};
const ringsOf = (geometry: LonLatArea) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat();
/** Every vertex once, as text of its doubles. */
export const vertices = (geometry: LonLatArea): string[] => [...new Set(ringsOf(geometry).flatMap((ring) => ring.map(String)))].sort();
export const corners = (geometry: LonLatArea): string[] => [...new Set(ringsOf(geometry).flatMap((ring) => ring.map((point) => metresOf(point).map((m) => Math.round(m * 1000) / 1000 + 0).join(' '))))].sort();
/** Vertices two units have in common, to the bit. */
export const inCommon = (a: LonLatArea, b: LonLatArea): string[] => vertices(a).filter((vertex) => vertices(b).includes(vertex));
export const edges = (geometry: LonLatArea): string[] => ringsOf(geometry).flatMap((ring) => ring.slice(1).map((point, i) => [String(ring[i]), String(point)].sort().join(' → ')));
export const edgesInCommon = (a: LonLatArea, b: LonLatArea): string[] => edges(a).filter((edge) => edges(b).includes(edge));

/** Fails unless all units are valid and none overlaps another beyond a touch. */
export function expectPartition(units: Readonly<Record<string, LonLatArea>>): void {
  const shapes = Object.entries(units).map(([id, geometry]): readonly [string, ReturnType<typeof overlay.fromCoords>] => {
    const area = lonLatToMetric(geometry, crs);
    expect(areaFaults(area, 1), id).toEqual([]);
    return [id, overlay.fromCoords(area)];
  });
  try {
    shapes.forEach(([a, p], i) => shapes.slice(i + 1).forEach(([b, q]) => {
      const common = overlay.intersection(p, q);
      const parts = overlay.toCoords(common).filter((part) => polygonArea(part) > rules.touchAreaM2 && meanWidth(part) > rules.touchWidthM);
      overlay.release(common);
      expect(parts, `${a} and ${b}`).toEqual([]);
    }));
  } finally {
    shapes.forEach(([, shape]) => overlay.release(shape));
  }
}
export const asUnits = (units: Readonly<Record<string, LonLatArea>>): TopologyUnit[] => Object.entries(units).map(([id, geometry]) => ({ id, geometry }));
