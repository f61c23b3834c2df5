import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { computePlainly } from '#planning/coverage/plain.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import { otherCodesOf } from '#planning/standards/land-use-codes.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { randomScene } from '../../support/random-scene.ts';
import { layerRegistry, movedArea, scene } from '../../support/scenes.ts';

let overlay: Overlay;
beforeAll(async () => { overlay = await createGeosOverlay(); });

const inUse = { status: { in: ['in_use'], absent: true } };
const rules: readonly Rule[] = [
  { ...ruleBase, id: 'area', kind: 'area_within_radius', unit: 'rate', demand: { layer: 'land_use', codes: ['0701', '0703'] },
    supply: [{ layer: 'green_space', where: { class: { in: ['G11', 'G12', 'G14'] }, ...inUse, open_to_public: { in: [true], absent: true } }, minAreaM2: 5000, radiusM: 500 },
      { layer: 'green_space', where: { class: { in: ['G11', 'G12', 'G14'] }, ...inUse }, minAreaM2: 500, maxAreaM2Exclusive: 5000, radiusM: 150 }] },
  { ...ruleBase, id: 'area within', kind: 'area_within_radius', unit: 'rate', within: 'built_up_area', demand: { layer: 'land_use', codes: ['07'] }, supply: [{ layer: 'school', where: inUse, radiusM: 120 }] },
  { ...ruleBase, id: 'area of lines', kind: 'area_within_radius', unit: 'rate', demand: { layer: 'old_community' }, supply: [{ layer: 'road', where: { class: { in: ['arterial'] } }, radiusM: 60 }] },
  { ...ruleBase, id: 'people', kind: 'people_within_radius', unit: 'rate', supply: [{ layer: 'school', where: { type: { in: ['primary', 'nine_year'] }, ...inUse }, radiusM: 400 }, { layer: 'bus_stop', radiusM: 100 }] },
  { ...ruleBase, id: 'people within', kind: 'people_within_radius', unit: 'rate', within: 'built_up_area', supply: [{ layer: 'green_space', radiusM: 80 }] },
  { ...ruleBase, id: 'circle', kind: 'circle_completeness', unit: 'rate', categories: [
    { id: 'a', name: ruleBase.name, supply: [{ layer: 'bus_stop', radiusM: 500 }] }, { id: 'b', name: ruleBase.name, supply: [{ layer: 'school', where: inUse, radiusM: 300 }, { layer: 'public_toilet', radiusM: 200 }] }] },
  { ...ruleBase, id: 'streets', kind: 'street_length_within_radius', unit: 'rate', demand: [{ layer: 'road', where: { class: { in: ['arterial', 'secondary'] } } }, { layer: 'road', where: { is_main_street: { in: [true] } } }],
    supply: [{ layer: 'public_toilet', where: inUse, radiusM: 300 }, { layer: 'bus_stop', where: inUse, radiusM: 100 }] },
  { ...ruleBase, id: 'density', kind: 'density', unit: 'per_km2', supply: { layer: 'public_toilet', where: inUse } },
  { ...ruleBase, id: 'class', kind: 'class_at_place', unit: 'rate', supply: { layer: 'public_toilet' }, classAttribute: 'class', classOrder: ['I', 'II', 'III'], contextAttribute: 'siting_context', contexts: [
    { id: 'station', name: ruleBase.name, requires: 'I', near: [{ layer: 'bus_stop', radiusM: 150 }] }, { id: 'park', name: ruleBase.name, requires: 'II', near: [{ layer: 'green_space', radiusM: 100 }] },
    { id: 'scenic_area', name: ruleBase.name, requires: 'I', near: [] }, { id: 'other', name: ruleBase.name, requires: 'III', near: [] }] },
  { ...ruleBase, id: 'per person', kind: 'per_person', unit: 'm2_per_person', supply: { layer: 'green_space', where: { class: { in: ['G11', 'G12', 'G14', 'XG'] } } } },
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
  { ...ruleBase, id: 'count', kind: 'count_in_area', unit: 'count', supply: { layer: 'old_community' }, minShareInside: 0.5 },
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
