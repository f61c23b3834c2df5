/** One way to write a unit, so that equal units are equal texts: what the server stores and the log keeps. */
import type { LonLatArea } from '../geometry/types.ts';
import { canonicalFigures } from '../renewal/renewal-figures.ts';
import type { RenewalUnit } from './edit.ts';

type OpenRing = readonly (readonly number[])[];

/** Two ordinates a position, no negative zero, the first point repeated at the end. */
function canonicalRing(ring: OpenRing): OpenRing {
  const points = ring.map(([lon = NaN, lat = NaN]) => [lon + 0, lat + 0]);
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return points;
  return [...points, [...first]];
}

export function canonicalGeometry(geometry: LonLatArea): LonLatArea {
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map(canonicalRing) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map(canonicalRing)) };
}

/** Ignored findings by id, in order; none at all is no field. */
function canonicalIgnored(ignored: RenewalUnit['ignored']): Pick<RenewalUnit, 'ignored'> {
  const entries = Object.entries(ignored ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length > 0 ? { ignored: Object.fromEntries(entries) } : {};
}

/** Names without space around them and in composed characters, so that two that look alike are alike. */
export function canonicalUnit(unit: Omit<RenewalUnit, 'version'>): Omit<RenewalUnit, 'version'> {
  const renewal = canonicalFigures(unit.renewal);
  return { id: unit.id, name: unit.name.normalize('NFC').trim(), isPriority: unit.isPriority, note: unit.note, geometry: canonicalGeometry(unit.geometry), ...canonicalIgnored(unit.ignored), ...(renewal ? { renewal } : {}) };
}
