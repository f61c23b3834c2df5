import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';

export type Place = readonly [lon: number, lat: number];
/** Where numbers are expected to lie: degrees of somewhere in the city, and its metric CRS. */
export interface PlaceReference { readonly centre: Place; readonly crs: MetricCrs }
export type PlaceFault = 'not_numbers' | 'not_near' | 'unknown_zone';
/** How two numbers were read. `swapped`: north before east, as surveyors write. */
export interface ReadPlace { readonly position: Place; readonly reading: 'degrees' | 'metres'; readonly swapped: boolean; readonly crs: string }
export type PlaceResult = ({ readonly ok: true } & ReadPlace) | { readonly ok: false; readonly fault: PlaceFault };

/** Degrees around the city in which a place is believed; a swapped or foreign coordinate is much farther away. */
const nearDeg = 2;
/** EPSG of the zone-prefixed 3-degree CRS: 4513 is zone 25 (standards.md §3.1). */
const firstZoned = { srid: 4513, zone: 25, last: 45 } as const;
const fine = (value: number): number => Number(value.toFixed(9)) + 0;

/** A number as people write it: decimal, or degrees, minutes and seconds; null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/^[NSEWnsew]\s*|\s*[NSEWnsew]$/g, '');
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return Number(plain);
  const parts = /^(-?)(\d{1,3})[°度]\s*(?:(\d{1,2}(?:\.\d+)?)[′'’分]\s*)?(?:(\d{1,2}(?:\.\d+)?)[″"”秒])?$/.exec(plain);
  if (!parts) return null;
  const [, sign, degrees, minutes = '0', seconds = '0'] = parts;
  return (sign === '-' ? -1 : 1) * (Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600);
}

function near([lon, lat]: Place, { centre }: PlaceReference): boolean {
  return Math.abs(lon - centre[0]) <= nearDeg && Math.abs(lat - centre[1]) <= nearDeg;
}

/** Metres east and north in the city's CRS, or with a zone before the easting in that zone's. */
function fromMetres(east: number, north: number, reference: PlaceReference): { place: Place; crs: string } | 'unknown_zone' | null {
  const zone = Math.floor(east / 1e6);
  const crs = zone === 0 ? reference.crs : zone >= firstZoned.zone && zone <= firstZoned.last ? metricCrs(firstZoned.srid + zone - firstZoned.zone) : null;
  if (!crs) return zone >= 1 && zone <= 60 ? 'unknown_zone' : null;
  const [lon, lat] = crs.inverse(east, north);
  return Number.isFinite(lon) && Number.isFinite(lat) ? { place: [fine(lon), fine(lat)], crs: crs.code } : null;
}

/** Two numbers as a place of the city: degrees or metres, in either order, whichever lies there. */
export function readPlace(a: number, b: number, reference: PlaceReference): PlaceResult {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return { ok: false, fault: 'not_numbers' };
  for (const swapped of [false, true]) {
    const position: Place = swapped ? [b, a] : [a, b];
    if (near(position, reference)) return { ok: true, position, reading: 'degrees', swapped, crs: 'EPSG:4490' };
  }
  let fault: PlaceFault = 'not_near';
  for (const swapped of [false, true]) {
    const found = swapped ? fromMetres(b, a, reference) : fromMetres(a, b, reference);
    if (found === 'unknown_zone') fault = 'unknown_zone';
    else if (found && near(found.place, reference)) return { ok: true, position: found.place, reading: 'metres', swapped, crs: found.crs };
  }
  return { ok: false, fault };
}
