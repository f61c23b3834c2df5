import { beforeAll, describe, expect, it } from 'vitest';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import type { AreaWithinRadius } from '#planning/standards/rule.ts';
import { figureOf, ruleBase } from '../../support/figures.ts';
import { rectangle, scene } from '../../support/scenes.ts';

let overlay: Overlay;
beforeAll(async () => { overlay = await createGeosOverlay(); });

/** 300 m is stated here on its own: a wrong constant in the code must not agree with itself. */
const rule: AreaWithinRadius = {
  ...ruleBase, kind: 'area_within_radius', unit: 'rate', demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'bus_stop', radiusM: 300 }],
  threshold: { comparator: '>=', value: 0.8, confidence: 'low', basis: 'test' },
};
const everywhere = rectangle(-10_000, -10_000, 20_000, 20_000);
/** A circle of radius r drawn with 32 segments a quarter is a 128-gon: area ½ · 128 · r² · sin(2π/128). */
const polygonOf128 = (r: number): number => 64 * r * r * Math.sin(Math.PI / 64);

describe('area within radius', () => {
  it('covers of one big parcel exactly the 128-gon around a stop', () => {
    const dataset = scene().box('land_use', -500, -500, 1000, 1000, { code: '0701' }).point('bus_stop', 0, 0).dataset();
    const figure = figureOf(dataset, rule, everywhere, overlay);
    expect(figure.numerator).toBeCloseTo(polygonOf128(300), 4);
    expect(Math.abs(figure.numerator! / polygonOf128(300) - 1)).toBeLessThan(1e-9);
    expect(figure.denominator).toBe(1_000_000);
    expect(figure.value).toBe(figure.numerator! / figure.denominator!);
    expect(figure.verdict).toBe('fail');
    expect(figure.receipt.quadrantSegments).toBe(32);
  });
});
