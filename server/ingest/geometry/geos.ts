import type { FlatGeometry } from './flat-geometry.ts';
import { fromWkb, toWkb } from './wkb.ts';

/** The few GEOS calls mending needs, on flat geometry. GEOS objects never leave this file. */
export interface Geos {
  isValid(flat: FlatGeometry): boolean;
  /** GEOS MakeValid by structure: rings that cross are resolved, holes stay holes, what collapsed is dropped. */
  makeValid(flat: FlatGeometry): readonly FlatGeometry[];
  /** A point inside an area, or null when GEOS finds none. */
  pointInside(flat: FlatGeometry): readonly [number, number] | null;
  /** Well-known text or its binary, heights dropped, taken apart by dimension; empty for `POINT EMPTY`, null for what is neither. */
  read(source: string | Uint8Array): readonly FlatGeometry[] | null;
}

export async function loadGeos(): Promise<Geos> {
  // GEOS tells of every invalid polygon on the console unless it is given somewhere else; the report tells it better.
  const silent = (): void => undefined;
  const { default: init } = await import('geos-wasm');
  const start = init as unknown as (config: { errorHandler(message: string): void; noticeHandler(message: string): void }) => ReturnType<typeof init>;
  const geos = await start({ errorHandler: silent, noticeHandler: silent });
  const heap = (): Uint8Array => geos.Module.HEAPU8 as Uint8Array;

  function withGeometry<T>(flat: FlatGeometry, use: (pointer: number) => T): T {
    const wkb = toWkb(flat, null);
    const buffer = geos.Module._malloc(wkb.length) as number;
    heap().set(wkb, buffer);
    const pointer = geos.GEOSGeomFromWKB_buf(buffer, wkb.length) as number;
    geos.Module._free(buffer);
    if (!pointer) throw new Error('GEOS could not read a geometry that was written as WKB');
    try { return use(pointer); } finally { geos.GEOSGeom_destroy(pointer); }
  }

  /** Takes the geometry over and destroys it. */
  function taken(pointer: number): readonly FlatGeometry[] {
    if (!pointer) return [];
    const sizeAt = geos.Module._malloc(4) as number;
    const bytesAt = geos.GEOSGeomToWKB_buf(pointer, sizeAt) as number;
    const size = geos.Module.getValue(sizeAt, 'i32') as number;
    const flats = size > 0 ? fromWkb(heap().slice(bytesAt, bytesAt + size)) : [];
    geos.GEOSFree(bytesAt);
    geos.Module._free(sizeAt);
    geos.GEOSGeom_destroy(pointer);
    return flats;
  }

  /** As `GEOSGeom…Buf` reads it; the bytes are only lent. */
  function withBytes<T>(bytes: Uint8Array, use: (at: number, size: number) => T): T {
    const at = geos.Module._malloc(bytes.length) as number;
    heap().set(bytes, at);
    try { return use(at, bytes.length); } finally { geos.Module._free(at); }
  }
  const pointerOf = (source: string | Uint8Array): number => (typeof source === 'string'
    ? withBytes(Buffer.from(`${source}\0`), (at) => geos.GEOSGeomFromWKT(at as never) as number) : withBytes(source, (at, size) => geos.GEOSGeomFromWKB_buf(at as never, size) as number));
  const flatWriter = geos.GEOSWKBWriter_create() as number;
  geos.GEOSWKBWriter_setOutputDimension(flatWriter, 2);

  /** In two dimensions, whatever it came in. Takes the geometry over and destroys it. */
  function flattened(pointer: number): readonly FlatGeometry[] {
    const sizeAt = geos.Module._malloc(4) as number;
    const bytesAt = geos.GEOSWKBWriter_write(flatWriter, pointer, sizeAt as never) as unknown as number;
    const size = geos.Module.getValue(sizeAt, 'i32') as number;
    const flats = bytesAt && size > 0 ? fromWkb(heap().slice(bytesAt, bytesAt + size)) : [];
    if (bytesAt) geos.GEOSFree(bytesAt as never);
    geos.Module._free(sizeAt);
    geos.GEOSGeom_destroy(pointer);
    return flats.filter(({ coords }) => coords.every(Number.isFinite));
  }

  const structure = geos.GEOSMakeValidParams_create() as number;
  geos.GEOSMakeValidParams_setMethod(structure, geos.GEOSMakeValidMethods.GEOS_MAKE_VALID_STRUCTURE as unknown as number);
  geos.GEOSMakeValidParams_setKeepCollapsed(structure, 0);

  return {
    isValid: (flat) => withGeometry(flat, (pointer) => geos.GEOSisValid(pointer) === 1),
    makeValid: (flat) => withGeometry(flat, (pointer) => taken(geos.GEOSMakeValidWithParams(pointer, structure) as number)),
    pointInside(flat) {
      const [point] = withGeometry(flat, (pointer) => taken(geos.GEOSPointOnSurface(pointer) as number));
      return point ? [point.coords[0]!, point.coords[1]!] : null;
    },
    read(source) {
      const pointer = pointerOf(source);
      return pointer ? flattened(pointer) : null;
    },
  };
}
