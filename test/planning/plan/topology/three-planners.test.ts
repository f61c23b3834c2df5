/**
 * Three planners work on one scheme at the same time, each on what they saw last. Whatever they do and in whatever order, the units stay a partition, and taking
 * everything back restores the scheme to the bit, as does its log on an empty scheme. `TOPOLOGY_STEPS` sets how many operations are tried and `TOPOLOGY_SEED` which, for a longer run.
 */
import { describe, expect, it } from 'vitest';
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { applyEdit, planOf } from '#planning/plan/apply-edit.ts';
import type { EditWithoutId, Plan, RenewalUnit } from '#planning/plan/edit.ts';
import { areaOf } from '#planning/plan/ring-measures.ts';
import { runTopology, type TopologyOperation } from '#planning/plan/topology/operation.ts';
import type { LonLat, TopologyChange } from '#planning/plan/topology/types.ts';
import { unitContext } from '#planning/plan/unit-context.ts';
import { overlapFindings } from '#planning/plan/context-findings.ts';
import { overlay } from '../../../support/geos.ts';
import { box, crs, polygonAt, rules } from '../plan-builders.ts';
import { at, expectPartition, metresOf, sceneOf } from './topology-builders.ts';

const steps = Number(process.env['TOPOLOGY_STEPS'] ?? 300);
const seed = Number(process.env['TOPOLOGY_SEED'] ?? 20261122);

/** Mulberry32: the same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const unitOf = (id: string, geometry: LonLatArea): RenewalUnit => ({ id, name: id, isPriority: false, note: '', geometry, version: 1 });
const shown = (plan: Plan): Record<string, LonLatArea> => Object.fromEntries([...plan.units.values()].map(({ id, geometry }) => [id, geometry]));
const text = (plan: Plan): string => JSON.stringify([...plan.units.values()]);

/** Nine squares that touch, and one apart. */
function firstPlan(): Plan {
  const squares = Array.from({ length: 9 }, (_, i) => unitOf(`u${i}`, polygonAt(box(128 * (i % 3), 128 * Math.floor(i / 3), 128, 128))));
  return planOf('city', [...squares, unitOf('u9', polygonAt(box(448, 128, 128, 128)))]);
}

class Chance {
  private readonly next: () => number;
  private ids = 0;
  constructor(seed: number) { this.next = randomFrom(seed); }
  below(n: number): number { return Math.floor(this.next() * n); }
  between(low: number, high: number): number { return low + this.next() * (high - low); }
  newId(): string { return `n${this.ids++}`; }
  pick<T>(list: readonly T[]): T { return list[this.below(list.length)] as T; }

  /** What a planner might want next, on what they see. */
  operation(plan: Plan): TopologyOperation {
    const unit = this.pick([...plan.units.values()]);
    const unitId = unit.id;
    const share = this.next() < 0.75;
    const overlap = this.next() < 0.6 ? 'cut' as const : 'refuse' as const;
    const options = { share, overlap };
    switch (this.below(10)) {
      case 0: case 1: case 2: return { kind: 'move', unitId, geometry: this.dragged(unit.geometry), options };
      case 3: return { kind: 'move', unitId: this.newId(), geometry: this.drawn(unit.geometry), options: { share, overlap: 'cut' } };
      case 4: return { kind: 'split', unitId, line: this.across(unit.geometry), newIds: [this.newId(), this.newId(), this.newId()] };
      case 5: return { kind: 'merge', unitIds: [unitId, this.pick([...plan.units.keys()])], keepId: unitId, options: { closeWidthM: 1, multiPart: this.next() < 0.2 } };
      case 6: return { kind: 'hole', unitId, ring: this.smallRing(unit.geometry), newId: this.next() < 0.5 ? this.newId() : null };
      case 7: return { kind: 'reshape', unitId, line: this.across(unit.geometry), options };
      case 8: return { kind: 'simplify', unitIds: [unitId], toleranceM: this.between(0.2, 12) };
      default: return this.next() < 0.5 ? { kind: 'buffer', unitId, metres: this.between(-20, 30), overlap } : { kind: 'align', unitId, widthM: this.between(0.2, 6) };
    }
  }
  private someVertex(geometry: LonLatArea): [number, number] {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    return metresOf(this.pick(this.pick(this.pick(polygons))));
  }
  private near([x, y]: readonly [number, number], reach: number): LonLat { return at(x + this.between(-reach, reach), y + this.between(-reach, reach)); }
  /** One vertex elsewhere, or a new one in an edge. */
  private dragged(geometry: LonLatArea): LonLatArea {
    const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) => rings.map((ring) => ring.slice(0, -1).map((point) => [...point])));
    const ring = this.pick(this.pick(polygons));
    const i = this.below(ring.length);
    if (this.next() < 0.6) ring[i] = [...this.near(metresOf(ring[i] as number[]), 30)];
    else ring.splice(i + 1, 0, [...this.near(metresOf(ring[i] as number[]), 40)]);
    const coordinates = polygons.map((rings) => rings.map((open) => [...open, [...(open[0] as number[])]]));
    return coordinates.length === 1 ? { type: 'Polygon', coordinates: coordinates[0] as number[][][] } : { type: 'MultiPolygon', coordinates };
  }
  private drawn(by: LonLatArea): LonLatArea {
    const [x, y] = this.someVertex(by);
    return polygonAt(box(x + this.between(-80, 40), y + this.between(-80, 40), this.between(30, 120), this.between(30, 120)));
  }
  private across(geometry: LonLatArea): LonLat[] {
    const [from, to] = [this.someVertex(geometry), this.someVertex(geometry)];
    const middle: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return this.next() < 0.5 ? [this.near(from, 20), this.near(to, 20)] : [this.near(from, 20), this.near(middle, 30), this.near(to, 20)];
  }
  private smallRing(geometry: LonLatArea): LonLat[] {
    const [from, to] = [this.someVertex(geometry), this.someVertex(geometry)];
    const [x, y, r] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, this.between(8, 25)];
    return [at(x - r, y - r), at(x + r, y - r), at(x + r, y + r), at(x - r, y + r)];
  }
}

function editsOf(plan: Plan, changes: readonly TopologyChange[]): EditWithoutId[] {
  return changes.map(({ unitId, geometry }): EditWithoutId => geometry
    ? { kind: 'put-unit', baseVersion: plan.units.get(unitId)?.version ?? 0, unit: { ...(plan.units.get(unitId) ?? unitOf(unitId, geometry)), geometry }, reason: 'test' }
    : { kind: 'delete-unit', baseVersion: plan.units.get(unitId)?.version ?? 0, unitId, reason: 'test' });
}

interface Done { readonly plan: Plan; readonly edits: readonly EditWithoutId[]; readonly inverses: readonly EditWithoutId[] }
/** All of the edits, or null. */
function applied(plan: Plan, edits: readonly EditWithoutId[]): Done | null {
  let now = plan;
  const inverses: EditWithoutId[] = [];
  for (const edit of edits) {
    const result = applyEdit(now, edit);
    if (!result.ok) return null;
    now = result.plan;
    inverses.unshift(result.inverse);
  }
  return { plan: now, edits, inverses };
}

/** An operation that was carried out, on the units its planner saw, and what came of it; all as text, as a log keeps it. */
interface Logged { readonly units: string; readonly operation: string; readonly changes: string }
/** Asks again what the log says was asked: the answer must be the same to the bit. */
function expectSameAnswer({ units, operation, changes }: Logged): void {
  const again = runTopology(sceneOf(JSON.parse(units) as Record<string, LonLatArea>), JSON.parse(operation) as TopologyOperation);
  expect(again.ok && JSON.stringify(again.changes), operation).toBe(changes);
}

/** As the server does: nothing is taken whose author saw another unit than there is, or that overlaps what is there by now. */
function taken(now: Plan, seen: Plan, changes: readonly TopologyChange[]): Done | null {
  if (changes.some(({ unitId }) => now.units.get(unitId) !== seen.units.get(unitId))) return null;
  const done = applied(now, editsOf(now, changes));
  if (!done || now === seen) return done;
  const units = [...done.plan.units.values()];
  const context = unitContext({ crs, units, divisions: [], bounds: null, oldCommunities: [] });
  const overlaps = changes.some(({ unitId, geometry }) => geometry && overlapFindings({ id: unitId, name: unitId, area: lonLatToMetric(geometry, crs) }, context, rules, overlay).length > 0);
  return overlaps ? null : done;
}

describe('three planners on one scheme', () => {
  it(`keep it a partition over ${steps} operations, and can take all of it back, and do it again, to the bit`, () => {
    const chance = new Chance(seed);
    const first = firstPlan();
    let now = first;
    const seen: Plan[] = [first, first, first];
    const undo: EditWithoutId[] = [];
    // The log: every edit that was taken, beginning with the units there were, and every fifth operation.
    const log: EditWithoutId[] = [...first.units.values()].map((unit) => ({ kind: 'put-unit', baseVersion: unit.version, unit, reason: 'test' }));
    const asked: Logged[] = [];
    const done = new Map<string, number>();
    const refused = new Map<string, number>();
    for (let step = 0; step < steps; step++) {
      const planner = step % 3;
      // Two in three times a planner has heard of what the others did.
      if (chance.below(3) > 0) seen[planner] = now;
      const mine = seen[planner] as Plan;
      const operation = chance.operation(mine);
      const result = runTopology(sceneOf(shown(mine)), operation);
      const outcome = result.ok ? taken(now, mine, result.changes) : null;
      if (!outcome) {
        const why = result.ok ? 'stale' : result.code;
        refused.set(`${operation.kind} ${why}`, (refused.get(`${operation.kind} ${why}`) ?? 0) + 1);
        continue;
      }
      now = outcome.plan;
      seen[planner] = now;
      undo.unshift(...outcome.inverses);
      log.push(...outcome.edits);
      if (result.ok && log.length % 5 === 0) asked.push({ units: JSON.stringify(shown(mine)), operation: JSON.stringify(operation), changes: JSON.stringify(result.changes) });
      done.set(operation.kind, (done.get(operation.kind) ?? 0) + 1);
      if (step % 20 === 19) expectPartition(shown(now));
    }
    expectPartition(shown(now));
    if (process.env['TOPOLOGY_STEPS']) console.log(Object.fromEntries(done), Object.fromEntries([...refused].sort()), now.units.size, [...now.units.values()].reduce((sum, { geometry }) => sum + areaOf(lonLatToMetric(geometry, crs)), 0));
    // Every operation was carried out, not only refused.
    for (const kind of ['move', 'split', 'merge', 'hole', 'reshape', 'simplify', 'buffer']) expect(done.get(kind) ?? 0, kind).toBeGreaterThan(0);
    expect(text(now)).not.toBe(text(first));
    expect(text(applied(now, undo)!.plan)).toBe(text(first));
    // As the log is read back from where it was written.
    expect(text(applied(planOf('city', []), JSON.parse(JSON.stringify(log)) as EditWithoutId[])!.plan)).toBe(text(now));
    expect(asked.length).toBeGreaterThan(steps / 40);
    asked.forEach(expectSameAnswer);
    if (process.env['TOPOLOGY_STEPS']) console.log(`replayed ${log.length} edits; asked ${asked.length} operations again`);
  }, 20_000 + 300 * steps);
});
