import { describe, expect, it } from 'vitest';
import type { CircleCompleteness, PeopleWithinRadius } from '#planning/standards/rule.ts';
import { figureOf, ruleBase } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { rectangle, scene, type Scene } from '../../../support/scenes.ts';

const everywhere = rectangle(-10_000, -10_000, 20_000, 20_000);
const rule: PeopleWithinRadius = { ...ruleBase, kind: 'people_within_radius', unit: 'rate', supply: [{ layer: 'school', where: { type: { in: ['kindergarten'] } }, radiusM: 300 }] };
const kindergarten = { type: 'kindergarten' };

/** Homes along the x axis with 1, 2, 4, 8 … people: the numerator says exactly who was reached. */
const homesAt = (places: readonly (readonly [number, number])[], start: Scene = scene()): Scene => places.reduce((city, [x, y], i) => city.home(x, y, 2 ** i), start);

describe('people within radius', () => {
  it('reaches at R and R − 1 mm and not at R + 1 mm, in every direction', () => {
    const city = homesAt([[300, 0], [299.999, 0], [300.001, 0], [180, 240], [-180, -240.001], [0, -300], [0, 300.001]]).point('school', 0, 0, kindergarten).dataset();
    expect(figureOf(city, rule, everywhere, overlay).numerator).toBe(1 + 2 + 8 + 32);
  });

  it('does so on the coordinates of a real zone', () => {
    const city = homesAt([[300, 0], [299.999, 0], [300.001, 0], [180, 240]]).point('school', 0, 0, kindergarten).moved(463_000, 3_846_000).dataset();
    expect(figureOf(city, rule, rectangle(460_000, 3_840_000, 10_000, 10_000), overlay).numerator).toBe(1 + 2 + 8);
  });

  it('measures to the edge of a polygon, and is at distance 0 inside it', () => {
    const city = homesAt([[50, 50], [400, 50], [400.001, 50], [100 + 180, 100 + 240]]).box('school', 0, 0, 100, 100, kindergarten).dataset();
    expect(figureOf(city, rule, everywhere, overlay).numerator).toBe(1 + 2 + 8);
  });

  it('counts a home by the centroid of its building, edge of the area included', () => {
    const city = homesAt([[0, 50], [100, 100], [-0.001, 50], [50, 50], [100.001, 50]]).point('school', 50, 50, kindergarten).dataset();
    expect(figureOf(city, rule, rectangle(0, 0, 100, 100), overlay).denominator).toBe(1 + 2 + 8);
  });

  it('takes the area centroid, not the mean of corners', () => {
    const lShape = [[0, 0], [300, 0], [300, 10], [10, 10], [10, 100], [0, 100], [0, 0]] as const;
    // Two rectangles: 300 × 10 with centre (150, 5) and 10 × 90 with centre (5, 55): x = (3000·150 + 900·5) / 3900.
    const x = (3000 * 150 + 900 * 5) / 3900;
    const city = (stopX: number) => scene().add('building', { type: 'Polygon', coordinates: [lShape] }, { people: 1 }).point('school', stopX, (3000 * 5 + 900 * 55) / 3900, kindergarten).dataset();
    expect(figureOf(city(x + 299.999), rule, everywhere, overlay).numerator).toBe(1);
    expect(figureOf(city(x + 300.001), rule, everywhere, overlay).numerator).toBe(0);
  });

  it('gives each facility the people it is the nearest for, and lists those without', () => {
    const city = homesAt([[0, 0], [90, 0], [500, 0], [5000, 0]]).point('school', 0, 10, kindergarten).point('school', 100, 0, kindergarten).point('school', 300, 0, { type: 'high' }).dataset();
    const { receipt, numerator, denominator } = figureOf(city, rule, everywhere, overlay);
    expect([numerator, denominator]).toEqual([1 + 2, 15]);
    expect(receipt.counted).toEqual([{ layer: 'school', id: 6, amount: 2, role: 'school' }, { layer: 'school', id: 5, amount: 1, role: 'school' }]);
    expect(receipt.uncovered).toEqual([{ layer: 'building', id: 4, amount: 8, role: 'home' }, { layer: 'building', id: 3, amount: 4, role: 'home' }]);
    expect(receipt.leftOut).toEqual([{ layer: 'school', id: 7, reason: 'wrong_class' }]);
    expect(receipt.quadrantSegments).toBeNull();
  });

  it('is not assessed where nobody was counted, not applicable where nobody lives', () => {
    const uncounted = figureOf(scene().box('building', 0, 0, 10, 10).point('school', 0, 0, kindergarten).dataset(), rule, everywhere, overlay);
    expect([uncounted.verdict, uncounted.value, uncounted.missingLayers, uncounted.receipt.notes]).toEqual(['not_assessed', null, ['population'], ['people_missing']]);
    const empty = figureOf(homesAt([[0, 0]]).point('school', 0, 0, kindergarten).dataset(), rule, rectangle(500, 500, 10, 10), overlay);
    expect([empty.verdict, empty.value, empty.numerator]).toEqual(['not_applicable', null, 0]);
  });
});

describe('circle completeness', () => {
  const name = { zh: '类', en: 'category' };
  const circle: CircleCompleteness = {
    ...ruleBase, kind: 'circle_completeness', unit: 'rate', threshold: { comparator: '>', value: 0.25, confidence: 'low', basis: 'test' },
    categories: [
      { id: 'bus', name, supply: [{ layer: 'bus_stop', radiusM: 500 }] },
      { id: 'food', name, supply: [{ layer: 'commerce_poi', where: { type: { in: ['market', 'supermarket'] } }, radiusM: 300 }] },
      { id: 'barber', name, supply: [{ layer: 'commerce_poi', where: { type: { in: ['barber'] } }, radiusM: 300 }] },
    ],
  };
  /** Home 1 has all three, 2 has bus and food, 4 has bus only, 8 has none. */
  const city = homesAt([[0, 0], [-200, 0], [-450, 0], [3000, 0]])
    .point('bus_stop', 0, 0).point('commerce_poi', 50, 0, { type: 'market' }).point('commerce_poi', 250, 0, { type: 'barber' }).point('commerce_poi', 60, 0, { type: 'bank' });

  it('counts who has every category, the mean share of categories, and each category', () => {
    const { numerator, denominator, extras, verdict } = figureOf(city.dataset(), circle, everywhere, overlay);
    expect([numerator, denominator, verdict]).toEqual([1, 15, 'fail']);
    expect(extras['meanShare']).toBeCloseTo((1 * 3 + 2 * 2 + 4 * 1) / (3 * 15), 15);
    expect(extras['category:bus']).toBe(7 / 15);
    expect(extras['category:food']).toBe(3 / 15);
    expect(extras['category:barber']).toBe(1 / 15);
  });

  it('leaves out only what serves no category', () => {
    const { receipt } = figureOf(city.dataset(), circle, everywhere, overlay);
    expect(receipt.leftOut).toEqual([{ layer: 'commerce_poi', id: 8, reason: 'wrong_class' }]);
    expect(receipt.counted.map(({ id, role, amount }) => [id, role, amount])).toEqual([[5, 'bus', 7], [6, 'food', 3], [7, 'barber', 1]]);
    expect(receipt.uncovered.map(({ amount }) => amount)).toEqual([8, 4, 2]);
  });

  it('is not assessed when the layer of one category is missing', () => {
    const figure = figureOf(city.without(({ layer }) => layer === 'bus_stop').dataset(), circle, everywhere, overlay);
    expect([figure.verdict, figure.missingLayers]).toEqual(['not_assessed', ['bus_stop']]);
  });
});
