import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { gapsOf } from '#planning/coverage/gaps.ts';
import { openArea } from '#planning/coverage/area-view.ts';
import { prepareCity } from '#planning/coverage/prepare.ts';
import { proposalFeatureId } from '#planning/coverage/proposal.ts';
import type { WalkingLinks } from '#planning/standards/rule.ts';
import { figureOf, ruleBase, ruleSetOf } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { rectangle, scene } from '../../../support/scenes.ts';

const everywhere = rectangle(-1000, -1000, 30_000, 30_000);
const name = { zh: '类', en: 'Kind' };
const rule: WalkingLinks = { ...ruleBase, kind: 'walking_links', unit: 'rate', categories: [{ id: 'shop', name, supply: [{ layer: 'land_use', codes: ['0901'] }] }, { id: 'park', name, supply: [{ layer: 'green_space', where: { class: { in: ['G11'] } } }] }] };
/** A road of 20 km with a shop and a park at its far end, and one beside it with a park alone. Homes of 1, 2 and 4 people. */
const city = () => scene().line('road', [[0, 0], [20_000, 0]], { class: 'branch' }).line('road', [[0, 100], [1000, 100]], { class: 'branch' })
  .box('land_use', 19_900, 10, 50, 50, { code: '0901' }).box('green_space', 19_800, 10, 50, 50, { class: 'G11' }).box('green_space', 900, 110, 50, 50, { class: 'G11' })
  .home(10, 10, 1).home(5000, 10, 2).home(10, 110, 4);

describe('walking links', () => {
  it('asks whether there is a way, not how long it is', () => {
    const figure = figureOf(city().dataset(), rule, everywhere, overlay);
    expect(figure).toMatchObject({ numerator: 3, denominator: 7, verdict: 'no_threshold', extras: { 'category:shop': 3 / 7, 'category:park': 1 } });
    expect(figure.receipt).toMatchObject({ method: 'walking', leftOut: [], notes: ['gates_missing', 'walls_missing'] });
    expect(figure.receipt.counted.map(({ layer, amount, role }) => [layer, amount, role])).toEqual([['green_space', 4, 'park'], ['green_space', 3, 'park'], ['land_use', 3, 'shop']]);
    expect(figure.receipt.uncovered).toMatchObject([{ layer: 'building', amount: 4 }]);
  });

  it('is broken by a wall, and joined again by a gate in it: one in the data, or one proposed', () => {
    const walled = city().line('wall', [[2000, -50], [2000, 50]]);
    expect(figureOf(walled.dataset(), rule, everywhere, overlay).numerator).toBe(2);
    expect(figureOf(walled.point('gate', 2000, 1).dataset(), rule, everywhere, overlay).numerator).toBe(3);
    const engine = createCoverageEngine(walled.point('gate', 9000, 9000).dataset(), [ruleSetOf([rule])], overlay);
    engine.propose([{ id: proposalFeatureId(1), layer: 'gate', geometry: { type: 'Point', coordinates: [2001, 0] }, attributes: {} }]);
    expect([false, true].map((withProposals) => engine.figuresOfMetric(everywhere, { withProposals })[0].numerator)).toEqual([2, 3]);
    engine.propose([{ id: proposalFeatureId(1), layer: 'gate', geometry: { type: 'Point', coordinates: [2050, 0] }, attributes: {} }]);
    expect(engine.figuresOfMetric(everywhere, { withProposals: true })[0].numerator).toBe(2);
    engine.dispose();
  });

  it('is joined by a proposed footway', () => {
    const engine = createCoverageEngine(city().dataset(), [ruleSetOf([rule])], overlay);
    engine.propose([{ id: proposalFeatureId(1), action: 'connect', layer: 'road', geometry: { type: 'LineString', coordinates: [[500, 100], [500, 0]] }, attributes: {} }]);
    expect([false, true].map((withProposals) => engine.figuresOfMetric(everywhere, { withProposals })[0].numerator)).toEqual([3, 7]);
    engine.dispose();
  });

  it('is not assessed where the city has nothing of a category, or no streets', () => {
    expect(figureOf(city().without(({ layer }) => layer === 'land_use').box('land_use', 0, 0, 9, 9, { code: '0701' }).dataset(), rule, everywhere, overlay))
      .toMatchObject({ value: null, numerator: null, verdict: 'not_assessed', missingLayers: ['land_use'], receipt: { notes: ['category_missing'] } });
    expect(figureOf(city().without(({ layer }) => layer === 'road').dataset(), rule, everywhere, overlay)).toMatchObject({ verdict: 'not_assessed', missingLayers: ['road'] });
  });

  it('tells as gaps the homes that lack a way, and to what', () => {
    const ruleSet = ruleSetOf([rule]);
    const prepared = prepareCity(city().dataset(), [ruleSet], overlay);
    const area = openArea(everywhere, overlay);
    expect(gapsOf(prepared, { ruleSet, rule }, area)).toMatchObject({ measure: 'homes', amount: 4, people: 4, homes: [{ people: 4, beyondM: null, missing: [{ topic: 'shop', near: null }] }] });
    area.dispose();
    prepared.dispose();
  });
});
