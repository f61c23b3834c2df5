import { insideRing, type Pt, type Ring } from './polygon.ts';
import { noise, type Noise, type Random } from './random.ts';
import type { PlanFile, ZoneKind } from './plan-file.ts';
import type { Skeleton } from './skeleton.ts';

/** A patch of ground with a character of its own; `name` for villages. */
export interface Patch { readonly kind: ZoneKind | 'hamlet'; readonly name: string | null; readonly centre: Pt; readonly radiusM: number }

export interface Place { readonly kind: Patch['kind']; readonly patch: Patch | null }

/** What grows where, in coordinates of the unbent plan. */
export interface Zones { at(x: number, y: number): Place; readonly patches: readonly Patch[] }

export function layZones(plan: PlanFile, skeleton: Skeleton, seed: Random, villageNames: () => string): Zones {
  const ragged = noise(seed.fork('edge').int(1, 1e9), 650);
  const patches: Patch[] = plan.zones.map(({ kind, name, centre, radiusKm }) => ({ kind, name: name ?? null, centre: [centre[0] * 1000, centre[1] * 1000], radiusM: radiusKm * 1000 }));
  scatter(plan, skeleton.limit, seed.fork('scatter'), patches, villageNames);
  const order: readonly Patch['kind'][] = ['village', 'hamlet', 'old', 'new', 'industry', 'inner', 'mid'];
  const sorted = [...patches].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const grid = indexPatches(sorted);
  const towns = skeleton.oldTowns;
  return {
    patches: sorted,
    at(x, y) {
      for (const patch of grid(x, y)) {
        if (patch.kind !== 'village' && patch.kind !== 'hamlet') continue;
        if (within(patch, x, y, ragged, 0.2)) return { kind: patch.kind, patch };
      }
      for (const town of towns) if (insideRing(town.ring, x, y)) return { kind: 'old', patch: null };
      for (const patch of grid(x, y)) if (within(patch, x, y, ragged, 0.35)) return { kind: patch.kind, patch };
      return { kind: byDistance(plan, towns, x, y, ragged), patch: null };
    },
  };
}

function within(patch: Patch, x: number, y: number, ragged: Noise, amount: number): boolean {
  return Math.hypot(x - patch.centre[0], y - patch.centre[1]) < patch.radiusM * (1 + amount * ragged(x, y));
}

/** Without a patch: old works' quarters round the old towns, then estates, then the edge of the city. */
function byDistance(plan: PlanFile, towns: Skeleton['oldTowns'], x: number, y: number, ragged: Noise): ZoneKind {
  const share = Math.hypot(x / (plan.limit.radii[0] * 1000), y / (plan.limit.radii[1] * 1000)) + 0.07 * ragged(x * 0.6, y * 0.6);
  if (share > plan.suburbFrom) return 'suburb';
  const nearest = Math.min(...towns.map(({ centre }) => Math.hypot(x - centre[0], y - centre[1])));
  return nearest < 1350 + 350 * ragged(y, x) ? 'inner' : 'mid';
}

/** Villages, hamlets, works and outer centres that the plan only counts, kept apart from one another. */
function scatter(plan: PlanFile, limit: Ring, rng: Random, patches: Patch[], villageNames: () => string): void {
  const [rx, ry] = [plan.limit.radii[0] * 1000, plan.limit.radii[1] * 1000];
  const place = (kind: Patch['kind'], count: number, from: number, to: number, radius: readonly [number, number], apart: number): void => {
    for (let tries = 0, placed = 0; placed < count && tries < count * 60; tries++) {
      const angle = rng.range(0, Math.PI * 2);
      const r = Math.sqrt(rng.range(from * from, to * to));
      const centre: Pt = [Math.cos(angle) * r * rx, Math.sin(angle) * r * ry];
      const radiusM = rng.range(...radius);
      if (!insideRing(limit, centre[0], centre[1])) continue;
      if (patches.some((p) => Math.hypot(p.centre[0] - centre[0], p.centre[1] - centre[1]) < (p.radiusM + radiusM) * apart)) continue;
      patches.push({ kind, name: kind === 'village' || kind === 'hamlet' ? villageNames() : null, centre, radiusM });
      placed++;
    }
  };
  place('new', plan.scatter.centres, 0.2, 0.7, [900, 1700], 0.9);
  place('industry', plan.scatter.industry, 0.3, 0.95, [500, 1100], 0.8);
  place('village', plan.scatter.villages, 0.12, plan.suburbFrom, [170, 300], 0.7);
  place('hamlet', plan.scatter.hamlets, plan.suburbFrom - 0.04, 1, [90, 170], 1.3);
}

function indexPatches(patches: readonly Patch[]): (x: number, y: number) => readonly Patch[] {
  const cell = 1000;
  const grid = new Map<number, Patch[]>();
  const key = (gx: number, gy: number): number => (gx + 500) * 1000 + gy + 500;
  for (const patch of patches) {
    const reach = patch.radiusM * 1.5;
    for (let gx = Math.floor((patch.centre[0] - reach) / cell); gx <= Math.floor((patch.centre[0] + reach) / cell); gx++) {
      for (let gy = Math.floor((patch.centre[1] - reach) / cell); gy <= Math.floor((patch.centre[1] + reach) / cell); gy++) {
        grid.set(key(gx, gy), [...(grid.get(key(gx, gy)) ?? []), patch]);
      }
    }
  }
  return (x, y) => grid.get(key(Math.floor(x / cell), Math.floor(y / cell))) ?? [];
}
