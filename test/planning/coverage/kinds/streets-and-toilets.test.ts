import { describe, expect, it } from 'vitest';
import type { ClassAtPlace, Density, StreetLengthWithinRadius } from '#planning/standards/rule.ts';
import { figureOf, ruleBase } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { rectangle, scene } from '../../../support/scenes.ts';

const everywhere = rectangle(-10_000, -10_000, 20_000, 20_000);

describe('street length within radius', () => {
  const rule: StreetLengthWithinRadius = {
    ...ruleBase, kind: 'street_length_within_radius', unit: 'rate', supply: [{ layer: 'public_toilet', radiusM: 300 }],
    demand: [{ layer: 'road', where: { class: { in: ['arterial', 'secondary'] } } }, { layer: 'road', where: { is_commercial: { in: [true] } } }],
  };
  const arterial = { class: 'arterial' };

  it('cuts a street with an exact disc: the chord at 180 m from the centre of a 300 m disc is 480 m', () => {
    const figure = figureOf(scene().line('road', [[-1000, 180], [1000, 180]], arterial).point('public_toilet', 0, 0).dataset(), rule, everywhere, overlay);
    expect(figure.numerator).toBeCloseTo(2 * Math.sqrt(300 ** 2 - 180 ** 2), 9);
    expect(figure.denominator).toBe(2000);
    expect(figure.receipt.quadrantSegments).toBeNull();
  });

  it('unites discs along a street: 0…300 and 400…1000 of discs at 0, 700', () => {
    const figure = figureOf(scene().line('road', [[0, 0], [600, 0], [2000, 0]], arterial).point('public_toilet', 0, 0).point('public_toilet', 700, 0).point('public_toilet', 690, 0).dataset(), rule, everywhere, overlay);
    expect(figure.numerator).toBeCloseTo(300 + 610, 9);
  });

  it('selects a street that any one selector means, once', () => {
    const city = scene().line('road', [[0, 0], [1, 0]], { class: 'arterial', is_commercial: true }).line('road', [[0, 1], [2, 1]], { class: 'alley', is_commercial: true })
      .line('road', [[0, 2], [4, 2]], { class: 'secondary' }).line('road', [[0, 3], [8, 3]], { class: 'branch' }).point('public_toilet', 0, 0).dataset();
    expect(figureOf(city, rule, everywhere, overlay).denominator).toBe(1 + 2 + 4);
  });

  it('clips streets to the area and lets a toilet outside serve', () => {
    const figure = figureOf(scene().line('road', [[-500, 50], [500, 50]], arterial).point('public_toilet', 200, 50).dataset(), rule, rectangle(0, 0, 100, 100), overlay);
    expect([figure.numerator, figure.denominator]).toEqual([100, 100]);
  });

  it('counts a street that runs along the edge of the area', () => {
    const figure = figureOf(scene().line('road', [[0, 0], [100, 0]], arterial).point('public_toilet', 0, 0).dataset(), rule, rectangle(0, 0, 100, 100), overlay);
    expect(figure.denominator).toBe(100);
  });

  it('lists the missing lengths', () => {
    const { receipt } = figureOf(scene().line('road', [[0, 0], [1000, 0]], arterial).point('public_toilet', 0, 0).point('public_toilet', 0, 5000).dataset(), rule, everywhere, overlay);
    expect(receipt.uncovered).toEqual([{ layer: 'road', id: 1, amount: 700, role: 'demand' }]);
    expect(receipt.counted.map(({ layer, id }) => [layer, id])).toEqual([['road', 1], ['public_toilet', 2]]);
    expect(receipt.leftOut).toEqual([{ layer: 'public_toilet', id: 3, reason: 'out_of_reach' }]);
  });
});

describe('density', () => {
  const rule: Density = {
    ...ruleBase, kind: 'density', unit: 'per_km2', supply: { layer: 'public_toilet', where: { status: { in: ['in_use'], absent: true } } },
    threshold: { comparator: '>=', value: 4, infoAbove: 7, confidence: 'high', basis: 'test' },
  };
  const city = [[0, 0], [1000, 500], [500, 500], [999, 999], [1000.001, 5]].reduce((each, [x, y]) => each.point('public_toilet', x, y), scene()).point('public_toilet', 1, 1, { status: 'planned' });

  it('divides points in the area, its edge included, by its km²', () => {
    const figure = figureOf(city.dataset(), rule, rectangle(0, 0, 1000, 1000), overlay);
    expect([figure.numerator, figure.denominator, figure.value, figure.verdict]).toEqual([4, 1, 4, 'pass']);
    expect(figure.threshold).toEqual({ comparator: '>=', value: 4, infoAbove: 7, confidence: 'high' });
    expect(figure.receipt.leftOut).toEqual([{ layer: 'public_toilet', id: 6, reason: 'planned' }]);
  });

  it('fails just below, on the unrounded value', () => {
    expect(figureOf(city.dataset(), rule, rectangle(0, 0, 1000, 1000.0001), overlay).verdict).toBe('fail');
  });
});

describe('class at place', () => {
  const name = { zh: '处', en: 'place' };
  const rule: ClassAtPlace = {
    ...ruleBase, kind: 'class_at_place', unit: 'rate', supply: { layer: 'public_toilet' }, classAttribute: 'class', classOrder: ['I', 'II', 'III'], contextAttribute: 'siting_context',
    contexts: [
      { id: 'park', name, requires: 'I', near: [{ layer: 'green_space', radiusM: 0 }] }, { id: 'scenic_area', name, requires: 'I', near: [] },
      { id: 'main_arterial', name, requires: 'II', near: [{ layer: 'road', where: { class: { in: ['arterial'] } }, radiusM: 50 }] }, { id: 'other', name, requires: 'III', near: [] },
    ],
  };
  const city = scene().box('green_space', 0, 0, 100, 100, { class: 'G11' }).line('road', [[0, 120], [1000, 120]], { class: 'arterial' });
  const toilet = (x: number, y: number, attributes: Record<string, unknown>, extra = city) => figureOf(extra.point('public_toilet', x, y, attributes).dataset(), rule, everywhere, overlay);

  it('demands by place: the first context that holds, in the park (edge included) before by the arterial', () => {
    expect(toilet(100, 100, { class: 'II' }).value).toBe(0);
    expect(toilet(100, 100, { class: 'I' }).value).toBe(1);
    expect(toilet(500, 70, { class: 'II' }).value).toBe(1);
    expect(toilet(500, 70, { class: 'III' }).value).toBe(0);
    expect(toilet(500, 69.999, { class: 'III' }).value).toBe(1);
  });

  it('lets a stated context win over geometry, and a better class meet a lesser demand', () => {
    expect(toilet(50, 50, { class: 'III', siting_context: 'other' }).value).toBe(1);
    expect(toilet(5000, 5000, { class: 'II', siting_context: 'scenic_area' }).value).toBe(0);
    expect(toilet(5000, 5000, { class: 'I' }).value).toBe(1);
  });

  it('keeps a toilet of unknown class in the denominator', () => {
    const figure = figureOf(city.point('public_toilet', 5000, 5000).point('public_toilet', 5000, 5001, { class: 'III' }).point('public_toilet', 50, 50, { class: 'III' }).dataset(), rule, everywhere, overlay);
    expect([figure.numerator, figure.denominator]).toEqual([1, 3]);
    expect(figure.receipt.leftOut.map(({ id, reason }) => [id, reason])).toEqual([[3, 'class_unknown'], [5, 'class_too_low']]);
    expect(figure.extras).toEqual({ 'context:other': 2, 'context:park': 1 });
  });

  it('needs the layers of places only where a toilet does not state its own', () => {
    expect(toilet(0, 0, { class: 'I', siting_context: 'park' }, scene()).value).toBe(1);
    const unknown = toilet(0, 0, { class: 'I' }, scene());
    expect([unknown.verdict, unknown.missingLayers]).toEqual(['not_assessed', ['green_space', 'road']]);
  });
});
