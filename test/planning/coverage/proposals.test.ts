import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricGeometry } from '#planning/coverage/dataset-builder.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { proposalFeatureId, type MetricProposal } from '#planning/coverage/proposal.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { everyKindOfRule } from '../../support/rules-of-every-kind.ts';
import { randomScene } from '../../support/random-scene.ts';
import { datasetOf, seeded } from '../../support/scenes.ts';

const SIZE_M = 1600;
/** Moves, additions and removals in each random city. */
const STEPS = 60;

/** A random proposal of any layer that people propose in, on and off the grid of what exists, so that ties and shared edges happen. */
function randomProposal(random: () => number, id: number, near: MetricProposal | null): MetricProposal {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const at = (): number => (random() < 0.2 ? 100 * Math.round(random() * 16) : -200 + random() * (SIZE_M + 400));
  const [x, y] = near && random() < 0.7 ? moved(near, random) : [at(), at()];
  const polygon: MetricGeometry = { type: 'Polygon', coordinates: [Array.from({ length: 6 }, (_, i) => [x + (20 + 60 * random()) * Math.cos(i), y + (20 + 60 * random()) * Math.sin(i)])] };
  const point: MetricGeometry = { type: 'Point', coordinates: [x, y] };
  const layer = near?.layer ?? pick(['school', 'school', 'public_toilet', 'bus_stop', 'green_space', 'green_space']);
  const status = near?.attributes['status'] ?? pick(['in_use', null, 'planned']);
  const attributes = near?.attributes ?? { school: { type: pick(['kindergarten', 'primary', 'nine_year']) }, public_toilet: { class: pick(['I', 'III', null]) }, bus_stop: {}, green_space: { class: pick(['G11', 'G14', 'XG']), open_to_public: pick([true, null]), riverside: pick([true, null]) } }[layer] as object;
  return { id, layer, geometry: layer === 'green_space' || (layer === 'school' && id % 2 === 0) ? polygon : point, attributes: { ...attributes, status } };
}

function moved({ geometry }: MetricProposal, random: () => number): [number, number] {
  const [x, y] = (geometry.type === 'Point' ? geometry.coordinates : (geometry.coordinates as number[][][])[0][0]) as [number, number];
  return [x + 60 * (random() - 0.5), y + 60 * (random() - 0.5)];
}

const numbers = (figures: readonly Figure[]): unknown => figures.map(({ ruleId, value, numerator, denominator, extras, verdict }) => ({ ruleId, value, numerator, denominator, extras, verdict }));
/** What a receipt says, in an order of its own where amounts are equal. */
const receipts = (figures: readonly Figure[]): unknown => figures.map(({ ruleId, receipt: { counted, leftOut, uncovered } }) => ({ ruleId, counted, leftOut, uncovered }));

/** Every kind of rule, parks by toilets among them: there a proposed park is itself to be served. */
const rules: readonly Rule[] = everyKindOfRule;

describe('proposals', () => {
  it('give the numbers and receipts of a dataset that holds them, to the bit, after any moves, additions and removals', () => {
    let checks = 0;
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const random = seeded(seed);
      const { features, dataset, area } = randomScene(seed, SIZE_M);
      const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
      const followedArea = engine.follow();
      let list: readonly MetricProposal[] = [];
      for (let step = 0, next = 1; step < STEPS; step++) {
        const dice = random();
        const index = Math.floor(random() * list.length);
        if (list.length === 0 || (dice < 0.15 && list.length < 6)) list = [...list, randomProposal(random, proposalFeatureId(next++), null)];
        else if (dice < 0.25) list = list.filter((_, i) => i !== index);
        else list = list.map((each, i) => (i === index ? randomProposal(random, each.id, each) : each));
        engine.propose(list);
        if (step % 20 !== 19) {
          engine.settleProposals();
          continue;
        }
        const inside = createCoverageEngine(datasetOf([...features, ...list]), [ruleSetOf(rules)], overlay);
        const [live, full] = [engine.figuresOfMetric(area, { withProposals: true }), inside.figuresOfMetric(area)];
        expect(numbers(live), `seed ${seed}, step ${step}`).toEqual(numbers(full));
        const followed = followedArea.figuresOfMetric(area, { listLimit: 0 });
        expect(numbers(followed.withProposals ?? live), `followed, seed ${seed}, step ${step}`).toEqual(numbers(full));
        expect(receipts(live), `seed ${seed}, step ${step}`).toEqual(receipts(full));
        inside.dispose();
        checks++;
      }
      const untouched = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
      expect(numbers(engine.figuresOfMetric(area))).toEqual(numbers(untouched.figuresOfMetric(area)));
      engine.propose([]);
      expect(numbers(engine.figuresOfMetric(area, { withProposals: true }))).toEqual(numbers(untouched.figuresOfMetric(area)));
      untouched.dispose();
      followedArea.dispose();
      engine.dispose();
    }), { seed: 20260201, numRuns: 40 });
    expect(checks).toBe(120);
  }, 120_000);
});
