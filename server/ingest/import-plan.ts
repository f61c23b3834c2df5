import type { Bounds } from '#contract/common.ts';
import type { Static } from 'typebox';
import { metricCrs, metricSridAt, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { IngestProblem } from './driver.ts';
import type { ReportBuilder } from './report.ts';
import type { Row } from './rows.ts';

export type BoundsBox = Static<typeof Bounds>;

/** Rows farther than this from the middle of the data are stray (a null island, a swapped pair): no city is so wide. Degrees. */
const STRAY_DEGREES = 3;

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

/** The middle of the data: medians, so a few stray rows do not move it. */
export function centreOf(layers: ReadonlyMap<string, readonly Row[]>): readonly [lon: number, lat: number] | null {
  const lons: number[] = [];
  const lats: number[] = [];
  for (const rows of layers.values()) for (const row of rows) { lons.push(row.degrees.coords[0]!); lats.push(row.degrees.coords[1]!); }
  return lons.length === 0 ? null : [median(lons), median(lats)];
}

/** Leaves out rows that lie far from the rest. */
export function dropStrays(layers: Map<string, Row[]>, centre: readonly [number, number], reports: ReadonlyMap<string, ReportBuilder>): void {
  for (const [kind, rows] of layers) {
    layers.set(kind, rows.filter((row) => {
      const [lon, lat] = row.degrees.coords as [number, number];
      const near = Math.abs(lon - centre[0]) <= STRAY_DEGREES && Math.abs(lat - centre[1]) <= STRAY_DEGREES;
      if (!near) reports.get(kind)?.note('leftOut', 'far_away', `${row.place}: (${lon}, ${lat})`);
      return near;
    }));
  }
}

/** The CRS to measure in: the city's, else the one told, else by the place of the data. */
export function metricCrsFor(city: { readonly srid: number | null }, told: number | null, centre: readonly [number, number]): MetricCrs {
  if (city.srid !== null && told !== null && city.srid !== told) throw new IngestProblem('crs_unknown', `The city is measured in EPSG:${city.srid} already; it cannot change to EPSG:${told}.`, 'srid');
  const srid = city.srid ?? told ?? metricSridAt(centre[0], centre[1]);
  const crs = metricCrs(srid);
  if (!crs) throw new IngestProblem('crs_unknown', `EPSG:${srid} is not a metric system this app measures in.`, 'srid');
  return crs;
}

/** Whether a place is so far from a city that no part of it can be meant. */
export const isFarFrom = (box: BoundsBox, [lon, lat]: readonly [number, number]): boolean =>
  !(lon >= box[0] - STRAY_DEGREES && lon <= box[2] + STRAY_DEGREES && lat >= box[1] - STRAY_DEGREES && lat <= box[3] + STRAY_DEGREES);

/** The box, made to hold the row as well, in degrees; null: no box yet. */
export function withRow(box: BoundsBox | null, { degrees: { coords } }: Row): BoundsBox {
  const wider: BoundsBox = box ?? [coords[0]!, coords[1]!, coords[0]!, coords[1]!];
  for (let i = 0; i < coords.length; i += 2) {
    const lon = coords[i]!, lat = coords[i + 1]!;
    if (lon < wider[0]) wider[0] = lon;
    if (lat < wider[1]) wider[1] = lat;
    if (lon > wider[2]) wider[2] = lon;
    if (lat > wider[3]) wider[3] = lat;
  }
  return wider;
}
