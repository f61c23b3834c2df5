import type { City } from '#contract/layers.ts';
import { ExportProblem } from '../export-problem.ts';
import { targetCrs, type PlainGeometry, type TargetCrs } from '../target-crs.ts';
import { movedGeometry } from '../target-crs.ts';

export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const uriOf = (srid: number): string => `http://www.opengis.net/def/crs/EPSG/0/${srid}`;

/** A CRS as OGC API – Features names it, with the order of its axes. */
export interface OgcCrs {
  readonly uri: string;
  readonly target: TargetCrs;
  readonly isNorthFirst: boolean;
}

const degrees = targetCrs('4326') as TargetCrs;
const lonLat: OgcCrs = { uri: crs84, target: degrees, isNorthFirst: false };

/** Every CRS features of a city are given in: CRS84 first, as Part 2 asks. */
export function crsListOf(city: City): readonly OgcCrs[] {
  const codes = [4326, 4490, ...(city.srid === null ? [] : [city.srid]), 3857];
  return [lonLat, ...codes.flatMap((code): OgcCrs[] => {
    const target = targetCrs(String(code));
    return target ? [{ uri: uriOf(code), target, isNorthFirst: target.isNorthFirst }] : [];
  })];
}

export function storageCrsOf(city: City, isUnits: boolean): string {
  return isUnits || city.srid === null ? crs84 : uriOf(city.srid);
}

/** @throws ExportProblem bad_request naming the parameter and what it may be */
export function crsOf(city: City, uri: string | undefined, parameter: string): OgcCrs {
  if (uri === undefined) return lonLat;
  const list = crsListOf(city);
  const found = list.find((each) => each.uri === uri);
  if (!found) throw new ExportProblem('bad_request', `${parameter} «${uri.slice(0, 200)}» is not offered. One of: ${list.map((each) => each.uri).join(', ')}.`);
  return found;
}

const swapped = (x: number, y: number): [number, number] => [y, x];

/** A geometry, east first, in the order of axes the CRS is defined with. */
export function inAxisOrder(geometry: PlainGeometry, { isNorthFirst }: OgcCrs): PlainGeometry {
  return isNorthFirst ? movedGeometry(geometry, swapped) : geometry;
}
