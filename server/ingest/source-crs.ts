import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { IngestProblem } from './driver.ts';

/** Turns a source position into degrees. Null: the source is in degrees already. */
export type ToDegrees = ((x: number, y: number) => [lon: number, lat: number]) | null;

/** Geographic codes taken as equal for maps: WGS 84, CGCS2000 (standards.md §3.1, fact 6). */
const DEGREES = new Set([4326, 4490]);
const MERCATOR_RADIUS_M = 6378137;

/** `EPSG:4547`, `urn:ogc:def:crs:EPSG::4547`, `urn:ogc:def:crs:OGC:1.3:CRS84`, `4547` → EPSG code; null when it is none of these. */
export function epsgCode(text: string): number | null {
  if (/CRS84$/i.test(text.trim())) return 4326;
  const match = /^(?:urn:ogc:def:crs:EPSG:[^:]*:|https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[^/]*\/|EPSG:{1,2})?(\d{4,6})$/i.exec(text.trim());
  return match ? Number(match[1]) : null;
}

/** The way from a source CRS to degrees. Throws `crs_unknown` for a CRS this app cannot place, naming those it can. */
export function toDegrees(crs: string): ToDegrees {
  const code = epsgCode(crs);
  if (code !== null && DEGREES.has(code)) return null;
  if (code === 3857) return webMercator;
  const metric = code === null ? null : metricCrs(code);
  if (!metric) {
    throw new IngestProblem('crs_unknown', `The coordinate system “${crs}” is not one this app can place. Known: EPSG:4326, 4490, 3857, CGCS2000 3-degree zones 4513–4554, UTM 32601–32760. State one of them.`, crs);
  }
  return (x, y) => metric.inverse(x, y);
}

function webMercator(x: number, y: number): [number, number] {
  const degrees = 180 / Math.PI;
  return [(x / MERCATOR_RADIUS_M) * degrees, (2 * Math.atan(Math.exp(y / MERCATOR_RADIUS_M)) - Math.PI / 2) * degrees];
}

/** What a pair of numbers that cannot be degrees probably is (standards.md §3.1, fact 5): a hint for people, never applied by itself. */
export function guessCrs(x: number, y: number): string | null {
  if (Math.abs(x) <= 90 && Math.abs(y) > 90 && Math.abs(y) <= 180) return 'latitude and longitude swapped';
  if (x > 24_000_000 && x < 46_000_000 && y > 0 && y < 6_500_000) return `a CGCS2000 3-degree zone with prefix, zone ${Math.floor(x / 1_000_000)}: EPSG:${4513 + Math.floor(x / 1_000_000) - 25}`;
  if (x > 100_000 && x < 900_000 && y > 1_500_000 && y < 6_500_000) return 'a CGCS2000 3-degree zone without prefix, e.g. EPSG:4547 for 114°E';
  if (Math.abs(x) > 180 && Math.abs(x) < 20_037_509 && Math.abs(y) < 20_037_509) return 'Web Mercator, EPSG:3857';
  return null;
}
