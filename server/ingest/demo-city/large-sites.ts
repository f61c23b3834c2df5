import { shopFronts } from './estates.ts';
import { inset } from './inset.ts';
import { cutLots } from './lots.ts';
import { boxOf, orientedBox, ringArea, type Pt, type Ring } from './polygon.ts';
import { clearRuns, frame, toLocal, type Frame } from './rows.ts';
import { comb, elbow, oval, rectangle, slab, tower } from './shapes.ts';
import type { BuildingUse, Yard } from './yard.ts';

/** The parcel's own frame: along its longer side, or turned so that u runs about east. */
function ownFrame(ring: Ring): { f: Frame; local: Ring } {
  const { axis } = orientedBox(ring);
  const east: Pt = Math.abs(axis[0]) >= Math.abs(axis[1]) ? axis : [axis[1], -axis[0]];
  const f = frame(Math.atan2(east[1], east[0]) + (east[0] < 0 ? Math.PI : 0));
  return { f, local: ring.map((p) => toLocal(f, p)) };
}

/** Halls in rows, an office at the gate, a wall round it all. */
export function buildWorks(yard: Yard, hall: { readonly length: readonly [number, number]; readonly depth: readonly [number, number]; readonly gap: readonly [number, number] }): void {
  const { rng, parcel } = yard;
  const { f, local } = ownFrame(parcel.ring);
  const body = inset(local, 7) ?? local;
  const box = boxOf(body);
  const street = gateToStreet(yard, f, local);
  if (street) yard.lane(street, 'path', 4, true);
  yard.wall();
  for (let v = box.minY; v < box.maxY - 12;) {
    const depth = Math.min(rng.range(...hall.depth), box.maxY - v);
    const runs = clearRuns(body, v, v + depth).filter(([from, to]) => to - from > 16);
    if (runs.length === 0) {
      v += 5;
      continue;
    }
    for (const [from, to] of runs) {
      for (let u = from; u < to - 14;) {
        const length = Math.min(rng.range(...hall.length), to - u);
        if (rng.chance(0.86)) {
          const small = length < 34;
          const shape = small ? slab(f, u, v, length, Math.min(depth, 13), 2) : rng.chance(0.2) && depth > 26 ? elbow(f, u, v + depth * 0.45, length, depth * 0.55, depth * 0.45, rng) : rectangle(f, u, v, length, depth);
          yard.build(shape, small ? { use: 'office', floors: rng.int(2, 5), storeyM: 3.4 } : { use: 'industrial', floors: rng.int(1, 2), storeyM: rng.range(6, 9) });
        }
        u += length + rng.range(...hall.gap);
      }
    }
    v += depth + rng.range(...hall.gap);
  }
}

function gateToStreet(yard: Yard, f: Frame, local: Ring): Pt[] | null {
  const box = boxOf(local);
  const u = box.minX + (box.maxX - box.minX) * (yard.rng.chance(0.5) ? 0.12 : 0.88);
  const run = clearRuns(local.map(([a, b]): Pt => [b, -a]), -u - 0.01, -u + 0.01)[0];
  if (!run) return null;
  const back = ([a, b]: Pt): Pt => [a * f.cos - b * f.sin, a * f.sin + b * f.cos];
  const into = Math.min(18, (run[1] - run[0]) * 0.3);
  for (const [edge, out, inner] of [[run[0], -1, into], [run[1], 1, -into]] as const) {
    const at = back([u, edge]);
    const street = yard.streetFrom(at, back([0, out]));
    if (!street) continue;
    yard.openings.push(at);
    yard.fabric.gates.push({ at, open: true, name: null });
    return [street, at, back([u, edge + inner])];
  }
  return null;
}

/** School: a track to one side, a comb of classrooms to the north of the rest. */
export function buildSchool(yard: Yard, kind: 'kindergarten' | 'primary' | 'middle' | 'high'): void {
  const { rng, parcel } = yard;
  const { f, local } = ownFrame(parcel.ring);
  const body = inset(local, 5);
  const street = gateToStreet(yard, f, local);
  if (street) yard.lane(street, 'path', 2, true);
  yard.wall();
  if (!body) return;
  const box = boxOf(body);
  const before = yard.count;
  const floors = kind === 'kindergarten' ? rng.int(2, 3) : rng.int(3, 6);
  if (kind !== 'kindergarten') sportsGround(yard, f, body, parcel.areaM2);
  const depth = kind === 'kindergarten' ? 10 : 13;
  const reach = kind === 'kindergarten' ? 9 : Math.min(30, (box.maxY - box.minY) * 0.3);
  for (let v = box.maxY - depth - reach; v > box.minY; v -= depth + reach + 14) {
    for (const [from, to] of clearRuns(body, v, v + depth + reach)) {
      for (const share of [1, 0.8, 0.6, 0.42]) {
        const length = (to - from) * share;
        if (length < 24) continue;
        const done = [from, to - length].some((u) => yard.build(comb(f, u, v, Math.min(length, 95), depth, reach, length > 70 ? 3 : 2), { use: 'school', floors, storeyM: 3.6 }));
        if (done) break;
      }
    }
  }
  for (let v = box.minY; v < box.maxY - 12; v += 26) {
    for (const [from, to] of clearRuns(body, v, v + 12)) {
      for (let u = from; u + 24 < to; u += 46) if (rng.chance(0.5)) yard.build(rectangle(f, u, v, Math.min(38, to - u), 12), { use: 'school', floors, storeyM: 3.6 });
    }
  }
  // A site too narrow for wings still has a house.
  for (let v = box.maxY - 10; yard.count === before && v > box.minY; v -= 3) {
    for (const [from, to] of clearRuns(body, v, v + 9)) if (to - from > 12 && yard.build(rectangle(f, from, v, Math.min(36, to - from), 9), { use: 'school', floors: Math.min(3, floors), storeyM: 3.6 })) break;
  }
}

function sportsGround(yard: Yard, f: Frame, body: Ring, areaM2: number): void {
  const box = boxOf(body);
  const sizes: readonly (readonly [number, number, 'large_ground' | 'medium_ground' | 'small_ground'])[] = areaM2 > 17000 ? [[150, 76, 'large_ground'], [112, 60, 'medium_ground'], [70, 40, 'small_ground']] : [[96, 52, 'medium_ground'], [66, 38, 'small_ground'], [42, 26, 'small_ground']];
  for (const [length, depth, type] of sizes) {
    for (const v of [box.minY + 1, box.minY + 12, (box.minY + box.maxY - depth) / 2]) {
      const run = clearRuns(body, v, v + depth).find(([a, b]) => b - a > length + 1);
      if (!run) continue;
      const u = yard.rng.chance(0.5) ? run[0] + 0.5 : run[1] - length - 0.5;
      const ring = oval(f, u, v, length, depth);
      if (!yard.free(ring)) continue;
      yard.reserve(ring);
      yard.fabric.grounds.push({ ring, parcel: yard.index, type });
      return;
    }
  }
}

/** One institution: a main building with wings, lesser ones beside it. */
export function buildCompoundOf(yard: Yard, use: BuildingUse, floors: readonly [number, number], storeyM: number): void {
  const { rng, parcel } = yard;
  const { f, local } = ownFrame(parcel.ring);
  const body = inset(local, 6) ?? inset(local, 3);
  const street = gateToStreet(yard, f, local);
  if (street) yard.lane(street, 'path', 3, true);
  if (!body) return;
  const box = boxOf(body);
  const depth = rng.range(14, 18);
  const reach = rng.range(12, 24);
  for (let v = box.minY, row = 0; v < box.maxY - 10; row++) {
    const tall = row === 0 || rng.chance(0.4);
    const high = tall && clearRuns(body, v, v + depth + reach).length > 0 ? depth + reach : Math.min(depth, box.maxY - v);
    if (clearRuns(body, v, v + high).every(([from, to]) => to - from < 20)) {
      v += 4;
      continue;
    }
    for (const [from, to] of clearRuns(body, v, v + high)) {
      for (let u = from; to - u > 20;) {
        const length = Math.min(rng.range(34, 80), to - u);
        const level = rng.int(...floors);
        const shape = high > depth && length > 40 ? comb(f, u, v, length, depth, reach, length > 62 ? 3 : 2) : rectangle(f, u, v, length, depth);
        yard.build(shape, { use, floors: level, storeyM });
        u += length + rng.range(12, 26);
      }
    }
    v += high + rng.range(14, 24);
  }
}

/** Market: long sheds side by side under one roof each, shops round the edge. */
export function buildMarket(yard: Yard): void {
  const { rng, parcel } = yard;
  shopFronts(yard, 8);
  const { f, local } = ownFrame(parcel.ring);
  const body = inset(local, 4);
  if (!body) return;
  const box = boxOf(body);
  const depth = rng.range(18, 30);
  for (let v = box.minY; v < box.maxY - 9; v += depth + 7) {
    const high = Math.min(depth, box.maxY - v);
    for (const [from, to] of clearRuns(body, v, v + high)) {
      for (let u = from; to - u > 14;) {
        const length = Math.min(to - u, rng.range(60, 110));
        if (!yard.build(rectangle(f, u, v, length, high), { use: 'commercial', floors: rng.int(1, 2), storeyM: 5.5 })) yard.build(rectangle(f, u + 10, v + 10, Math.max(6, length - 20), Math.max(6, high - 20)), { use: 'commercial', floors: 1, storeyM: 5.5 });
        u += length + 8;
      }
    }
  }
}

/** Offices and shopping: a broad low building and towers beside it. */
export function buildCentre(yard: Yard, use: 'office' | 'commercial'): void {
  const { rng, parcel } = yard;
  const modern = parcel.buildYear > 2003;
  const lots = cutLots(parcel.ring, modern ? rng.range(4500, 9000) : rng.range(2000, 4200), rng, 500, 0.25);
  for (const lot of lots) {
    const { f, local } = ownFrame(lot);
    const body = inset(local, modern ? 7 : 4);
    if (!body) continue;
    const box = boxOf(body);
    const width = box.maxX - box.minX, height = box.maxY - box.minY;
    if (modern && rng.chance(use === 'office' ? 0.75 : 0.4)) {
      const size = Math.min(rng.range(32, 44), height * 0.8);
      yard.build(tower(f, box.minX + 1, box.maxY - size - 1, size, size, rng), { use: 'office', floors: rng.int(14, parcel.zone === 'new' ? 38 : 24), storeyM: 3.8 });
      yard.build(rectangle(f, box.minX + size + 12, box.minY + 2, Math.max(10, width - size - 16), Math.max(10, height - 6)), { use: 'commercial', floors: rng.int(2, 5), storeyM: 5 });
      continue;
    }
    const ring = inset(lot, modern ? 8 : 4);
    if (ring && ringArea(ring) < 9000 && rng.chance(0.72)) yard.build(ring, { use, floors: use === 'commercial' ? rng.int(2, modern ? 6 : 4) : rng.int(4, 9), storeyM: use === 'commercial' ? 4.6 : 3.5 });
    else buildRow(yard, f, body, use);
  }
}

function buildRow(yard: Yard, f: Frame, body: Ring, use: BuildingUse): void {
  const box = boxOf(body);
  for (let v = box.minY; v < box.maxY - 14; v += 38) {
    for (const [from, to] of clearRuns(body, v, v + 16)) if (to - from > 20) yard.build(rectangle(f, from, v, Math.min(to - from, 70), 16), { use, floors: yard.rng.int(4, 10), storeyM: 3.5 });
  }
}

/** Detached houses with gardens. */
export function buildVillas(yard: Yard): void {
  const { rng } = yard;
  yard.wall();
  for (const lot of cutLots(yard.parcel.ring, rng.range(520, 760), rng, 260, 0.15)) {
    const { f, local } = ownFrame(lot);
    const box = boxOf(inset(local, 5) ?? local);
    const length = Math.min(rng.range(12, 16), box.maxX - box.minX), depth = Math.min(rng.range(10, 13), box.maxY - box.minY);
    if (length > 7 && depth > 7) yard.build(elbow(f, (box.minX + box.maxX - length) / 2, (box.minY + box.maxY) / 2 - depth * 0.2, length, depth * 0.62, depth * 0.38, rng), { use: 'residential', floors: rng.int(2, 3), storeyM: 3.4 });
  }
}
