import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { computePlainly } from '#planning/coverage/plain.ts';
import { parseRuleSet } from '#planning/standards/parse.ts';
import type { CircleCompleteness, PeopleWithinWalk, Rule } from '#planning/standards/rule.ts';
import { figureOf, ruleBase, ruleSetOf } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { layerRegistry, rectangle, scene, type Scene } from '../../../support/scenes.ts';
import { walkScene } from '../../network/walk-scene.ts';

const everywhere = rectangle(-10_000, -10_000, 20_000, 20_000);
const school = { type: 'primary' };
const rule: PeopleWithinWalk = { ...ruleBase, kind: 'people_within_walk', unit: 'rate', of: 'people', supply: [{ layer: 'school', radiusM: 500 }] };
const onLand: PeopleWithinWalk = { ...rule, of: 'land', demand: { layer: 'land_use', codes: ['07'] } };

/** Streets every 100 m both ways, from 0 to 1000. */
function grid(start: Scene = scene()): Scene {
  const places = Array.from({ length: 11 }, (_, i) => 100 * i);
  return places.reduce((city, at) => city
    .line('road', places.map((x) => [x, at] as const), { class: 'branch' })
    .line('road', places.map((y) => [at, y] as const), { class: 'branch' }), start);
}

const homesAt = (city: Scene, places: readonly (readonly [number, number])[]): Scene => places.reduce((more, [x, y], i) => more.home(x, y, 2 ** i), city);

describe('people within a walk', () => {
  it('measures along streets: at D and D − 1 mm reached, at D + 1 mm not', () => {
    // From (0, 0): 500 m along the axis, 300 + 200 round the corner, and one millimetre less and more.
    const city = homesAt(grid(), [[500, 0], [300, 200], [500.001, 0], [499.999, 0], [300, 200.001], [354, 354]]).point('school', 0, 0, school).empty('wall').empty('gate');
    const figure = figureOf(city.dataset(), rule, everywhere, overlay);
    expect([figure.numerator, figure.denominator]).toEqual([1 + 2 + 8, 63]);
    expect(figure.receipt).toMatchObject({ method: 'walking', quadrantSegments: null, notes: [] });
    expect(figure.receipt.counted).toMatchObject([{ layer: 'school', amount: 11, role: 'school' }]);
    expect(figure.receipt.uncovered.map(({ amount }) => amount)).toEqual([32, 16, 4]);
    expect(figure.receipt.inputs.map(({ layer }) => layer).sort()).toEqual(['building', 'gate', 'road', 'school', 'wall']);
  });

  it('does so on the coordinates of a real zone', () => {
    const city = homesAt(grid(), [[500, 0], [300, 200], [500.001, 0], [499.999, 0]]).point('school', 0, 0, school).moved(463_000, 3_846_000);
    expect(figureOf(city.dataset(), rule, rectangle(460_000, 3_840_000, 10_000, 10_000), overlay).numerator).toBe(1 + 2 + 8);
  });

  it('counts the ways off the network', () => {
    // 30 m to the street, 400 m along it, 70 m to the school: 500; one home a millimetre farther from the street.
    const city = homesAt(scene().line('road', [[-50, 0], [600, 0]], { class: 'alley' }), [[0, 30], [0, -30.001]]).point('school', 400, 70, school);
    expect(figureOf(city.dataset(), rule, everywhere, overlay).numerator).toBe(1);
  });

  it('says that what is left out was near in a straight line', () => {
    // A school that serves, and one that is closed.
    const city = homesAt(grid(), [[0, 0]]).point('school', 0, 0, school).point('school', 50, 0, { ...school, status: 'closed' }).dataset();
    const closedAside: PeopleWithinWalk = { ...rule, supply: [{ layer: 'school', where: { status: { in: ['in_use'], absent: true } }, radiusM: 500 }] };
    const { receipt } = figureOf(city, closedAside, everywhere, overlay);
    expect(receipt.leftOut.map(({ reason }) => reason)).toEqual(['closed']);
    expect(receipt.notes).toEqual(['gates_missing', 'walls_missing', 'left_out_near_straight']);
    expect(figureOf(city, closedAside, everywhere, overlay, { listLimit: 0 }).receipt.notes).not.toContain('left_out_near_straight');
  });

  it('says which layers it did without, and is not assessed without streets', () => {
    const city = homesAt(grid(), [[0, 0]]).point('school', 0, 0, school);
    expect(figureOf(city.dataset(), rule, everywhere, overlay).receipt.notes).toEqual(['gates_missing', 'walls_missing']);
    const noRoads = figureOf(homesAt(scene(), [[0, 0]]).point('school', 0, 0, school).dataset(), rule, everywhere, overlay);
    expect([noRoads.verdict, noRoads.value, noRoads.missingLayers, noRoads.receipt.method]).toEqual(['not_assessed', null, ['road'], 'walking']);
    const nobody = figureOf(grid().box('building', 0, 0, 5, 5).point('school', 0, 0, school).dataset(), rule, everywhere, overlay);
    expect([nobody.verdict, nobody.missingLayers, nobody.receipt.notes]).toEqual(['not_assessed', ['population'], ['people_missing', 'gates_missing', 'walls_missing']]);
    const island = figureOf(homesAt(scene().empty('road'), [[0, 0]]).point('school', 0, 0, school).dataset(), rule, everywhere, overlay);
    expect([island.value, island.numerator, island.denominator]).toEqual([0, 0, 1]);
  });

  it('takes a facility within its own tier’s limit only, nearer ones of shorter limits not standing in the way', () => {
    const tiers: PeopleWithinWalk = { ...rule, supply: [{ layer: 'school', id: 'near', radiusM: 100 }, { layer: 'bus_stop', id: 'far', radiusM: 700 }] };
    const city = homesAt(grid(), [[150, 0], [90, 0], [1000, 900]]).point('school', 0, 0, school).point('bus_stop', 800, 0);
    const { numerator, receipt } = figureOf(city.dataset(), tiers, everywhere, overlay);
    expect(numerator).toBe(1 + 2);
    expect(receipt.counted.map(({ role, amount }) => [role, amount])).toEqual([['near', 2], ['far', 1]]);
  });

  it('counts land by whole parcels from their centroid or gates, clipped to the area, shared ground once', () => {
    // Centroid (50, 50) is 50 m off a street and 350 m from the school by the street below; (850, 50) is 550 m from it.
    const near = grid().box('land_use', 10, 10, 80, 80, { code: '0701' }).box('land_use', 810, 10, 80, 80, { code: '0701' }).point('school', 350, 0, school);
    expect(figureOf(near.dataset(), onLand, everywhere, overlay)).toMatchObject({ numerator: 6400, denominator: 12_800, numeratorUnit: 'm²' });
    expect(figureOf(near.dataset(), onLand, rectangle(0, 0, 50, 1000), overlay)).toMatchObject({ numerator: 3200, denominator: 3200 });
    // A gate at the far parcel's corner brings its door to 472 m from the school.
    expect(figureOf(near.point('gate', 810, 12, { open: true }).dataset(), onLand, everywhere, overlay)).toMatchObject({ numerator: 12_800 });
    expect(figureOf(near.point('gate', 810, 12, { open: false }).dataset(), onLand, everywhere, overlay)).toMatchObject({ numerator: 6400 });
    // A parcel in reach laid over half of one that is not.
    const over = near.box('land_use', 810, 10, 40, 80, { code: '0701' }).point('bus_stop', 830, 50);
    const stops: PeopleWithinWalk = { ...onLand, supply: [{ layer: 'bus_stop', radiusM: 99.5 }] };
    expect(figureOf(over.dataset(), stops, everywhere, overlay)).toMatchObject({ numerator: 3200, denominator: 12_800 });
  });

  it('equals the plain version on random streets, people and land, alone and by category', () => {
    const supply = (layer: string, radiusM: number) => [{ layer, radiusM }];
    const circle: CircleCompleteness = { ...ruleBase, id: 'circle', kind: 'circle_completeness', method: 'walking', unit: 'rate', categories: [
      { id: 'a', name: ruleBase.name, supply: supply('school', 260) }, { id: 'b', name: ruleBase.name, supply: [...supply('green_space', 200), ...supply('square', 300)] },
    ] };
    const rules: readonly Rule[] = [
      { ...rule, id: 'people', supply: [...supply('school', 220), ...supply('bus_stop', 150)] }, { ...rule, id: 'parks', supply: [...supply('green_space', 120), ...supply('square', 90)] },
      { ...onLand, id: 'land', supply: [...supply('school', 240), ...supply('green_space', 150)] }, circle,
    ];
    let counted = 0;
    fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
      const { dataset } = walkScene(seed);
      const area = rectangle(40, 40, 300, 350);
      const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
      engine.figuresOfMetric(area).forEach((figure, i) => {
        const plain = computePlainly(dataset, rules[i], area, overlay);
        counted += plain.numerator;
        expect(Math.abs((figure.numerator as number) - plain.numerator), `${rules[i].id}, seed ${seed}`).toBeLessThanOrEqual(1e-6);
        expect(Math.abs((figure.denominator as number) - (plain.denominator as number)), `${rules[i].id}, seed ${seed}`).toBeLessThanOrEqual(1e-6);
      });
      engine.dispose();
    }), { seed: 20260102, numRuns: 8 });
    expect(counted).toBeGreaterThan(400);
  }, 60_000);
});

describe('walking times of a rule set', () => {
  const clause = ruleBase.clause;
  const asFile = (tier: object, walking?: object): object => ({
    id: 'W', version: 1, name: ruleBase.name, authority: 'a', validFrom: null, ...walking ? { walking } : {},
    rules: [{ ...ruleBase, kind: 'people_within_walk', unit: 'rate', of: 'people', topic: 'primary', supply: [{ layer: 'school', ...tier }] }],
  });
  const times = [{ minutes: 15, metres: 800, clause }];
  const problemsOf = (file: object): readonly string[] => {
    const parsed = parseRuleSet(file, layerRegistry);
    return parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`);
  };

  it('turn minutes into metres', () => {
    const parsed = parseRuleSet(asFile({ walkMinutes: 15 }, times), layerRegistry);
    expect(parsed).toMatchObject({ ok: true, ruleSet: { walking: [{ minutes: 15, metres: 800 }], rules: [{ supply: [{ walkMinutes: 15, radiusM: 800 }] }] } });
  });

  it('are named when a tier asks for others, for two limits or for a line', () => {
    expect(problemsOf(asFile({ walkMinutes: 10 }, times))).toEqual(['unknown_value rules[0].supply[0].walkMinutes']);
    expect(problemsOf(asFile({ walkMinutes: 10 }))).toEqual(['unknown_value rules[0].supply[0].walkMinutes']);
    expect(problemsOf(asFile({ walkMinutes: 15, radiusM: 500 }, times))).toEqual(['not_allowed rules[0].supply[0].radiusM']);
    expect(problemsOf(asFile({}, times))).toEqual(['missing rules[0].supply[0].radiusM']);
    expect(problemsOf(asFile({ layer: 'road', radiusM: 5 }))).toEqual(['wrong_geometry rules[0].supply[0].layer']);
    expect(problemsOf(asFile({ radiusM: 5 }, [...times, ...times]))).toEqual(['duplicate_id walking[1].minutes']);
  });
});
