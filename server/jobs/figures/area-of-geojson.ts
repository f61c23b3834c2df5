import type { LonLatArea } from '#planning/geometry/types.ts';

type PolygonCoordinates = number[][][];

/** Every polygon of a GeoJSON value, as one area in degrees; null when it holds none, or something that is not a polygon. */
export function areaOfGeoJson(json: unknown): LonLatArea | null {
  const polygons = polygonsOf(json);
  if (polygons === null || polygons.length === 0) return null;
  return polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] as PolygonCoordinates } : { type: 'MultiPolygon', coordinates: polygons };
}

function polygonsOf(json: unknown): PolygonCoordinates[] | null {
  if (typeof json !== 'object' || json === null) return null;
  const { type, features, geometry, geometries, coordinates } = json as Record<string, unknown>;
  switch (type) {
    case 'FeatureCollection': return allOf(features);
    case 'GeometryCollection': return allOf(geometries);
    case 'Feature': return polygonsOf(geometry);
    case 'Polygon': return isPolygon(coordinates) ? [coordinates] : null;
    case 'MultiPolygon': return Array.isArray(coordinates) && coordinates.every(isPolygon) ? coordinates : null;
    default: return null;
  }
}

function allOf(list: unknown): PolygonCoordinates[] | null {
  if (!Array.isArray(list)) return null;
  const each = list.map(polygonsOf);
  return each.every((polygons) => polygons !== null) ? each.flat() : null;
}

function isPolygon(value: unknown): value is PolygonCoordinates {
  const isPosition = (position: unknown): boolean => Array.isArray(position) && position.length >= 2 && position.every((ordinate) => typeof ordinate === 'number');
  return Array.isArray(value) && value.every((ring) => Array.isArray(ring) && ring.every(isPosition));
}
