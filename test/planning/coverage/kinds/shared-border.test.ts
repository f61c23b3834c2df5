import { describe, expect, it } from 'vitest';
import { computePlainly } from '#planning/coverage/plain.ts';
import type { SharedBorder } from '#planning/standards/rule.ts';
import { figureOf, ruleBase } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { rectangle, scene } from '../../../support/scenes.ts';

const everywhere = rectangle(-1000, -1000, 3000, 3000);
const homes = { code: '0701' };
const shops = { code: '0901' };
const rule: SharedBorder = {
  ...ruleBase, kind: 'shared_border', unit: 'm', threshold: { comparator: '<=', value: 0, confidence: 'medium', basis: 'test' },
  border: { name: { zh: '居住', en: 'Homes' }, of: [{ layer: 'land_use', codes: ['0701'] }] }, along: { name: { zh: '商业', en: 'Shops' }, of: [{ layer: 'land_use', codes: ['09'] }] },
  nearness: { withinM: 1, confidence: 'low', basis: 'test' },
};
/** Homes of 100 × 100 m, shops of 100 × 60 m so far to the east of them. */
const beside = (apartM: number) => scene().box('land_use', 0, 0, 100, 100, homes).box('land_use', 100 + apartM, 20, 100, 60, shops);

describe('shared border', () => {
  it('is as long as the stretch no farther off than the width, round the corners too', () => {
    // They touch along 60 m, and a metre beyond either corner is still no farther than a metre.
    const figure = figureOf(beside(0).dataset(), rule, everywhere, overlay);
    expect(figure.numerator).toBeCloseTo(62, 9);
    expect(figure).toMatchObject({ denominator: null, value: figure.numerator, numeratorUnit: 'm', verdict: 'fail', extras: { landM2: 10_000 } });
    expect(figure.receipt.counted.map(({ id, role }) => [id, role])).toEqual([[1, 'border'], [2, 'along']]);
    expect(figure.receipt.counted[0].amount).toBeCloseTo(62, 9);
    // 60 cm apart: 80 cm beyond either corner.
    expect(figureOf(beside(0.6).dataset(), rule, everywhere, overlay).numerator).toBeCloseTo(61.6, 9);
    // A street of 10 m between.
    expect(figureOf(beside(10).dataset(), rule, everywhere, overlay)).toMatchObject({ numerator: 0, value: 0, verdict: 'pass' });
  });

  it('counts at the width and a millimetre less, not a millimetre more', () => {
    expect(figureOf(beside(0.999).dataset(), rule, everywhere, overlay).numerator).toBeGreaterThan(60);
    expect(figureOf(beside(1).dataset(), rule, everywhere, overlay).numerator).toBeCloseTo(60, 6);
    expect(figureOf(beside(1.001).dataset(), rule, everywhere, overlay).numerator).toBe(0);
  });

  it('counts what of it lies inside the area, along its outline too', () => {
    const city = beside(0).dataset();
    // The lower half of the homes; up to the shared border; beyond it; a place inside the homes, away from any border.
    expect(figureOf(city, rule, rectangle(0, 0, 100, 50), overlay).numerator).toBeCloseTo(31.001, 6);
    expect(figureOf(city, rule, rectangle(0, 0, 100, 100), overlay).numerator).toBeCloseTo(62, 6);
    expect(figureOf(city, rule, rectangle(101, 0, 500, 500), overlay)).toMatchObject({ numerator: 0, value: null, verdict: 'not_applicable' });
    expect(figureOf(city, rule, rectangle(10, 10, 20, 20), overlay)).toMatchObject({ numerator: 0, value: 0, verdict: 'pass' });
  });

  it('takes homes inside a commercial parcel, and holes', () => {
    const inside = scene().box('land_use', 0, 0, 100, 100, shops).box('land_use', 40, 40, 10, 20, homes).dataset();
    expect(figureOf(inside, rule, everywhere, overlay).numerator).toBeCloseTo(60, 9);
    const around = scene().add('land_use', { type: 'Polygon', coordinates: [...rectangle(0, 0, 100, 100)[0], [[40, 40], [40, 60], [60, 60], [60, 40], [40, 40]]] }, homes).box('land_use', 40, 40, 20, 20, shops).dataset();
    expect(figureOf(around, rule, everywhere, overlay).numerator).toBeCloseTo(80, 9);
  });

  it('keeps its digits on the coordinates of a real zone', () => {
    const moved = beside(0.6).moved(463_000.5, 3_846_000.25).dataset();
    const area = rectangle(463_000, 3_846_000, 90, 70);
    expect(figureOf(moved, rule, rectangle(462_000, 3_845_000, 3000, 3000), overlay).numerator).toBeCloseTo(61.6, 8);
    expect(figureOf(moved, rule, area, overlay).numerator).toBeCloseTo(computePlainly(moved, rule, area, overlay).numerator, 8);
  });

  it('is not assessed without land use', () => {
    expect(figureOf(scene().home(0, 0, 1).dataset(), rule, everywhere, overlay)).toMatchObject({ value: null, verdict: 'not_assessed', missingLayers: ['land_use'] });
  });
});
