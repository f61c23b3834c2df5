import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { planOf } from '#planning/plan/apply-edit.ts';
import { canonicalUnit } from '#planning/plan/canonical-unit.ts';
import { changedFields } from '#planning/plan/history/log-entry.ts';
import { takeBack } from '#planning/plan/history/take-back.ts';
import { redLineFindings } from '#planning/plan/red-line-findings.ts';
import { validate } from '#planning/plan/validate.ts';
import { compareWith, decimalOf, halfUp, numberOf, quotientOf, restOf, sumOf } from '#planning/renewal/decimal.ts';
import { derivedFigures } from '#planning/renewal/form-formulas.ts';
import { parseRedLines, redLineReadings } from '#planning/renewal/red-lines.ts';
import { renewalFaults, type RenewalFigures } from '#planning/renewal/renewal-figures.ts';
import { overlay } from '../../support/geos.ts';
import { box, contextOf, polygonAt, rules, unit } from '../plan/plan-builders.ts';

const crossed = (renewal: RenewalFigures) => redLineFindings({ renewal }, rules).map(({ id, severity, params }) => [id, severity, params['value']]);

describe('arithmetic on what was written', () => {
  it('adds and divides decimals, not doubles', () => {
    expect(numberOf(sumOf([0.1, 0.2]))).toBe(0.3);
    expect(numberOf(restOf(0.3, 0.1))).toBe(0.2);
    expect(numberOf(decimalOf(1e-7))).toBe(1e-7);
    expect(numberOf(decimalOf(1e21))).toBe(1e21);
    expect(numberOf(restOf(1, 2))).toBe(0);
    expect(quotientOf(decimalOf(1), decimalOf(0))).toBeNull();
  });
  it('rounds a half up where doubles lie below it, and compares unrounded', () => {
    // 0.35 ÷ 1 and 1.45 ÷ 1: as doubles toFixed(1) gives 0.3 and 1.4.
    expect([0.35, 1.45, 0.05, 0.449, 2.25].map((value) => halfUp(quotientOf(decimalOf(value), decimalOf(1))!, 1))).toEqual([0.4, 1.5, 0.1, 0.4, 2.3]);
    expect([[2, 10], [2.0001, 10], [1.9999, 10]].map(([a, b]) => compareWith(quotientOf(decimalOf(a!), decimalOf(b!), 100)!, 20))).toEqual([0, 1, -1]);
  });
});

describe('the form (S000 附件1 ②)', () => {
  it('reckons totals and ratios as its notes say', () => {
    const figures = { gfa_retained_renovated: 80_000, gfa_added_in_renovation: 1_200.5, gfa_demolished: 15_000, gfa_new: 27_000 };
    const derived = derivedFigures(figures);
    expect(derived).toEqual({ gfa_before: 95_000, gfa_after: 108_200.5, demolition_ratio: 15.8, rebuild_ratio: 1.8 });
    // 更新后总建筑面积=更新前总建筑面积-拆除建筑面积+新建建筑面积+改造中增加面积
    expect(derived.gfa_after).toBe(derived.gfa_before! - figures.gfa_demolished + figures.gfa_new + figures.gfa_added_in_renovation);
  });
  it('has no ratio where there is nothing to divide by, and none where a number is not stated', () => {
    expect(derivedFigures({ gfa_retained_renovated: 0, gfa_added_in_renovation: 0, gfa_demolished: 0, gfa_new: 500 })).toEqual({ gfa_before: 0, gfa_after: 500, demolition_ratio: null, rebuild_ratio: null });
    expect(derivedFigures({ gfa_demolished: 100 })).toEqual({ gfa_before: null, gfa_after: null, demolition_ratio: null, rebuild_ratio: null });
    expect(derivedFigures({ gfa_retained_renovated: 0, gfa_demolished: 100 }).demolition_ratio).toBe(100);
  });
  it('rounds half up on the decimal value (D-03)', () => {
    expect(derivedFigures({ gfa_retained_renovated: 8765, gfa_demolished: 1235, gfa_new: 2531.75 })).toMatchObject({ demolition_ratio: 12.4, rebuild_ratio: 2.1 });
  });
});

describe('red lines of 建科〔2021〕63号', () => {
  it('are warnings past 20 %, 2, 50 % and 5 %, none on the line itself, none where nothing is stated', () => {
    expect(crossed({})).toEqual([]);
    expect(redLineFindings({}, rules)).toEqual([]);
    expect(crossed({ gfa_retained_renovated: 80, gfa_demolished: 20, gfa_new: 40, local_resettlement_rate: 50, annual_rent_increase: 5 })).toEqual([]);
    expect(crossed({ gfa_retained_renovated: 75, gfa_demolished: 25, gfa_new: 51, local_resettlement_rate: 49, annual_rent_increase: 5.5 }))
      .toEqual([['red_line_demolition:unit', 'warning', 25], ['red_line_rebuild:unit', 'warning', 2.04], ['red_line_resettlement:unit', 'warning', 49], ['red_line_rent:unit', 'warning', 5.5]]);
    expect(crossed({ gfa_demolished: 100, gfa_new: 0 })).toEqual([]);
    expect(crossed({ gfa_retained_renovated: 0, gfa_demolished: 0, gfa_new: 100 })).toEqual([]);
  });
  it('leave out illegal and dangerous buildings and necessary public services', () => {
    const much = { gfa_retained_renovated: 70, gfa_demolished: 30, gfa_new: 66 };
    expect(crossed(much).map(([id]) => id)).toEqual(['red_line_demolition:unit', 'red_line_rebuild:unit']);
    expect(crossed({ ...much, gfa_demolished_excluded: 10, gfa_new_public_service: 6 })).toEqual([]);
    expect(derivedFigures({ ...much, gfa_demolished_excluded: 10 }).demolition_ratio).toBe(30);
  });
  it('show a value with the decimals that tell it from the limit, with clause and quote', () => {
    const [reading] = redLineReadings({ gfa_retained_renovated: 79_996, gfa_demolished: 20_004 }, rules.redLines);
    expect(reading).toMatchObject({ name: 'demolition', value: 20.004, isCrossed: true, line: { limit: 20, clause: '建科〔2021〕63号 一(一)' } });
    expect(reading!.line.quote).toContain('不应大于现状总建筑面积的20%');
    expect(redLineReadings({ gfa_retained_renovated: 80_004, gfa_demolished: 19_996 }, rules.redLines)[0]).toMatchObject({ value: 19.996, isCrossed: false });
  });
  it('stand in the data with source, clause and confidence; a file without them is refused', () => {
    const file = JSON.parse(readFileSync(new URL('../../../data/plan-rules.json', import.meta.url), 'utf8')) as { redLines: Record<string, Record<string, unknown>> };
    for (const line of Object.values(file.redLines)) expect(line).toMatchObject({ source: '建科〔2021〕63号', confidence: expect.stringMatching(/^(?:high|medium|low)$/) as string });
    expect(() => parseRedLines({ redLines: { ...file.redLines, rent: { limit: 5 } } })).toThrow(/redLines\.rent/);
  });
  it('travel with the other findings of a unit', () => {
    const given = { ...unit(1, polygonAt(box(0, 0, 300, 300))), renewal: { annual_rent_increase: 6 } };
    const [finding, ...more] = validate(given, contextOf(), rules, overlay);
    expect([finding?.code, finding?.params, more]).toEqual(['red_line_rent', { value: 6, limit: 5, clause: '建科〔2021〕63号 一(四)' }, []]);
  });
});

describe('figures of a unit', () => {
  it('are faulty below 0, above all sense, and where a part is more than its whole', () => {
    const faults = renewalFaults({ gfa_new: -1, gfa_demolished: 10, gfa_demolished_excluded: 11, gfa_new_public_service: 1, local_resettlement_rate: 101, annual_rent_increase: NaN });
    expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual(['gfa_new out_of_range', 'gfa_demolished_excluded above_whole', 'gfa_new_public_service above_whole', 'local_resettlement_rate out_of_range', 'annual_rent_increase out_of_range']);
    expect(renewalFaults({ gfa_demolished_excluded: 1 })).toEqual([{ field: 'gfa_demolished_excluded', code: 'whole_missing', whole: 'gfa_demolished' }]);
    expect(renewalFaults({ gfa_demolished: 0.3, gfa_demolished_excluded: 0.3, local_resettlement_rate: 100 })).toEqual([]);
  });
  it('are written in one order, and not at all where there are none; the log tells a change from another order', () => {
    const plain = unit(1, polygonAt(box(0, 0, 100, 100)));
    expect(canonicalUnit({ ...plain, renewal: {} })).not.toHaveProperty('renewal');
    const [one, other] = [{ ...plain, renewal: { gfa_new: 1, gfa_demolished: 2 } }, { ...plain, renewal: { gfa_demolished: 2, gfa_new: 1 } }];
    expect(JSON.stringify(canonicalUnit(one))).toBe(JSON.stringify(canonicalUnit(other)));
    expect(changedFields({ ...one, version: 1 }, { ...other, version: 2 })).toEqual([]);
    expect(changedFields({ ...plain, version: 1 }, { ...one, version: 2 })).toEqual(['renewal']);
  });
  it('are taken back with their edit; the name given since stays', () => {
    const before = { ...unit(1, polygonAt(box(0, 0, 100, 100))), version: 1 };
    const stated = { ...before, renewal: { gfa_new: 1 }, version: 2 };
    const now = { ...stated, name: '改名', version: 3 };
    const entry = (seq: number, id: string, from: typeof before, to: typeof before) => ({ seq, id, unitId: before.id, version: to.version, reason: '', how: null, reverts: null, author: '', at: '', before: from, after: to });
    const log = [entry(1, 'a', before, stated), entry(2, 'b', stated, now)];
    const result = takeBack(log, 'a', planOf('city', [now]));
    expect(result).toMatchObject({ ok: true, changes: [{ kind: 'put-unit', baseVersion: 3, unit: { name: '改名' } }] });
    expect(JSON.stringify(result)).not.toContain('renewal');
    expect(takeBack(log, 'b', planOf('city', [now]))).toMatchObject({ ok: true, changes: [{ unit: { name: '单元1', renewal: { gfa_new: 1 } } }] });
  });
});
