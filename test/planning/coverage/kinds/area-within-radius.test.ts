import { describe, expect, it } from 'vitest';
import type { AreaWithinRadius } from '#planning/standards/rule.ts';
import { figureOf, ruleBase } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { rectangle, scene } from '../../../support/scenes.ts';

/** 300 m is stated here on its own: a wrong constant in the code must not agree with itself. */
const rule: AreaWithinRadius = {
  ...ruleBase, kind: 'area_within_radius', unit: 'rate', demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'bus_stop', radiusM: 300 }],
  threshold: { comparator: '>=', value: 0.8, confidence: 'low', basis: 'test' },
};
const everywhere = rectangle(-10_000, -10_000, 20_000, 20_000);
/** A circle of radius r drawn with 32 segments a quarter is a 128-gon: area ½ · 128 · r² · sin(2π/128). */
const polygonOf128 = (r: number): number => 64 * r * r * Math.sin(Math.PI / 64);
const relative = (value: number | null, expected: number): number => Math.abs((value ?? NaN) / expected - 1);

describe('area within radius', () => {
  it('covers of one big parcel exactly the 128-gon around a stop', () => {
    const figure = figureOf(scene().box('land_use', -500, -500, 1000, 1000, { code: '0701' }).point('bus_stop', 0, 0).dataset(), rule, everywhere, overlay);
    expect(relative(figure.numerator, polygonOf128(300))).toBeLessThan(1e-9);
    expect(figure.denominator).toBe(1_000_000);
    expect(figure.value).toBe(figure.numerator! / figure.denominator!);
    expect(figure.verdict).toBe('fail');
    expect(figure.receipt.quadrantSegments).toBe(32);
  });

  it('surrounds a square park with a band and four quarter circles', () => {
    const park = scene().box('land_use', -1000, -1000, 2000, 2000, { code: '0701' }).box('green_space', -50, -50, 100, 100, { class: 'G11' });
    const figure = figureOf(park.dataset(), { ...rule, supply: [{ layer: 'green_space', radiusM: 300 }] }, everywhere, overlay);
    expect(relative(figure.numerator, 100 * 100 + 4 * 100 * 300 + polygonOf128(300))).toBeLessThan(1e-9);
  });

  it('does not add two buffers where they overlap', () => {
    const stops = scene().box('land_use', -1000, -1000, 2000, 2000, { code: '0701' }).point('bus_stop', 0, 0).point('bus_stop', 0, 0).point('bus_stop', 700, 0);
    expect(relative(figureOf(stops.dataset(), rule, everywhere, overlay).numerator, 2 * polygonOf128(300))).toBeLessThan(1e-9);
  });

  it('sums over parcels, of power-of-two sizes, exactly those wholly in reach', () => {
    let city = scene().point('bus_stop', 0, 0);
    [1, 2, 4, 8].forEach((m2, i) => { city = city.box('land_use', i < 2 ? 0 : 5000, 10 * i, m2, 1, { code: '0701' }); });
    const figure = figureOf(city.dataset(), rule, everywhere, overlay);
    expect([figure.numerator, figure.denominator]).toEqual([1 + 2, 1 + 2 + 4 + 8]);
  });

  it('clips demand to the area and never supply: a stop outside still serves', () => {
    const city = scene().box('land_use', 0, 0, 200, 100, { code: '0701' }).point('bus_stop', 210, 50).dataset();
    const figure = figureOf(city, rule, rectangle(0, 0, 100, 100), overlay);
    expect([figure.numerator, figure.denominator, figure.value]).toEqual([10_000, 10_000, 1]);
    expect(figure.verdict).toBe('pass');
    expect(figure.receipt.counted).toEqual([{ layer: 'land_use', id: 1, amount: 10_000, role: 'demand' }, { layer: 'bus_stop', id: 2, amount: null, role: 'bus_stop' }]);
  });

  it('counts ground under two parcels once and says so', () => {
    const city = scene().box('land_use', 0, 0, 100, 100, { code: '0701' }).box('land_use', 50, 0, 100, 100, { code: '0701' }).box('land_use', 60, 10, 20, 20, { code: '0701' }).point('bus_stop', 75, 50);
    const figure = figureOf(city.dataset(), rule, everywhere, overlay);
    expect([figure.numerator, figure.denominator]).toEqual([15_000, 15_000]);
    expect(figure.receipt.notes).toContain('overlaps_counted_once');
  });

  it('takes land-use codes by prefix and unpads them', () => {
    const city = scene().box('land_use', 0, 0, 1, 1, { code: '0701' }).box('land_use', 2, 0, 2, 1, { code: '070102' }).box('land_use', 5, 0, 4, 1, { code: '070100' })
      .box('land_use', 10, 0, 8, 1, { code: '0702' }).box('land_use', 20, 0, 16, 1, { code: '07' }).box('land_use', 40, 0, 32, 1).point('bus_stop', 0, 0);
    expect(figureOf(city.dataset(), rule, everywhere, overlay).denominator).toBe(1 + 2 + 4);
  });

  it('gives each tier its own radius by size, lower bound included, upper not', () => {
    const tiers: AreaWithinRadius = { ...rule, supply: [{ id: 'large', layer: 'green_space', minAreaM2: 5000, radiusM: 500 }, { id: 'small', layer: 'green_space', minAreaM2: 2000, maxAreaM2Exclusive: 5000, radiusM: 300 }] };
    const parcelAt400 = (parkM2: number) => figureOf(scene().box('green_space', 0, 0, 50, parkM2 / 50, { class: 'G11' }).box('land_use', 450, 0, 10, 10, { code: '0701' }).dataset(), tiers, everywhere, overlay);
    expect(parcelAt400(5000).value).toBe(1);
    expect(parcelAt400(5000).receipt.counted.map(({ role }) => role)).toEqual(['demand', 'large']);
    expect(parcelAt400(4999).value).toBe(0);
    expect(parcelAt400(4999).receipt.leftOut).toEqual([{ layer: 'green_space', id: 1, reason: 'out_of_reach' }]);
    expect(parcelAt400(1999).receipt.leftOut).toEqual([{ layer: 'green_space', id: 1, reason: 'too_small' }]);
  });

  it('says why each feature of the layer was left out', () => {
    const where = { class: { in: ['G11'] }, status: { in: ['in_use'], absent: true }, open_to_public: { in: [true], absent: true } };
    const green: AreaWithinRadius = { ...rule, supply: [{ layer: 'green_space', where, minAreaM2: 400, radiusM: 300 }] };
    const park = (x: number, attributes: Record<string, unknown>, side = 20) => ['green_space', x, 0, side, side, { class: 'G11', ...attributes }] as const;
    const city = scene().box(...park(0, {})).box(...park(30, { status: 'closed' })).box(...park(60, { status: 'planned' })).box(...park(90, { status: 'construction' }))
      .box(...park(120, { status: 'demolished' })).box(...park(150, { open_to_public: false })).box(...park(180, { class: 'XG' })).box(...park(210, {}, 19)).box(...park(9000, {}))
      .box('land_use', 0, 50, 100, 100, { code: '0701' }).dataset();
    const { leftOut, leftOutTotal, counted } = figureOf(city, green, rectangle(0, 0, 400, 400), overlay).receipt;
    expect(leftOut.map(({ id, reason }) => [id, reason])).toEqual([[2, 'closed'], [3, 'planned'], [4, 'planned'], [5, 'demolished'], [6, 'not_public'], [7, 'wrong_class'], [8, 'too_small']]);
    expect(leftOutTotal).toBe(7);
    expect(counted.map(({ id }) => id)).toEqual([10, 1]);
  });

  it('lists what is missing, the largest first, and keeps totals when lists are cut', () => {
    let city = scene().point('bus_stop', -9000, 0);
    for (let i = 1; i <= 5; i++) city = city.box('land_use', 100 * i, 0, i, 1, { code: '0701' });
    const { uncovered, uncoveredTotal } = figureOf(city.dataset(), rule, everywhere, overlay, { listLimit: 2 }).receipt;
    expect(uncovered.map(({ amount }) => amount)).toEqual([5, 4]);
    expect(uncoveredTotal).toBe(5);
  });

  it('restricts to the built-up area, and says when there is none', () => {
    const city = scene().box('land_use', 0, 0, 200, 100, { code: '0701' }).point('bus_stop', 0, 0);
    const within: AreaWithinRadius = { ...rule, within: 'built_up_area' };
    const bounded = figureOf(city.box('built_up_area', 0, 0, 50, 100).dataset(), within, everywhere, overlay);
    expect(bounded.denominator).toBe(5000);
    expect(bounded.receipt.notes).toEqual([]);
    const unbounded = figureOf(city.dataset(), within, everywhere, overlay);
    expect(unbounded.denominator).toBe(20_000);
    expect(unbounded.receipt.notes).toEqual(['built_up_area_missing']);
  });

  it('is not applicable without demand and not assessed without a layer, never 0 % or 100 %', () => {
    const noDemand = figureOf(scene().point('bus_stop', 0, 0).empty('land_use').dataset(), rule, everywhere, overlay);
    expect([noDemand.value, noDemand.verdict, noDemand.denominator]).toEqual([null, 'not_applicable', 0]);
    const noLayer = figureOf(scene().box('land_use', 0, 0, 10, 10, { code: '0701' }).dataset(), rule, everywhere, overlay);
    expect([noLayer.value, noLayer.numerator, noLayer.verdict, noLayer.missingLayers]).toEqual([null, null, 'not_assessed', ['bus_stop']]);
    const emptyLayer = figureOf(scene().box('land_use', 0, 0, 10, 10, { code: '0701' }).empty('bus_stop').dataset(), rule, everywhere, overlay);
    expect([emptyLayer.value, emptyLayer.verdict]).toEqual([0, 'fail']);
  });

  it('mends an outline that crosses itself and says so', () => {
    const bowTie: [number, number][] = [[0, 0], [100, 100], [100, 0], [0, 100], [0, 0]];
    const figure = figureOf(scene().box('land_use', 0, 0, 100, 100, { code: '0701' }).point('bus_stop', 0, 0).dataset(), rule, [[bowTie]], overlay);
    expect(figure.denominator).toBeCloseTo(5000, 6);
    expect(figure.receipt.notes).toContain('area_mended');
  });

  it('answers for an area of nothing', () => {
    for (const area of [[], [[]], [[[[0, 0], [1, 1]]]], [[[[0, 0], [NaN, 1], [1, 1], [0, 0]]]]] as [number, number][][][][]) {
      expect(figureOf(scene().box('land_use', 0, 0, 10, 10, { code: '0701' }).point('bus_stop', 0, 0).dataset(), rule, area, overlay).verdict).toBe('not_applicable');
    }
  });
});
