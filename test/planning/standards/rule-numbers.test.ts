import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changeNumbers, numberKey } from '#planning/standards/change-numbers.ts';
import { compareVersions, stableText } from '#planning/standards/compare-versions.ts';
import { numbersOf, type NumberFacts } from '#planning/standards/rule-numbers.ts';
import { allRuleSets } from '../../support/rule-sets.ts';

const facts = JSON.parse(readFileSync(new URL('../../../data/rule-numbers.json', import.meta.url), 'utf8')) as NumberFacts;

/** A set with a kind of rule nobody has written yet. */
const content = {
  id: 'made-up', version: 4, name: { zh: '某', en: 'Made up' }, authority: '某局', validFrom: null,
  walking: { speedKmH: 4.5, fifteen: { minutes: 15, metres: 1000, clause: { source: 'M', confidence: 'medium' } } },
  rules: [{
    id: 'A', kind: 'unheard_of', unit: 'rate', clause: { source: 'S001', confidence: 'high' },
    threshold: { comparator: '>=', value: 0.8, confidence: 'low', basis: 'D-01' },
    supply: [{ layer: 'green_space', id: 'park', radiusM: 500, minAreaM2: 400, where: { floors: { min: 2, maxExclusive: 9 }, class: { in: [1, 2] } } }],
    groups: [{ id: 'g', name: { zh: '幼儿园', en: 'Kindergarten' }, confidence: 'low', supply: [{ layer: 'school', radiusM: 300 }], areaRangeM2: { min: 10, max: 20 } }],
  }],
};
const numbers = numbersOf(content, facts);
const at = (ruleId: string | null, path: string) => numbers.find((number) => number.ruleId === ruleId && number.path === path);
const change = (ruleId: string | null, path: string, value: number) => changeNumbers(content, [{ ruleId, path, value }], facts);
const faults = (result: ReturnType<typeof changeNumbers>) => (result.ok ? [] : result.problems.map(({ code, change: { ruleId, path } }) => `${code} ${numberKey({ ruleId, path })}`));

describe('the numbers of a rule set', () => {
  it('are found wherever they stand, each with the confidence of the nearest that speaks for it', () => {
    expect(numbers.map(({ ruleId, path, confidence }) => [ruleId, path, confidence])).toEqual([
      [null, 'walking.fifteen.minutes', 'medium'], [null, 'walking.fifteen.metres', 'medium'],
      ['A', 'threshold.value', 'low'],
      ['A', 'supply[0].radiusM', 'high'], ['A', 'supply[0].minAreaM2', 'high'], ['A', 'supply[0].where.floors.min', 'high'], ['A', 'supply[0].where.floors.maxExclusive', 'high'],
      ['A', 'groups[0].supply[0].radiusM', 'low'], ['A', 'groups[0].areaRangeM2.min', 'low'], ['A', 'groups[0].areaRangeM2.max', 'low'],
    ]);
  });
  it('leave out the version and what nobody speaks for', () => {
    expect(at(null, 'version')).toBeUndefined();
    expect(at(null, 'walking.speedKmH')).toBeUndefined();
  });
  it('have unit, range and whose they are', () => {
    expect(at('A', 'threshold.value')).toMatchObject({ unit: 'rate', min: 0, max: 1, isEditable: true });
    expect(at('A', 'supply[0].radiusM')).toMatchObject({ unit: 'm', isEditable: false, trail: [{ layer: 'green_space', id: 'park' }], fields: ['supply', 'radiusM'] });
    expect(at('A', 'groups[0].areaRangeM2.min')).toMatchObject({ unit: 'm2', trail: [{ name: { zh: '幼儿园', en: 'Kindergarten' } }] });
    expect(at('A', 'supply[0].where.floors.min')).toMatchObject({ unit: '' });
    expect(at(null, 'walking.fifteen.metres')).toMatchObject({ unit: 'm' });
  });
  it('of data/standards: those of low confidence can be set, every range takes the value it has', () => {
    const sets = allRuleSets().map((set) => numbersOf(set, facts));
    for (const { ruleId, path, value, min, max, isEditable, confidence } of sets.flat()) {
      expect(value >= min && value <= max, `${ruleId} ${path}`).toBe(true);
      expect(isEditable).toBe(confidence !== 'high');
    }
    expect(sets.flat().some(({ ruleId, path, isEditable }) => ruleId === 'G-YL2022' && path === 'threshold.value' && isEditable)).toBe(true);
    expect(sets.flat().some(({ ruleId, path, isEditable }) => ruleId === 'Z0-Q01-green300' && path === 'supply[0].radiusM' && !isEditable)).toBe(true);
  });
});

describe('changing them', () => {
  it('gives a copy and leaves the rest alone', () => {
    const changed = change('A', 'groups[0].supply[0].radiusM', 350);
    expect(changed).toMatchObject({ ok: true, content: { rules: [{ groups: [{ supply: [{ radiusM: 350 }] }] }] } });
    expect(content.rules[0]!.groups[0]!.supply[0]!.radiusM).toBe(300);
    expect(changed.ok && compareVersions(content, changed.content, facts)).toMatchObject({ numbers: [{ ruleId: 'A', path: 'groups[0].supply[0].radiusM', before: { value: 300 }, after: { value: 350 } }], added: [], removed: [], reworded: [] });
  });
  it('reaches a number of the set itself', () => { expect(change(null, 'walking.fifteen.metres', 900)).toMatchObject({ ok: true, content: { walking: { fifteen: { metres: 900 } } } }); });
  it.each([
    ['A', 'supply[0].radiusM', 600, 'locked A/supply[0].radiusM'],
    ['A', 'threshold.value', 1.2, 'out_of_range A/threshold.value'],
    ['A', 'threshold.value', Number.NaN, 'out_of_range A/threshold.value'],
    ['A', 'threshold.confidence', 1, 'no_such_number A/threshold.confidence'],
    ['B', 'threshold.value', 1, 'no_such_number B/threshold.value'],
    [null, 'version', 9, 'no_such_number /version'],
    ['A', '__proto__.x', 9, 'no_such_number A/__proto__.x'],
    ['A', 'groups[0].areaRangeM2.min', 21, 'wrong_order A/groups[0].areaRangeM2.min'],
  ])('refuses %s %s = %d', (ruleId, path, value, fault) => { expect(faults(change(ruleId, path, value))).toEqual([fault]); });
  it('takes both ends of a range at once, and no number twice', () => {
    const both = [{ ruleId: 'A', path: 'groups[0].areaRangeM2.min', value: 30 }, { ruleId: 'A', path: 'groups[0].areaRangeM2.max', value: 40 }];
    expect(changeNumbers(content, both, facts).ok).toBe(true);
    expect(faults(changeNumbers(content, [both[1]!, { ...both[1]!, value: 50 }], facts))).toEqual(['twice A/groups[0].areaRangeM2.max']);
  });
});

describe('comparing versions', () => {
  it('tells added, removed and reworded rules from changed numbers', () => {
    const [rule] = content.rules;
    const other = { ...content, version: 5, rules: [{ ...rule, kind: 'other', threshold: { ...rule!.threshold, value: 0.9 } }, { ...rule, id: 'B' }] };
    const difference = compareVersions(content, other, facts);
    expect(difference.numbers.map(({ path }) => path)).toEqual(['threshold.value']);
    expect(difference).toMatchObject({ added: ['B'], removed: [], reworded: ['A'] });
    expect(compareVersions(other, content, facts)).toMatchObject({ added: [], removed: ['B'] });
  });
  it('does not mind the order of fields', () => { expect(stableText({ a: 1, b: { d: 2, c: [3] } })).toBe(stableText({ b: { c: [3], d: 2 }, a: 1 })); });
});
