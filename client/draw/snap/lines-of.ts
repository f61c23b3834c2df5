/** A GeoJSON geometry as its lines: outlines of areas, lines as they are. Points have none. */
export function linesOf(geometry: { readonly type: string; readonly coordinates?: unknown }): readonly (readonly (readonly number[])[])[] {
  switch (geometry.type) {
    case 'LineString': return [geometry.coordinates as number[][]];
    case 'MultiLineString': case 'Polygon': return geometry.coordinates as number[][][];
    case 'MultiPolygon': return (geometry.coordinates as number[][][][]).flat();
    default: return [];
  }
}
