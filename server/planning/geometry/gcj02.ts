/**
 * GCJ-02 and BD-09: the offset coordinates of Chinese map services. An algorithm, no datum and no EPSG code; constants and measured errors: standards.md §3.2.
 * Degrees in, degrees out, longitude first. For taking data in only: offset-free positions of public map services are not to be published.
 */
export type Degrees = [lon: number, lat: number];

/** Krassowsky 1940, on which the offset is worked out. */
const SEMI_MAJOR_M = 6378245;
const ECCENTRICITY_2 = 0.006693421622965943;
const BD_ANGLE = (Math.PI * 3000) / 180;
const BD_LON = 0.0065;
const BD_LAT = 0.006;
/** Rounds of the inverse; three leave at most 6e-5 m over Zhengzhou (§3.2), a fourth costs nothing. */
const ROUNDS = 4;

/** The box in which the services move coordinates; outside it nothing is touched. */
export const inOffsetBox = (lon: number, lat: number): boolean => lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

function waves(x: number): number {
  return (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
}

function eastward(x: number, y: number): number {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + waves(x)
    + (20 * Math.sin(x * Math.PI) + 40 * Math.sin(x / 3 * Math.PI)) * 2 / 3 + (150 * Math.sin(x / 12 * Math.PI) + 300 * Math.sin(x / 30 * Math.PI)) * 2 / 3;
}

function northward(x: number, y: number): number {
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + waves(x)
    + (20 * Math.sin(y * Math.PI) + 40 * Math.sin(y / 3 * Math.PI)) * 2 / 3 + (160 * Math.sin(y / 12 * Math.PI) + 320 * Math.sin(y * Math.PI / 30)) * 2 / 3;
}

/** WGS 84 (or CGCS2000) → GCJ-02. */
export function toGcj02(lon: number, lat: number): Degrees {
  if (!inOffsetBox(lon, lat)) return [lon, lat];
  const x = lon - 105, y = lat - 35;
  const phi = lat / 180 * Math.PI;
  const sine = Math.sin(phi);
  const magic = 1 - ECCENTRICITY_2 * sine * sine;
  const root = Math.sqrt(magic);
  const meridianM = SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / (magic * root);
  const parallelM = SEMI_MAJOR_M / root * Math.cos(phi);
  return [lon + eastward(x, y) * 180 / (parallelM * Math.PI), lat + northward(x, y) * 180 / (meridianM * Math.PI)];
}

/** GCJ-02 → BD-09. The second offset, on top of the first. */
export function gcj02ToBd09(lon: number, lat: number): Degrees {
  if (!inOffsetBox(lon, lat)) return [lon, lat];
  const radius = Math.sqrt(lon * lon + lat * lat) + 0.00002 * Math.sin(lat * BD_ANGLE);
  const angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BD_ANGLE);
  return [radius * Math.cos(angle) + BD_LON, radius * Math.sin(angle) + BD_LAT];
}

/** WGS 84 → BD-09. */
export function toBd09(lon: number, lat: number): Degrees {
  const [x, y] = toGcj02(lon, lat);
  return gcj02ToBd09(x, y);
}

/** What `forward` makes `lon, lat` of: there is no formula, but the offset hardly changes over its own length, so guessing again closes in fast. */
function undo(forward: (lon: number, lat: number) => Degrees, lon: number, lat: number): Degrees {
  if (!inOffsetBox(lon, lat)) return [lon, lat];
  let x = lon, y = lat;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [gotX, gotY] = forward(x, y);
    x += lon - gotX;
    y += lat - gotY;
  }
  return [x, y];
}

/** GCJ-02 → WGS 84 (or CGCS2000). */
export const fromGcj02 = (lon: number, lat: number): Degrees => undo(toGcj02, lon, lat);

/** BD-09 → GCJ-02. */
export const bd09ToGcj02 = (lon: number, lat: number): Degrees => undo(gcj02ToBd09, lon, lat);

/** BD-09 → WGS 84. */
export function fromBd09(lon: number, lat: number): Degrees {
  const [x, y] = bd09ToGcj02(lon, lat);
  return fromGcj02(x, y);
}
