import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { firstOf } from '#planning/coverage/first-of.ts';
import { overlay } from '../../support/geos.ts';
import { randomScene } from '../../support/random-scene.ts';
import { allRuleSets } from '../../support/rule-sets.ts';
import { seeded } from '../../support/scenes.ts';

describe('the first of a list', () => {
  it('are those that a stable sort of all of it puts first', () => {
    const random = seeded(11);
    for (let round = 0; round < 400; round++) {
      const list = Array.from({ length: Math.floor(random() * 60) }, (_, place) => ({ amount: Math.floor(random() * 8), place }));
      const [limit, before] = [Math.floor(random() * 12), [...list]];
      const order = (a: { amount: number }, b: { amount: number }): number => b.amount - a.amount;
      expect(firstOf(list, order, limit), `round ${round}`).toEqual([...list].sort(order).slice(0, limit));
      expect(list, 'the list itself').toEqual(before);
    }
  });

  it('are all of it, in order, when it is no longer than that', () => {
    expect(firstOf([3, 1, 2], (a, b) => a - b, 3)).toEqual([1, 2, 3]);
    expect(firstOf([3, 1, 2], (a, b) => a - b, Number.MAX_SAFE_INTEGER)).toEqual([1, 2, 3]);
    expect(firstOf([], (a: number, b: number) => a - b, 0)).toEqual([]);
  });
});

describe('a receipt that is cut', () => {
  it('has the figure and the totals of the whole one, and begins as it does', () => {
    const edges = { marginM: 10, maxDataAgeYears: 5, asOf: '2026-01-01' };
    for (const seed of [3, 14, 15]) {
      const { dataset, area } = randomScene(seed);
      const engine = createCoverageEngine(dataset, allRuleSets(), overlay);
      const whole = engine.figuresOfMetric(area, { edges, listLimit: Number.MAX_SAFE_INTEGER });
      const cut = engine.figuresOfMetric(area, { edges, listLimit: 2 });
      engine.dispose();
      const expected = whole.map(({ receipt, robustness, ...figure }) => ({
        ...figure, robustness: robustness && { ...robustness, edges: robustness.edges.slice(0, 2) },
        receipt: { ...receipt, counted: receipt.counted.slice(0, 2), leftOut: receipt.leftOut.slice(0, 2), uncovered: receipt.uncovered.slice(0, 2) },
      }));
      expect(cut).toEqual(expected);
      expect(cut.some(({ receipt, robustness }) => receipt.uncoveredTotal > 2 && (robustness?.edgesTotal ?? 0) > 2), `something to cut in scene ${seed}`).toBe(true);
    }
  });
});
