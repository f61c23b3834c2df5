import { describe, expect, it } from 'vitest';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { newId } from '../../../client/units/plan.ts';
import { changedFields } from '#planning/plan/history/log-entry.ts';
import { orderUnits } from '../../../client/units/unit-list.tsx';
import { unitStatus } from '../../../client/units/unit-status.ts';
import { standingColours, standingOf, unitFeatures, unitsOverlay, unitSubtitle, type UnitOnMap } from '../../../client/units/units-overlay.ts';

const ring = [[113, 34], [113.01, 34], [113.01, 34.01], [113, 34.01], [113, 34]];
const unit = (id: string, name: string, isPriority = false): RenewalUnit => ({ id, name, isPriority, note: '', version: 1, geometry: { type: 'Polygon', coordinates: [ring] } });
const item = (id: string, name: string, extra: Partial<UnitOnMap> = {}, isPriority = false): UnitOnMap => ({ unit: unit(id, name, isPriority), areaM2: 157_000, figures: { state: 'computed', pass: 12, fail: 0, other: 1 }, isBlocked: false, ...extra });

describe('a unit on the map', () => {
  it('stands by its verdicts, and openly when there are none', () => {
    expect(standingOf(null)).toBe('open');
    expect(standingOf({ state: 'computed', pass: 0, fail: 0, other: 9 })).toBe('open');
    expect(standingOf({ state: 'computed', pass: 9, fail: 1, other: 0 })).toBe('fail');
    expect(standingOf({ state: 'verified', pass: 9, fail: 0, other: 0 })).toBe('pass');
  });
  it('has an area and a two-line label, and neither while it is being edited', () => {
    const features = unitFeatures([item('a', '东关', {}, true)], null, 'a', 'zh').features;
    expect(features.map(({ properties }) => properties?.['role'])).toEqual(['area', 'label']);
    expect(features[1]?.properties).toMatchObject({ name: '★ 东关', sub: '15.70 公顷 · ✓12 !0', selected: true });
    expect(unitFeatures([item('a', '东关')], 'a', null, 'zh').features).toEqual([]);
    expect(unitSubtitle({ areaM2: null, figures: null }, 'zh')).toBe('');
  });
  it('tells what falls short by its dash as well as by its colour', () => {
    const layers = unitsOverlay({ type: 'FeatureCollection', features: [] }, 'light').layers;
    const dashed = layers.filter((layer) => layer.type === 'line' && layer.paint?.['line-dasharray'] !== undefined).map(({ id }) => id);
    expect(dashed).toEqual(['units-line-fail']);
    expect(new Set(Object.values(standingColours.light)).size).toBe(3);
  });
});

describe('the list of units', () => {
  const items = [item('a', '单元 10'), item('b', '单元 2', { areaM2: 900_000 }), item('c', '重点', { areaM2: 1, figures: { state: 'computed', pass: 0, fail: 3, other: 0 } }, true)];
  it('has priority units first, numbers in names in their order', () => {
    expect(orderUnits(items, 'name', '').map(({ unit: { id } }) => id)).toEqual(['c', 'b', 'a']);
    expect(orderUnits(items, 'area', '单元').map(({ unit: { id } }) => id)).toEqual(['b', 'a']);
    expect(orderUnits(items, 'fail', '没有')).toEqual([]);
  });
  it('says where a unit stands between screen and server', () => {
    const saved = { cityId: 'x', units: new Map([['a', unit('a', 'A')]]) };
    const none = { pending: [], blocked: new Map(), plan: saved, saved };
    expect(unitStatus(none, 'a')).toEqual({ kind: 'saved', version: 1 });
    const edit = { id: 'e', kind: 'delete-unit' as const, baseVersion: 1, unitId: 'a', reason: '' };
    expect(unitStatus({ ...none, pending: [{ edit, bases: {}, isSent: false }] }, 'a')).toEqual({ kind: 'pending' });
    expect(unitStatus({ ...none, blocked: new Map([['a', { kind: 'conflict' as const, edit, bases: {}, conflicts: [] }]]) }, 'a')).toEqual({ kind: 'conflict' });
  });
});

describe('the history of a unit', () => {
  it('names the fields that changed', () => {
    const before = { name: 'A', isPriority: false, note: '', geometry: unit('a', 'A').geometry } as never;
    expect(changedFields(before, { ...(before as object), name: 'B', note: 'x' } as never)).toEqual(['name', 'note']);
    expect(changedFields(null, before)).toEqual([]);
  });
});

describe('a new id', () => {
  it('is a version 4 UUID', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId()).not.toBe(newId());
  });
});
