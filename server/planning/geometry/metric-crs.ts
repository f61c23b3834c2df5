import proj4 from 'proj4';
import { fromTransverseMercator, isTransverseMercator, type TransverseMercator } from './from-transverse-mercator.ts';

/**
 * The metric CRS of a city and the one transformation everybody uses: browser preview, server and import take the same code, so the same
 * degrees give the same metres to the bit. WGS 84 and CGCS2000 degrees are taken as equal (standards.md §3.1, fact 6).
 */
export interface MetricCrs {
  readonly srid: number;
  /** e.g. `EPSG:4547` */
  readonly code: string;
  readonly name: string;
  /** degrees → metres */
  forward(lon: number, lat: number): [x: number, y: number];
  /** metres → degrees */
  inverse(x: number, y: number): [lon: number, lat: number];
}

/** CGCS2000 3-degree Gauss-Krüger without zone prefix: EPSG 4534 + (CM − 75) / 3, CM 75°E…135°E (standards.md §3.1). */
const GK3_FIRST = 4534;
const GK3_LAST = 4554;
/** The same with zone-prefixed easting: EPSG 4513 + zone − 25, zones 25…45. */
const GK3_ZONED_FIRST = 4513;
const GK3_ZONED_LAST = 4533;

function definition(srid: number): { proj: string; name: string } | null {
  if (srid >= GK3_FIRST && srid <= GK3_LAST) {
    const cm = 75 + 3 * (srid - GK3_FIRST);
    return { proj: `+proj=tmerc +lat_0=0 +lon_0=${cm} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs`, name: `CGCS2000 / 3-degree Gauss-Kruger CM ${cm}E` };
  }
  if (srid >= GK3_ZONED_FIRST && srid <= GK3_ZONED_LAST) {
    const zone = 25 + srid - GK3_ZONED_FIRST;
    return { proj: `+proj=tmerc +lat_0=0 +lon_0=${3 * zone} +k=1 +x_0=${zone * 1_000_000 + 500_000} +y_0=0 +ellps=GRS80 +units=m +no_defs`, name: `CGCS2000 / 3-degree Gauss-Kruger zone ${zone}` };
  }
  const north = srid >= 32601 && srid <= 32660;
  if (north || (srid >= 32701 && srid <= 32760)) {
    const zone = srid % 100;
    return { proj: `+proj=utm +zone=${zone}${north ? '' : ' +south'} +datum=WGS84 +units=m +no_defs`, name: `WGS 84 / UTM zone ${zone}${north ? 'N' : 'S'}` };
  }
  return null;
}

const wordsOf = (proj: string): string => proj.replace('+datum=WGS84', '+ellps=WGS84');

const cache = new Map<number, MetricCrs>();

/** The metric CRS of an EPSG code, or null when the code is none that this app measures in. */
export function metricCrs(srid: number): MetricCrs | null {
  const known = cache.get(srid);
  if (known) return known;
  const found = definition(srid);
  if (!found) return null;
  const words = wordsOf(found.proj);
  const converter = proj4('+proj=longlat +ellps=GRS80 +no_defs', words);
  const crs: MetricCrs = {
    srid, code: `EPSG:${srid}`, name: found.name,
    forward: (lon, lat) => converter.forward([lon, lat]) as [number, number],
    inverse: (x, y) => converter.inverse([x, y]) as [number, number],
  };
  cache.set(srid, crs);
  return crs;
}

/** The EPSG code to measure in at a place: CGCS2000 3-degree zone inside mainland China's box, UTM elsewhere. Degrees. */
export function metricSridAt(lon: number, lat: number): number {
  if (lon >= 73.5 && lon <= 135.1 && lat >= 17.5 && lat <= 53.6) return GK3_FIRST + Math.round((lon - 75) / 3);
  const zone = Math.min(60, Math.floor((lon + 180) / 6) + 1);
  return (lat >= 0 ? 32600 : 32700) + zone;
}

interface Pair { x: number; y: number }
/** A projection by itself: radians to metres and back, in the point it is given. */
interface Projection { forward(point: Pair): Pair; inverse(point: Pair): Pair }
/** The library's own numbers: the last digits would differ otherwise. */
const DEGREES = 57.29577951308232, RADIANS = 0.017453292519943295;

const projections = new Map<number, Projection>();
function projectionOf(srid: number): Projection {
  let projection = projections.get(srid);
  if (!projection) {
    const found = definition(srid);
    if (!found) throw new Error(`EPSG:${srid} is not a metric system this app measures in.`);
    projections.set(srid, (projection = new proj4.Proj(wordsOf(found.proj)) as unknown as Projection));
  }
  return projection;
}

const allSeries = new Map<number, TransverseMercator | null>();
function seriesOf(srid: number, projection: Projection): TransverseMercator | null {
  let series = allSeries.get(srid);
  if (series === undefined) allSeries.set(srid, (series = isTransverseMercator(projection) ? projection : null));
  return series;
}

/** `forward` of many positions, pairs in a row: the same numbers to the bit, without the library's checks and objects at every point. Finite numbers only. */
export function manyInMetres({ srid }: Pick<MetricCrs, 'srid'>, degrees: readonly number[]): number[] {
  const projection = projectionOf(srid);
  const metres = new Array<number>(degrees.length), point: Pair = { x: 0, y: 0 };
  for (let i = 0; i < degrees.length; i += 2) {
    point.x = degrees[i]! * RADIANS;
    point.y = degrees[i + 1]! * RADIANS;
    projection.forward(point);
    metres[i] = point.x;
    metres[i + 1] = point.y;
  }
  return metres;
}

/** `inverse` of many positions, within 2e-11 degrees. Finite numbers only. */
export function manyInDegrees({ srid }: Pick<MetricCrs, 'srid'>, metres: readonly number[]): number[] {
  const projection = projectionOf(srid);
  const series = seriesOf(srid, projection);
  if (series) return fromTransverseMercator(series, metres);
  const degrees = new Array<number>(metres.length), point: Pair = { x: 0, y: 0 };
  for (let i = 0; i < metres.length; i += 2) {
    point.x = metres[i]!;
    point.y = metres[i + 1]!;
    projection.inverse(point);
    degrees[i] = point.x * DEGREES;
    degrees[i + 1] = point.y * DEGREES;
  }
  return degrees;
}
