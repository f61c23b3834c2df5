/** Ground that facilities leave open, and what a further service area leaves of it. */
import { clippedRing, clippedRingArea2, ClipScratch, convexRing } from '../geometry/convex-clip.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { directionOf, EdgeList, type SignedEdges } from '../geometry/signed-edges.ts';

export interface Gap {
  readonly shape: Shape;
  readonly areaM2: number;
  /** Of each polygon its closed rings, the shell first. */
  readonly polygons: readonly (readonly Float64Array[])[];
}

/** A service area; `convex` is its ring where it is a convex polygon, as around a point. */
export interface ServiceArea { readonly shape: Shape; readonly convex: Float64Array | null }

export function gapOf(shape: Shape, overlay: Overlay): Gap {
  return { shape, areaM2: overlay.area(shape), polygons: overlay.toRings(shape) };
}

export function serviceAreaOf(shape: Shape, overlay: Overlay): ServiceArea {
  return { shape, convex: convexRing(overlay.toCoords(shape)) };
}

const scratch = new ClipScratch();

/**
 * m² of a gap that these service areas leave open. Proposals are taken away from what exists leaves open: so a moved one is worked out from the gap alone, and
 * comes to the same bits as a computation from nothing.
 */
export function areaWithout(gap: Gap, served: readonly ServiceArea[], overlay: Overlay): number {
  if (served.length === 0) return gap.areaM2;
  const [only] = served;
  if (served.length === 1 && only.convex) return gap.areaM2 - coveredBy(gap, only.convex);
  let left = gap.shape;
  for (const { shape } of served) {
    const next = overlay.difference(left, shape);
    if (left !== gap.shape) overlay.release(left);
    left = next;
  }
  const areaM2 = overlay.area(left);
  overlay.release(left);
  return areaM2;
}

/** The ground itself that these service areas leave open of a gap, by its edges. */
export function edgesWithout(gap: Gap, served: readonly ServiceArea[], overlay: Overlay): SignedEdges {
  const edges = new EdgeList();
  const [only] = served;
  if (served.length === 0 || (served.length === 1 && only.convex)) {
    edges.polygons(gap.polygons, 1);
    const convex = only?.convex;
    if (convex) for (const rings of gap.polygons) for (let r = 0; r < rings.length; r++) edges.ring(clippedRing(rings[r], convex, scratch), (r === 0 ? -1 : 1) * directionOf(rings[r]));
    return edges.done();
  }
  let left = gap.shape;
  for (const { shape } of served) {
    const next = overlay.difference(left, shape);
    if (left !== gap.shape) overlay.release(left);
    left = next;
  }
  edges.polygons(overlay.toRings(left), 1);
  overlay.release(left);
  return edges.done();
}

function coveredBy({ polygons }: Gap, convex: Float64Array): number {
  let twice = 0;
  for (const rings of polygons) for (let r = 0; r < rings.length; r++) twice += (r === 0 ? 1 : -1) * Math.abs(clippedRingArea2(rings[r], convex, scratch));
  return twice / 2;
}
