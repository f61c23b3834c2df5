import { describe, expect, it } from 'vitest';
import type { CountInArea, PerPerson } from '#planning/standards/rule.ts';
import { figureOf, ruleBase } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { rectangle, scene } from '../../../support/scenes.ts';

describe('per person', () => {
  const rule: PerPerson = { ...ruleBase, kind: 'per_person', unit: 'm2_per_person', supply: { layer: 'green_space', where: { class: { in: ['G11'] } } }, threshold: { comparator: '>', value: 8, confidence: 'high', basis: 'test' } };
  const green = { class: 'G11' };

  it('divides park ground in the area, overlaps once, by the people of the area', () => {
    const city = scene().box('green_space', 0, 0, 20, 20, green).box('green_space', 10, 0, 20, 20, green).box('green_space', 90, 0, 20, 20, green).box('green_space', 0, 50, 20, 20, { class: 'XG' })
      .home(50, 50, 64).home(500, 50, 1000).dataset();
    const figure = figureOf(city, rule, rectangle(0, 0, 100, 100), overlay);
    expect([figure.numerator, figure.denominator, figure.value]).toEqual([600 + 200, 64, 12.5]);
    expect(figure.receipt.notes).toEqual(['overlaps_counted_once']);
    expect(figure.receipt.leftOut).toEqual([{ layer: 'green_space', id: 4, reason: 'wrong_class' }]);
  });

  it('compares strictly where the document says "greater than"', () => {
    const city = (people: number) => figureOf(scene().box('green_space', 0, 0, 20, 20, green).home(50, 50, people).dataset(), rule, rectangle(0, 0, 100, 100), overlay).verdict;
    expect([city(50), city(49)]).toEqual(['fail', 'pass']);
  });
});

describe('count in area', () => {
  const rule: CountInArea = {
    ...ruleBase, kind: 'count_in_area', unit: 'count', supply: { layer: 'old_community' }, minShareInside: 0.5, areaRangeM2: { min: 800_000, max: 1_200_000 },
    threshold: { comparator: '>=', value: 3, confidence: 'high', basis: 'test' },
  };
  const city = scene().box('old_community', 10, 10, 50, 50).box('old_community', -50, 100, 100, 50).box('old_community', -50.1, 200, 100, 50).box('old_community', 900, 900, 50, 50).box('old_community', 5000, 0, 50, 50).dataset();

  it('takes a community with at least half of its own ground inside', () => {
    const figure = figureOf(city, rule, rectangle(0, 0, 1000, 1000), overlay);
    expect([figure.numerator, figure.value, figure.denominator, figure.verdict]).toEqual([3, 3, null, 'pass']);
    expect(figure.receipt.counted.map(({ id, amount }) => [id, amount])).toEqual([[1, 1], [4, 1], [2, 0.5]]);
    expect(figure.receipt.leftOut).toEqual([{ layer: 'old_community', id: 3, reason: 'share_too_small' }]);
    expect(figure.extras).toEqual({ areaM2: 1_000_000 });
  });

  it('fails outside the range of sizes, ends included, and says so', () => {
    const of = (heightM: number) => figureOf(city, rule, rectangle(0, 0, 1000, heightM), overlay);
    expect([of(800).verdict, of(1200).verdict]).toEqual(['fail', 'pass']);
    expect(of(800).receipt.notes).toEqual([]);
    expect([of(1200.01).verdict, of(1200.01).receipt.notes, of(1200.01).value]).toEqual(['fail', ['area_out_of_range'], 3]);
  });
});
