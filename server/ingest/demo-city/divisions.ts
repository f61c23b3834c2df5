import type { Ground } from './ground.ts';
import type { Names } from './names.ts';
import type { EdgeClass, PlanarMap } from './planar-map.ts';
import type { PlanFile } from './plan-file.ts';
import { centroid, ringArea, type Pt } from './polygon.ts';
import type { Random } from './random.ts';

export interface Division { readonly code: string; readonly name: string; readonly level: 'city' | 'district' | 'subdistrict' | 'community'; readonly parent: string | null; readonly faces: readonly number[] }

/** Crossing these on the way makes a place farther: divisions follow rivers, railways and big roads. */
const BARRIER: Readonly<Partial<Record<EdgeClass, number>>> = { midriver: 6, bank: 2.2, rail: 4, expressway: 3.2, arterial: 2.4, secondary: 1.5, none: 0.2 };

/** Splits the city into districts, these into subdistricts, these into communities: every face belongs to one of each. */
export function layDivisions(map: PlanarMap, grounds: readonly Ground[], people: Float64Array, plan: PlanFile, names: Names, seed: Random): Division[] {
  const space = measureFaces(map, grounds.length);
  const all = Array.from({ length: grounds.length - 1 }, (_, i) => i + 1);
  const result: Division[] = [{ code: plan.divisionCode.slice(0, 4), name: plan.name, level: 'city', parent: null, faces: all }];
  const centres = plan.divisions.districts.map(({ at }) => nearestFace(space.centres, all, [at[0] * 1000, at[1] * 1000]));
  const weight = (faces: readonly number[]): number => faces.reduce((sum, f) => sum + people[f]! + space.areas[f]! / 900, 0);
  const total = weight(all);
  grow(space, all, centres).forEach((faces, d) => {
    const code = `${plan.divisionCode.slice(0, 4)}${String(d + 1).padStart(2, '0')}`;
    result.push({ code, name: plan.divisions.districts[d]!.name, level: 'district', parent: result[0]!.code, faces });
    const share = weight(faces) / total;
    const towns = partition(space, faces, Math.max(2, Math.round(plan.divisions.subdistricts * share)), seed.fork(code));
    towns.forEach((part, s) => {
      const townCode = `${code}${String(s + 1).padStart(3, '0')}`;
      result.push({ code: townCode, name: names.subdistrict(), level: 'subdistrict', parent: code, faces: part });
      const count = Math.max(2, Math.round((plan.divisions.communities * weight(part)) / total));
      partition(space, part, count, seed.fork(townCode)).forEach((faces2, c) => {
        const rural = faces2.filter((f) => grounds[f]!.place.kind === 'suburb' || grounds[f]!.place.kind === 'hamlet').length > faces2.length / 2;
        result.push({ code: `${townCode}${String(c + 1).padStart(3, '0')}`, name: names.community(rural), level: 'community', parent: townCode, faces: faces2 });
      });
    });
  });
  return result;
}

export interface FaceSpace { readonly centres: readonly Pt[]; readonly areas: Float64Array; readonly neighbours: readonly (readonly [face: number, cost: number])[][] }

/** Centre and size of every face and how hard it is to get to its neighbours. */
export function measureFaces(map: PlanarMap, count: number): FaceSpace {
  const areas = new Float64Array(count);
  const centres = Array.from({ length: count }, (_, face): Pt => {
    if (face === 0) return [0, 0];
    const ring = map.ringOf(face);
    areas[face] = ringArea(ring);
    return centroid(ring);
  });
  const neighbours = Array.from({ length: count }, (_, face) => {
    const found = new Map<number, number>();
    if (face === 0) return [];
    for (const h of map.outline(face)) {
      const other = map.face[h ^ 1]!;
      if (other === 0 || other === face) continue;
      const cost = Math.hypot(centres[face]![0] - centres[other]![0], centres[face]![1] - centres[other]![1]) * (BARRIER[map.classOf(h)] ?? 1);
      found.set(other, Math.min(cost, found.get(other) ?? Infinity));
    }
    return [...found];
  });
  return { centres, areas, neighbours };
}

/** Every face of the set goes to the seed it is nearest to by way of its neighbours; so every part hangs together. */
export function grow(space: FaceSpace, faces: readonly number[], seeds: readonly number[]): number[][] {
  const member = new Set(faces);
  const owner = new Map<number, number>();
  const queue: { face: number; cost: number; owner: number }[] = [];
  const push = (item: { face: number; cost: number; owner: number }): void => {
    let i = queue.push(item) - 1;
    while (i > 0 && queue[(i - 1) >> 1]!.cost > item.cost) {
      queue[i] = queue[(i - 1) >> 1]!;
      i = (i - 1) >> 1;
    }
    queue[i] = item;
  };
  const pop = (): { face: number; cost: number; owner: number } => {
    const top = queue[0]!;
    const last = queue.pop()!;
    if (queue.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= queue.length) break;
      if (child + 1 < queue.length && queue[child + 1]!.cost < queue[child]!.cost) child++;
      if (queue[child]!.cost >= last.cost) break;
      queue[i] = queue[child]!;
      i = child;
    }
    queue[i] = last;
    return top;
  };
  seeds.forEach((face, k) => push({ face, cost: 0, owner: k }));
  while (queue.length > 0) {
    const { face, cost, owner: k } = pop();
    if (owner.has(face)) continue;
    owner.set(face, k);
    for (const [other, step] of space.neighbours[face]!) if (member.has(other) && !owner.has(other)) push({ face: other, cost: cost + step, owner: k });
  }
  const parts: number[][] = seeds.map(() => []);
  for (const face of faces) parts[owner.get(face) ?? 0]!.push(face);
  return parts.filter((part) => part.length > 0);
}

/** Grows parts from seeds far from one another, then moves each seed to the middle of its part and grows again. */
export function partition(space: FaceSpace, faces: readonly number[], count: number, rng: Random): number[][] {
  if (count <= 1 || faces.length <= count) return [[...faces]];
  let seeds = [rng.pick(faces)];
  while (seeds.length < count) {
    let best = faces[0]!;
    let farthest = -1;
    for (const face of faces) {
      const d = Math.min(...seeds.map((s) => Math.hypot(space.centres[s]![0] - space.centres[face]![0], space.centres[s]![1] - space.centres[face]![1])));
      if (d > farthest) [farthest, best] = [d, face];
    }
    seeds.push(best);
  }
  let parts = grow(space, faces, seeds);
  for (let round = 0; round < 6; round++) {
    seeds = parts.map((part) => {
      const area = part.reduce((sum, f) => sum + Math.sqrt(space.areas[f]!), 0);
      const middle: Pt = [part.reduce((sum, f) => sum + space.centres[f]![0] * Math.sqrt(space.areas[f]!), 0) / area, part.reduce((sum, f) => sum + space.centres[f]![1] * Math.sqrt(space.areas[f]!), 0) / area];
      return nearestFace(space.centres, part, middle);
    });
    parts = grow(space, faces, seeds);
  }
  return parts;
}

export function nearestFace(centres: readonly Pt[], faces: readonly number[], [x, y]: Pt): number {
  return faces.reduce((best, face) => (Math.hypot(centres[face]![0] - x, centres[face]![1] - y) < Math.hypot(centres[best]![0] - x, centres[best]![1] - y) ? face : best), faces[0]!);
}
