/** Coasts drawn on a sheet: what the tests of coastlines share. Areas and insides are worked out here by themselves. */
import type { Polygon, Position } from 'geojson';
import type { SourceFeature } from '../../server/ingest/driver.ts';
import type { Box } from '../../server/ingest/osm/coast/box.ts';
import type { OsmContent } from './osm-files.ts';

/** Cases are drawn on a sheet of 10 × 10; one unit is a thousandth of a degree, the south-west corner lies off Qingdao. */
export const [WEST, SOUTH, UNIT] = [120.3, 36, 0.001];
export type At = readonly [x: number, y: number];
export const lon = (x: number): number => Math.round((WEST + x * UNIT) * 1e7) / 1e7;
export const lat = (y: number): number => Math.round((SOUTH + y * UNIT) * 1e7) / 1e7;
export const sheet: Box = [lon(0), lat(0), lon(10), lat(10)];

export interface Drawing {
  /** Ways by id; equal points are one node. */
  readonly coast: Readonly<Record<number, readonly At[]>>;
  readonly houses?: readonly At[];
  readonly bounds?: Box | null;
  readonly lacks?: (at: At) => boolean;
}

export function draw({ coast, houses = [], bounds = sheet, lacks = () => false }: Drawing): OsmContent {
  const ids = new Map<string, { id: number; lon: number; lat: number; at: At }>();
  const node = (at: At): number => {
    let found = ids.get(at.join());
    if (!found) ids.set(at.join(), (found = { id: ids.size + 1, lon: lon(at[0]), lat: lat(at[1]), at }));
    return found.id;
  };
  const ways = Object.entries(coast).map(([id, points]) => ({ id: Number(id), refs: points.map(node), tags: { natural: 'coastline' } as Record<string, string> }));
  houses.forEach(([x, y], i) => {
    const refs = ([[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y]] as const).map(node);
    ways.push({ id: 900 + i, refs, tags: { building: 'yes' } });
  });
  return { ...(bounds ? { bounds } : {}), nodes: [...ids.values()].filter(({ at }) => !lacks(at)).map(({ at: _at, ...rest }) => rest), ways, relations: [] };
}

/** Area of a ring in units of the sheet, plain shoelace. */
const area = (ring: readonly Position[]): number =>
  Math.abs(ring.slice(1).reduce((sum, [x, y], i) => sum + ((ring[i]![0]! - WEST) * (y! - SOUTH) - (x! - WEST) * (ring[i]![1]! - SOUTH)) / 2, 0)) / UNIT / UNIT;
export const areaOf = (sea: SourceFeature): number => { const [shell, ...holes] = (sea.geometry as Polygon).coordinates; return area(shell!) - holes.reduce((sum, hole) => sum + area(hole), 0); };

/** Ray casting over all rings, without the code under test. */
export function isIn(sea: SourceFeature, x: number, y: number): boolean {
  let inside = false;
  for (const ring of (sea.geometry as Polygon).coordinates) {
    for (let i = 1; i < ring.length; i += 1) {
      const [ax, ay] = ring[i - 1] as [number, number];
      const [bx, by] = ring[i] as [number, number];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

export const turned = (points: readonly At[]): At[] => [...points].reverse();
