/** One boundary of several pieces of ground: "make these blocks one unit". */
import { overlayScope, type OverlayScope } from '../../geometry/overlay-scope.ts';
import type { MetricCrs } from '../../geometry/metric-crs.ts';
import { OverlayError, type Overlay, type Shape } from '../../geometry/overlay.ts';
import type { LonLatArea, MultiPolygonCoords, Position, Ring } from '../../geometry/types.ts';
import type { PlanRules } from '../plan-rules.ts';
import { areaOf } from '../ring-measures.ts';
import { DrawnPoints, keyOf } from './drawn-points.ts';
import { cleanArea, closed, footOn, mapRings, opened, verticesOf } from './rings.ts';

export interface UniteOptions {
  /** Ground between two of the areas that is narrower than this goes with them; 0: none does. Metres. */
  readonly closeWidthM: number;
}
export type UniteResult =
  | { readonly ok: true; readonly geometry: LonLatArea; readonly areaM2: number; readonly parts: number; /** Ground between the areas that was taken in. */ readonly closedM2: number }
  | { readonly ok: false; readonly code: 'nothing_left' | 'not_valid' };

/** Buffering out and back may leave an edge this far off. */
const grainM = 0.01;

/** Overlay of edges that run along each other leaves points on them that nobody drew. */
const onEdgeM = 1e-3;

/** A ring without the points that are nobody's and turn nowhere. */
function withoutSeams(ring: Ring, own: ReadonlySet<string>): Ring {
  const points = opened(ring);
  for (let i = 0; i < points.length && points.length > 3;) {
    const [before, here, after] = [points[(i + points.length - 1) % points.length], points[i], points[(i + 1) % points.length]] as [Position, Position, Position];
    if (!own.has(keyOf(here)) && footOn(before, after, here).distanceM <= onEdgeM) points.splice(i, 1);
    else i++;
  }
  return closed(points);
}

/** What lies between the areas and is no wider: the closing of their union without the union, as far as it touches two of them. */
function between(scope: OverlayScope, united: Shape, shapes: readonly Shape[], widthM: number, minAreaM2: number): MultiPolygonCoords {
  const half = widthM / 2 + grainM;
  const closed = scope.bufferMitred(scope.bufferMitred(united, half), -half);
  return scope.toCoords(scope.difference(closed, united)).filter((piece) => {
    if (areaOf([piece]) <= minAreaM2) return false;
    const shape = scope.fromCoords([piece]);
    return shapes.filter((each) => scope.distance(each, shape) <= grainM).length > 1;
  });
}

/** The union of areas in degrees; corners that were theirs stay their own doubles. Total: what the geometry library cannot do is `not_valid`. */
export function uniteAreas(areas: readonly LonLatArea[], { closeWidthM }: UniteOptions, { crs, overlay, rules }: { readonly crs: MetricCrs; readonly overlay: Overlay; readonly rules: PlanRules }): UniteResult {
  const points = new DrawnPoints(crs);
  const scope = overlayScope(overlay);
  try {
    const metric = areas.map((area) => points.metric(area));
    const own = new Set(metric.flatMap(verticesOf).map(keyOf));
    const shapes = metric.map((area) => scope.makeValid(scope.fromCoords(area)));
    if (shapes.length === 0) return { ok: false, code: 'nothing_left' };
    const united = scope.union(shapes);
    const gaps = closeWidthM > 0 ? between(scope, united, shapes, closeWidthM, rules.touchAreaM2) : [];
    const whole = gaps.length === 0 ? united : scope.union([united, ...gaps.map((gap) => scope.fromCoords([gap]))]);
    const settled = cleanArea(mapRings(scope.toCoords(whole), (ring) => withoutSeams(ring.map((point) => points.settled(point)), own)), rules.touchWidthM, rules.touchAreaM2);
    if (settled.length === 0) return { ok: false, code: 'nothing_left' };
    const areaM2 = areaOf(settled);
    return { ok: true, geometry: points.degrees(settled), areaM2, parts: settled.length, closedM2: Math.max(0, areaM2 - areaOf(scope.toCoords(united))) };
  } catch (error) {
    if (error instanceof OverlayError) return { ok: false, code: 'not_valid' };
    throw error;
  } finally {
    scope.releaseAll();
  }
}
