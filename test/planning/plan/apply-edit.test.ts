import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, planOf, withVersion } from '#planning/plan/apply-edit.ts';
import type { Edit, EditWithoutId, Plan, RenewalUnit } from '#planning/plan/edit.ts';
import { box, polygonAt, unit } from './plan-builders.ts';

function deepFreeze<T>(value: T): T {
  if (value instanceof Map) [...value.values()].forEach(deepFreeze);
  else if (value !== null && typeof value === 'object') Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

const ids = fc.integer({ min: 0, max: 5 });
const drawn = fc.record({ n: ids, name: fc.string(), isPriority: fc.boolean(), note: fc.string(), x: fc.integer(), size: fc.integer({ min: 1, max: 900 }) })
  .map(({ n, name, isPriority, note, x, size }) => ({ ...unit(n, polygonAt(box(x % 5000, 0, size, size)), name), isPriority, note }));
const saved: fc.Arbitrary<RenewalUnit> = fc.tuple(drawn, fc.integer({ min: 1, max: 40 })).map(([fields, version]) => ({ ...fields, version }));
const plans: fc.Arbitrary<Plan> = fc.array(saved).map((units) => deepFreeze(planOf('demo', units)));

/** A wish; the version is filled in when its turn comes, sometimes wrongly. */
const wishes = fc.array(fc.record({ put: fc.option(drawn), remove: ids, isStale: fc.boolean() }), { maxLength: 30 });

function editOf(plan: Plan, wish: { put: ReturnType<typeof unit> | null; remove: number; isStale: boolean }, n: number): Edit {
  const unitId = wish.put?.id ?? unit(wish.remove, polygonAt(box(0, 0, 1, 1))).id;
  const baseVersion = (plan.units.get(unitId)?.version ?? 0) + (wish.isStale ? 1 : 0);
  const common = { id: `edit-${n}`, baseVersion, reason: 'test' };
  return wish.put ? { ...common, kind: 'put-unit', unit: wish.put } : { ...common, kind: 'delete-unit', unitId };
}

/** All that can be applied, in order, with the inverses. */
function run(start: Plan, list: readonly { put: ReturnType<typeof unit> | null; remove: number; isStale: boolean }[]) {
  let plan = start;
  const inverses: EditWithoutId[] = [];
  const applied: Edit[] = [];
  list.forEach((wish, n) => {
    const edit = editOf(plan, wish, n);
    const result = applyEdit(plan, edit);
    if (!result.ok) return;
    plan = deepFreeze(result.plan);
    inverses.push(result.inverse);
    applied.push(edit);
  });
  return { plan, inverses, applied };
}

const settings = { seed: 20260101, numRuns: 300 };

describe('applyEdit', () => {
  it('is undone to the bit by its inverses, back to front', () => {
    fc.assert(fc.property(plans, wishes, (start, list) => {
      const { plan, inverses } = run(start, list);
      const back = inverses.reduceRight((at, inverse) => {
        const result = applyEdit(at, inverse);
        if (!result.ok) throw new Error(result.refusal.code);
        return result.plan;
      }, plan);
      expect([...back.units]).toStrictEqual([...start.units]);
      expect(back.cityId).toBe(start.cityId);
    }), settings);
  });

  it('gives the same plan when the log is replayed', () => {
    fc.assert(fc.property(plans, wishes, (start, list) => {
      const { plan, applied } = run(start, list);
      const again = applied.reduce((at, edit) => {
        const result = applyEdit(at, edit);
        if (!result.ok) throw new Error(result.refusal.code);
        return result.plan;
      }, start);
      expect([...again.units]).toStrictEqual([...plan.units]);
    }), settings);
  });

  it('has an inverse whose inverse is the edit', () => {
    fc.assert(fc.property(plans, drawn, (start, put) => {
      const edit = editOf(start, { put, remove: 0, isStale: false }, 0);
      const there = applyEdit(start, edit);
      const back = there.ok ? applyEdit(there.plan, there.inverse) : null;
      expect(back?.ok && { ...back.inverse, id: edit.id }).toStrictEqual(edit);
    }), settings);
  });

  const first = unit(1, polygonAt(box(0, 0, 100, 100)));
  const plan = planOf('demo', [{ ...first, version: 7 }]);

  it('refuses what cannot be, and leaves the plan alone', () => {
    expect(applyEdit(plan, { kind: 'put-unit', baseVersion: 6, unit: first, reason: '' })).toEqual({ ok: false, refusal: { code: 'stale', unitId: first.id, currentVersion: 7 } });
    expect(applyEdit(plan, { kind: 'delete-unit', baseVersion: 8, unitId: first.id, reason: '' })).toEqual({ ok: false, refusal: { code: 'stale', unitId: first.id, currentVersion: 7 } });
    expect(applyEdit(plan, { kind: 'delete-unit', baseVersion: 1, unitId: 'nobody', reason: '' })).toEqual({ ok: false, refusal: { code: 'absent', unitId: 'nobody', currentVersion: null } });
    expect(plan.units.get(first.id)).toEqual({ ...first, version: 7 });
  });

  it('says whether the shape changed', () => {
    const renamed = applyEdit(plan, { kind: 'put-unit', baseVersion: 7, unit: { ...first, name: '新名' }, reason: '' });
    const moved = applyEdit(plan, { kind: 'put-unit', baseVersion: 7, unit: { ...first, geometry: polygonAt(box(1, 0, 100, 100)) }, reason: '' });
    expect(renamed.ok && renamed.effects).toEqual([{ kind: 'unit-changed', unitId: first.id, geometryChanged: false }]);
    expect(moved.ok && moved.effects).toEqual([{ kind: 'unit-changed', unitId: first.id, geometryChanged: true }]);
    expect(applyEdit(plan, { kind: 'delete-unit', baseVersion: 7, unitId: first.id, reason: '' })).toMatchObject({ ok: true, effects: [{ kind: 'unit-removed', unitId: first.id }] });
  });

  it('takes the version the server counted', () => {
    expect(withVersion(plan, first.id, 8).units.get(first.id)?.version).toBe(8);
    expect(withVersion(plan, 'nobody', 8)).toBe(plan);
  });
});
