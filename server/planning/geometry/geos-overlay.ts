import initGeos from 'geos-wasm';
import { OverlayError, type FlatRings, type Overlay, type PreparedShape, type Shape } from './overlay.ts';
import type { MultiPolygonCoords, Position, Ring } from './types.ts';

/** The calls of the C library used here (GEOS C API names). Pointers are numbers; 0 is NULL, which is how it reports an exception. */
interface Geos {
  GEOSversion(): string;
  GEOSCoordSeq_copyFromBuffer(buffer: number, size: number, hasZ: number, hasM: number): number;
  GEOSCoordSeq_copyToBuffer(sequence: number, buffer: number, hasZ: number, hasM: number): number;
  GEOSCoordSeq_getSize(sequence: number, size: number): number;
  GEOSGeom_createLinearRing(sequence: number): number;
  GEOSGeom_createLineString(sequence: number): number;
  GEOSGeom_createPoint(sequence: number): number;
  GEOSGeom_createPolygon(shell: number, holes: number, holeCount: number): number;
  GEOSGeom_createCollection(type: number, geometries: number, count: number): number;
  GEOSGeom_clone(geometry: number): number;
  GEOSGeom_destroy(geometry: number): void;
  GEOSGeom_getCoordSeq(geometry: number): number;
  GEOSGeomTypeId(geometry: number): number;
  GEOSGetNumGeometries(geometry: number): number;
  GEOSGetGeometryN(geometry: number, n: number): number;
  GEOSGetExteriorRing(geometry: number): number;
  GEOSGetNumInteriorRings(geometry: number): number;
  GEOSGetInteriorRingN(geometry: number, n: number): number;
  GEOSBuffer(geometry: number, width: number, quadrantSegments: number): number;
  GEOSBufferWithStyle(geometry: number, width: number, quadrantSegments: number, endCap: number, join: number, mitreLimit: number): number;
  GEOSBoundary(geometry: number): number;
  GEOSPolygonize(geometries: number, count: number): number;
  GEOSUnaryUnion(geometry: number): number;
  GEOSIntersection(a: number, b: number): number;
  GEOSDifference(a: number, b: number): number;
  GEOSMakeValidParams_create(): number;
  GEOSMakeValidParams_setMethod(params: number, method: number): number;
  GEOSMakeValidParams_setKeepCollapsed(params: number, keep: number): number;
  GEOSMakeValidWithParams(geometry: number, params: number): number;
  GEOSisValid(geometry: number): number;
  GEOSisEmpty(geometry: number): number;
  GEOSArea(geometry: number, result: number): number;
  GEOSDistance(a: number, b: number, result: number): number;
  GEOSPrepare(geometry: number): number;
  GEOSPreparedGeom_destroy(prepared: number): void;
  GEOSPreparedCovers(prepared: number, geometry: number): number;
  GEOSPreparedIntersects(prepared: number, geometry: number): number;
  readonly Module: { _malloc(bytes: number): number; _free(pointer: number): void; readonly HEAPF64: Float64Array; readonly HEAPU32: Uint32Array };
}

const MULTIPOINT = 4;
const MULTILINESTRING = 5;
const MULTIPOLYGON = 6;
const COLLECTION = 7;
const POLYGON = 3;
const LINESTRING = 1;
/** GEOSBufCapStyles and GEOSBufJoinStyles. */
const CAP_ROUND = 1;
const JOIN_MITRE = 2;
const MITRE_LIMIT = 5;
/** GEOSMakeValidMethods: rebuild from the structure of rings, as `ST_MakeValid(g, 'method=structure')`. */
const MAKE_VALID_STRUCTURE = 1;

let lastMessage = '';

/** The overlay on GEOS compiled to WebAssembly. The first call in a thread starts the library; the wasm travels inside its module. */
export async function createGeosOverlay(): Promise<Overlay> {
  const start = initGeos as unknown as (config: { errorHandler(message: string): void; noticeHandler(message: string): void }) => Promise<Geos>;
  const note = (message: string): void => { lastMessage = message; };
  return new GeosOverlay(await start({ errorHandler: note, noticeHandler: note }));
}

class GeosOverlay implements Overlay {
  readonly name: string;
  readonly #geos: Geos;
  /** One scratch buffer in the library's memory, grown when needed. Its views are read again after every call: memory may have moved. */
  #scratch = 0;
  #scratchBytes = 0;

  constructor(geos: Geos) {
    this.#geos = geos;
    this.name = `GEOS ${geos.GEOSversion().split('-')[0] ?? ''}`;
  }

  polygons(rings: FlatRings): Shape {
    return this.#collect(MULTIPOLYGON, rings.parts.map((part) => {
      const pointers = part.map(([first, end]) => this.#made(this.#geos.GEOSGeom_createLinearRing(this.#sequence(rings.coords, first, end))));
      const holes = pointers.slice(1);
      const list = this.#pointerList(holes);
      return this.#made(this.#geos.GEOSGeom_createPolygon(pointers[0] ?? 0, list, holes.length));
    }));
  }

  lines(rings: FlatRings): Shape {
    return this.#collect(MULTILINESTRING, rings.parts.flatMap((part) =>
      part.map(([first, end]) => this.#made(this.#geos.GEOSGeom_createLineString(this.#sequence(rings.coords, first, end))))));
  }

  points(rings: FlatRings): Shape {
    return this.#collect(MULTIPOINT, rings.parts.flatMap((part) => part.flatMap(([first, end]) =>
      Array.from({ length: end - first }, (_, i) => this.#made(this.#geos.GEOSGeom_createPoint(this.#sequence(rings.coords, first + i, first + i + 1)))))));
  }

  fromCoords(area: MultiPolygonCoords): Shape {
    const coords: number[] = [];
    const parts = area.map((polygon) => polygon.map((ring): readonly [number, number] => {
      const first = coords.length / 2;
      for (const [x, y] of ring) coords.push(x, y);
      return [first, coords.length / 2];
    }));
    return this.polygons({ coords: Float64Array.from(coords), parts });
  }

  toCoords(shape: Shape): MultiPolygonCoords {
    return this.toRings(shape).map((rings) => rings.map(positionsOf));
  }

  toRings(shape: Shape): readonly (readonly Float64Array[])[] {
    const polygons: Float64Array[][] = [];
    this.#eachPart(shape, POLYGON, (polygon) => {
      const holes = this.#geos.GEOSGetNumInteriorRings(polygon);
      const rings = [this.#flatCoords(this.#geos.GEOSGetExteriorRing(polygon))];
      for (let i = 0; i < holes; i++) rings.push(this.#flatCoords(this.#geos.GEOSGetInteriorRingN(polygon, i)));
      if ((rings[0]?.length ?? 0) > 0) polygons.push(rings);
    });
    return polygons;
  }

  toLines(shape: Shape): readonly Float64Array[] {
    const lines: Float64Array[] = [];
    this.#eachPart(shape, LINESTRING, (line) => lines.push(this.#flatCoords(line)));
    return lines;
  }

  buffer(shape: Shape, radiusM: number, quadrantSegments: number): Shape {
    return this.#made(this.#geos.GEOSBuffer(shape, radiusM, quadrantSegments)) as Shape;
  }

  bufferMitred(shape: Shape, radiusM: number, limit = MITRE_LIMIT): Shape {
    return this.#made(this.#geos.GEOSBufferWithStyle(shape, radiusM, 8, CAP_ROUND, JOIN_MITRE, limit)) as Shape;
  }

  faces(shapes: readonly Shape[]): Shape {
    const edges = shapes.map((shape) => this.#made(this.#geos.GEOSGeomTypeId(shape) % 3 === 0 ? this.#geos.GEOSBoundary(shape) : this.#geos.GEOSGeom_clone(shape)) as Shape);
    const noded = this.union(edges);
    const faces = this.#geos.GEOSPolygonize(this.#pointerList([noded]), 1);
    [...edges, noded].forEach((made) => this.release(made));
    return this.#made(faces) as Shape;
  }

  union(shapes: readonly Shape[]): Shape {
    const collection = this.#collect(COLLECTION, shapes.map((shape) => this.#made(this.#geos.GEOSGeom_clone(shape))));
    const united = this.#geos.GEOSUnaryUnion(collection);
    this.release(collection);
    return this.#made(united) as Shape;
  }

  intersection(a: Shape, b: Shape): Shape {
    return this.#made(this.#geos.GEOSIntersection(a, b)) as Shape;
  }

  difference(a: Shape, b: Shape): Shape {
    return this.#made(this.#geos.GEOSDifference(a, b)) as Shape;
  }

  makeValid(shape: Shape): Shape {
    const params = this.#geos.GEOSMakeValidParams_create();
    this.#geos.GEOSMakeValidParams_setMethod(params, MAKE_VALID_STRUCTURE);
    this.#geos.GEOSMakeValidParams_setKeepCollapsed(params, 0);
    return this.#made(this.#geos.GEOSMakeValidWithParams(shape, params)) as Shape;
  }

  isValid(shape: Shape): boolean {
    return this.#geos.GEOSisValid(shape) === 1;
  }

  isEmpty(shape: Shape): boolean {
    return this.#geos.GEOSisEmpty(shape) === 1;
  }

  area(shape: Shape): number {
    return this.#measured((result) => this.#geos.GEOSArea(shape, result));
  }

  distance(a: Shape, b: Shape): number {
    return this.#measured((result) => this.#geos.GEOSDistance(a, b, result));
  }

  prepare(shape: Shape): PreparedShape {
    return this.#made(this.#geos.GEOSPrepare(shape)) as PreparedShape;
  }

  covers(prepared: PreparedShape, shape: Shape): boolean {
    return this.#geos.GEOSPreparedCovers(prepared, shape) === 1;
  }

  intersects(prepared: PreparedShape, shape: Shape): boolean {
    return this.#geos.GEOSPreparedIntersects(prepared, shape) === 1;
  }

  release(shape: Shape): void {
    this.#geos.GEOSGeom_destroy(shape);
  }

  releasePrepared(prepared: PreparedShape): void {
    this.#geos.GEOSPreparedGeom_destroy(prepared);
  }

  #made(pointer: number): number {
    if (pointer === 0) throw new OverlayError(lastMessage || 'The geometry library gave no result.');
    return pointer;
  }

  #measured(measure: (result: number) => number): number {
    const result = this.#scratchFor(8);
    if (measure(result) !== 1) throw new OverlayError(lastMessage || 'The geometry library gave no result.');
    return this.#geos.Module.HEAPF64[result >> 3] ?? NaN;
  }

  #scratchFor(bytes: number): number {
    if (bytes > this.#scratchBytes) {
      if (this.#scratch !== 0) this.#geos.Module._free(this.#scratch);
      this.#scratchBytes = Math.max(4096, 2 * bytes);
      this.#scratch = this.#geos.Module._malloc(this.#scratchBytes);
    }
    return this.#scratch;
  }

  #sequence(coords: Float64Array, first: number, end: number): number {
    const buffer = this.#scratchFor(16 * (end - first));
    this.#geos.Module.HEAPF64.set(coords.subarray(2 * first, 2 * end), buffer >> 3);
    return this.#made(this.#geos.GEOSCoordSeq_copyFromBuffer(buffer, end - first, 0, 0));
  }

  #pointerList(pointers: readonly number[]): number {
    const list = this.#scratchFor(4 * Math.max(1, pointers.length));
    this.#geos.Module.HEAPU32.set(pointers, list >> 2);
    return list;
  }

  /** A single part stays simple: `prepare` and overlay are faster on it. Takes ownership of the parts. */
  #collect(type: number, parts: readonly number[]): Shape {
    if (parts.length === 1 && type !== COLLECTION) return parts[0] as Shape;
    return this.#made(this.#geos.GEOSGeom_createCollection(type, this.#pointerList(parts), parts.length)) as Shape;
  }

  #eachPart(geometry: number, type: number, visit: (part: number) => void): void {
    if (this.#geos.GEOSGeomTypeId(geometry) === type) {
      visit(geometry);
      return;
    }
    if (this.#geos.GEOSGeomTypeId(geometry) < MULTIPOINT) return;
    const count = this.#geos.GEOSGetNumGeometries(geometry);
    for (let i = 0; i < count; i++) this.#eachPart(this.#geos.GEOSGetGeometryN(geometry, i), type, visit);
  }

  #flatCoords(line: number): Float64Array {
    const sequence = this.#geos.GEOSGeom_getCoordSeq(line);
    const sizeSlot = this.#scratchFor(8);
    this.#geos.GEOSCoordSeq_getSize(sequence, sizeSlot);
    const size = this.#geos.Module.HEAPU32[sizeSlot >> 2] ?? 0;
    const buffer = this.#scratchFor(16 * size);
    this.#geos.GEOSCoordSeq_copyToBuffer(sequence, buffer, 0, 0);
    return this.#geos.Module.HEAPF64.slice(buffer >> 3, (buffer >> 3) + 2 * size);
  }
}

function positionsOf(flat: Float64Array): Ring {
  return Array.from({ length: flat.length / 2 }, (_, i): Position => [flat[2 * i] ?? NaN, flat[2 * i + 1] ?? NaN]);
}
