import { fromBd09, fromGcj02 } from '#planning/geometry/gcj02.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Datum } from '#contract/deliveries.ts';
import { IngestProblem } from './driver.ts';
import { sourceProjection, type SourceProjection } from './where/source-projections.ts';

/** Turns a source position into degrees. Null: the source is in degrees already. */
export type ToDegrees = ((x: number, y: number) => [lon: number, lat: number]) | null;

/**
 * The name of a source's CRS taken apart: `EPSG:4547`, `GCJ-02`, `BD-09`; `swap:` before it: the two numbers are the other way round;
 * `unverified:` before it: a person accepts that the datum is not verified (Xian 1980, Beijing 1954; standards.md §3.1, fact 6).
 */
export interface SourceCrs {
  readonly base: SourceProjection | 'GCJ-02' | 'BD-09';
  readonly datum: Datum;
  readonly isSwapped: boolean;
  readonly isUnverifiedAccepted: boolean;
}

const KNOWN = 'EPSG:4326, 4490, 3857, CGCS2000 zones 4491–4554, UTM 32601–32760, Xian 1980 and Beijing 1954 with “unverified:” before the code, GCJ-02, BD-09, “swap:” before any of them';

/** `EPSG:4547`, `urn:ogc:def:crs:EPSG::4547`, `urn:ogc:def:crs:OGC:1.3:CRS84`, `4547` → EPSG code; null when it is none of these. */
export function epsgCode(text: string): number | null {
  if (/CRS84$/i.test(text.trim())) return 4326;
  const match = /^(?:urn:ogc:def:crs:EPSG:[^:]*:|https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[^/]*\/|EPSG:{1,2})?(\d{4,6})$/i.exec(text.trim());
  return match ? Number(match[1]) : null;
}

/** Takes the name of a CRS apart; null when it is none this app can place. Never throws. */
export function parseSourceCrs(crs: string): SourceCrs | null {
  let rest = crs.trim();
  let isSwapped = false, isUnverifiedAccepted = false;
  for (let prefix; (prefix = /^(swap|unverified):/i.exec(rest)); rest = rest.slice(prefix[0].length)) {
    if (prefix[1]!.toLowerCase() === 'swap') isSwapped = true; else isUnverifiedAccepted = true;
  }
  if (/^gcj-?02$/i.test(rest)) return { base: 'GCJ-02', datum: 'gcj02', isSwapped, isUnverifiedAccepted };
  if (/^bd-?09(ll)?$/i.test(rest)) return { base: 'BD-09', datum: 'bd09', isSwapped, isUnverifiedAccepted };
  const code = epsgCode(rest);
  const base = code === null ? null : sourceProjection(code);
  return base && { base, datum: base.datum, isSwapped, isUnverifiedAccepted };
}

/** Datums that cannot be carried over to CGCS2000 without parameters nobody may ship (standards.md §3.1, fact 6). */
export const isUnverifiedDatum = (datum: Datum): boolean => datum === 'xian80' || datum === 'beijing54';

/**
 * The way from a source CRS to degrees. Throws `crs_unknown` for a CRS this app cannot place, naming those it can, and for Xian 1980 and Beijing 1954 unless
 * `unverified:` stands before the code: they are then placed by their ellipsoid alone, tens of metres to more than 100 m off.
 */
export function toDegrees(crs: string): ToDegrees {
  const source = parseSourceCrs(crs);
  if (!source) throw new IngestProblem('crs_unknown', `The coordinate system “${crs}” is not one this app can place. Known: ${KNOWN}. State one of them.`, crs);
  const { base, isSwapped } = source;
  if (isUnverifiedDatum(source.datum) && !source.isUnverifiedAccepted) {
    const name = (base as SourceProjection).name;
    throw new IngestProblem('crs_unknown', `“${crs}” is ${name}. Without local parameters it cannot be brought to CGCS2000 exactly: it would lie tens of metres to more than 100 m off. Have it converted to CGCS2000, or state “unverified:${crs}” to take it as it is, marked “datum not verified”.`, crs);
  }
  const straight = base === 'GCJ-02' ? fromGcj02 : base === 'BD-09' ? fromBd09 : base.type === 'degrees' ? null : base.inverse;
  if (!isSwapped) return straight;
  return straight ? (x, y) => straight(y, x) : (x, y) => [y, x];
}

/** The metric CRS whose metres a source's numbers are as they stand; null where they have to be converted. */
export function metricCrsOf(crs: string): MetricCrs | null {
  const source = parseSourceCrs(crs);
  if (!source || source.isSwapped || typeof source.base === 'string') return null;
  return metricCrs(source.base.code);
}

/** The way back: degrees → the numbers of the source. Null where the CRS is none this app can place. */
export function fromDegrees(crs: string): ((lon: number, lat: number) => [x: number, y: number]) | null {
  const source = parseSourceCrs(crs);
  // The offset coordinates are never made, only read.
  if (!source || typeof source.base === 'string') return null;
  const { forward } = source.base;
  if (!source.isSwapped) return forward;
  return (lon, lat) => { const [x, y] = forward(lon, lat); return [y, x]; };
}

/** What a pair of numbers that cannot be degrees probably is (standards.md §3.1, fact 5): a hint for people, never applied by itself. */
export function guessCrs(x: number, y: number): string | null {
  if (Math.abs(x) <= 90 && Math.abs(y) > 90 && Math.abs(y) <= 180) return 'latitude and longitude swapped: swap:EPSG:4326';
  if (x > 24_000_000 && x < 46_000_000 && y > 0 && y < 6_500_000) return `a CGCS2000 3-degree zone with prefix, zone ${Math.floor(x / 1_000_000)}: EPSG:${4513 + Math.floor(x / 1_000_000) - 25}`;
  if (x > 100_000 && x < 900_000 && y > 1_500_000 && y < 6_500_000) return 'a CGCS2000 3-degree zone without prefix, e.g. EPSG:4547 for 114°E';
  if (Math.abs(x) > 180 && Math.abs(x) < 20_037_509 && Math.abs(y) < 20_037_509) return 'Web Mercator, EPSG:3857';
  return null;
}
