import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';
import { overlay } from '../../support/geos.ts';
import { randomScene } from '../../support/random-scene.ts';
import { allRuleSets } from '../../support/rule-sets.ts';
import { rectangle, scene } from '../../support/scenes.ts';

const base = { name: { zh: '', en: '' }, formula: { zh: '', en: '' }, clause: { source: '', document: '', clause: '', quote: null, confidence: 'high' as const }, unit: 'rate' as const, threshold: null, group: 'green' as const, topic: 'green_300' as const };
const homesWithin = (id: string, radiusM: number): Rule => ({ ...base, id, kind: 'people_within_radius', supply: [{ layer: 'green_space', radiusM }] });
const landWithin = (id: string, radiusM: number): Rule => ({ ...base, id, kind: 'area_within_radius', demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'green_space', radiusM }] });
const density: Rule = { ...base, id: 'density', kind: 'density', unit: 'per_km2', supply: { layer: 'green_space' } };
const made: RuleSet = { id: 'made', version: 1, name: { zh: '', en: '' }, authority: '', validFrom: null, rules: [homesWithin('h300', 300), homesWithin('h500', 500), landWithin('l300', 300), landWithin('l500', 500), density] };

/** A park edge at x = 0; homes of 1, 2, 4 people 250, 400 and 600 m away; a parcel from 200 to 600 m, 100 m high. */
const drawn = scene().box('green_space', -100, -1000, 100, 2100).home(250, 50, 1).home(400, 50, 2).home(600, 50, 4).box('land_use', 200, 0, 400, 100, { code: '0701' }).dataset();
const all = rectangle(-200, -200, 1200, 500);

describe('two rules side by side', () => {
  it('names the homes and the ground that only the wider radius covers', () => {
    const engine = createCoverageEngine(drawn, [made], overlay);
    const found = engine.compareRules([...all], 'h300', 'h500');
    expect(found).toMatchObject({ hasHomes: true, hasParcels: false, people: 7, peopleBoth: 1, peopleNeither: 4, onlyA: { homesTotal: 0, people: 0 }, onlyB: { homesTotal: 1, people: 2, parcels: null } });
    const ground = engine.compareRules([...all], 'l500', 'l300');
    expect(ground).toMatchObject({ hasHomes: true, hasParcels: true, onlyA: { people: 2, parcelsTotal: 1 }, onlyB: { people: 0, parcelsTotal: 0, parcelsM2: 0 }, notes: [] });
    expect(ground?.onlyA.parcelsM2).toBeCloseTo(200 * 100, 3);
    engine.dispose();
  });

  it('compares homes only where one of the two speaks of people, and nothing with a rule that holds no place against a distance', () => {
    const engine = createCoverageEngine(drawn, [made], overlay);
    expect(engine.compareRules('city', 'l300', 'h500')).toMatchObject({ hasHomes: true, hasParcels: false });
    expect(engine.compareRules('city', 'l300', 'density')).toMatchObject({ hasHomes: false, hasParcels: false, people: 0 });
    expect(engine.compareRules('city', 'l300', 'unheard of')).toBeNull();
    engine.dispose();
  });

  it('adds up on random cities: numerators differ by what flips, both ways, and turning the two round turns the sides', () => {
    const ruleSets = allRuleSets();
    const rules = ruleSets.flatMap((set) => set.rules);
    const homes = rules.filter(({ kind }) => kind === 'people_within_radius' || kind === 'circle_completeness').slice(0, 6);
    const land = rules.filter((rule) => rule.kind === 'area_within_radius' && rule.within === undefined).slice(0, 6);
    let held = 0;
    for (const seed of [3, 8, 21]) {
      const engine = createCoverageEngine(randomScene(seed).dataset, ruleSets, overlay);
      const { area } = engine.cityArea();
      const numerator = new Map(engine.figuresOfMetric(area).map((figure) => [figure.ruleId, figure.numerator]));
      for (const [a, b] of [...pairs(homes), ...pairs(land)]) {
        const found = engine.compareRules(area, a.id, b.id);
        if (!found || found.missingLayers.length > 0) continue;
        const side = (which: 'onlyA' | 'onlyB'): number => (found.hasParcels ? found[which].parcelsM2 : found[which].people);
        const expected = (numerator.get(a.id) ?? 0) - (numerator.get(b.id) ?? 0);
        if (JSON.stringify('demand' in a ? a.demand : 0) === JSON.stringify('demand' in b ? b.demand : 0)) expect(side('onlyA') - side('onlyB'), `${a.id} ${b.id} seed ${seed}`).toBeCloseTo(expected, 3);
        held += 1;
        const turned = engine.compareRules(area, b.id, a.id);
        expect([turned?.onlyA.people, turned?.onlyB.people]).toEqual([found.onlyB.people, found.onlyA.people]);
        expect(found.peopleBoth + found.peopleNeither + found.onlyA.people + found.onlyB.people).toBeCloseTo(found.people, 6);
      }
      engine.dispose();
    }
    expect(held).toBeGreaterThan(20);
  });
});

function pairs(rules: readonly Rule[]): [Rule, Rule][] {
  return rules.flatMap((a, i) => rules.slice(i + 1).map((b): [Rule, Rule] => [a, b]));
}
