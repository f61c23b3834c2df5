import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { AskedPlace, ExplainOptions, Explanation } from '#planning/coverage/explain-api.ts';
import { explainPlace } from '#planning/coverage/explain.ts';
import { nearestMembers } from '#planning/coverage/explain-nearest.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import { prepareCity } from '#planning/coverage/prepare.ts';
import { distanceToMember } from '#planning/coverage/member.ts';
import { select } from '#planning/coverage/selection.ts';
import { homeWalkReach } from '#planning/coverage/walk-reach.ts';
import type { PeopleWithinWalk, Rule } from '#planning/standards/rule.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { randomScene } from '../../support/random-scene.ts';
import { scene } from '../../support/scenes.ts';

const inUse = { status: { in: ['in_use'], absent: true } };
const people: Rule = { ...ruleBase, id: 'people', kind: 'people_within_radius', unit: 'rate', supply: [{ layer: 'green_space', id: 'park', where: inUse, minAreaM2: 400, radiusM: 100 }] };
const ground: Rule = { ...ruleBase, id: 'ground', kind: 'area_within_radius', unit: 'rate', demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'green_space', id: 'park', where: inUse, minAreaM2: 400, radiusM: 100 }] };
const circle: Rule = { ...ruleBase, id: 'circle', kind: 'circle_completeness', unit: 'rate', categories: [
  { id: 'park', name: ruleBase.name, supply: [{ layer: 'green_space', where: inUse, radiusM: 400 }] }, { id: 'bus', name: ruleBase.name, supply: [{ layer: 'bus_stop', radiusM: 50 }] }] };
const density: Rule = { ...ruleBase, id: 'density', kind: 'density', unit: 'per_km2', supply: { layer: 'bus_stop' } };
const schools: Rule = { ...ruleBase, id: 'schools', kind: 'people_within_radius', unit: 'rate', supply: [{ layer: 'school', radiusM: 500 }] };

function explain(dataset: Dataset, place: AskedPlace, rules: readonly Rule[], options?: ExplainOptions): Explanation | null {
  const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
  const answer = engine.explain(place, options);
  engine.dispose();
  return answer;
}

// The home stands at 0,0 on parcel 1; parks begin 150 m and 300 m east of it, a closed one 60 m and one too small 40 m north.
const city = scene().box('land_use', -50, -50, 100, 100, { code: '0701' }).box('green_space', 150, -20, 40, 40, { class: 'G14' }).box('green_space', 300, -20, 40, 40, { class: 'G14' })
  .box('green_space', -20, 60, 40, 40, { class: 'G14', status: 'closed' }).box('green_space', -5, 40, 10, 10, { class: 'G14' }).point('bus_stop', 0, -50).home(0, 0, 9).dataset();
const homeId = 7;

describe('a home', () => {
  const { place, rules } = explain(city, { featureId: homeId }, [people, circle, density])!;
  it('is named, with its people and its point', () => expect(place).toEqual({ kind: 'home', layer: 'building', id: homeId, x: 0, y: 0, people: 9 }));
  it('misses the limit by so much, with the nearest facilities in order and the line to draw', () => {
    const [topic] = rules[0]!.topics;
    expect(rules[0]).toMatchObject({ ruleId: 'people', verdict: 'uncovered', counts: true, amount: null, method: 'straight_line' });
    expect(topic!.nearest.map(({ id, straightM, limitM, beyondM }) => [id, straightM, limitM, beyondM])).toEqual([[2, 150, 100, 50], [3, 300, 100, 200]]);
    expect(topic!.nearest[0]!.path).toEqual([[0, 0], [150, 0]]);
  });
  it('hears which facilities near it do not count, and why', () => {
    expect(rules[0]!.topics[0]!.notCounted.map(({ id, reason, straightM }) => [id, reason, straightM])).toEqual([[5, 'too_small', 40], [4, 'closed', 60]]);
  });
  it('is answered category by category for a circle', () => {
    expect(rules[1]!.topics.map(({ topic, isCovered }) => [topic, isCovered])).toEqual([['park', true], ['bus', true]]);
    expect(rules[1]!.verdict).toBe('covered');
  });
  it('hears nothing of rules without a distance', () => expect(rules.map(({ ruleId }) => ruleId)).toEqual(['people', 'circle']));
});

describe('a parcel, a place, an unknown feature', () => {
  it('a parcel says how much of it is in reach', () => {
    const [rule] = explain(city, { featureId: 1 }, [ground])!.rules;
    expect(rule).toMatchObject({ verdict: 'uncovered', counts: true, amount: { covered: 0, of: 10_000, unit: 'm²' } });
    const nearer = scene().box('land_use', 0, 0, 100, 100, { code: '0701' }).box('green_space', 150, -500, 50, 1100, { class: 'G14' }).dataset();
    const [partly] = explain(nearer, { featureId: 1 }, [ground])!.rules;
    expect(partly!.verdict).toBe('partly');
    expect(partly!.amount!.covered).toBeCloseTo(5000, 6);
  });
  it('a place is judged as if it counted, and says whether it does', () => {
    const on = explain(city, { x: 60, y: 0 }, [ground, people])!;
    expect(on.place).toMatchObject({ kind: 'place', id: null });
    expect(on.rules.map(({ counts, verdict }) => [counts, verdict])).toEqual([[false, 'covered'], [false, 'covered']]);
    expect(explain(city, { x: 40, y: 0 }, [ground])!.rules[0]).toMatchObject({ counts: true, verdict: 'uncovered' });
  });
  it('a missing layer is not assessed and says which', () => {
    expect(explain(city, { x: 0, y: 0 }, [schools])!.rules[0]).toMatchObject({ verdict: 'not_assessed', missingLayers: ['school'], topics: [] });
  });
  it('narrows to the rules asked for', () => {
    expect(explain(city, { x: 0, y: 0 }, [people, ground], { ruleIds: ['ground'] })!.rules.map(({ ruleId }) => ruleId)).toEqual(['ground']);
    expect(explain(city, { x: 0, y: 0 }, [people], { ruleSetIds: ['OTHER'] })!.rules).toEqual([]);
  });
  it('an unknown id is null', () => expect(explain(city, { featureId: 4711 }, [people])).toBeNull());
});

it('the nearest members are those a look at all of them finds', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
    const { dataset } = randomScene(seed);
    const supply = select(dataset, [{ layer: 'green_space', minAreaM2: 5000, radiusM: 500 }, { layer: 'green_space', radiusM: 60 }, { layer: 'bus_stop', radiusM: 200 }]);
    const [x, y] = [(seed % 37) * 80 - 700, (seed % 41) * 70 - 600];
    const all = supply.members.map((member, index) => ({ index, distanceM: distanceToMember(member, x, y), beyondM: distanceToMember(member, x, y) - member.radiusM }))
      .sort((a, b) => a.beyondM - b.beyondM || a.distanceM - b.distanceM || a.index - b.index);
    for (const count of [1, 3, 100]) expect(nearestMembers(supply, x, y, count).map(({ member }) => member), `seed ${seed}`).toEqual(all.slice(0, count).map(({ index }) => index));
  }), { seed: 20260104, numRuns: 60 });
}, 60_000);

describe('on foot', () => {
  const walk: PeopleWithinWalk = { ...ruleBase, id: 'walk', kind: 'people_within_walk', of: 'people', unit: 'rate', supply: [{ layer: 'bus_stop', radiusM: 300, walkMinutes: 5 }] };

  it('goes round by the street, says by how many metres and minutes it misses, and draws the way', () => {
    // The stop is 100 m across, and 500 m round the bend of the only street.
    const bend = scene().line('road', [[0, 10], [0, 210], [100, 210], [100, 10]], { class: 'branch' }).point('bus_stop', 100, 0).home(0, 0, 3).dataset();
    const [rule] = explain(bend, { featureId: 3 }, [walk, people])!.rules;
    const [near] = rule!.topics[0]!.nearest;
    expect(rule).toMatchObject({ method: 'walking', verdict: 'uncovered', counts: true });
    expect(near).toMatchObject({ straightM: 100, walkM: 520, limitM: 300, beyondM: 220 });
    expect(near!.beyondMin).toBeCloseTo(220 / 60, 9);
    expect(near!.walkPath).toEqual([[0, 0], [0, 10], [0, 210], [100, 210], [100, 10], [100, 0]]);
  });
  it('tells that no way leads there', () => {
    const apart = scene().line('road', [[0, 0], [50, 0]], { class: 'branch' }).line('road', [[1000, 0], [1050, 0]], { class: 'branch' }).point('bus_stop', 1000, 0).home(0, 0, 3).dataset();
    expect(explain(apart, { featureId: 4 }, [walk])!.rules[0]).toMatchObject({ verdict: 'uncovered', topics: [{ nearest: [{ walkM: null, beyondM: null, walkPath: null }] }] });
  });
  it('comes to the distances of the figure, by ways of that length, on random cities', () => {
    const rule: PeopleWithinWalk = { ...walk, supply: [{ layer: 'bus_stop', radiusM: 900 }, { layer: 'green_space', radiusM: 700 }] };
    let compared = 0;
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const { dataset } = randomScene(seed);
      const city = prepareCity(dataset, [ruleSetOf([rule])], overlay);
      const homes = city.homes()!;
      const reach = homeWalkReach(city, homes, rule.supply);
      for (let home = 0; home < homes.count; home += 7) {
        const [topic] = explainPlace(city, { featureId: homes.ids[home]! })!.rules[0]!.topics;
        const covering = topic!.nearest.filter(({ beyondM }) => beyondM !== null && beyondM <= 0).map(({ walkM }) => walkM!);
        expect(topic!.isCovered, `seed ${seed}, home ${home}`).toBe(reach.nearest[home]! >= 0);
        for (const { walkM, walkPath, straightM } of topic!.nearest) {
          if (walkM === null) continue;
          const lengthM = walkPath!.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - walkPath![i]![0], y - walkPath![i]![1]), 0);
          expect(Math.abs(lengthM - walkM), `seed ${seed}, home ${home}`).toBeLessThan(1e-6);
          expect(walkM + 1e-6).toBeGreaterThanOrEqual(straightM);
        }
        if (covering.length > 0 && covering.length < topic!.nearest.length) {
          expect(Math.min(...covering), `seed ${seed}, home ${home}`).toBeCloseTo(reach.distanceM[home]!, 6);
          compared++;
        }
      }
      city.dispose();
    }), { seed: 20260105, numRuns: 12 });
    expect(compared).toBeGreaterThan(0);
  }, 60_000);
});
