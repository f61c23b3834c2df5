import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { Gaps, GapOrder } from '#planning/coverage/gaps-api.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { AreaWithinRadius, PeopleWithinRadius, Rule, StreetLengthWithinRadius } from '#planning/standards/rule.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { randomScene } from '../../support/random-scene.ts';
import { rectangle, scene } from '../../support/scenes.ts';

const ground: AreaWithinRadius = { ...ruleBase, id: 'ground', kind: 'area_within_radius', unit: 'rate', demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'green_space', id: 'park', radiusM: 100 }] };
const people: PeopleWithinRadius = { ...ruleBase, id: 'people', kind: 'people_within_radius', unit: 'rate', supply: [{ layer: 'bus_stop', radiusM: 300 }] };
const streets: StreetLengthWithinRadius = { ...ruleBase, id: 'streets', kind: 'street_length_within_radius', unit: 'rate', demand: [{ layer: 'road' }], supply: [{ layer: 'public_toilet', radiusM: 100 }] };
const circle: Rule = { ...ruleBase, id: 'circle', kind: 'circle_completeness', unit: 'rate', categories: [
  { id: 'bus', name: ruleBase.name, supply: [{ layer: 'bus_stop', radiusM: 300 }] }, { id: 'school', name: ruleBase.name, supply: [{ layer: 'school', radiusM: 500 }] }] };
const walk: Rule = { ...ruleBase, id: 'walk', kind: 'people_within_walk', of: 'people', unit: 'rate', supply: [{ layer: 'bus_stop', radiusM: 300 }] };
const density: Rule = { ...ruleBase, id: 'density', kind: 'density', unit: 'per_km2', supply: { layer: 'bus_stop' } };
const everywhere = rectangle(-5000, -5000, 10_000, 10_000);

function gapsOf(dataset: Dataset, rule: Rule, area: MultiPolygonCoords = everywhere, order?: GapOrder): Gaps {
  const engine = createCoverageEngine(dataset, [ruleSetOf([rule])], overlay);
  const found = engine.gaps(area, rule.id, order);
  engine.dispose();
  return found!;
}
const areaM2 = (polygons: MultiPolygonCoords): number => overlay.area(overlay.fromCoords(polygons));
const lengthM = (lines: Gaps['pieces'][number]['lines']): number => lines.reduce((sum, line) => sum + line.slice(1).reduce((length, [x, y], i) => length + Math.hypot(x - line[i]![0], y - line[i]![1]), 0), 0);

describe('uncovered ground', () => {
  // A wall of green in the west reaches 100 m: one parcel half covered with a home on either half, one bare with two homes.
  const city = scene().box('green_space', -50, -1000, 50, 2000, { class: 'G11' }).box('land_use', 50, -50, 100, 100, { code: '0701' }).box('land_use', 400, -50, 100, 100, { code: '0701' })
    .home(70, 0, 1).home(130, 0, 2).home(420, 0, 4).home(480, 0, 8).home(900, 0, 16);
  const gaps = gapsOf(city.dataset(), ground);

  it('is the demand less what is served, piece by piece, with the people on it', () => {
    expect(gaps).toMatchObject({ measure: 'ground', unit: 'm²', people: 14, missingLayers: [] });
    expect(gaps.amount).toBeCloseTo(15_000, 6);
    expect(gaps.pieces.map(({ people: count, amount, of }) => [count, Math.round(amount), of])).toEqual([[12, 10_000, 10_000], [2, 5000, 10_000]]);
    expect(areaM2(gaps.pieces[1]!.polygons)).toBeCloseTo(gaps.pieces[1]!.amount, 6);
    expect(gaps.pieces[1]!.x).toBeGreaterThan(100);
  });
  it('lists homes, the farthest beyond the limit first, with what is nearest and how far', () => {
    expect(gaps.homes.map(({ people: count, beyondM }) => [count, beyondM])).toEqual([[8, 380], [4, 320], [2, 30]]);
    expect(gaps.homes[0]!.missing).toEqual([{ topic: null, near: { layer: 'green_space', id: 1, role: 'park', distanceM: 480, limitM: 100, beyondM: 380 } }]);
  });
  it('orders by people or by ground when asked', () => {
    expect(gapsOf(city.dataset(), ground, everywhere, 'people').homes.map(({ people: count }) => count)).toEqual([8, 4, 2]);
    expect(gapsOf(city.dataset(), ground, everywhere, 'amount').pieces.map(({ id }) => id)).toEqual([3, 2]);
  });
  it('is clipped to the area asked for', () => {
    const clipped = gapsOf(city.dataset(), ground, rectangle(0, 0, 425, 1000));
    expect(clipped.amount).toBeCloseTo(50 * 50 + 25 * 50, 6);
    expect(clipped.people).toBe(2 + 4);
  });
  it('sums by subdistrict and community, what lies outside them apart', () => {
    const divided = city.box('admin_division', 0, -500, 450, 1000, { code: 'A', level: 'subdistrict' }).box('admin_division', 450, -500, 20, 1000, { code: 'B', level: 'subdistrict' });
    expect(gapsOf(divided.dataset(), ground).divisions.map(({ level, code, amount, people: count, homes }) => [level, code, Math.round(amount), count, homes]))
      .toEqual([['subdistrict', 'A', 10_000, 6, 2], ['subdistrict', null, 3000, 8, 1], ['subdistrict', 'B', 2000, 0, 0]]);
  });
  it('is nothing where everything is reached', () => {
    expect(gapsOf(scene().box('green_space', 0, 0, 200, 200, { class: 'G11' }).box('land_use', 50, 50, 20, 20, { code: '0701' }).home(60, 60, 3).dataset(), ground)).toMatchObject({ amount: 0, people: 0, pieces: [], homes: [], divisions: [] });
  });
  it('has no nearest facility, and is worst of all, where the city has none', () => {
    const bare = gapsOf(scene().empty('green_space').box('land_use', 0, 0, 10, 10, { code: '0701' }).home(5, 5, 3).dataset(), ground);
    expect(bare.pieces[0]!.near).toBeNull();
    expect(bare.homes[0]).toMatchObject({ beyondM: null, missing: [{ topic: null, near: null }] });
  });
});

describe('uncovered homes', () => {
  const city = scene().point('bus_stop', 0, 0).point('school', 0, 0, { type: 'primary' }).home(300, 0, 1).home(0, 301, 2).home(0, 600, 4).dataset();
  it('of a people rule: those beyond the limit', () => {
    const gaps = gapsOf(city, people);
    expect(gaps).toMatchObject({ measure: 'homes', unit: 'people', amount: 6, people: 6, pieces: [] });
    expect(gaps.homes.map(({ people: count, beyondM }) => [count, beyondM])).toEqual([[4, 300], [2, 1]]);
  });
  it('of a circle: what each home lacks, the farthest first', () => {
    const gaps = gapsOf(city, circle);
    expect(gaps.homes.map(({ people: count, missing }) => [count, missing.map(({ topic, near }) => [topic, near?.beyondM])])).toEqual([[4, [['bus', 300], ['school', 100]]], [2, [['bus', 1]]]]);
  });
});

it('on foot: homes by the metres of the way, and null where no way leads', () => {
  const city = scene().line('road', [[0, 10], [0, 210], [100, 210], [100, 10]], { class: 'branch' }).line('road', [[5000, 0], [5100, 0]], { class: 'branch' }).point('bus_stop', 100, 0).home(0, 0, 1).home(100, 100, 2).home(5000, 0, 4).dataset();
  const gaps = gapsOf(city, walk);
  expect(gaps).toMatchObject({ measure: 'homes', amount: 5, people: 5 });
  expect(gaps.homes.map(({ people: count, beyondM, missing }) => [count, beyondM, missing[0]!.near?.distanceM ?? null])).toEqual([[4, null, null], [1, 220, 520]]);
});

it('streets: the stretches no disc reaches, joined over bends', () => {
  const gaps = gapsOf(scene().line('road', [[0, 0], [400, 0], [400, 300]], { class: 'branch' }).point('public_toilet', 0, 0).point('public_toilet', 300, 0).dataset(), streets);
  // 0–100 and 200–400 along the first leg are reached, and nothing of the second.
  expect(gaps).toMatchObject({ measure: 'streets', unit: 'm', people: null, homes: [] });
  expect(gaps.amount).toBeCloseTo(400, 9);
  expect(gaps.pieces[0]!.lines).toEqual([[[100, 0], [200, 0]], [[400, 0], [400, 300]]]);
});

it('a rule without places has none; a missing layer is said', () => {
  expect(gapsOf(scene().point('bus_stop', 0, 0).dataset(), density)).toMatchObject({ measure: 'none', pieces: [], homes: [], missingLayers: [] });
  expect(gapsOf(scene().point('bus_stop', 0, 0).dataset(), people)).toMatchObject({ measure: 'none', missingLayers: ['building'] });
});

it('on random cities: gaps sum to denominator less numerator, their shapes to their amounts, homes to their people', () => {
  const inUse = { status: { in: ['in_use'], absent: true } };
  const rules: readonly Rule[] = [
    { ...ground, supply: [{ layer: 'green_space', where: inUse, minAreaM2: 5000, radiusM: 300 }, { layer: 'green_space', where: inUse, radiusM: 120 }] },
    { ...ground, id: 'within', within: 'built_up_area', supply: [{ layer: 'school', where: inUse, radiusM: 150 }] },
    { ...people, supply: [{ layer: 'school', where: inUse, radiusM: 300 }, { layer: 'bus_stop', radiusM: 100 }] }, circle, { ...circle, id: 'circle on foot', method: 'walking' } as Rule, walk, { ...walk, id: 'land on foot', of: 'land', demand: { layer: 'land_use', codes: ['0701'] } }, { ...streets, supply: [{ layer: 'public_toilet', radiusM: 300 }, { layer: 'bus_stop', radiusM: 100 }] },
  ];
  const near = (a: number, b: number, scale: number, what: string): void => expect(Math.abs(a - b), `${what}: ${a} against ${b}`).toBeLessThanOrEqual(1e-9 * Math.max(scale, 1));
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
    const { dataset, area } = randomScene(seed);
    const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
    const figures = engine.figuresOfMetric(area);
    rules.forEach(({ id }, i) => {
      const { numerator, denominator } = figures[i]!;
      const gaps = engine.gaps(area, id)!;
      near(gaps.amount, denominator! - numerator!, denominator!, `${id} seed ${seed}`);
      const drawn = gaps.measure === 'ground' ? gaps.pieces.map(({ polygons }) => areaM2(polygons)) : gaps.measure === 'streets' ? gaps.pieces.map(({ lines }) => lengthM(lines)) : gaps.homes.map((home) => home.people);
      near(drawn.reduce((a, b) => a + b, 0), gaps.amount, denominator!, `${id} shapes, seed ${seed}`);
      const far = gaps.homes.map(({ beyondM }) => beyondM ?? Infinity);
      expect([...far].sort((a, b) => b - a), `${id} seed ${seed}`).toEqual(far);
    });
    engine.dispose();
  }), { seed: 20260103, numRuns: 15 });
}, 60_000);
