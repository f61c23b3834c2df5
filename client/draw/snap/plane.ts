/**
 * How the screen lies over degrees near one place: pixels for a degree to the east and to the north. Good for the few hundred pixels that
 * snapping looks at, turned and tilted maps included.
 */
export interface Plane { readonly lon: number; readonly lat: number; readonly xLon: number; readonly xLat: number; readonly yLon: number; readonly yLat: number }

/** A step small enough to be straight, large enough to be measured: about 10 m. */
const stepDeg = 1e-4;

export function planeAt(lon: number, lat: number, project: (lon: number, lat: number) => { readonly x: number; readonly y: number }): Plane {
  const [at, east, north] = [project(lon, lat), project(lon + stepDeg, lat), project(lon, lat + stepDeg)];
  return { lon, lat, xLon: (east.x - at.x) / stepDeg, xLat: (north.x - at.x) / stepDeg, yLon: (east.y - at.y) / stepDeg, yLat: (north.y - at.y) / stepDeg };
}

/** Half the sides, in degrees, of the box around the place that holds everything within so many pixels. */
export function reachDeg(plane: Plane, px: number): readonly [lon: number, lat: number] {
  const det = plane.xLon * plane.yLat - plane.xLat * plane.yLon;
  return [px * Math.hypot(plane.yLat, plane.xLat) / Math.abs(det), px * Math.hypot(plane.yLon, plane.xLon) / Math.abs(det)];
}

export const xOf = (plane: Plane, lon: number, lat: number): number => (lon - plane.lon) * plane.xLon + (lat - plane.lat) * plane.xLat;
export const yOf = (plane: Plane, lon: number, lat: number): number => (lon - plane.lon) * plane.yLon + (lat - plane.lat) * plane.yLat;
export const distancePx = (plane: Plane, lon: number, lat: number): number => Math.hypot(xOf(plane, lon, lat), yOf(plane, lon, lat));
