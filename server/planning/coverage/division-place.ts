/** Parts of a city that a count is asked of: divisions by code, or a compass sector. */
import { metricCrs } from '../geometry/metric-crs.ts';
import { isOnOrInsideRings } from '../geometry/point-in-rings.ts';
import type { DivisionPlace, SectorPlace } from '../standards/rule.ts';
import { tablesOf, type LayerTable } from './dataset.ts';
import { featureCount, ringRange } from './features.ts';
import type { PreparedCity } from './prepare.ts';
import { textOf } from './select.ts';

const FULL_CIRCLE = 360;

export type PlaceTest = (x: number, y: number) => boolean;

/** null: the city has none of the divisions. */
export function placeTestOf(city: PreparedCity, place: DivisionPlace | SectorPlace): PlaceTest | null {
  return city.kept(`place ${JSON.stringify(place)}`, () => {
    const divisions = divisionsOf(city, place.divisionCodes);
    if (divisions.length === 0) return null;
    if (!('sector' in place)) return (x: number, y: number) => divisions.some(({ table, row }) => isOnOrInsideRings(table.coords, table.ringOffsets, ...ringRange(table, row), x, y));
    const { centre, fromDeg, toDeg } = place.sector;
    const [centreX, centreY] = metricCrs(Number(city.dataset.crs.replace('EPSG:', '')))?.forward(centre.lon, centre.lat) ?? [NaN, NaN];
    return (x: number, y: number) => isBetween(bearingDeg(x - centreX, y - centreY), fromDeg, toDeg);
  });
}

function divisionsOf({ dataset }: PreparedCity, codes: readonly string[]): readonly { readonly table: LayerTable; readonly row: number }[] {
  return tablesOf(dataset, 'admin_division').filter(({ geometryType }) => geometryType === 'polygon')
    .flatMap((table) => Array.from({ length: featureCount(table) }, (_, row) => ({ table, row })))
    .filter(({ table, row }) => codes.includes(textOf(table, 'code', row) ?? ''));
}

/** Clockwise from north, 0 to below 360; of nothing 0. */
function bearingDeg(east: number, north: number): number {
  const degrees = (Math.atan2(east, north) * 180) / Math.PI;
  return degrees < 0 ? degrees + FULL_CIRCLE : degrees;
}

function isBetween(degrees: number, fromDeg: number, toDeg: number): boolean {
  return fromDeg <= toDeg ? degrees >= fromDeg && degrees < toDeg : degrees >= fromDeg || degrees < toDeg;
}
