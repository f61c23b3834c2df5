import type { Overlay, PreparedShape, Shape } from './overlay.ts';

export interface OverlayScope extends Overlay {
  /** Releases every shape made through this scope and not released yet. */
  releaseAll(): void;
}

/** The same overlay, remembering what was made through it: one `releaseAll` at the end of a call or of a city, instead of a release for every shape. */
export function overlayScope(overlay: Overlay): OverlayScope {
  const shapes = new Set<Shape>();
  const prepared = new Set<PreparedShape>();
  const own = (shape: Shape): Shape => {
    shapes.add(shape);
    return shape;
  };
  const scope: OverlayScope = {
    name: overlay.name,
    polygons: (rings) => own(overlay.polygons(rings)),
    lines: (rings) => own(overlay.lines(rings)),
    points: (rings) => own(overlay.points(rings)),
    fromCoords: (area) => own(overlay.fromCoords(area)),
    toCoords: (shape) => overlay.toCoords(shape),
    toRings: (shape) => overlay.toRings(shape),
    toLines: (shape) => overlay.toLines(shape),
    buffer: (shape, radiusM, quadrantSegments) => own(overlay.buffer(shape, radiusM, quadrantSegments)),
    bufferMitred: (shape, radiusM, limit) => own(overlay.bufferMitred(shape, radiusM, limit)),
    faces: (parts) => own(overlay.faces(parts)),
    union: (parts) => own(overlay.union(parts)),
    intersection: (a, b) => own(overlay.intersection(a, b)),
    difference: (a, b) => own(overlay.difference(a, b)),
    makeValid: (shape) => own(overlay.makeValid(shape)),
    isValid: (shape) => overlay.isValid(shape),
    isEmpty: (shape) => overlay.isEmpty(shape),
    area: (shape) => overlay.area(shape),
    distance: (a, b) => overlay.distance(a, b),
    prepare: (shape) => {
      const made = overlay.prepare(shape);
      prepared.add(made);
      return made;
    },
    covers: (made, shape) => overlay.covers(made, shape),
    intersects: (made, shape) => overlay.intersects(made, shape),
    release: (shape) => {
      if (shapes.delete(shape)) overlay.release(shape);
    },
    releasePrepared: (made) => {
      if (prepared.delete(made)) overlay.releasePrepared(made);
    },
    releaseAll: () => {
      prepared.forEach((made) => overlay.releasePrepared(made));
      shapes.forEach((shape) => overlay.release(shape));
      prepared.clear();
      shapes.clear();
    },
  };
  return scope;
}
