import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEdgeOptions, yearsBetween, type EdgeOptions } from '#planning/coverage/edges-robustness.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { AreaWithinRadius, PeopleWithinRadius, Rule } from '#planning/standards/rule.ts';
import { figureOf, ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { randomScene } from '../../support/random-scene.ts';
import { rectangle, scene } from '../../support/scenes.ts';

const edges: EdgeOptions = { marginM: 10, maxDataAgeYears: 3, asOf: '2026-06-30' };
const atLeastHalf = { comparator: '>=', value: 0.5, confidence: 'high', basis: 'test' } as const;
const people: PeopleWithinRadius = { ...ruleBase, kind: 'people_within_radius', unit: 'rate', threshold: atLeastHalf, supply: [{ layer: 'bus_stop', radiusM: 500 }] };
const everywhere = rectangle(-2000, -2000, 6000, 6000);

describe('homes on the edge of a limit', () => {
  // From the stop at the origin: well inside, inside by 10 m exactly, inside by 4, on the limit, outside by 10 exactly, outside by 11. People say who moved.
  const city = scene().point('bus_stop', 0, 0).home(100, 0, 1).home(490, 0, 2).home(496, 0, 4).home(500, 0, 8).home(510, 0, 16).home(511, 0, 32).dataset();
  const figure = figureOf(city, people, everywhere, overlay, { edges });

  it('low loses the covered ones within the margin, high wins the others', () => {
    expect(figure.numerator).toBe(1 + 2 + 4 + 8);
    expect(figure.robustness?.low).toBe((1 + 2) / 63);
    expect(figure.robustness?.high).toBe((1 + 2 + 4 + 8 + 16) / 63);
    expect(figure.robustness?.edges.map(({ amount }) => amount)).toEqual([16, 8, 4]);
    expect(figure.robustness).toMatchObject({ edgesTotal: 3, edgesAmount: 28, marginM: 10, asOf: '2026-06-30' });
  });
  it('is robust while the verdict is the same at both ends, fragile when it flips', () => {
    expect(figure.robustness).toMatchObject({ level: 'robust', reasons: [] });
    const near = figureOf(city, { ...people, threshold: { ...atLeastHalf, value: 0.2 } }, everywhere, overlay, { edges });
    expect(near.verdict).toBe('pass');
    expect(near.robustness).toMatchObject({ level: 'fragile', reasons: [{ code: 'verdict_flips', limit: 0.2 }] });
  });
  it('is not asked for by a preview', () => {
    expect(figureOf(city, people, everywhere, overlay).robustness).toBeNull();
  });
});

describe('data a figure rests on', () => {
  const city = scene().point('bus_stop', 0, 0).home(100, 0, 1).home(900, 0, 3);
  const codes = (dataset: Parameters<typeof figureOf>[0], rule: Rule, options: EdgeOptions = edges): readonly (readonly [string, string | null])[] =>
    figureOf(dataset, rule, everywhere, overlay, { edges: options }).robustness?.reasons.map(({ code, layer }) => [code, layer] as const) ?? [];

  it('is fragile when a layer is older than the limit, and says how old', () => {
    expect(codes(city.dataset(), people)).toEqual([]);
    const later = figureOf(city.dataset(), people, everywhere, overlay, { edges: { ...edges, asOf: '2029-07-01' } }).robustness;
    expect(later?.reasons.map(({ code, layer }) => [code, layer])).toEqual([['data_old', 'building'], ['data_old', 'bus_stop']]);
    expect(later?.reasons[0]?.value).toBeCloseTo(3.5, 10);
  });
  it('is fragile when a layer says no date', () => {
    const dataset = city.dataset();
    const undated = { ...dataset, layers: dataset.layers.map((table) => (table.kind === 'bus_stop' ? { ...table, input: { ...table.input, sourceDate: null } } : table)) };
    expect(codes(undated, people)).toEqual([['data_undated', 'bus_stop']]);
  });
  it('is fragile when a layer is done without', () => {
    expect(codes(city.dataset(), { ...people, within: 'built_up_area' })).toEqual([['layer_missing', 'built_up_area']]);
  });
  it('is fragile when people are estimated, by their share', () => {
    const dataset = city.box('building', 200, 0, 10, 10, { people: 4, people_basis: 'estimated' }).dataset();
    const { robustness } = figureOf(dataset, people, everywhere, overlay, { edges });
    expect(robustness?.reasons).toEqual([{ code: 'people_estimated', layer: 'building', value: 0.5, limit: null }]);
  });
  it('reads dates of any precision', () => {
    expect(yearsBetween('2024', '2026-01-01')).toBe(2);
    expect(yearsBetween('2024-07', '2026-01-01')).toBe(1.5);
    expect(yearsBetween('spring', '2026-01-01')).toBeNull();
  });
  it('takes its parameters from data and refuses a file without them', () => {
    expect(parseEdgeOptions({ values: { marginM: { value: 7 }, maxDataAgeYears: { value: 2 } } }, '2026-01-01')).toEqual({ marginM: 7, maxDataAgeYears: 2, asOf: '2026-01-01' });
    expect(() => parseEdgeOptions({ values: { marginM: { value: 7 } } }, '2026-01-01')).toThrow('maxDataAgeYears');
  });
});

const greens: AreaWithinRadius = { ...ruleBase, kind: 'area_within_radius', unit: 'rate', demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'green_space', radiusM: 100 }] };

it('ground: exact overlay with both radii, and the parcels that change', () => {
  // A long wall of green to the west: strips of land beside it are covered up to 100 m, so up to 90 and 110 at the edges.
  const city = scene().box('green_space', -50, -1000, 50, 2000, { class: 'G11' }).box('land_use', 0, -50, 50, 100, { code: '0701' }).box('land_use', 50, -50, 100, 100, { code: '0701' }).box('land_use', 400, -50, 100, 100, { code: '0701' }).dataset();
  const { value, robustness } = figureOf(city, greens, everywhere, overlay, { edges });
  expect(value).toBeCloseTo(10_000 / 25_000, 9);
  expect(robustness?.low).toBeCloseTo(9000 / 25_000, 9);
  expect(robustness?.high).toBeCloseTo(11_000 / 25_000, 9);
  expect(robustness?.edges).toHaveLength(1);
  expect(robustness?.edges[0]?.amount).toBeCloseTo(2000, 6);
});

const inUse = { status: { in: ['in_use'], absent: true } };
const rules: readonly Rule[] = [
  { ...greens, id: 'ground', supply: [{ layer: 'green_space', where: inUse, minAreaM2: 5000, radiusM: 300 }, { layer: 'green_space', where: inUse, radiusM: 120 }] },
  { ...greens, id: 'ground within', within: 'built_up_area', supply: [{ layer: 'school', where: inUse, radiusM: 150 }] },
  { ...people, id: 'people', supply: [{ layer: 'school', where: inUse, radiusM: 300 }, { layer: 'bus_stop', radiusM: 100 }] },
  { ...ruleBase, id: 'circle', kind: 'circle_completeness', unit: 'rate', categories: [{ id: 'a', name: ruleBase.name, supply: [{ layer: 'bus_stop', radiusM: 500 }] }, { id: 'b', name: ruleBase.name, supply: [{ layer: 'school', radiusM: 300 }] }] },
  { ...ruleBase, id: 'walk', kind: 'people_within_walk', of: 'people', unit: 'rate', supply: [{ layer: 'bus_stop', radiusM: 900 }] },
  { ...ruleBase, id: 'land on foot', kind: 'people_within_walk', of: 'land', unit: 'rate', demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'bus_stop', radiusM: 900 }] },
  { ...ruleBase, id: 'streets', kind: 'street_length_within_radius', unit: 'rate', demand: [{ layer: 'road' }], supply: [{ layer: 'public_toilet', where: inUse, radiusM: 300 }] },
  { ...ruleBase, id: 'class', kind: 'class_at_place', unit: 'rate', supply: { layer: 'public_toilet' }, classAttribute: 'class', classOrder: ['I', 'II', 'III'], contextAttribute: 'siting_context', contexts: [
    { id: 'station', name: ruleBase.name, requires: 'I', near: [{ layer: 'bus_stop', radiusM: 150 }] }, { id: 'other', name: ruleBase.name, requires: 'III', near: [] }] },
  { ...ruleBase, id: 'density', kind: 'density', unit: 'per_km2', supply: { layer: 'public_toilet' } },
];

describe('on random cities', () => {
  it('low ≤ value ≤ high; without a margin they are one; low and high are the figure with other radii', () => {
    const shifted = (rule: Rule, byM: number): Rule => JSON.parse(JSON.stringify(rule), (key, value: unknown) => (key === 'radiusM' ? (value as number) + byM : value)) as Rule;
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const { dataset, area } = randomScene(seed);
      const at = (list: readonly Rule[], options = {}) => {
        const engine = createCoverageEngine(dataset, [ruleSetOf(list)], overlay);
        const figures = engine.figuresOfMetric(area, options);
        engine.dispose();
        return figures;
      };
      const figures = at(rules, { edges });
      const exact = at(rules, { edges: { ...edges, marginM: 0 } });
      const [less, more] = [-10, 10].map((byM) => at(rules.map((rule) => shifted(rule, byM))));
      rules.forEach(({ id }, i) => {
        const { value, robustness } = figures[i]!;
        if (value === null) return expect(robustness, id).toBeNull();
        expect(robustness!.low!, `${id} seed ${seed}`).toBeLessThanOrEqual(value);
        expect(robustness!.high!, `${id} seed ${seed}`).toBeGreaterThanOrEqual(value);
        expect(Math.abs(exact[i]!.robustness!.low! - value) + Math.abs(exact[i]!.robustness!.high! - value), `${id} seed ${seed}`).toBeLessThan(1e-12);
        expect(exact[i]!.robustness!.edgesTotal, `${id} seed ${seed}`).toBe(0);
        if (id === 'class') return;
        if (id === 'land on foot') {
          // Overlapping parcels make the range wider, never narrower.
          expect(robustness!.low!, `${id} seed ${seed}`).toBeLessThanOrEqual(less![i]!.value! + 1e-9);
          expect(robustness!.high!, `${id} seed ${seed}`).toBeGreaterThanOrEqual(more![i]!.value! - 1e-9);
          return;
        }
        expect(robustness!.low!, `${id} seed ${seed}`).toBeCloseTo(less![i]!.value!, 9);
        expect(robustness!.high!, `${id} seed ${seed}`).toBeCloseTo(more![i]!.value!, 9);
      });
    }), { seed: 20260102, numRuns: 12 });
  }, 60_000);
});
