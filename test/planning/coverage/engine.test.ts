import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { holds } from '#planning/coverage/compute.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { overlay } from '../../support/geos.ts';
import { randomScene } from '../../support/random-scene.ts';
import { allRuleSets } from '../../support/rule-sets.ts';
import { rectangle, scene } from '../../support/scenes.ts';

const ruleSets = allRuleSets();
const small = scene().box('land_use', 463_000, 3_846_000, 100, 100, { code: '0701' }).point('bus_stop', 463_050, 3_846_050).point('public_toilet', 463_050, 3_846_050).home(463_010, 3_846_010, 8).home(463_099, 3_846_010, 16);

describe('the coverage engine', () => {
  it('answers in order of rule sets and rules, all of them or those asked for', () => {
    const engine = createCoverageEngine(small.dataset(), ruleSets, overlay);
    const area = rectangle(463_000, 3_846_000, 100, 100);
    expect(engine.figuresOfMetric(area).map(({ ruleSetId, ruleId }) => `${ruleSetId}/${ruleId}`)).toEqual(ruleSets.flatMap(({ id, rules }) => rules.filter(({ appliesTo }) => appliesTo?.includes('unit') ?? true).map((rule) => `${id}/${rule.id}`)));
    expect(engine.figuresOfMetric(area, { ruleIds: ['Z3-Q03', 'no such rule'] }).map(({ ruleId }) => ruleId)).toEqual(['Z3-Q03']);
    expect(new Set(engine.figuresOfMetric(area, { ruleSetIds: ['erqi-2018'] }).map(({ ruleSetId }) => ruleSetId))).toEqual(new Set(['erqi-2018']));
    engine.dispose();
  });

  it('takes degrees and metres alike', () => {
    const engine = createCoverageEngine(small.dataset(), ruleSets, overlay);
    const crs = metricCrs(4547)!;
    const [west, south] = crs.inverse(463_000, 3_846_000);
    const ring = [[west, south], [west + 0.0005, south], [west + 0.0005, south + 0.0005], [west, south + 0.0005], [west, south]];
    const degrees = engine.figuresOfLonLat({ type: 'Polygon', coordinates: [ring] });
    expect(degrees).toEqual(engine.figuresOfMetric(engine.toMetric({ type: 'MultiPolygon', coordinates: [[ring]] })));
    expect(degrees.find(({ ruleId }) => ruleId === 'Z3-Q03')?.denominator).toBeGreaterThan(2000);
    engine.dispose();
  });

  it('counts people and square metres of an area', () => {
    const engine = createCoverageEngine(small.dataset(), ruleSets, overlay);
    expect(engine.people(rectangle(463_000, 3_846_000, 50, 50))).toBe(8);
    expect(engine.people(rectangle(463_000, 3_846_000, 99, 50))).toBe(24);
    expect(engine.areaM2([...rectangle(0, 0, 10, 10), ...rectangle(5, 0, 10, 10)])).toBe(150);
    engine.dispose();
    const nobody = createCoverageEngine(scene().point('bus_stop', 0, 0).dataset(), ruleSets, overlay);
    expect(nobody.people(rectangle(0, 0, 1, 1))).toBeNull();
    nobody.dispose();
  });

  it('draws the city by its highest divisions', () => {
    const division = (level: string, code: string) => ({ level, code });
    const districts = small.box('admin_division', 463_000, 3_846_000, 500, 1000, division('district', '1')).box('admin_division', 463_500, 3_846_000, 500, 1000, division('county', '2'))
      .box('admin_division', 460_000, 3_846_000, 9000, 10, division('community', '3'));
    const engine = createCoverageEngine(districts.dataset(), ruleSets, overlay);
    expect(engine.cityArea().kind).toBe('boundary');
    expect(engine.areaM2(engine.cityArea().area)).toBe(1_000_000);
    const figures = engine.figuresOfCity({ ruleIds: ['Z3-Q04-density', 'Z3-Q03'] });
    expect(figures.map(({ value }) => value)).toEqual([1, 1]);
    expect(figures).toEqual(engine.figuresOfMetric(engine.cityArea().area, { ruleIds: ['Z3-Q04-density', 'Z3-Q03'] }));
    engine.dispose();
  });

  it('leaves a rule out where it does not speak of that kind of area', () => {
    const districts = small.box('admin_division', 463_000, 3_846_000, 1000, 1000, { level: 'district', code: '1' }).box('old_community', 463_000, 3_846_000, 9, 9);
    const engine = createCoverageEngine(districts.dataset(), ruleSets, overlay);
    const asked = { ruleIds: ['Z3-P02', 'Z3-Q03'] };
    const ids = (figures: readonly { ruleId: string }[]): string[] => figures.map(({ ruleId }) => ruleId);
    const area = engine.cityArea().area;
    expect(ids(engine.figuresOfCity(asked))).toEqual(['Z3-Q03']);
    expect(ids(engine.figuresOfMetric(area, { ...asked, areaKind: 'division' }))).toEqual(['Z3-Q03']);
    expect(ids(engine.figuresOfMetric(area, asked))).toEqual(['Z3-Q03', 'Z3-P02']);
    engine.dispose();
  });

  it('without divisions has rates, but nothing by the area of the city', () => {
    const engine = createCoverageEngine(small.dataset(), ruleSets, overlay);
    expect(engine.cityArea()).toEqual({ kind: 'extent', area: rectangle(462_999, 3_845_999, 106, 102) });
    const density = engine.figuresOfCity().find(({ ruleId }) => ruleId === 'Z3-Q04-density');
    expect([density?.verdict, density?.value, density?.missingLayers, density?.receipt.notes]).toEqual(['not_assessed', null, ['admin_division'], ['city_boundary_missing']]);
    expect(engine.figuresOfCity({ ruleIds: ['Z3-Q03'] })[0].value).toBe(1);
    engine.dispose();
  });

  it('hands the same figures over one by one, each with its place', () => {
    const { dataset, area } = randomScene(4);
    const engine = createCoverageEngine(dataset, ruleSets, overlay);
    for (const [asked, figures] of [[area, engine.figuresOfMetric(area)], ['city', engine.figuresOfCity()]] as const) {
      const taken: Figure[] = [];
      expect(engine.eachFigure(asked, {}, (figure, place) => { taken[place] = figure; })).toBe(figures.length);
      expect(taken).toEqual(figures);
    }
    engine.dispose();
  });

  it('answers for a city with nothing in it', () => {
    const engine = createCoverageEngine(scene().dataset(), ruleSets, overlay);
    expect(new Set(engine.figuresOfCity().map(({ verdict }) => verdict))).toEqual(new Set(['not_assessed']));
    expect(engine.cityArea()).toEqual({ kind: 'extent', area: [] });
    engine.dispose();
  });

  it('puts the inputs, the clause and the engine into every receipt', () => {
    const { dataset, area } = randomScene(4);
    const engine = createCoverageEngine(dataset, ruleSets, overlay);
    const figure = engine.figuresOfMetric(area).find(({ ruleId }) => ruleId === 'G-TJ2021')!;
    expect(figure.receipt.inputs.map(({ layer }) => layer).sort()).toEqual(['built_up_area', 'green_space', 'land_use']);
    expect(figure.receipt.clause).toMatchObject({ source: 'V:1', clause: '公园绿地服务半径覆盖率' });
    expect(figure.receipt).toMatchObject({ method: 'straight_line', crs: 'EPSG:4547', quadrantSegments: 32 });
    expect(figure.receipt.engine).toMatch(/^coverage\/\d+ GEOS 3\./);
    expect([figure.ruleSetId, figure.ruleSetVersion]).toEqual(['mohurd-check-2021', 1]);
    engine.dispose();
  });

  it('refuses a dataset in degrees', () => {
    expect(() => createCoverageEngine({ ...small.dataset(), crs: 'EPSG:4326' }, ruleSets, overlay)).toThrow(RangeError);
  });
});

describe('comparators', () => {
  it('hold at the threshold only where they say so', () => {
    expect((['>=', '>', '<=', '<', '='] as const).map((comparator) => [0.79, 0.8, 0.81].map((value) => holds(value, comparator, 0.8)))).toEqual([
      [false, true, true], [false, false, true], [true, true, false], [true, false, false], [false, true, false]]);
  });
});
