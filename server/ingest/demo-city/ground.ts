import { arrange } from './arrangement.ts';
import type { PlanarMap } from './planar-map.ts';
import type { CitySize, PlanFile, ZoneKind } from './plan-file.ts';
import { insideRing, type Pt } from './polygon.ts';
import { noise, type Random } from './random.ts';
import { waterAt, type Skeleton } from './skeleton.ts';
import { subdivide, type Grain } from './subdivide.ts';
import type { Place, Zones } from './zones.ts';

/** What a face of the plan is before anything is built on it. */
export interface Ground {
  readonly place: Place;
  readonly water: { readonly name: string; readonly type: 'river' | 'lake' | 'canal' } | null;
  /** Set on faces kept whole: a park of the plan, the strip along a river, the green around a lake or a moat. */
  readonly green: { readonly name: string | null; readonly class: string; readonly riverside: boolean } | null;
}

export type Grains = Readonly<Record<ZoneKind | 'hamlet', Grain>>;

/** Cuts the plan into blocks, says what each is, then bends everything gently so that no street is ruled with a ruler. */
export function layGround(plan: PlanFile, size: CitySize, skeleton: Skeleton, zones: Zones, grains: Grains, seed: Random): { map: PlanarMap; grounds: Ground[] } {
  const map = arrange(skeleton.lines, skeleton.limit);
  const parks = plan.parks.map((park) => ({ ...park, at: [park.at[0] * 1000, park.at[1] * 1000] as Pt, taken: -1 }));
  const keepsWhole = (face: number, areaM2: number): boolean => {
    if (waterOrShore(map, face)) return true;
    const ring = map.ringOf(face);
    if (skeleton.lakeParks.some((lake) => insideRing(lake.ring, ...insidePoint(map, face)))) return true;
    const park = parks.find(({ at, taken, areaHa }) => taken < 0 && areaM2 < areaHa * 1.7e4 && insideRing(ring, at[0], at[1]));
    if (park) park.taken = face;
    return park !== undefined;
  };
  subdivide(map, { grainAt: (place) => grains[place.kind], placeAt: (x, y) => zones.at(x, y), keeps: keepsWhole, nameless: -1 }, seed.fork('streets'));
  const grounds = map.faceStart.map((_, face): Ground => {
    if (face === 0) return { place: { kind: 'suburb', patch: null }, water: null, green: null };
    const inside = insidePoint(map, face);
    const place = zones.at(...middleOf(map, face));
    const hs = map.outline(face);
    const river = hs.some((h) => map.classOf(h) === 'midriver');
    const water = river ? { name: nearestRiver(skeleton, inside), type: 'river' as const } : waterAt({ ...skeleton, rivers: [] }, ...inside);
    if (water) return { place, water, green: null };
    const park = parks.find(({ taken }) => taken === face);
    if (park) return { place, water, green: { name: park.name, class: park.class, riverside: false } };
    const lake = skeleton.lakeParks.find(({ ring }) => insideRing(ring, ...inside));
    if (lake) return { place, water, green: { name: lake.name, class: 'G11', riverside: false } };
    if (!hs.some((h) => map.classOf(h) === 'bank')) return { place, water, green: null };
    const moat = skeleton.oldTowns.some(({ ring }) => insideRing(ring, ...inside));
    return { place, water, green: moat ? { name: '环城公园', class: 'G14', riverside: true } : { name: null, class: place.kind === 'suburb' ? 'EG' : 'G14', riverside: true } };
  });
  bend(map, size, zones, seed.fork('bend'));
  return { map, grounds };
}

function waterOrShore(map: PlanarMap, face: number): boolean {
  return map.outline(face).some((h) => map.classOf(h) === 'bank' || map.classOf(h) === 'midriver');
}

/** A point surely inside a face: next to the middle of its longest edge. */
function insidePoint(map: PlanarMap, face: number): [number, number] {
  let best: [number, number] = [0, 0];
  let longest = 0;
  for (const h of map.outline(face)) {
    const a = map.at(h), b = map.nodes[map.target(h)]!;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length <= longest) continue;
    longest = length;
    best = [(a[0] + b[0]) / 2 - ((b[1] - a[1]) / length) * 1.5, (a[1] + b[1]) / 2 + ((b[0] - a[0]) / length) * 1.5];
  }
  return best;
}

function middleOf(map: PlanarMap, face: number): [number, number] {
  const ring = map.ringOf(face);
  return [ring.reduce((sum, p) => sum + p[0], 0) / ring.length, ring.reduce((sum, p) => sum + p[1], 0) / ring.length];
}

function nearestRiver(skeleton: Skeleton, at: Pt): string {
  const far = (line: readonly Pt[]): number => Math.min(...line.map((p) => Math.hypot(p[0] - at[0], p[1] - at[1])));
  return skeleton.rivers.map((river) => ({ name: river.name, d: far(river.line) })).sort((a, b) => a.d - b.d)[0]!.name;
}

/** Shifts every node along a smooth field (strain below a third, so nothing crosses); stronger in old quarters, weak in new ones. */
function bend(map: PlanarMap, size: CitySize, zones: Zones, rng: Random): void {
  const wide = [noise(rng.int(1, 1e9), 1150), noise(rng.int(1, 1e9), 1150)] as const;
  const fine = [noise(rng.int(1, 1e9), 260), noise(rng.int(1, 1e9), 260)] as const;
  const reach = size === 'demo' ? 46 : 60;
  map.nodes.forEach(([x, y], i) => {
    const kind = zones.at(x, y).kind;
    const small = kind === 'old' || kind === 'village' ? 9 : kind === 'new' || kind === 'industry' ? 3.5 : 6.5;
    map.nodes[i] = [x + reach * wide[0](x, y) + small * fine[0](x, y), y + reach * wide[1](x, y) + small * fine[1](x, y)];
  });
}
