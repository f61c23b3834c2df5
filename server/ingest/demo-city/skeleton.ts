import { offsetCurve, resample, smoothCurve } from './curve.ts';
import { distance, insideRing, segmentDistance, type Pt, type Ring } from './polygon.ts';
import { noise, type Random } from './random.ts';
import type { PlanFile } from './plan-file.ts';
import type { PlanLine } from './arrangement.ts';
import type { EdgeClass } from './planar-map.ts';

const KM = 1000;
/** Macro lines get a corner about this often. */
const STEP_M = 45;
/** Inside the ring road of an old town: green strip, moat, inner street. Metres from the ring road. */
const MOAT = { outerM: 40, innerM: 64, streetM: 104 };

/** A named line of the plan; edges point at it by index. */
export interface LineName { readonly name: string; readonly cls: EdgeClass }

interface RiverBed { readonly name: string; readonly line: readonly Pt[]; readonly widths: (share: number) => number; readonly reachM: number }
interface WaterRing { readonly name: string; readonly type: 'lake' | 'canal'; readonly outer: Ring; readonly inner: Ring | null }

/** The big lines of the city: limit, water, railways, rings, radials. */
export interface Skeleton {
  readonly lines: readonly PlanLine[];
  readonly names: LineName[];
  readonly limit: Ring;
  readonly rivers: readonly RiverBed[];
  readonly waterRings: readonly WaterRing[];
  readonly oldTowns: readonly { readonly name: string; readonly ring: Ring; readonly centre: Pt }[];
  readonly lakeParks: readonly { readonly name: string; readonly ring: Ring }[];
  readonly railways: readonly (readonly Pt[])[];
}

const metres = ([x, y]: readonly [number, number]): Pt => [x * KM, y * KM];

export function buildSkeleton(plan: PlanFile, seed: Random): Skeleton {
  const lines: PlanLine[] = [];
  const names: LineName[] = [];
  const named = (name: string, cls: EdgeClass): number => names.push({ name, cls }) - 1;
  const limit = ragged(wobblyRing([0, 0], metres(plan.limit.radii), plan.limit.wobble, seed.fork('limit'), 40), seed.fork('limit edge'));
  lines.push({ points: [...limit, limit[0]!], cls: 'limit', line: -1 });

  const oldTowns = plan.oldTowns.map((town): Skeleton['oldTowns'][number] & { moat: WaterRing | null } => {
    const ring = wobblyRing(metres(town.centre), metres(town.radii), 0.04, seed.fork(`town ${town.name}`), 16);
    const closed = [...ring, ring[0]!];
    lines.push({ points: closed, cls: 'arterial', line: named(town.moat ? '环城路' : `${town.name}环路`, 'arterial') });
    if (!town.moat) return { name: town.name, ring, centre: metres(town.centre), moat: null };
    const outer = shrink(ring, MOAT.outerM), inner = shrink(ring, MOAT.innerM), street = shrink(ring, MOAT.streetM);
    lines.push({ points: [...outer, outer[0]!], cls: 'bank', line: -1 }, { points: [...inner, inner[0]!], cls: 'bank', line: -1 });
    lines.push({ points: [...street, street[0]!], cls: 'branch', line: named('顺城街', 'branch') });
    return { name: town.name, ring, centre: metres(town.centre), moat: { name: '护城河', type: 'canal', outer, inner } };
  });
  const moats = oldTowns.flatMap(({ moat }) => (moat ? [moat] : []));

  for (const road of plan.roads) {
    const points = smoothCurve(road.points.map(metres), STEP_M);
    const part = Math.ceil(points.length / road.names.length);
    road.names.forEach((name, i) => {
      const own = points.slice(i * part, (i + 1) * part + 1);
      const inTown = ([x, y]: Pt): boolean => oldTowns.some(({ ring }) => insideRing(ring, x, y));
      // Inside the old wall a street is no wider than carts and shop houses let it be.
      for (const run of runs(own, (p) => !inTown(p))) lines.push({ points: run, cls: road.class, line: named(name, road.class) });
      for (const run of runs(own, inTown)) lines.push({ points: run, cls: 'secondary', line: named(name, 'secondary') });
    });
  }
  for (const ring of plan.rings) {
    const points = wobblyRing(metres(ring.centre), metres(ring.radii), ring.wobble, seed.fork(`ring ${ring.name}`), 18);
    lines.push({ points: [...points, points[0]!], cls: ring.class, line: named(ring.name, ring.class) });
  }
  const lakes = plan.lakes.map((lake) => layLake(lake, seed, lines, named));
  const rivers = plan.rivers.map((river) => layRiver(river, seed, lines, named));
  const railways = plan.railways.map((railway) => {
    const points = smoothCurve(railway.points.map(metres), STEP_M);
    lines.push({ points, cls: 'rail', line: named(railway.name, 'rail') });
    return points;
  });
  return {
    lines, names, limit, rivers, railways, oldTowns,
    waterRings: [...moats, ...lakes.map(({ water }) => water)],
    lakeParks: lakes.map(({ park }) => park),
  };
}

function layRiver(river: PlanFile['rivers'][number], seed: Random, lines: PlanLine[], named: (name: string, cls: EdgeClass) => number): RiverBed {
  const line = smoothCurve(river.points.map(metres), STEP_M);
  const rng = seed.fork(`river ${river.name}`);
  const swell = noise(rng.int(1, 1e9), 1);
  const span = line.length * STEP_M / 700;
  const mix = ([low, high]: readonly [number, number], row: number) => (share: number): number => low + (high - low) * Math.max(0, Math.min(1, 0.5 + 0.75 * swell(share * span, row * 7.3)));
  const widths = mix(river.widthM, 1);
  for (const side of [1, -1]) {
    const green = mix(river.greenM, 3 + side);
    lines.push({ points: offsetCurve(line, (s) => (side * widths(s)) / 2), cls: 'bank', line: -1 });
    const road = named(`${side > 0 ? '滨河北' : '滨河南'}路`, 'secondary');
    lines.push({ points: offsetCurve(line, (s) => side * (widths(s) / 2 + green(s))), cls: 'secondary', line: road });
  }
  lines.push({ points: line, cls: 'midriver', line: -1 });
  return { name: river.name, line, widths, reachM: river.widthM[1] };
}

function layLake(lake: PlanFile['lakes'][number], seed: Random, lines: PlanLine[], named: (name: string, cls: EdgeClass) => number): { water: WaterRing; park: { name: string; ring: Ring } } {
  const centre = metres(lake.centre);
  const rng = seed.fork(`lake ${lake.name}`);
  const shore = wobblyRing(centre, metres(lake.radii), 0.2, rng, 9);
  const around = wobblyRing(centre, [lake.radii[0] * KM + lake.shore * KM, lake.radii[1] * KM + lake.shore * KM], 0.07, rng.fork('road'), 14);
  lines.push({ points: [...shore, shore[0]!], cls: 'bank', line: -1 });
  const road = named(`环湖路`, 'branch');
  lines.push({ points: [...around, around[0]!], cls: 'branch', line: road });
  // Two streets lead to the lake; between them an unseen seam ties shore and street into one map.
  const tilt = rng.range(-0.25, 0.25) + ((lake.axisDeg ?? 0) * Math.PI) / 180;
  const axis = (u: number): Pt => [centre[0] + Math.cos(tilt) * u, centre[1] + Math.sin(tilt) * u];
  const reach = lake.radii[0] * KM;
  const west = resample([axis(-reach * 4), centre], STEP_M), east = resample([centre, axis(reach * 4)], STEP_M);
  for (const [points, name] of [[west, '湖西路'], [east, '湖东路']] as const) {
    const cut = (keepInside: boolean): Pt[][] => runs(points, ([x, y]) => insideRing(around, x, y) === keepInside);
    for (const part of cut(true)) lines.push({ points: part, cls: 'none', line: -1 });
    for (const part of cut(false)) lines.push({ points: part, cls: 'branch', line: named(name, 'branch') });
  }
  return { water: { name: lake.name, type: 'lake', outer: shore, inner: null }, park: { name: lake.park, ring: around } };
}

/** Stretches of a line whose segments' middles satisfy the test. */
function runs(points: readonly Pt[], test: (p: Pt) => boolean): Pt[][] {
  const result: Pt[][] = [];
  let open: Pt[] | null = null;
  for (let i = 0; i + 1 < points.length; i++) {
    const a = points[i]!, b = points[i + 1]!;
    if (test([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])) {
      if (!open) result.push(open = [a]);
      open.push(b);
    } else open = null;
  }
  return result;
}

/** Closed curve around a centre, counter-clockwise: an ellipse that nobody drew with a compass. Open ring. */
function wobblyRing(centre: Pt, radii: Pt, wobble: number, rng: Random, corners: number): Pt[] {
  const bump = noise(rng.int(1, 1e9), 1);
  const control = Array.from({ length: corners }, (_, i): Pt => {
    const angle = (i / corners) * Math.PI * 2;
    const r = 1 + wobble * 1.4 * bump(Math.cos(angle) * 1.7 + 9.3, Math.sin(angle) * 1.7 + 4.1) + rng.range(-0.3, 0.3) * wobble;
    return [centre[0] + Math.cos(angle) * radii[0] * r, centre[1] + Math.sin(angle) * radii[1] * r];
  });
  return smoothCurve(control, STEP_M, true).slice(0, -1);
}

/** A boundary follows ditches and field edges: small steps on a large curve. */
function ragged(ring: Ring, rng: Random): Pt[] {
  const bump = noise(rng.int(1, 1e9), 330);
  return ring.map(([x, y]): Pt => {
    const r = Math.hypot(x, y);
    const shift = 38 * bump(x, y) + (Math.round(2 * bump(y * 0.7, x * 0.7)) * 22);
    return [x * (1 + shift / r), y * (1 + shift / r)];
  });
}

/** Ring moved inwards along its normals; the rings here bend gently, so no loops arise. */
function shrink(ring: Ring, d: number): Pt[] {
  return ring.map((point, i) => {
    const a = ring[(i + ring.length - 1) % ring.length]!;
    const b = ring[(i + 1) % ring.length]!;
    const length = distance(a, b);
    return [point[0] - ((b[1] - a[1]) / length) * d, point[1] + ((b[0] - a[0]) / length) * d];
  });
}

/** Name and type of the water at a point of the unbent plan, or null. */
export function waterAt(skeleton: Skeleton, x: number, y: number): { name: string; type: 'river' | 'lake' | 'canal' } | null {
  for (const { name, type, outer, inner } of skeleton.waterRings) {
    if (insideRing(outer, x, y) && !(inner && insideRing(inner, x, y))) return { name, type };
  }
  for (const { name, line, widths, reachM } of skeleton.rivers) {
    for (let i = 0; i + 1 < line.length; i++) {
      if (Math.abs(line[i]![0] - x) + Math.abs(line[i]![1] - y) > reachM * 2 + 100) continue;
      if (segmentDistance([x, y], line[i]!, line[i + 1]!) < widths(i / (line.length - 1)) / 2 - 0.5) return { name, type: 'river' };
    }
  }
  return null;
}
