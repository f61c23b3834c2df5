import { areaM2, dissolve, type Area } from './dissolve.ts';
import type { FaceSpace } from './divisions.ts';
import type { Ground } from './ground.ts';
import { inset } from './inset.ts';
import type { Names } from './names.ts';
import type { Parcel } from './parcels.ts';
import type { PlanarMap } from './planar-map.ts';
import { centroid, insideRing, type Ring } from './polygon.ts';
import type { Random } from './random.ts';
import type { Green } from './yard.ts';

interface GreensInput { readonly map: PlanarMap; readonly grounds: readonly Ground[]; readonly blocks: readonly (Ring | null)[]; readonly parcels: readonly Parcel[]; readonly space: FaceSpace; readonly moatOpenWestOfM: number; readonly names: Names; readonly seed: Random }

/** Parks of the plan, strips along the water, pocket parks, protective strips along the railway. Attached green comes with the estates. */
export function layGreens({ map, grounds, blocks, parcels, space, moatOpenWestOfM, names, seed }: GreensInput): { greens: Green[]; squares: { ring: Ring; name: string }[]; idle: { ring: Ring; type: 'idle' | 'corner' }[] } {
  const rng = seed.fork('greens');
  const greens: Green[] = [];
  const state = (closed: number): Pick<Green, 'open' | 'status'> => {
    const draw = rng.next();
    return draw < closed ? { open: true, status: 'construction' } : draw < closed * 2 ? { open: false, status: 'in_use' } : { open: true, status: 'in_use' };
  };
  // The green round the old wall is being laid out piece by piece; along the river much is still closed behind the works' fences.
  const bankState = (moat: boolean, face: number): Pick<Green, 'open' | 'status'> => {
    if (moat) return space.centres[face]![0] < moatOpenWestOfM ? { open: true, status: 'in_use' } : { open: true, status: 'construction' };
    return state(0.16);
  };
  const put = (area: Area, facts: Pick<Green, 'cls' | 'name' | 'open' | 'status' | 'riverside' | 'zone'>): void => {
    greens.push({ ...facts, ring: area[0]!, hole: area[1] ?? null, areaM2: areaM2([area]) });
  };
  const strips = new Map<string, number[]>();
  grounds.forEach(({ green, place, water }, face) => {
    if (face === 0 || !green) return;
    const seamed = map.outline(face).some((h) => map.classOf(h) === 'none');
    if (seamed) strips.set(green.name!, [...(strips.get(green.name!) ?? []), face]);
    else if (blocks[face] && !water) put([blocks[face]], { cls: green.class, name: green.name ?? (place.kind === 'suburb' ? null : `滨河${names.park().replace(/公园$|绿园$/, '游园')}`), riverside: green.riverside, zone: place.kind, ...(green.riverside ? bankState(green.name !== null, face) : { open: true, status: 'in_use' as const }) });
  });
  for (const [name, faces] of strips) for (const area of dissolve(map, faces)) put(shyOfStreets(area), { cls: 'G11', name, open: true, status: 'in_use', riverside: false, zone: 'new' });
  const squares: { ring: Ring; name: string }[] = [];
  const idle: { ring: Ring; type: 'idle' | 'corner' }[] = [];
  for (const parcel of parcels) {
    const zone = parcel.zone;
    if (parcel.use === 'neighbourhoodpark') put([parcel.ring], { cls: 'G12', name: names.park(), riverside: false, zone, ...state(0.06) });
    else if (parcel.use === 'pocket') put([parcel.ring], { cls: 'G14', name: names.park().replace(/公园$|绿园$/, '游园'), riverside: false, zone, ...state(0.05) });
    else if (parcel.use === 'smallgreen') put([parcel.ring], { cls: 'G14', name: null, riverside: false, zone, open: true, status: 'in_use' });
    else if (parcel.use === 'forest') put([parcel.ring], { cls: 'EG', name: null, riverside: false, zone, open: true, status: 'in_use' });
    else if (parcel.use === 'square') squares.push({ ring: parcel.ring, name: `${names.stem()}广场` });
    else if (parcel.use === 'idle') idle.push({ ring: parcel.ring, type: parcel.areaM2 < 900 ? 'corner' : 'idle' });
  }
  greens.push(...railStrips(map, grounds, blocks));
  return { greens, squares, idle };
}

/** The green around a lake: its outer edge moved in from the street, the shore as it is. */
function shyOfStreets([shell, ...holes]: Area): Area {
  const moved = inset(shell!, 8);
  return moved && holes.every((hole) => hole.every(([x, y]) => insideRing(moved, x, y))) ? [moved, ...holes] : [shell!, ...holes];
}

/** Protective green (G2) between the railway and the blocks beside it, where a block keeps off the rails. */
function railStrips(map: PlanarMap, grounds: readonly Ground[], blocks: readonly (Ring | null)[]): Green[] {
  const result: Green[] = [];
  for (let face = 1; face < grounds.length; face++) {
    if (!blocks[face] || grounds[face]!.water || grounds[face]!.green) continue;
    const run = map.outline(face).filter((h) => map.classOf(h) === 'rail');
    for (const h of run) {
      const a = map.at(h), b = map.nodes[map.target(h)]!;
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (length < 25) continue;
      const nx = -(b[1] - a[1]) / length, ny = (b[0] - a[0]) / length;
      const ux = (b[0] - a[0]) / length, uy = (b[1] - a[1]) / length;
      const corner = (along: number, off: number): [number, number] => [a[0] + ux * along + nx * off, a[1] + uy * along + ny * off];
      const ring = [corner(2.5, 7), corner(length - 2.5, 7), corner(length - 2.5, 15), corner(2.5, 15)];
      if (ring.every(([x, y]) => insideRing(map.ringOf(face), x, y)) && !insideRing(blocks[face]!, ...(centroid(ring) as [number, number]))) {
        result.push({ ring, hole: null, cls: 'G2', name: null, open: false, status: 'in_use', riverside: false, areaM2: (length - 5) * 8, zone: grounds[face]!.place.kind });
      }
    }
  }
  return result;
}
