import type { Geometry } from 'geojson';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { fromWkb } from '../ingest/geometry/wkb.ts';
import type { FlatGeometry } from '../ingest/geometry/flat-geometry.ts';
import { epsgCode } from '../ingest/source-crs.ts';

/** A CRS that things are given away in. Positions here are always east before north, whatever the authority's order. */
export interface TargetCrs {
  readonly srid: number;
  /** e.g. `EPSG:4547` */
  readonly code: string;
  readonly isDegrees: boolean;
  /** The authority lists north (or latitude) first: what OGC API – Features must write, and files must not. */
  readonly isNorthFirst: boolean;
  fromDegrees(lon: number, lat: number): [x: number, y: number];
  toDegrees(x: number, y: number): [lon: number, lat: number];
}

const same = (x: number, y: number): [number, number] => [x, y];
const mercatorRadiusM = 6378137;
const degree = Math.PI / 180;
/** Web Mercator ends here; farther north is infinitely far. */
const mercatorLatitude = 85.0511287798066;

const webMercator: TargetCrs = {
  srid: 3857, code: 'EPSG:3857', isDegrees: false, isNorthFirst: false,
  fromDegrees: (lon, lat) => [mercatorRadiusM * lon * degree, mercatorRadiusM * Math.log(Math.tan(Math.PI / 4 + (Math.max(-mercatorLatitude, Math.min(mercatorLatitude, lat)) * degree) / 2))],
  toDegrees: (x, y) => [x / mercatorRadiusM / degree, (2 * Math.atan(Math.exp(y / mercatorRadiusM)) - Math.PI / 2) / degree],
};

/** EPSG lists the Gauss-Krüger zones of CGCS2000 north first, UTM east first. */
const isGaussKrueger = (srid: number): boolean => srid >= 4513 && srid <= 4554;

function targetOf(srid: number): TargetCrs | null {
  if (srid === 4326 || srid === 4490) return { srid, code: `EPSG:${srid}`, isDegrees: true, isNorthFirst: true, fromDegrees: same, toDegrees: same };
  if (srid === 3857) return webMercator;
  const metric = metricCrs(srid);
  return metric && { srid, code: metric.code, isDegrees: false, isNorthFirst: isGaussKrueger(srid), fromDegrees: metric.forward, toDegrees: metric.inverse };
}

/** The CRS of a name such as `EPSG:4547`, `4547` or a URI of OGC; null when it is none this app can write. WGS 84 and CGCS2000 degrees are equal here. */
export function targetCrs(name: string): TargetCrs | null {
  const code = epsgCode(name);
  return code === null ? null : targetOf(code);
}

/** The way from a city's metres to the target; metres of the same CRS stay as they are to the bit. */
export function fromMetres(city: MetricCrs, target: TargetCrs): (x: number, y: number) => [number, number] {
  if (city.srid === target.srid) return same;
  if (target.isDegrees) return city.inverse;
  return (x, y) => {
    const [lon, lat] = city.inverse(x, y);
    return target.fromDegrees(lon, lat);
  };
}

type Positions = [number, number][];
export type PlainGeometry = Exclude<Geometry, { type: 'GeometryCollection' }>;

function partsOf(flat: FlatGeometry, place: (x: number, y: number) => [number, number]): Positions[][] {
  const parts: Positions[][] = [];
  let ring = 0;
  let point = 0;
  for (const partEnd of flat.partEnds) {
    const rings: Positions[] = [];
    for (; ring < partEnd; ring += 1) {
      const positions: Positions = [];
      for (const end = flat.ringEnds[ring] as number; point < end; point += 1) positions.push(place(flat.coords[2 * point] as number, flat.coords[2 * point + 1] as number));
      rings.push(positions);
    }
    parts.push(rings);
  }
  return parts;
}

/** Stored WKB as GeoJSON, every position moved by `place`. */
export function geometryOf(wkb: Uint8Array, place: (x: number, y: number) => [number, number]): PlainGeometry {
  const flat = fromWkb(wkb)[0];
  if (!flat) throw new Error('a stored geometry is empty');
  const parts = partsOf(flat, place);
  const [first] = parts as [Positions[], ...Positions[][]];
  const isSingle = parts.length === 1;
  const firstRing = first[0] as Positions;
  switch (flat.dimension) {
    case 'point': return isSingle ? { type: 'Point', coordinates: firstRing[0] as [number, number] } : { type: 'MultiPoint', coordinates: parts.map((part) => part[0]?.[0] as [number, number]) };
    case 'line': return isSingle ? { type: 'LineString', coordinates: firstRing } : { type: 'MultiLineString', coordinates: parts.map((part) => part[0] as Positions) };
    case 'polygon': return isSingle ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: parts };
  }
}

type Nested = readonly number[] | readonly Nested[];
const isPosition = (nested: Nested): nested is readonly number[] => typeof nested[0] === 'number';

function movedCoordinates(nested: Nested, place: (x: number, y: number) => [number, number]): unknown {
  return isPosition(nested) ? place(nested[0] as number, nested[1] as number) : nested.map((inner) => movedCoordinates(inner, place));
}

/** GeoJSON with every position moved by `place`; heights are left behind. */
export function movedGeometry(geometry: PlainGeometry, place: (x: number, y: number) => [number, number]): PlainGeometry {
  return place === same ? geometry : { type: geometry.type, coordinates: movedCoordinates(geometry.coordinates as Nested, place) } as PlainGeometry;
}
