import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { computePlainly } from '#planning/coverage/plain.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import { otherCodesOf } from '#planning/standards/land-use-codes.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { everyKindOfRule } from '../../support/rules-of-every-kind.ts';
import { randomScene } from '../../support/random-scene.ts';
import { layerRegistry, movedArea, scene } from '../../support/scenes.ts';

let overlay: Overlay;
beforeAll(async () => { overlay = await createGeosOverlay(); });

const inUse = { status: { in: ['in_use'], absent: true } };
const rules: readonly Rule[] = [
  ...everyKindOfRule,
  { ...ruleBase, id: 'land of every classification', kind: 'area_within_radius', unit: 'rate', demand: { layer: 'land_use', codes: ['0701', '0703'], otherCodes: otherCodesOf(['0701', '0703'], layerRegistry.landUseCodes) }, supply: [{ layer: 'bus_stop', radiusM: 200 }] },
  { ...ruleBase, id: 'sizes per person', kind: 'per_person', unit: 'm2_per_person', supply: { layer: 'school', where: inUse }, size: { attribute: 'floor_area_m2', ground: true } },
  { ...ruleBase, id: 'places per thousand', kind: 'per_person', unit: 'per_thousand', supply: { layer: 'school' }, size: { attribute: 'places' } },
  { ...ruleBase, id: 'population', kind: 'population_per_facility', unit: 'rate', supply: { layer: 'school', where: inUse }, peoplePerFacility: { fewest: 7, most: 19 } },
  { ...ruleBase, id: 'size', kind: 'minimum_size', unit: 'rate', supply: { layer: 'school', where: inUse }, size: { attribute: 'floor_area_m2', ground: true }, minimum: 2000 },
  { ...ruleBase, id: 'lamps by length', kind: 'attribute_share', unit: 'rate', part: { measure: 'length', of: [{ layer: 'road', where: { has_lamp: { in: [true] } } }] }, whole: { measure: 'length', of: [{ layer: 'road' }] } },
  { ...ruleBase, id: 'lamps lit', kind: 'attribute_share', unit: 'rate', within: 'built_up_area', part: { measure: 'sum', attribute: 'lamps_lit', of: [{ layer: 'road', where: { class: { in: ['arterial', 'alley'] } } }] }, whole: { measure: 'sum', attribute: 'lamps', of: [{ layer: 'road', where: { class: { in: ['arterial', 'alley'] } } }] } },
  { ...ruleBase, id: 'green of area', kind: 'attribute_share', unit: 'rate', part: { measure: 'area', of: [{ layer: 'green_space', where: { class: { in: ['G11'] } } }, { layer: 'green_space', minAreaM2: 1500 }] }, whole: { measure: 'evaluated_area' } },
  { ...ruleBase, id: 'green of green', kind: 'attribute_share', unit: 'rate', part: { measure: 'area', of: [{ layer: 'green_space', where: inUse }] }, whole: { measure: 'area', of: [{ layer: 'green_space' }] } },
  { ...ruleBase, id: 'roads by area', kind: 'attribute_share', unit: 'km_per_km2', part: { measure: 'length', of: [{ layer: 'road', where: { class: { in: ['arterial'] } } }, { layer: 'road', where: { is_main_street: { in: [true] } } }] }, whole: { measure: 'evaluated_area' } },
  { ...ruleBase, id: 'places of places', kind: 'attribute_share', unit: 'rate', part: { measure: 'sum', attribute: 'places', of: [{ layer: 'school', where: { inclusive: { in: [true] } } }] }, whole: { measure: 'sum', attribute: 'places', of: [{ layer: 'school' }] } },
  { ...ruleBase, id: 'schools by households', kind: 'attribute_share', unit: 'rate', part: { measure: 'count', of: [{ layer: 'school' }] }, whole: { measure: 'sum', attribute: 'households', of: [{ layer: 'building' }] } },
];

/** 1e-9 relative; below a millionth of a unit two roundings of nothing are equal. */
function expectSame(fast: number | null, plain: number | null, what: string): void {
  if (plain === null) expect(fast, what).toBeNull();
  else expect(Math.abs((fast ?? NaN) - plain), `${what}: ${fast} against ${plain}`).toBeLessThanOrEqual(1e-9 * Math.abs(plain) + 1e-6);
}

describe('the fast version equals the plain one', () => {
  it('on random cities, areas and every kind of rule', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const { dataset, area } = randomScene(seed);
      const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
      engine.figuresOfMetric([[[[0, 0], [700, 0], [700, 900], [0, 0]]]]);
      const figures = engine.figuresOfMetric(area);
      rules.forEach((rule, i) => {
        const plain = computePlainly(dataset, rule, area, overlay);
        expectSame(figures[i].numerator, plain.numerator, `${rule.id} numerator, seed ${seed}`);
        expectSame(figures[i].denominator, plain.denominator, `${rule.id} denominator, seed ${seed}`);
      });
      engine.dispose();
    }), { seed: 20260101, numRuns: 100 });
  }, 120_000);

  it('on real-world coordinates of EPSG:4547', () => {
    const { features, area } = randomScene(7);
    const dataset = scene(features).moved(463_000.123, 3_846_000.789).dataset();
    const moved = movedArea(area, 463_000.123, 3_846_000.789);
    const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
    const figures = engine.figuresOfMetric(moved);
    rules.forEach((rule, i) => {
      const plain = computePlainly(dataset, rule, moved, overlay);
      expectSame(figures[i].numerator, plain.numerator, rule.id);
      expectSame(figures[i].denominator, plain.denominator, rule.id);
    });
    engine.dispose();
  });
});
