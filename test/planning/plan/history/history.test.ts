import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, planOf, withVersion } from '#planning/plan/apply-edit.ts';
import { changedUnit, changesOf, type Edit, type Plan, type RenewalUnit } from '#planning/plan/edit.ts';
import { blame } from '#planning/plan/history/blame.ts';
import type { LogEntry } from '#planning/plan/history/log-entry.ts';
import { takeBack } from '#planning/plan/history/take-back.ts';
import { box, polygonAt, unit } from '../plan-builders.ts';

/** A server in a few lines: applies, counts versions, writes the log. */
class Ledger {
  plan: Plan = planOf('demo', []);
  readonly log: LogEntry[] = [];
  readonly versions = new Map<string, number>();

  take(edit: Edit): void {
    const changes = changesOf(edit).map((change) => ({ ...change, baseVersion: this.plan.units.get(changedUnit(change))?.version ?? 0 }));
    const result = applyEdit(this.plan, { kind: 'change-units', changes, reason: edit.reason });
    if (!result.ok) return;
    const before = this.plan;
    this.plan = result.plan;
    for (const id of changes.map(changedUnit)) {
      const version = (this.versions.get(id) ?? 0) + 1;
      this.versions.set(id, version);
      this.plan = withVersion(this.plan, id, version);
      this.log.push({ seq: this.log.length + 1, id: edit.id, unitId: id, version, reason: edit.reason, how: edit.how ?? null, reverts: edit.reverts ?? null, before: before.units.get(id) ?? null, after: this.plan.units.get(id) ?? null, author: '规划师', at: '2026-01-01T00:00:00Z' });
    }
  }
  put(id: string, ...units: readonly Omit<RenewalUnit, 'version'>[]): void {
    this.take({ id, kind: 'change-units', reason: id, changes: units.map((one) => ({ kind: 'put-unit', baseVersion: 0, unit: one })) });
  }
  remove(id: string, unitId: string): void { this.take({ id, kind: 'delete-unit', baseVersion: 0, unitId, reason: id }); }
  back(editId: string) {
    const result = takeBack(this.log, editId, this.plan);
    if (result.ok) this.take({ id: `back ${editId}`, kind: 'change-units', reason: '', reverts: editId, changes: result.changes });
    return result;
  }
}

const a = unit(1, polygonAt(box(0, 0, 128, 128)), '甲');
const b = unit(2, polygonAt(box(128, 0, 128, 128)), '乙');
const content = (ledger: Ledger) => [...ledger.plan.units.values()].map(({ version: _, ...fields }) => fields);

describe('taking one edit back', () => {
  it('leaves what others did since in other fields', () => {
    const ledger = new Ledger();
    ledger.put('draw', a);
    ledger.put('move', { ...a, geometry: polygonAt(box(0, 0, 100, 128)) });
    ledger.put('rename', { ...a, geometry: polygonAt(box(0, 0, 100, 128)), name: '新名' });
    expect(ledger.back('move')).toMatchObject({ ok: true });
    expect(content(ledger)).toEqual([{ ...a, name: '新名' }]);
    expect(ledger.back('move')).toMatchObject({ ok: false, code: 'later', by: { id: 'back move' }, fields: ['geometry'] });
  });

  it('is refused where a later edit stands on it, and names that edit', () => {
    const ledger = new Ledger();
    ledger.put('draw', a);
    ledger.put('first', { ...a, name: '一' });
    ledger.put('second', { ...a, name: '二' });
    expect(ledger.back('first')).toMatchObject({ ok: false, code: 'later', by: { id: 'second' }, fields: ['name'] });
    expect(ledger.back('draw')).toMatchObject({ ok: false, code: 'later', by: { id: 'second' }, fields: ['existence'] });
    expect(content(ledger)).toEqual([{ ...a, name: '二' }]);
  });

  it('takes every unit of the edit or none', () => {
    const ledger = new Ledger();
    ledger.put('draw', a, b);
    ledger.put('border', { ...a, geometry: polygonAt(box(0, 0, 100, 128)) }, { ...b, geometry: polygonAt(box(100, 0, 156, 128)) });
    ledger.put('elsewhere', { ...b, geometry: polygonAt(box(100, 0, 200, 128)) });
    expect(ledger.back('border')).toMatchObject({ ok: false, code: 'later', unitId: b.id, by: { id: 'elsewhere' } });
    ledger.back('elsewhere');
    expect(ledger.back('border')).toMatchObject({ ok: true });
    expect(content(ledger)).toEqual([a, b]);
  });

  it('brings back what was deleted and deletes what was drawn', () => {
    const ledger = new Ledger();
    ledger.put('draw', a);
    ledger.remove('remove', a.id);
    expect(ledger.back('draw')).toMatchObject({ ok: false, by: { id: 'remove' } });
    ledger.back('remove');
    expect(content(ledger)).toEqual([a]);
    ledger.put('draw b', b);
    ledger.back('draw b');
    expect(content(ledger)).toEqual([a]);
  });

  it('of the newest edit is the state before it, whatever came before', () => {
    const wish = fc.record({ n: fc.nat(2), x: fc.integer({ min: 0, max: 900 }), name: fc.constantFrom('一', '二', '三'), isGone: fc.boolean() });
    fc.assert(fc.property(fc.array(wish, { minLength: 1, maxLength: 12 }), (wishes) => {
      const ledger = new Ledger();
      let before = content(ledger);
      wishes.forEach(({ n, x, name, isGone }, i) => {
        const drawn = unit(n, polygonAt(box(x, 0, 50, 50)), name);
        const [count, was] = [ledger.log.length, content(ledger)];
        if (isGone) ledger.remove(`e${i}`, drawn.id);
        else ledger.put(`e${i}`, drawn);
        if (ledger.log.length > count) before = was;
      });
      const last = ledger.log[ledger.log.length - 1];
      if (!last) return;
      const result = ledger.back(last.id);
      expect(result.ok || result.code).not.toBe('later');
      expect(content(ledger)).toEqual(before);
    }), { seed: 20261122, numRuns: 200 });
  });
});

describe('blame', () => {
  it('gives every edge to the edit since which it is there', () => {
    const ledger = new Ledger();
    ledger.put('draw', a);
    const [p, q, r, s] = (a.geometry.coordinates as number[][][])[0] as [number[], number[], number[], number[]];
    const corner = [r[0] as number + 0.001, r[1] as number];
    ledger.put('move', { ...a, geometry: { type: 'Polygon', coordinates: [[p, q, corner, s, p]] } });
    ledger.put('rename', { ...a, name: '新', geometry: { type: 'Polygon', coordinates: [[p, q, corner, s, p]] } });
    expect(blame(ledger.log).map(({ entry, line }) => [entry.id, line])).toEqual([['draw', [p, q]], ['move', [q, corner, s]], ['draw', [s, p]]]);
    ledger.put('turn', { ...a, geometry: { type: 'Polygon', coordinates: [[p, s, corner, q, p]] } });
    expect(blame(ledger.log).map(({ entry, line }) => [entry.id, line])).toEqual([['draw', [p, s]], ['move', [s, corner, q]], ['draw', [q, p]]]);
    ledger.put('back', a);
    expect(blame(ledger.log).map(({ entry }) => entry.id)).toEqual(['draw', 'back', 'draw']);
    ledger.remove('remove', a.id);
    expect(blame(ledger.log)).toEqual([]);
  });
});
