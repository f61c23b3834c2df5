/** Findings a unit's boundary has by itself. */
import type { MetricCrs } from '../geometry/metric-crs.ts';
import type { LonLatArea, MultiPolygonCoords, PolygonCoords, Position, Ring } from '../geometry/types.ts';
import { areaFaults } from './area-validity.ts';
import { samePosition } from './boundary-contacts.ts';
import type { Finding } from './edit.ts';
import { degreesOf, finding } from './finding.ts';
import type { PlanRules } from './plan-rules.ts';
import { areaOf, interiorPoint, largestPolygon, meanWidth, polygonArea } from './ring-measures.ts';

type RingsVisit = (ring: readonly (readonly number[])[], key: string) => Finding[];

function overRings(geometry: LonLatArea, visit: RingsVisit): Finding[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flatMap((rings, p) => rings.flatMap((ring, r) => visit(ring, `${p}.${r}`)));
}

/** Positions no point on earth has, one finding a ring; and areas of no ring at all. */
export function rangeFindings(geometry: LonLatArea, crs: MetricCrs): Finding[] {
  return overRings(geometry, (ring, key) => {
    const index = ring.findIndex(([lon = NaN, lat = NaN]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90) || !crs.forward(lon, lat).every(Number.isFinite));
    if (index < 0) return [];
    const [lon = NaN, lat = NaN] = ring[index] ?? [];
    return [finding('coordinates_out_of_range', { key, params: { position: index + 1, lon: String(lon), lat: String(lat) } })];
  });
}

/** Rings of fewer than three different points on the ground, and geometries without rings. */
export function pointCountFindings(geometry: LonLatArea, crs: MetricCrs): Finding[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (polygons.length === 0 || polygons.some((rings) => rings.length === 0)) return [finding('too_few_points', { key: 'none', params: { points: 0 } })];
  return overRings(geometry, (ring, key) => {
    const points = new Set(ring.map(([lon = NaN, lat = NaN]) => String(crs.forward(lon, lat)))).size;
    const [lon, lat] = ring[0] ?? [];
    return points >= 3 ? [] : [finding('too_few_points', { key, place: lon === undefined || lat === undefined ? null : [lon, lat], params: { points } })];
  });
}

/** Every place where the boundary is not that of a valid polygon. `params.kind`: see ./area-validity.ts. */
export function validityFindings(area: MultiPolygonCoords, crs: MetricCrs, rules: PlanRules): Finding[] {
  return areaFaults(area, rules.maxFindingsPerCode).map((fault) => finding('self_intersection', { key: `${fault.kind}:${fault.key}`, place: degreesOf(fault.place, crs), params: { kind: fault.kind } }));
}

/** Degrees between the two edges at a corner: 0 when the boundary turns back on itself. */
export function cornerAngleDeg(before: Position, corner: Position, after: Position): number {
  const [ax, ay] = [before[0] - corner[0], before[1] - corner[1]];
  const [bx, by] = [after[0] - corner[0], after[1] - corner[1]];
  return (Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) * 180) / Math.PI;
}

function spikesOfRing(ring: Ring, key: string, crs: MetricCrs, rules: PlanRules): Finding[] {
  const points = ring.filter((point, i) => i === 0 || !samePosition(point, ring[i - 1] as Position)).slice(0, -1);
  return points.flatMap((corner, i) => {
    const [before, after] = [points[(i + points.length - 1) % points.length] as Position, points[(i + 1) % points.length] as Position];
    const leg = Math.min(Math.hypot(before[0] - corner[0], before[1] - corner[1]), Math.hypot(after[0] - corner[0], after[1] - corner[1]));
    const angleDeg = cornerAngleDeg(before, corner, after);
    if (leg < rules.minSpikeLegM || angleDeg >= rules.maxSpikeAngleDeg) return [];
    return [finding('spike', { key: `${key}.${i}`, place: degreesOf(corner, crs), params: { angleDeg, maxAngleDeg: rules.maxSpikeAngleDeg } })];
  });
}

export function spikeFindings(area: MultiPolygonCoords, crs: MetricCrs, rules: PlanRules): Finding[] {
  const found = area.flatMap((polygon, p) => polygon.flatMap((ring, r) => spikesOfRing(ring, `${p}.${r}`, crs, rules)));
  return found.slice(0, rules.maxFindingsPerCode);
}

const insideOf = (polygon: PolygonCoords | null, crs: MetricCrs) => degreesOf(polygon && interiorPoint(polygon), crs);

/** Too small as a whole; a part so narrow that it can only be a leftover. */
export function sizeFindings(area: MultiPolygonCoords, crs: MetricCrs, rules: PlanRules): Finding[] {
  const areaM2 = areaOf(area);
  const small = areaM2 >= rules.minUnitAreaM2 ? [] : [finding('too_small', { key: 'unit', place: insideOf(largestPolygon(area), crs), params: { areaM2, minAreaM2: rules.minUnitAreaM2 } })];
  const slivers = area.flatMap((polygon, p) => {
    const widthM = meanWidth(polygon);
    if (widthM >= rules.minMeanWidthM) return [];
    return [finding('sliver', { key: `${p}`, place: insideOf(polygon, crs), params: { meanWidthM: widthM, minMeanWidthM: rules.minMeanWidthM, areaM2: polygonArea(polygon) } })];
  });
  return [...small, ...slivers.slice(0, rules.maxFindingsPerCode)];
}
