/** What a unit is checked against, in metres. The server fills it with neighbours only, the browser with everything: the findings are the same. */
import { lonLatToMetric } from '../geometry/lonlat-to-metric.ts';
import type { MetricCrs } from '../geometry/metric-crs.ts';
import type { LonLatArea, MultiPolygonCoords, Position, Ring } from '../geometry/types.ts';

export interface NamedArea {
  readonly id: string;
  readonly name: string;
  readonly area: MultiPolygonCoords;
}

/** A line of the ground: a road's centre line, a border of a parcel or of an administrative division. */
export interface FollowedLine { readonly kind: 'road' | 'parcel' | 'division'; readonly points: readonly Position[] }

export interface UnitContext {
  readonly crs: MetricCrs;
  /** Other renewal units near the unit; the unit itself, by id, is skipped. */
  readonly units: readonly NamedArea[];
  /** Names in use, at least those equal to the unit's. */
  readonly unitNames: readonly { readonly id: string; readonly name: string }[];
  /** The city's ground: its divisions, or the box of its layers where it has none; null when neither is known. */
  readonly city: { readonly basis: 'division' | 'bounds'; readonly parts: readonly MultiPolygonCoords[] } | null;
  readonly subdistricts: readonly NamedArea[];
  readonly communities: readonly NamedArea[];
  /** Lines near the unit that its boundary may run along; null: not known here. */
  readonly lines: readonly FollowedLine[] | null;
  readonly oldCommunities: readonly NamedArea[];
}

/** A layer feature or unit in degrees, as the API hands it out. */
export interface LonLatNamedArea { readonly id: string; readonly name: string; readonly geometry: LonLatArea }
export interface LonLatDivision extends LonLatNamedArea { readonly level: string }

export interface UnitContextSource {
  readonly crs: MetricCrs;
  readonly units: readonly LonLatNamedArea[];
  readonly divisions: readonly LonLatDivision[];
  /** west, south, east, north in degrees */
  readonly bounds: readonly [number, number, number, number] | null;
  readonly oldCommunities: readonly LonLatNamedArea[];
}

const districtLevels = ['district', 'county', 'dev_zone'];

/** The divisions that make up the city: the city's own area, else its districts, counties and zones, else none. */
export function cityDivisions<T extends { readonly level: string }>(divisions: readonly T[]): readonly T[] {
  const city = divisions.filter((division) => division.level === 'city');
  return city.length > 0 ? city : divisions.filter((division) => districtLevels.includes(division.level));
}

/** The box of degrees as an area in metres, its edges followed closely enough for a bent grid. */
export function boundsArea(bounds: readonly [number, number, number, number], crs: MetricCrs): MultiPolygonCoords {
  const [west, south, east, north] = bounds;
  const corners = [[west, south], [east, south], [east, north], [west, north], [west, south]] as const;
  const stepsPerSide = 16;
  const ring: [number, number][] = [];
  for (let i = 0; i < 4; i++) for (let s = 0; s < stepsPerSide; s++) {
    const [from, to, t] = [corners[i]!, corners[i + 1]!, s / stepsPerSide];
    ring.push(crs.forward(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])));
  }
  return [[[...ring, ring[0]!] as Ring]];
}

/** A context out of areas in degrees, for whoever holds them all: the browser, tests. */
export function unitContext(source: UnitContextSource): UnitContext {
  const { crs } = source;
  const named = (areas: readonly LonLatNamedArea[]) => areas.map(({ id, name, geometry }) => ({ id, name, area: lonLatToMetric(geometry, crs) }));
  const parts = cityDivisions(source.divisions).map((division) => lonLatToMetric(division.geometry, crs));
  const city = parts.length > 0 ? { basis: 'division' as const, parts } : source.bounds ? { basis: 'bounds' as const, parts: [boundsArea(source.bounds, crs)] } : null;
  return {
    crs, city,
    units: named(source.units),
    unitNames: source.units.map(({ id, name }) => ({ id, name })),
    subdistricts: named(source.divisions.filter((division) => division.level === 'subdistrict')),
    communities: named(source.divisions.filter((division) => division.level === 'community')),
    lines: null,
    oldCommunities: named(source.oldCommunities),
  };
}
