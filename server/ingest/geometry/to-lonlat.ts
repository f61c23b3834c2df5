import type { Geometry, Position } from 'geojson';
import { manyInDegrees, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { FlatGeometry } from './flat-geometry.ts';
import { fromWkb } from './wkb.ts';

function ringsOf(flat: FlatGeometry, crs: Pick<MetricCrs, 'inverse'>): Position[][][] {
  const parts: Position[][][] = [];
  let ring = 0;
  let point = 0;
  for (const partEnd of flat.partEnds) {
    const rings: Position[][] = [];
    for (; ring < partEnd; ring += 1) {
      const positions: Position[] = [];
      for (const end = flat.ringEnds[ring]!; point < end; point += 1) positions.push(crs.inverse(flat.coords[2 * point]!, flat.coords[2 * point + 1]!));
      rings.push(positions);
    }
    parts.push(rings);
  }
  return parts;
}

/** Stored WKB in metres as GeoJSON in degrees. */
export function toLonLat(wkb: Uint8Array, crs: MetricCrs): Exclude<Geometry, { type: 'GeometryCollection' }> {
  const [flat] = fromWkb(wkb);
  if (!flat) throw new Error('a stored geometry is empty');
  return toGeometry(flat, crs);
}

/** Metres as degrees. */
export const inDegrees = (flat: FlatGeometry, crs: Pick<MetricCrs, 'srid'>): FlatGeometry => ({ ...flat, coords: manyInDegrees(crs, flat.coords) });

/** Metres as GeoJSON in degrees. */
export function toGeometry(flat: FlatGeometry, crs: Pick<MetricCrs, 'inverse'>): Exclude<Geometry, { type: 'GeometryCollection' }> {
  const parts = ringsOf(flat, crs);
  const single = parts.length === 1;
  switch (flat.dimension) {
    case 'point': return single ? { type: 'Point', coordinates: parts[0]![0]![0]! } : { type: 'MultiPoint', coordinates: parts.map((part) => part[0]![0]!) };
    case 'line': return single ? { type: 'LineString', coordinates: parts[0]![0]! } : { type: 'MultiLineString', coordinates: parts.map((part) => part[0]!) };
    case 'polygon': return single ? { type: 'Polygon', coordinates: parts[0]! } : { type: 'MultiPolygon', coordinates: parts };
  }
}
