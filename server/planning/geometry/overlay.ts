/**
 * The port for exact polygon work: shapes are handles that live outside the JavaScript heap and must be released by whoever made them.
 * Implemented by ./geos-overlay.ts with the same library PostGIS uses, so that areas agree to the last digits.
 */
import type { MultiPolygonCoords } from './types.ts';

/** Handle of a geometry owned by the overlay. */
export type Shape = number & { readonly shape: unique symbol };
/** Handle of a shape indexed for many tests against it. */
export type PreparedShape = number & { readonly preparedShape: unique symbol };

/** Flat parts as in `LayerTable`: rings `ringOffsets[r] … ringOffsets[r+1]` of points, x and y interleaved. */
export interface FlatRings {
  readonly coords: Float64Array;
  /** For each part, its rings as [firstPoint, endPoint) pairs; a polygon's shell comes first. */
  readonly parts: readonly (readonly (readonly [first: number, end: number])[])[];
}

/** The library could not do it (it says why); never returned for valid input in practice. */
export class OverlayError extends Error {
  readonly code = 'overlay_failed';
}

export interface Overlay {
  /** Name and version, for receipts: `GEOS 3.13.0`. */
  readonly name: string;
  polygons(rings: FlatRings): Shape;
  lines(rings: FlatRings): Shape;
  points(rings: FlatRings): Shape;
  fromCoords(area: MultiPolygonCoords): Shape;
  /** Polygon parts only; an empty list when nothing is left. */
  toCoords(shape: Shape): MultiPolygonCoords;
  /** The same as closed rings, x and y interleaved: of each polygon the shell first. In whichever direction the library leaves them. */
  toRings(shape: Shape): readonly (readonly Float64Array[])[];
  /** Line parts as flat x,y arrays. */
  toLines(shape: Shape): readonly Float64Array[];
  /** Round caps and joins, `quadrantSegments` a quarter circle: `ST_Buffer(g, r, 'quad_segs=N')`. */
  buffer(shape: Shape, radiusM: number, quadrantSegments: number): Shape;
  /** Corners stay corners, cut off where their tip would be further than `limit` times the radius (five unless told): `ST_Buffer(g, r, 'join=mitre')`. A negative radius shrinks. */
  bufferMitred(shape: Shape, radiusM: number, limit?: number): Shape;
  /** Every face that the edges of the shapes, areas and lines together, enclose; also what lies in holes. The faces share no ground. */
  faces(shapes: readonly Shape[]): Shape;
  union(shapes: readonly Shape[]): Shape;
  intersection(a: Shape, b: Shape): Shape;
  difference(a: Shape, b: Shape): Shape;
  /** The polygons of a shape made valid by rebuilding its structure; a valid shape comes back equal. */
  makeValid(shape: Shape): Shape;
  isValid(shape: Shape): boolean;
  isEmpty(shape: Shape): boolean;
  /** m² */
  area(shape: Shape): number;
  /** m */
  distance(a: Shape, b: Shape): number;
  prepare(shape: Shape): PreparedShape;
  /** Boundary included. */
  covers(prepared: PreparedShape, shape: Shape): boolean;
  intersects(prepared: PreparedShape, shape: Shape): boolean;
  release(shape: Shape): void;
  releasePrepared(prepared: PreparedShape): void;
}
