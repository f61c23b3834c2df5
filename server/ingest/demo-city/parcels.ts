import type { Ground } from './ground.ts';
import { inset } from './inset.ts';
import { carve, cutLots } from './lots.ts';
import type { PlanarMap } from './planar-map.ts';
import { boxOf, centroid, distance, orientedBox, ringArea, type Pt, type Ring } from './polygon.ts';
import type { Programme, SiteRule, ZoneName } from './programme.ts';
import type { Random } from './random.ts';
import type { Patch } from './zones.ts';

/** A piece of land with one use, inside one block, clear of the streets. */
export interface Parcel {
  readonly face: number;
  readonly zone: ZoneName;
  readonly patch: Patch | null;
  ring: Ring;
  areaM2: number;
  centre: Pt;
  use: string;
  buildYear: number;
}

/** The building ground of a face: its outline moved in by half of each street's width. */
export function blockRing(map: PlanarMap, face: number, programme: Programme): Ring | null {
  const hs = map.outline(face);
  // A seam runs through the face and back: such a face has no plain outline and is never built on.
  if (hs.some((h) => map.classOf(h) === 'none')) return null;
  const widths = hs.map((h) => programme.roads[map.classOf(h)]?.halfM ?? 0);
  return inset(hs.map((h) => map.at(h)), widths);
}

/** Cuts all blocks into parcels with uses by the mix of their zone. */
export function layParcels(grounds: readonly Ground[], blocks: readonly (Ring | null)[], programme: Programme, scale: number, seed: Random): Parcel[] {
  const parcels: Parcel[] = [];
  for (let face = 1; face < grounds.length; face++) {
    const ground = grounds[face]!;
    const block = blocks[face];
    if (!block || ground.water || ground.green) continue;
    const rng = seed.fork(face);
    const zone = ground.place.kind;
    const { parcelHa, uses } = programme.zones[zone];
    // Here and there a block stays in one hand, so that there is room for a campus or a works.
    const own = scale < 1 && rng.chance(0.14) ? 1 : scale;
    for (const ring of cutLots(block, parcelHa * own * 1e4 * rng.range(0.75, 1.2), rng, 150, 0.25)) {
      const areaM2 = ringArea(ring);
      const box = orientedBox(ring);
      const sliver = areaM2 < 700 || box.width < 15;
      const use = sliver ? (zone === 'suburb' ? 'forest' : rng.chance(0.5) ? 'smallgreen' : 'idle') : pickWeighted(uses, rng, areaM2 / own);
      parcels.push(parcelOf({ face, zone, patch: ground.place.patch, ring, use, programme, rng }));
    }
  }
  return parcels;
}

/** Uses that need room, m²: smaller parcels take the next draw. */
const NEEDS_M2: Readonly<Record<string, number>> = { tower: 6500, villa: 9000, midrise: 5000, walkup: 2400, factory: 4000, warehouse: 3000, oldfactory: 3500 };

function pickWeighted(weights: Readonly<Record<string, number>>, rng: Random, areaM2: number): string {
  const fit = Object.entries(weights).filter(([use]) => areaM2 >= (NEEDS_M2[use] ?? 0));
  let left = rng.next() * fit.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [use, weight] of fit) {
    left -= weight;
    if (left <= 0) return use;
  }
  return fit[fit.length - 1]?.[0] ?? 'idle';
}

function parcelOf({ face, zone, patch, ring, use, programme, rng }: { face: number; zone: ZoneName; patch: Patch | null; ring: Ring; use: string; programme: Programme; rng: Random }): Parcel {
  const [from, to] = programme.uses[use]!.years;
  return { face, zone, patch, ring, areaM2: ringArea(ring), centre: centroid(ring), use, buildYear: rng.int(from, to) };
}

const HOMES: ReadonlySet<string> = new Set(['courtyard', 'shophouse', 'compound', 'walkup', 'midrise', 'tower', 'village', 'villa']);
const OPEN: ReadonlySet<string> = new Set(['factory', 'warehouse', 'field', 'forest', 'vacant', 'oldfactory', 'commercial', 'office', 'workshop']);

/** Turns parcels, or corners cut off them, into the sites of schools, markets, parks and the like, each kept its distance from the next. */
export function placeSites(parcels: Parcel[], programme: Programme, seed: Random): void {
  for (const rule of programme.sites) {
    const rng = seed.fork(rule.use);
    const taken = spacing();
    for (const i of shuffled(parcels.length, rng)) {
      const parcel = parcels[i]!;
      const apart = rule.apartM[parcel.zone];
      if (apart === undefined || !(HOMES.has(parcel.use) || OPEN.has(parcel.use))) continue;
      const wanted = rng.range(...rule.areaM2);
      if (parcel.areaM2 < rule.areaM2[0] || taken.near(parcel.centre, apart * rng.range(0.85, 1.2))) continue;
      const site = parcel.areaM2 < wanted * 1.5 && parcel.areaM2 >= rule.areaM2[0] ? parcel : cutOff(parcels, parcel, rule, wanted, rng);
      if (!site) continue;
      const [from, to] = programme.uses[rule.use]!.years;
      site.use = rule.use;
      site.buildYear = rng.int(from, to);
      taken.add(site.centre);
    }
  }
}

/** Puts each station beside its railway, with a square on the town side, and gives where it came to stand. */
export function placeStations(parcels: Parcel[], wanted: readonly { readonly name: string; readonly at: Pt }[], besideRail: (face: number) => boolean, seed: Random): { name: string; at: Pt }[] {
  const rng = seed.fork('stations');
  return wanted.map(({ name, at }) => {
    const near = (list: readonly Parcel[], p: Pt): Parcel | undefined => [...list].sort((a, b) => distance(a.centre, p) - distance(b.centre, p))[0];
    const host = near(parcels.filter((parcel) => besideRail(parcel.face) && parcel.areaM2 > 6000), at);
    if (!host) return { name, at };
    const station = host.areaM2 > 16000 ? cutOff(parcels, host, { use: 'station', areaM2: [5000, 12000], apartM: {} }, 11000, rng) ?? host : host;
    station.use = 'station';
    const beside = near(parcels.filter((parcel) => parcel !== station && parcel.areaM2 > 2500 && (HOMES.has(parcel.use) || OPEN.has(parcel.use))), station.centre);
    const square = beside && beside.areaM2 > 11000 ? cutOff(parcels, beside, { use: 'square', areaM2: [2500, 9000], apartM: {} }, 7000, rng) ?? beside : beside;
    if (square) square.use = 'square';
    return { name, at: station.centre };
  });
}

function cutOff(parcels: Parcel[], parcel: Parcel, rule: SiteRule, wanted: number, rng: Random): Parcel | null {
  const cut = carve(parcel.ring, wanted, rng);
  if (!cut || ringArea(cut.piece) < rule.areaM2[0]) return null;
  if (cut.spare) parcels.push({ ...parcel, ring: cut.spare, areaM2: ringArea(cut.spare), centre: centroid(cut.spare) });
  const site: Parcel = { ...parcel, ring: cut.piece, areaM2: ringArea(cut.piece), centre: centroid(cut.piece) };
  parcel.ring = cut.rest;
  parcel.areaM2 = ringArea(cut.rest);
  parcel.centre = centroid(cut.rest);
  parcels.push(site);
  return site;
}

export function shuffled(count: number, rng: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = rng.int(0, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Remembers places and tells whether one is near. */
export function spacing(): { add(p: Pt): void; near(p: Pt, withinM: number): boolean } {
  const cell = 500;
  const grid = new Map<number, Pt[]>();
  const key = (gx: number, gy: number): number => (gx + 2000) * 4000 + gy + 2000;
  return {
    add(p) {
      const k = key(Math.floor(p[0] / cell), Math.floor(p[1] / cell));
      grid.set(k, [...(grid.get(k) ?? []), p]);
    },
    near(p, withinM) {
      const box = boxOf([[p[0] - withinM, p[1] - withinM], [p[0] + withinM, p[1] + withinM]]);
      for (let gx = Math.floor(box.minX / cell); gx <= Math.floor(box.maxX / cell); gx++) {
        for (let gy = Math.floor(box.minY / cell); gy <= Math.floor(box.maxY / cell); gy++) {
          if (grid.get(key(gx, gy))?.some((q) => distance(p, q) < withinM)) return true;
        }
      }
      return false;
    },
  };
}
