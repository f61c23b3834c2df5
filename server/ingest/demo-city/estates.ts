import { inset } from './inset.ts';
import { boxOf, orientedBox, type Pt, type Ring } from './polygon.ts';
import { clearRuns, frame, toLocal, toWorld, without, type Frame } from './rows.ts';
import { elbow, rectangle, slab, steppedSlab, tower } from './shapes.ts';
import type { Yard } from './yard.ts';

/** How an estate of a kind is built. Metres. */
interface EstateKind { readonly floors: readonly number[]; readonly depth: readonly [number, number]; readonly bay: number; readonly bays: readonly [number, number]; readonly gap: (heightM: number) => number; readonly garden: number; readonly shops: number; readonly points: number }

const KINDS: Readonly<Record<string, EstateKind>> = {
  compound: { floors: [3, 4, 5, 5, 6, 6], depth: [10, 12], bay: 12.5, bays: [2, 3], gap: (h) => Math.max(9, h * 0.7), garden: 0.12, shops: 0.75, points: 0 },
  walkup: { floors: [6, 6, 6, 7], depth: [11, 13], bay: 14, bays: [3, 4], gap: (h) => h * 0.88, garden: 0.5, shops: 0.8, points: 0.03 },
  midrise: { floors: [9, 11, 11, 12], depth: [12, 14], bay: 16, bays: [2, 3], gap: (h) => h * 0.84, garden: 0.7, shops: 0.75, points: 0.12 },
  tower: { floors: [18, 18, 24, 26, 28, 33], depth: [13, 16], bay: 17, bays: [2, 3], gap: (h) => 22 + h * 0.24, garden: 0.85, shops: 0.85, points: 0.38 },
};

/** South-facing rows in a gated estate: slabs or towers, a spine lane between two gates, lanes between the rows, a garden, shops along the street. */
export function buildEstate(yard: Yard): void {
  const kind = KINDS[yard.parcel.use]!;
  const { rng, parcel } = yard;
  const turned = frame(southernAngle(parcel.ring, rng.range(-0.09, 0.09)));
  const local = parcel.ring.map((p) => toLocal(turned, p));
  const box = boxOf(local);
  const floors = rng.pick(kind.floors);
  const depth = rng.range(...kind.depth);
  const pitch = depth + kind.gap(floors * 3) * rng.range(0.96, 1.12);
  const count = Math.max(1, Math.floor((box.maxY - box.minY - 8 - depth) / pitch) + 1);
  const slack = (box.maxY - box.minY - 8 - ((count - 1) * pitch + depth)) / 2;
  const rows = Array.from({ length: count }, (_, k) => box.minY + 4 + slack + k * pitch);
  const spineU = laneNetwork(yard, turned, local, rows.map((v) => v - (pitch - depth) * 0.5), parcel.areaM2 > 4000);
  if (parcel.areaM2 > 2500 && (parcel.use !== 'compound' || rng.chance(0.7))) yard.wall();
  if (rng.chance(kind.shops)) shopFronts(yard);
  if (parcel.areaM2 > 9000 && rng.chance(kind.garden)) garden(yard, turned, local, rows, pitch, depth, spineU);
  const body = inset(local, 4) ?? local;
  rows.forEach((v, row) => {
    const runs = clearRuns(body, v, v + depth).flatMap((run) => (spineU === null ? [run] : without([run], spineU - 4, spineU + 4)));
    for (const [from, to] of runs) layRow(yard, turned, kind, from, to, v, depth, floors, row);
  });
  // Sheds, pump rooms and guard houses between the rows.
  for (let k = 0; k < parcel.areaM2 / 2400; k++) {
    const at: Pt = [rng.range(box.minX, box.maxX), rng.range(box.minY, box.maxY)];
    yard.build(rectangle(turned, at[0], at[1], rng.range(6, 11), rng.range(4, 6.5)), { use: 'other', floors: 1, storeyM: 3.4 });
  }
}

function layRow(yard: Yard, f: Frame, kind: EstateKind, from: number, to: number, v: number, depth: number, floors: number, row: number): void {
  const { rng } = yard;
  let u = from;
  while (to - u > kind.bay) {
    if (rng.chance(kind.points)) {
      const width = rng.range(25, 32);
      if (to - u < width) return;
      const up = rng.range(-2, 6);
      const high = floors + rng.int(-2, 4);
      if (!yard.build(tower(f, u, v + up, width, width * 0.72, rng), { use: 'residential', floors: high })) yard.build(rectangle(f, u, v, Math.min(to - u, kind.bay * 2), depth), { use: 'residential', floors });
      u += width + rng.range(9, 16);
      continue;
    }
    const most = Math.floor((to - u) / kind.bay);
    const bays = Math.min(most, rng.int(...kind.bays));
    if (bays < 1) return;
    // The last slab of a row takes what is left rather than leave a stump.
    const length = bays * kind.bay * rng.range(0.96, 1.04);
    const fits = to - u - length < kind.bay ? Math.min(to - u, length * 1.3) : Math.min(length, to - u);
    const level = Math.max(2, floors + (rng.chance(0.2) ? -1 : 0));
    const draw = rng.next();
    const shape = draw < 0.1 && fits > 34 ? steppedSlab(f, u, v, fits, depth, rng.range(1.5, 3)) : draw < 0.16 && fits > 30 && row > 0 && yard.parcel.use === 'compound' ? elbow(f, u, v, fits, depth, 8, rng) : slab(f, u, v, fits, depth, bays);
    if (!yard.build(shape, { use: 'residential', floors: level })) yard.build(rectangle(f, u, v, fits, depth), { use: 'residential', floors: level });
    u += fits + (rng.chance(0.88) ? rng.range(5, 9) : rng.range(10, 16));
  }
}

/** The direction rows run in: along the parcel where it lies about east-west, else due east with a little freedom. */
function southernAngle(ring: Ring, free: number): number {
  const { axis } = orientedBox(ring);
  const angles = [Math.atan2(axis[1], axis[0]), Math.atan2(axis[0], -axis[1])].map((a) => {
    while (a > Math.PI / 2) a -= Math.PI;
    while (a <= -Math.PI / 2) a += Math.PI;
    return a;
  });
  const best = angles.sort((a, b) => Math.abs(a) - Math.abs(b))[0]!;
  return Math.abs(best) < 0.42 ? best : best > 0 ? 0.12 + free : -0.12 + free;
}

/** A lane from gate to gate across the rows, and one between every second pair of rows. Gives the lane's u, or null when the parcel is too small. */
function laneNetwork(yard: Yard, f: Frame, local: Ring, gaps: readonly number[], wanted: boolean): number | null {
  const { rng } = yard;
  const box = boxOf(local);
  const u = box.minX + (box.maxX - box.minX) * rng.range(0.38, 0.62);
  const across = clearRuns(local.map(([a, b]): Pt => [b, -a]), -u - 0.01, -u + 0.01).sort((p, q) => q[1] - q[0] - (p[1] - p[0]))[0];
  if (!wanted || !across) return null;
  const [bottom, top] = across;
  const south = openGate(yard, toWorld(f, [u, bottom]), toWorld(f, [0, -1]));
  const north = openGate(yard, toWorld(f, [u, top]), toWorld(f, [0, 1]));
  const side = gaps.filter((v, k) => k > 0 && (k % 2 === 1 || gaps.length < 4) && v > bottom + 6 && v < top - 6);
  const joints: Pt[] = [];
  const spine: Pt[] = [...(south ?? [toWorld(f, [u, bottom + 4])])];
  let gated = south !== null || north !== null;
  for (const v of side) {
    const run = clearRuns(local, v - 0.5, v + 0.5).find(([a, b]) => a < u && b > u);
    const joint = toWorld(f, [u, v]);
    spine.push(joint);
    joints.push(joint);
    if (!run) continue;
    // Without a gate at either end of the spine, a cross lane looks for the street.
    const west = gated ? null : openGate(yard, toWorld(f, [run[0], v]), toWorld(f, [-1, 0]));
    const east = gated || west ? null : openGate(yard, toWorld(f, [run[1], v]), toWorld(f, [1, 0]));
    gated ||= west !== null || east !== null;
    const left = west ?? [toWorld(f, [run[0] + 5, v])], right = east ? [...east].reverse() : [toWorld(f, [run[1] - 5, v])];
    yard.lane([...left, joint, ...right], 'path', 2.2, !west && !east);
  }
  spine.push(...(north ? [...north].reverse() : [toWorld(f, [u, top - 4])]));
  yard.lane(spine, 'path', 2.6, !(south && north));
  return u;
}

/** Opens a gate in the parcel's edge where a street lies right outside; gives street node and gate. */
function openGate(yard: Yard, edge: Pt, out: Pt): [Pt, Pt] | null {
  const street = yard.streetFrom(edge, out);
  if (!street) return null;
  yard.openings.push(edge);
  yard.fabric.gates.push({ at: edge, open: !yard.rng.chance(0.12), name: null });
  return [street, edge];
}

/** One- and two-storey shops along the longest edges of the parcel that face a street. */
export function shopFronts(yard: Yard, depth = 9): void {
  const { parcel, rng } = yard;
  const ring = parcel.ring;
  const edges = ring.map((a, i) => ({ a, b: ring[(i + 1) % ring.length]! })).map((e) => ({ ...e, length: Math.hypot(e.b[0] - e.a[0], e.b[1] - e.a[1]) }))
    .filter(({ length }) => length > 36).sort((p, q) => q.length - p.length).slice(0, 3);
  for (const { a, b, length } of edges) {
    const f = frame(Math.atan2(b[1] - a[1], b[0] - a[0]));
    const [u0, v0] = toLocal(f, a);
    if (!facesStreet(yard, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], toWorld(f, [0, -1]))) continue;
    const floors = rng.int(1, 3);
    for (let u = u0 + rng.range(3, 9); u + 11 < u0 + length - 3;) {
      const piece = Math.min(rng.range(11, 26), u0 + length - 3 - u);
      yard.build(rectangle(f, u, v0 + 1.2, piece, depth), { use: 'commercial', floors, storeyM: 3.8, shop: true });
      u += piece + rng.range(0.6, 5);
    }
  }
}

function facesStreet(yard: Yard, edge: Pt, out: Pt): boolean {
  for (const h of yard.map.outline(yard.parcel.face)) {
    const a = yard.map.at(h), b = yard.map.nodes[yard.map.target(h)]!;
    const cls = yard.map.classOf(h);
    if (cls !== 'arterial' && cls !== 'secondary' && cls !== 'branch' && cls !== 'alley') continue;
    const reach: Pt = [edge[0] + out[0] * 30, edge[1] + out[1] * 30];
    const side = (p: Pt, q: Pt, r: Pt): number => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    if (side(a, b, edge) > 0 !== side(a, b, reach) > 0 && side(edge, reach, a) > 0 !== side(edge, reach, b) > 0) return true;
  }
  return false;
}

/** The estate's own green: a court in the middle of the rows. Attached green (XG), never counted as a park. */
function garden(yard: Yard, f: Frame, local: Ring, rows: readonly number[], pitch: number, depth: number, spineU: number | null): void {
  const { rng } = yard;
  const k = Math.floor(rows.length / 2);
  const v = rows[k]! - (pitch - depth) + 4;
  const high = Math.min(pitch * rng.range(0.9, 1.4), 60);
  const run = clearRuns(inset(local, 6) ?? local, v, v + high).flatMap((r) => (spineU === null ? [r] : without([r], spineU - 3, spineU + 3))).sort((p, q) => q[1] - q[0] - (p[1] - p[0]))[0];
  if (!run || run[1] - run[0] < 26) return;
  const width = Math.min(run[1] - run[0] - 8, rng.range(34, 90));
  const u = spineU !== null && run[0] >= spineU ? run[0] + 2 : run[1] - width - 2;
  const chamfer = Math.min(width, high) * 0.22;
  const ring = [[chamfer, 0], [width - chamfer, 0], [width, chamfer], [width, high - chamfer], [width - chamfer, high], [chamfer, high], [0, high - chamfer], [0, chamfer]].map(([a, b]) => toWorld(f, [u + a!, v + b!]));
  if (!yard.free(ring)) return;
  yard.reserve(ring);
  yard.fabric.greens.push({ ring, cls: 'XG', name: null, open: false, status: 'in_use', riverside: false, hole: null, areaM2: width * high, zone: yard.parcel.zone });
}
