import { describe, expect, it } from 'vitest';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { planOf } from '#planning/plan/apply-edit.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import words from '../../../client/draw/locale.ts';
import { cornerCount, nearUnits } from '../../../client/draw/tools/near-units.ts';
import { areaM2Of } from '../../../client/map/area-of.ts';
import { shapeOperation } from '../../../client/draw/tools/shape-operation.ts';
import { noShape, type ShapeState } from '../../../client/draw/tools/shape-state.ts';
import { changesOf } from '../../../client/draw/tools/unit-changes.ts';

const square = (lon: number, side = 0.001): LonLatArea => ({ type: 'Polygon', coordinates: [[[lon, 34], [lon + side, 34], [lon + side, 34 + side], [lon, 34 + side], [lon, 34]]] });
const unit = (id: string, name: string, lon: number): RenewalUnit => ({ id, name, isPriority: id === 'a', note: 'said once', geometry: square(lon), version: 3 });
const plan = planOf('city', [unit('a', '东关', 113), unit('b', '西关', 113.001), unit('far', '远处', 114)]);
const state = (change: Partial<ShapeState>): ShapeState => ({ ...noShape, unitId: 'a', toleranceM: 0.5, bufferM: 10, isMultiPart: false, makesUnit: true, ...change });
const sharing = { isShared: true, overlap: 'refuse' } as const;

describe('what a tool asks for', () => {
  it('is nothing until it is complete', () => {
    expect(shapeOperation(state({ tool: 'split', points: [[113, 34]] }), sharing, ['n'])).toBeNull();
    expect(shapeOperation(state({ tool: 'hole', points: [[113, 34], [113, 35]] }), sharing, ['n'])).toBeNull();
    expect(shapeOperation(state({ tool: 'merge' }), sharing, ['n'])).toBeNull();
    expect(shapeOperation(state({ tool: 'buffer', bufferM: 0 }), sharing, ['n'])).toBeNull();
    expect(shapeOperation(state({ tool: 'simplify', toleranceM: 0 }), sharing, ['n'])).toBeNull();
  });
  it('takes the choices about neighbours and the ids to come along', () => {
    expect(shapeOperation(state({ tool: 'reshape', points: [[113, 34], [113, 35]] }), { isShared: false, overlap: 'cut' }, [])).toMatchObject({ kind: 'reshape', options: { share: false, overlap: 'cut' } });
    expect(shapeOperation(state({ tool: 'merge', picked: ['b'], isMultiPart: true }), sharing, [])).toEqual({ kind: 'merge', unitIds: ['a', 'b'], keepId: 'a', options: { closeWidthM: 1, multiPart: true } });
    const ring = [[113, 34], [113, 35], [114, 35]] as const;
    expect(shapeOperation(state({ tool: 'hole', points: ring }), sharing, ['n'])).toMatchObject({ newId: 'n' });
    expect(shapeOperation(state({ tool: 'hole', points: ring, makesUnit: false }), sharing, ['n'])).toMatchObject({ newId: null });
  });
});

describe('what comes of it', () => {
  it('keeps the words of known units, names pieces after their unit, deletes what goes', () => {
    const changes = changesOf(plan, [{ unitId: 'a', geometry: square(113, 0.0005) }, { unitId: 'b', geometry: null }, { unitId: 'n1', geometry: square(113) }, { unitId: 'n2', geometry: square(113) }], 'a', (name, n) => `${name}-${n}`);
    expect(changes).toEqual([
      { kind: 'put-unit', unit: { id: 'a', name: '东关', isPriority: true, note: 'said once', geometry: square(113, 0.0005) } },
      { kind: 'delete-unit', unitId: 'b' },
      { kind: 'put-unit', unit: { id: 'n1', name: '东关-2', isPriority: true, note: '', geometry: square(113) } },
      { kind: 'put-unit', unit: { id: 'n2', name: '东关-3', isPriority: true, note: '', geometry: square(113) } },
    ]);
  });
  it('is counted and measured: corners of all rings, area on the ground', () => {
    expect(cornerCount(square(113))).toBe(4);
    // A thousandth of a degree each way at 34° N.
    expect(areaM2Of(square(113))).toBeCloseTo(92.36 * 110.92 * 1, -2);
    expect(nearUnits(plan, 'a').map(({ name }) => name)).toEqual(['西关']);
  });
});

describe('words', () => {
  it('say every refusal in both languages', () => {
    expect(Object.keys(words.en.shape.refused)).toEqual(Object.keys(words.zh.shape.refused));
  });
});
