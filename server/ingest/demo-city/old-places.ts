import { areaM2, dissolve, type Area } from './dissolve.ts';
import type { FaceSpace } from './divisions.ts';
import type { Ground } from './ground.ts';
import type { Names } from './names.ts';
import { shuffled, type Parcel } from './parcels.ts';
import type { PlanarMap } from './planar-map.ts';
import type { Random } from './random.ts';

export type OldKind = 'old_community' | 'old_street_block' | 'old_factory_area' | 'old_market' | 'urban_village' | 'area_upgrade';
export interface OldPlace { readonly kind: OldKind; readonly name: string; readonly areas: readonly Area[]; readonly buildYear: number; readonly status: 'not_started' | 'under_way' | 'done'; readonly renewedYear: number | null; readonly people: number | null; readonly households: number | null }

export interface OldPlacesInput { readonly map: PlanarMap; readonly grounds: readonly Ground[]; readonly parcels: readonly Parcel[]; readonly parcelPeople: Float64Array; readonly parcelNames: readonly (string | null)[]; readonly space: FaceSpace; readonly names: Names; readonly seed: Random; readonly upgrades: number }

/** Of the blocks of the old towns. */
const STREET_BLOCK_SHARE = 0.36;

/** Built up to this year counts as an old community (those from before the end of 2000 are what programmes take up). */
const OLD_UNTIL = 2000;

/** The old places of the city: communities, street blocks, works, markets, villages, and areas marked for upgrading. */
export function findOldPlaces(input: OldPlacesInput): OldPlace[] {
  const { parcels, parcelPeople, parcelNames } = input;
  const rng = input.seed.fork('state');
  const places: OldPlace[] = [];
  const add = (kind: OldKind, name: string, areas: readonly Area[], buildYear: number, people: number | null): void => {
    const draw = rng.next();
    const status = draw < 0.58 ? 'not_started' : draw < 0.76 ? 'under_way' : 'done';
    places.push({ kind, name, areas, buildYear, status, people, households: people === null ? null : Math.round(people / 2.7), renewedYear: status === 'done' ? rng.int(2018, 2025) : null });
  };
  parcels.forEach((parcel, i) => {
    const own: readonly Area[] = [[parcel.ring]];
    if ((parcel.use === 'compound' || parcel.use === 'walkup') && parcel.buildYear <= OLD_UNTIL && parcelPeople[i]! > 60) add('old_community', parcelNames[i]!, own, parcel.buildYear, parcelPeople[i]!);
    if (parcel.use === 'oldfactory') add('old_factory_area', parcelNames[i]!, own, parcel.buildYear, null);
    if ((parcel.use === 'market' || parcel.use === 'wholesale') && parcel.buildYear <= 2003) add('old_market', parcelNames[i]!, own, parcel.buildYear, null);
  });
  villages(input, add);
  streetBlocks(input, add);
  upgrades(input, add);
  return places;
}

type Add = (kind: OldKind, name: string, areas: readonly Area[], buildYear: number, people: number | null) => void;

function villages({ map, grounds, parcels, parcelPeople }: OldPlacesInput, add: Add): void {
  const byPatch = new Map<object, { name: string; faces: number[]; people: number }>();
  grounds.forEach(({ place, water, green }, face) => {
    if (face === 0 || place.kind !== 'village' || !place.patch || water || green) return;
    const known = byPatch.get(place.patch) ?? { name: place.patch.name ?? '', faces: [], people: 0 };
    known.faces.push(face);
    byPatch.set(place.patch, known);
  });
  parcels.forEach((parcel, i) => {
    const village = parcel.patch && byPatch.get(parcel.patch);
    if (village) village.people += parcelPeople[i]!;
  });
  for (const { name, faces, people } of byPatch.values()) {
    const areas = dissolve(map, faces).filter((area) => areaM2([area]) > 8000);
    if (areas.length > 0) add('urban_village', name, areas, 1992, Math.round(people));
  }
}

/** Runs of neighbouring blocks in the old towns where shops and courtyard houses stand close. */
function streetBlocks({ map, grounds, space, names, seed }: OldPlacesInput, add: Add): void {
  const rng = seed.fork('street blocks');
  const old = grounds.flatMap(({ place, water, green }, face) => (face > 0 && place.kind === 'old' && !water && !green ? [face] : []));
  const left = new Set(old);
  for (const k of shuffled(old.length, rng)) {
    const start = old[k]!;
    if (old.length - left.size > old.length * STREET_BLOCK_SHARE) break;
    if (!left.has(start)) continue;
    const faces = [start];
    left.delete(start);
    for (let i = 0; i < faces.length && faces.length < rng.int(3, 6); i++) {
      for (const [next] of space.neighbours[faces[i]!]!) {
        if (faces.length >= 6 || !left.has(next) || !rng.chance(0.7)) continue;
        left.delete(next);
        faces.push(next);
      }
    }
    if (faces.length >= 2) add('old_street_block', `${names.stem()}街区`, dissolve(map, faces), rng.int(1935, 1985), null);
  }
}

/** Half a square kilometre or so of older city that is to be improved as a whole. */
function upgrades({ map, grounds, space, names, seed, upgrades: count }: OldPlacesInput, add: Add): void {
  const rng = seed.fork('upgrades');
  const fit = grounds.flatMap(({ place, water }, face) => (face > 0 && !water && (place.kind === 'inner' || place.kind === 'old') ? [face] : []));
  const taken = new Set<number>();
  for (let made = 0, tries = 0; made < count && tries < count * 12; tries++) {
    const faces = compactRegion(space, fit.filter((face) => !taken.has(face)), rng.pick(fit), rng.range(3.2e5, 6.2e5));
    if (faces.length < 4) continue;
    for (const face of faces) taken.add(face);
    add('area_upgrade', `${names.stem()}片区`, dissolve(map, faces), rng.int(1975, 1995), null);
    made++;
  }
}

/** Faces around a start, nearest first, until they make up about `targetM2`; always in one piece. */
export function compactRegion(space: FaceSpace, allowed: readonly number[], start: number, targetM2: number): number[] {
  const member = new Set(allowed);
  if (!member.has(start)) return [];
  const [cx, cy] = space.centres[start]!;
  const chosen = new Set([start]);
  let area = space.areas[start]!;
  while (area < targetM2) {
    let best = -1;
    let nearest = Infinity;
    for (const face of chosen) {
      for (const [next] of space.neighbours[face]!) {
        if (chosen.has(next) || !member.has(next)) continue;
        const inside = space.neighbours[next]!.filter(([n]) => chosen.has(n)).length / space.neighbours[next]!.length;
        const d = Math.hypot(space.centres[next]![0] - cx, space.centres[next]![1] - cy) * (1.25 - 0.5 * inside);
        if (d < nearest) [nearest, best] = [d, next];
      }
    }
    if (best < 0) break;
    chosen.add(best);
    area += space.areas[best]!;
  }
  return area > targetM2 * 0.7 ? [...chosen] : [];
}

