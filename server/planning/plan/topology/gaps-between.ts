import { overlayScope } from '../../geometry/overlay-scope.ts';
import type { Overlay } from '../../geometry/overlay.ts';
import type { LonLatArea, MultiPolygonCoords, PolygonCoords } from '../../geometry/types.ts';
import { lonLatToMetric } from '../../geometry/lonlat-to-metric.ts';
import type { PlanRules } from '../plan-rules.ts';
import { boxesMeet, boxOf, interiorPoint, meanWidth, polygonArea, type Box } from '../ring-measures.ts';
import { DrawnPoints } from './drawn-points.ts';
import { verticesOf } from './rings.ts';
import { nearestOn } from './snap-to.ts';
import type { LonLat, TopologyScene } from './types.ts';

/** A strip of nobody's ground between units. */
export interface Gap {
  /** Units along it, at least two. */
  readonly unitIds: readonly string[];
  readonly geometry: LonLatArea;
  readonly place: LonLat | null;
  readonly areaM2: number;
  /** Twice the area over the perimeter. */
  readonly meanWidthM: number;
}
export interface Strip { readonly unitIds: readonly string[]; readonly polygon: PolygonCoords }
interface MetricUnit { readonly id: string; readonly area: MultiPolygonCoords }

export const widenedBox = (box: Box, margin: number): Box => ({ minX: box.minX - margin, minY: box.minY - margin, maxX: box.maxX + margin, maxY: box.maxY + margin });

/**
 * Whether a corner of one unit at the strip lies off another within the width, so that it can be moved there. Where none does, two straight borders part from a common point for good: their
 * nearness at that point is no fault.
 */
function isClosable(strip: PolygonCoords, along: readonly MetricUnit[], widthM: number, { touchWidthM }: PlanRules): boolean {
  const box = widenedBox(boxOf([strip]), touchWidthM);
  return along.some((unit) => verticesOf(unit.area).some((corner) => {
    if (corner[0] < box.minX || corner[0] > box.maxX || corner[1] < box.minY || corner[1] > box.maxY || nearestOn(corner, [[strip]], touchWidthM) === null) return false;
    return along.some((other) => other !== unit && nearestOn(corner, [other.area], widthM) !== null && nearestOn(corner, [other.area], touchWidthM) === null);
  }));
}

/**
 * Ground that belongs to no unit and is narrower than `widthM`, between two units or more, in metres, widest first. What is no wider than a touch is a common border. Found by
 * widening all units by half the width and narrowing the whole again: what then is covered and was not is a gap. Corners stay sharp in that, so neither a notch is one nor the corner
 * from which two borders part by more than a spike's angle.
 */
export function stripsBetween(units: readonly MetricUnit[], widthM: number, rules: PlanRules, overlay: Overlay): readonly Strip[] {
  if (units.length < 2) return [];
  const scope = overlayScope(overlay);
  try {
    const shapes = units.map(({ id, area }) => ({ id, shape: scope.fromCoords(area), box: widenedBox(boxOf(area), rules.touchWidthM) }));
    const all = scope.union(shapes.map(({ shape }) => shape));
    const sharpest = 1 / Math.sin((rules.maxSpikeAngleDeg * Math.PI) / 360);
    const covered = scope.bufferMitred(scope.buffer(all, widthM / 2, 8), -widthM / 2, sharpest);
    const strips = scope.toCoords(scope.difference(covered, all)).filter((strip) => polygonArea(strip) > rules.touchAreaM2 && meanWidth(strip) > rules.touchWidthM);
    const alongOf = (polygon: PolygonCoords): string[] => {
      const [shape, box] = [scope.fromCoords([polygon]), boxOf([polygon])];
      return shapes.filter((unit) => boxesMeet(unit.box, box) && scope.distance(shape, unit.shape) <= rules.touchWidthM).map(({ id }) => id).sort();
    };
    return strips.map((polygon) => ({ polygon, unitIds: alongOf(polygon) })).filter(({ polygon, unitIds }) => unitIds.length > 1 && isClosable(polygon, units.filter(({ id }) => unitIds.includes(id)), widthM, rules)).sort((a, b) => meanWidth(b.polygon) - meanWidth(a.polygon));
  } finally {
    scope.releaseAll();
  }
}

/** The same over the units of a scheme, in degrees. */
export function gapsBetween(scene: TopologyScene, widthM: number): readonly Gap[] {
  const points = new DrawnPoints(scene.crs);
  const units = scene.units.map(({ id, geometry }) => ({ id, area: lonLatToMetric(geometry, scene.crs) }));
  return stripsBetween(units, widthM, scene.rules, scene.overlay).map(({ polygon, unitIds }) => {
    const place = interiorPoint(polygon);
    return { unitIds, geometry: points.degrees([polygon]), place: place && scene.crs.inverse(place[0], place[1]), areaM2: polygonArea(polygon), meanWidthM: meanWidth(polygon) };
  });
}
