import proj4 from 'proj4';
import type { Datum } from '#contract/deliveries.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';

/** A CRS that sources come in. Codes by series: standards.md §3.1. */
export interface SourceProjection {
  readonly code: number;
  readonly name: string;
  readonly datum: Extract<Datum, 'cgcs2000' | 'wgs84' | 'xian80' | 'beijing54'>;
  readonly type: 'degrees' | 'zone3' | 'zone6' | 'utm' | 'mercator';
  /** Central meridian of a zone, degrees east; null without zones. */
  readonly meridian: number | null;
  /** Number before the easting, in millions of metres; null: no prefix. */
  readonly zone: number | null;
  /** degrees → source, always east (longitude) first; the datum is not changed. */
  forward(lon: number, lat: number): [x: number, y: number];
  /** source → degrees of its own datum. */
  inverse(x: number, y: number): [lon: number, lat: number];
}

type Gauss = Pick<SourceProjection, 'datum' | 'type' | 'meridian' | 'zone'>;

/** Gauss-Krüger series: first code, what the first zone or meridian is, and how many. */
const SERIES: readonly { readonly first: number; readonly count: number; readonly datum: Gauss['datum']; readonly step: 3 | 6; readonly firstZone: number; readonly hasPrefix: boolean }[] = [
  { first: 4513, count: 21, datum: 'cgcs2000', step: 3, firstZone: 25, hasPrefix: true }, { first: 4534, count: 21, datum: 'cgcs2000', step: 3, firstZone: 25, hasPrefix: false },
  { first: 4491, count: 11, datum: 'cgcs2000', step: 6, firstZone: 13, hasPrefix: true }, { first: 4502, count: 11, datum: 'cgcs2000', step: 6, firstZone: 13, hasPrefix: false },
  { first: 2349, count: 21, datum: 'xian80', step: 3, firstZone: 25, hasPrefix: true }, { first: 2370, count: 21, datum: 'xian80', step: 3, firstZone: 25, hasPrefix: false },
  { first: 2327, count: 11, datum: 'xian80', step: 6, firstZone: 13, hasPrefix: true }, { first: 2338, count: 11, datum: 'xian80', step: 6, firstZone: 13, hasPrefix: false },
  { first: 2401, count: 21, datum: 'beijing54', step: 3, firstZone: 25, hasPrefix: true }, { first: 2422, count: 21, datum: 'beijing54', step: 3, firstZone: 25, hasPrefix: false },
  { first: 21413, count: 11, datum: 'beijing54', step: 6, firstZone: 13, hasPrefix: true }, { first: 21453, count: 11, datum: 'beijing54', step: 6, firstZone: 13, hasPrefix: false },
];

const meridianOf = (step: 3 | 6, zone: number): number => (step === 3 ? 3 * zone : 6 * zone - 3);

/** IAG 1975 and Krassowsky 1940: the ellipsoids of Xian 1980 and Beijing 1954. */
const ELLIPSOIDS: Readonly<Record<Gauss['datum'], string>> = { cgcs2000: '+ellps=GRS80', wgs84: '+ellps=WGS84', xian80: '+a=6378140 +rf=298.257', beijing54: '+ellps=krass' };
const DATUM_NAMES: Readonly<Record<Gauss['datum'], string>> = { cgcs2000: 'CGCS2000', wgs84: 'WGS 84', xian80: 'Xian 1980', beijing54: 'Beijing 1954' };
const GEOGRAPHIC: Readonly<Record<number, Gauss['datum']>> = { 4326: 'wgs84', 4490: 'cgcs2000', 4610: 'xian80', 4214: 'beijing54' };

/** The code of a Gauss-Krüger zone, null when there is none. `zone` set: with that prefix. */
export function gaussCode(datum: Gauss['datum'], step: 3 | 6, meridian: number, hasPrefix: boolean): number | null {
  const series = SERIES.find((one) => one.datum === datum && one.step === step && one.hasPrefix === hasPrefix);
  if (!series) return null;
  const index = (step === 3 ? meridian / 3 : (meridian + 3) / 6) - series.firstZone;
  return Number.isInteger(index) && index >= 0 && index < series.count ? series.first + index : null;
}

function gaussOf(code: number): (Gauss & { readonly name: string }) | null {
  const series = SERIES.find(({ first, count }) => code >= first && code < first + count);
  if (!series) return null;
  const zone = series.firstZone + code - series.first;
  const meridian = meridianOf(series.step, zone);
  const which = series.hasPrefix ? `zone ${zone}` : `CM ${meridian}E`;
  return { datum: series.datum, type: series.step === 3 ? 'zone3' : 'zone6', meridian, zone: series.hasPrefix ? zone : null, name: `${DATUM_NAMES[series.datum]} / ${series.step === 3 ? '3-degree ' : ''}Gauss-Kruger ${which}` };
}

const MERCATOR_RADIUS_M = 6378137;
const RADIANS = Math.PI / 180;
const asIs = (x: number, y: number): [number, number] => [x, y];
const fromMercator = (x: number, y: number): [number, number] => [x / MERCATOR_RADIUS_M / RADIANS, (2 * Math.atan(Math.exp(y / MERCATOR_RADIUS_M)) - Math.PI / 2) / RADIANS];
const toMercator = (lon: number, lat: number): [number, number] => [MERCATOR_RADIUS_M * lon * RADIANS, MERCATOR_RADIUS_M * Math.log(Math.tan(Math.PI / 4 + lat * RADIANS / 2))];

const cache = new Map<number, SourceProjection | null>();

/** The CRS of an EPSG code that this app can read, or null. */
export function sourceProjection(code: number): SourceProjection | null {
  let found = cache.get(code);
  if (found === undefined) cache.set(code, (found = make(code)));
  return found;
}

function make(code: number): SourceProjection | null {
  const geographic = GEOGRAPHIC[code];
  if (geographic) return { code, name: DATUM_NAMES[geographic], datum: geographic, type: 'degrees', meridian: null, zone: null, forward: asIs, inverse: asIs };
  if (code === 3857 || code === 900913) return { code, name: 'WGS 84 / Pseudo-Mercator', datum: 'wgs84', type: 'mercator', meridian: null, zone: null, forward: toMercator, inverse: fromMercator };
  const gauss = gaussOf(code);
  // The one transformation everybody uses wherever it serves, so that reading and measuring agree to the bit.
  const metric = metricCrs(code);
  if (metric) {
    const { forward, inverse, name } = metric;
    return gauss ? { code, ...gauss, forward, inverse } : { code, name, datum: 'wgs84', type: 'utm', meridian: (code % 100) * 6 - 183, zone: null, forward, inverse };
  }
  if (!gauss) return null;
  const ellipsoid = ELLIPSOIDS[gauss.datum];
  const easting = (gauss.zone ?? 0) * 1_000_000 + 500_000;
  const converter = proj4(`+proj=longlat ${ellipsoid} +no_defs`, `+proj=tmerc +lat_0=0 +lon_0=${gauss.meridian} +k=1 +x_0=${easting} +y_0=0 ${ellipsoid} +units=m +no_defs`);
  return { code, ...gauss, forward: (lon, lat) => converter.forward([lon, lat]) as [number, number], inverse: (x, y) => converter.inverse([x, y]) as [number, number] };
}
