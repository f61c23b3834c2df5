import { describe, expect, it } from 'vitest';
import { COVER } from '#planning/coverage/cover-map.ts';
import type { CoverageEngine } from '#planning/coverage/engine-api.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { proposalFeatureId, type MetricProposal } from '#planning/coverage/proposal.ts';
import type { CircleCompleteness, PeopleWithinWalk, Rule } from '#planning/standards/rule.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { datasetOf, rectangle, scene, seeded } from '../../support/scenes.ts';
import { LAYERS, walkScene } from '../network/walk-scene.ts';

const name = { zh: '类', en: 'Kind' };
const people: PeopleWithinWalk = { ...ruleBase, id: 'walk', kind: 'people_within_walk', unit: 'rate', of: 'people', supply: [{ layer: 'school', radiusM: 300 }] };
const circle: CircleCompleteness = {
  ...ruleBase, id: 'circle', kind: 'circle_completeness', method: 'walking', unit: 'rate',
  categories: [{ id: 'learn', name, supply: [{ layer: 'school', radiusM: 300 }] }, { id: 'ride', name, supply: [{ layer: 'bus_stop', radiusM: 250 }] }],
};
const rules: readonly Rule[] = [
  people, circle,
  { ...people, id: 'land', of: 'land', demand: { layer: 'land_use' }, supply: [{ layer: 'green_space', radiusM: 200 }, { layer: 'school', radiusM: 300 }] },
  { ...ruleBase, id: 'straight', kind: 'people_within_radius', unit: 'rate', supply: [{ layer: 'school', radiusM: 150 }] },
];
/** Metres of EPSG:4547 from nought on lie on the equator. */
const AROUND = [105, -1, 120, 1] as const;
const everything = rectangle(-2000, -2000, 6000, 6000);

function coloured(engine: CoverageEngine, ruleId: string): Map<number, number> {
  const map = engine.coverMap(ruleId, AROUND, { withProposals: true });
  return new Map([...map?.ids ?? []].map((id, i) => [id, map?.states[i] as number]));
}

describe('colours of a rule on foot', () => {
  it('follow a proposed school along a street that has a gap', () => {
    // Homes along one street; beyond the gap it goes on, so that the way round is missing and only the straight line is short.
    const city = scene([], ['school', 'bus_stop', 'green_space', 'land_use'])
      .line('road', [[0, 0], [1000, 0]], { class: 'branch' }).line('road', [[1100, 0], [2000, 0]], { class: 'branch' })
      .home(0, 0, 1).home(400, 0, 2).home(800, 0, 4).home(1150, 0, 8).box('land_use', 330, -20, 40, 40, { code: '0701' }).box('land_use', 1140, 10, 40, 40, { code: '0701' });
    const dataset = city.dataset();
    const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
    const school = (x: number): MetricProposal => ({ id: proposalFeatureId(1), layer: 'school', geometry: { type: 'Point', coordinates: [x, 0] }, attributes: { status: 'in_use' } });
    const states = (ruleId: string) => [...coloured(engine, ruleId).values()];
    expect(states('walk')).toEqual([0, 0, 0, 0]);
    engine.propose([school(100)]);
    expect([states('walk'), states('land')]).toEqual([[1, 1, 0, 0], [1, 0]]);
    engine.propose([school(101)]);
    expect(states('walk')).toEqual([1, 1, 0, 0]);
    engine.propose([school(99)]);
    expect([states('walk'), states('circle')]).toEqual([[1, 0, 0, 0], [2, 0, 0, 0]]);
    // 150 m away by the crow, and no way there.
    engine.propose([school(1000)]);
    expect([states('walk'), states('straight'), states('land')]).toEqual([[0, 0, 1, 0], [0, 0, 0, 1], [0, 0]]);
    engine.propose([]);
    expect(states('walk')).toEqual([0, 0, 0, 0]);
    engine.dispose();
  });

  it('are those of a dataset that holds the proposals, and tell what the receipt leaves uncovered', () => {
    const seen = { covered: 0, bare: 0, partial: 0, changed: 0 };
    for (let seed = 1; seed <= 8; seed++) {
      const random = seeded(seed + 900);
      const { dataset, features } = walkScene(seed, 8);
      const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
      const before = coloured(engine, 'circle');
      for (let step = 0; step < 6; step++) {
        const list = Array.from({ length: 1 + (step % 3) }, (_, i): MetricProposal => ({
          id: proposalFeatureId(i + 1), layer: i === 2 ? 'gate' : i === 1 ? 'bus_stop' : 'school', geometry: { type: 'Point', coordinates: [560 * random(), 560 * random()] }, attributes: { status: 'in_use', type: 'primary', open: true },
        }));
        engine.propose(list);
        const inside = createCoverageEngine(datasetOf([...features, ...list], LAYERS), [ruleSetOf(rules)], overlay);
        const uncovered = new Map(inside.figuresOfMetric(everything).map(({ ruleId, receipt }) => [ruleId, new Set(receipt.uncovered.map(({ id }) => id))]));
        for (const { id } of rules) {
          const live = coloured(engine, id);
          expect(live, `${id}, seed ${seed}, step ${step}`).toEqual(coloured(inside, id));
          if (id !== 'land') for (const [home, state] of live) expect(state === COVER.covered, `${id}, home ${home}, seed ${seed}`).toBe(!uncovered.get(id)?.has(home));
          for (const state of live.values()) seen[state === COVER.covered ? 'covered' : state === COVER.bare ? 'bare' : 'partial']++;
        }
        for (const [home, state] of coloured(engine, 'circle')) if (before.get(home) !== state) seen.changed++;
        inside.dispose();
      }
      engine.dispose();
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  }, 30_000);
});
