import initGeosJs from 'geos-wasm';
import type { FlatGeometry } from './flat-geometry.ts';
import { fromWkb, toWkb } from './wkb.ts';

/** The few GEOS calls mending needs, on flat geometry. GEOS objects never leave this file. */
export interface Geos {
  isValid(flat: FlatGeometry): boolean;
  /** GEOS MakeValid by structure: rings that cross are resolved, holes stay holes, what collapsed is dropped. */
  makeValid(flat: FlatGeometry): readonly FlatGeometry[];
  /** A point inside an area, or null when GEOS finds none. */
  pointInside(flat: FlatGeometry): readonly [number, number] | null;
}

export async function loadGeos(): Promise<Geos> {
  // GEOS tells of every invalid polygon on the console unless it is given somewhere else; the report tells it better.
  const silent = (): void => undefined;
  const start = initGeosJs as unknown as (config: { errorHandler(message: string): void; noticeHandler(message: string): void }) => ReturnType<typeof initGeosJs>;
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
  };
}
