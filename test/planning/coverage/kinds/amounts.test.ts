import { describe, expect, it } from 'vitest';
import type { AttributeShare, MinimumSize, PerPerson, PopulationPerFacility } from '#planning/standards/rule.ts';
import { figureOf, ruleBase } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { rectangle, scene } from '../../../support/scenes.ts';

const inUse = { status: { in: ['in_use'], absent: true } };
const area = rectangle(0, 0, 100, 100);

describe('population per facility', () => {
  const rule: PopulationPerFacility = { ...ruleBase, kind: 'population_per_facility', unit: 'rate', supply: { layer: 'health_facility', where: { type: { in: ['chc'] }, ...inUse } }, peoplePerFacility: { fewest: 300, most: 500 }, threshold: { comparator: '>=', value: 1, confidence: 'high', basis: 'test' } };
  const city = scene().home(10, 10, 600).home(20, 20, 401).home(500, 500, 9000).point('health_facility', 50, 50, { type: 'chc' }).point('health_facility', 60, 60, { type: 'chc', status: 'closed' }).point('health_facility', 105, 50, { type: 'chc' }).point('health_facility', 100, 100, { type: 'chc' });
  it('rounds what is needed up and counts what stands in the area, its edge included', () => {
    const figure = figureOf(city.dataset(), rule, area, overlay);
    expect(figure).toMatchObject({ numerator: 2, denominator: 3, value: 2 / 3, verdict: 'fail', extras: { people: 1001, neededAtFewest: 4 } });
    expect(figure.receipt.counted.map(({ id }) => id)).toEqual([4, 7]);
    expect(figure.receipt.leftOut).toEqual([{ layer: 'health_facility', id: 5, reason: 'closed' }]);
  });
  it('needs one at exactly the band, one more a person later; nobody needs none', () => {
    const needed = (people: number): number | null => figureOf(scene().home(10, 10, people).empty('health_facility').dataset(), rule, area, overlay).denominator;
    expect([500, 501, 1000, 1001].map(needed)).toEqual([1, 2, 2, 3]);
    expect(figureOf(city.dataset(), rule, rectangle(900, 900, 10, 10), overlay)).toMatchObject({ denominator: 0, value: null, verdict: 'not_applicable' });
  });
  it('says when an area has fewer people than one facility is meant for', () => {
    expect(figureOf(scene().home(10, 10, 299).empty('health_facility').dataset(), rule, area, overlay).receipt.notes).toEqual(['fewer_people_than_one_facility']);
  });
});

describe('minimum size', () => {
  const rule: MinimumSize = { ...ruleBase, kind: 'minimum_size', unit: 'rate', supply: { layer: 'sports_site', where: inUse }, size: { attribute: 'area_m2', ground: true }, minimum: 400 };
  it('takes the recorded size, else the ground, else does not know', () => {
    const city = scene().point('sports_site', 10, 10, { area_m2: 400 }).point('sports_site', 20, 20, { area_m2: 399 }).point('sports_site', 30, 30).box('sports_site', 40, 40, 20, 20).box('sports_site', 70, 70, 20, 20, { area_m2: 10 });
    const figure = figureOf(city.dataset(), rule, area, overlay);
    expect(figure).toMatchObject({ numerator: 2, denominator: 5, value: 0.4, extras: { sizeUnknown: 1 } });
    expect(figure.receipt.leftOut).toEqual([{ layer: 'sports_site', id: 2, reason: 'too_small' }, { layer: 'sports_site', id: 3, reason: 'size_unknown' }, { layer: 'sports_site', id: 5, reason: 'too_small' }]);
  });
  it('is not assessed while nobody has recorded the size', () => {
    const floor: MinimumSize = { ...rule, supply: { layer: 'culture_facility' }, size: { attribute: 'floor_area_m2' } };
    const figure = figureOf(scene().point('culture_facility', 10, 10, { type: 'centre' }).dataset(), floor, area, overlay);
    expect(figure).toMatchObject({ verdict: 'not_assessed', value: null, missingLayers: ['culture_facility'] });
    expect(figure.receipt.notes).toEqual(['attribute_missing']);
  });
});

describe('sizes per person', () => {
  it('adds up what is known; beds are by a thousand people', () => {
    const beds: PerPerson = { ...ruleBase, kind: 'per_person', unit: 'per_thousand', supply: { layer: 'health_facility' }, size: { attribute: 'beds' } };
    const city = scene().home(10, 10, 4000).point('health_facility', 20, 20, { type: 'hospital', beds: 9 }).point('health_facility', 30, 30, { type: 'hospital' });
    const figure = figureOf(city.dataset(), beds, area, overlay);
    expect(figure).toMatchObject({ numerator: 9, denominator: 4000, value: 2.25 });
    expect(figure.receipt.notes).toEqual(['values_partly_recorded']);
  });
});

describe('shares of amounts', () => {
  const lamps = (attribute: string): AttributeShare['part'] => ({ measure: 'sum', attribute, of: [{ layer: 'road' }] });
  const share = (part: AttributeShare['part'], whole: AttributeShare['whole'], unit: AttributeShare['unit'] = 'rate'): AttributeShare => ({ ...ruleBase, kind: 'attribute_share', unit, part, whole });
  const city = scene().line('road', [[0, 50], [200, 50]], { class: 'arterial', has_lamp: true, lamps: 10, lamps_lit: 9 }).line('road', [[50, 0], [50, 100]], { class: 'arterial', has_lamp: false }).box('green_space', -50, 0, 100, 50, { class: 'G11' }).box('green_space', 0, 0, 50, 50, { class: 'G12' });
  it('a length is clipped, and what is not there is listed', () => {
    const figure = figureOf(city.dataset(), share({ measure: 'length', of: [{ layer: 'road', where: { has_lamp: { in: [true] } } }] }, { measure: 'length', of: [{ layer: 'road' }] }), area, overlay);
    expect(figure).toMatchObject({ numerator: 100, denominator: 200, value: 0.5 });
    expect(figure.receipt.uncovered).toEqual([{ layer: 'road', id: 2, amount: 100, role: 'road' }]);
    expect(figure.receipt.leftOut).toEqual([]);
  });
  it('a line’s attribute is spread along it', () => {
    expect(figureOf(city.dataset(), share(lamps('lamps_lit'), lamps('lamps')), area, overlay)).toMatchObject({ numerator: 4.5, denominator: 5, value: 0.9 });
  });
  it('an area counts ground under two polygons once, and may be a share of the area evaluated', () => {
    expect(figureOf(city.dataset(), share({ measure: 'area', of: [{ layer: 'green_space' }] }, { measure: 'evaluated_area' }), area, overlay)).toMatchObject({ numerator: 2500, denominator: 10_000, value: 0.25 });
  });
  it('a length by the area is km per km²', () => {
    expect(figureOf(city.dataset(), share({ measure: 'length', of: [{ layer: 'road' }] }, { measure: 'evaluated_area' }, 'km_per_km2'), area, overlay)).toMatchObject({ numerator: 0.2, denominator: 0.01, value: 20, numeratorUnit: 'km', denominatorUnit: 'km²' });
  });
  it('is not assessed while nobody has recorded what it asks about', () => {
    const rule: AttributeShare = { ...share({ measure: 'length', of: [{ layer: 'road', where: { cables_underground: { in: [true] } } }] }, { measure: 'length', of: [{ layer: 'road' }] }), recorded: [{ layer: 'road', attribute: 'cables_underground' }] };
    expect(figureOf(city.dataset(), rule, area, overlay)).toMatchObject({ verdict: 'not_assessed', value: null, missingLayers: ['road'] });
  });
});
