import { describe, expect, it } from 'vitest';
import type { Figure } from '#planning/coverage/figure.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { headlineFigures, levelsToCompare, usualLevel } from '../../../client/dashboard/headline.ts';
import { largestGaps } from '../../../client/dashboard/gaps.tsx';
import { placeTable } from '../../../client/dashboard/old-places-table.tsx';
import { rankDivisions } from '../../../client/dashboard/ranking.tsx';
import { figureOf, ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { rectangle, scene } from '../../support/scenes.ts';

const city = scene().home(10, 10, 8).point('bus_stop', 20, 10).dataset();
const rule = (id: string, zh: string, group: Rule['group'], layer: string, threshold: number | null): Rule => ({
  ...ruleBase, id, group, name: { zh, en: id }, kind: 'people_within_radius', unit: 'rate', supply: [{ layer, radiusM: 100 }], threshold: threshold === null ? null : { comparator: '>=', value: threshold, confidence: 'high', basis: 'T' },
});
const rules = [rule('g0', '见绿', 'green', 'green_space', 0.8), rule('g1', '见站绿', 'green', 'bus_stop', null), rule('t0', '公交', 'transport', 'bus_stop', 0.9), rule('t1', '公交（按人口）', 'transport', 'bus_stop', 0.9), rule('t2', '公交二', 'transport', 'bus_stop', 0.5)];
const figures: Figure[] = rules.map((each) => ({ ...figureOf(city, each, rectangle(0, 0, 100, 100), overlay), ruleSetId: 'TEST' }));

describe('headline figures', () => {
  it('take each group in turn, what can be judged first, each subject once', () => {
    expect(headlineFigures(figures, [ruleSetOf(rules)]).map(({ rule: { id } }) => id)).toEqual(['g1', 't0', 'g0', 't2']);
    expect(headlineFigures(figures, [ruleSetOf(rules)], 1).map(({ rule: { id } }) => id)).toEqual(['g1']);
  });
});

describe('headline topics', () => {
  const of = (id: string, topic: Rule['topic'], threshold: number | null): Rule => ({ ...rule(id, id, 'transport', 'bus_stop', threshold), topic });
  const sets = [{ ...ruleSetOf([of('old', 'bus', 0.5), of('rail', 'rail', 0.5)]), id: 'OLD', validFrom: '1995-09-01' }, { ...ruleSetOf([of('new', 'bus', 0.5), of('newest', 'bus', null), of('toilet', 'toilet', 0.5)]), id: 'NEW', validFrom: '2019-03-01' }];
  const all = sets.flatMap(({ id, rules: asked }): Figure[] => asked.map((each) => ({ ...figureOf(city, each, rectangle(0, 0, 100, 100), overlay), ruleSetId: id })));
  it('stand first and in their order, each by the newest rule that can be judged; the rest fill up', () => {
    expect(headlineFigures(all, sets, 8, ['toilet', 'bus', 'green_300']).map(({ rule: { id } }) => id)).toEqual(['toilet', 'new', 'rail']);
    expect(headlineFigures(all, sets, 1, ['bus']).map(({ rule: { id } }) => id)).toEqual(['new']);
  });
});

describe('the first screen', () => {
  it('compares the level with enough divisions to see a pattern', () => {
    const divisions = [...Array.from({ length: 3 }, () => ({ level: 'district' })), ...Array.from({ length: 9 }, () => ({ level: 'subdistrict' })), ...Array.from({ length: 42 }, () => ({ level: 'community' })), { level: 'city' }];
    expect(levelsToCompare(divisions)).toEqual(['district', 'subdistrict', 'community']);
    expect(usualLevel(divisions)).toBe('subdistrict');
    expect(usualLevel([{ level: 'district' }])).toBe('district');
    expect(usualLevel([{ level: 'city' }])).toBeNull();
  });
  it('ranks the lowest first and what has no value last', () => {
    const at = (name: string, value: number | null) => ({ code: name, name, level: 'district', figure: { ...(figures[0] as Figure), value } });
    expect(rankDivisions([at('丙', null), at('乙', 0.9), at('甲', 0.2)]).map(({ code }) => code)).toEqual(['甲', '乙', '丙']);
  });
  it('names a place once a subject, with the largest gap', () => {
    const gap = (ruleId: string, division: string, people: number) => ({ ruleId, division, divisionName: division, people, center: [0, 0] as [number, number] });
    const name = (id: string) => (id.startsWith('green') ? '见绿' : id);
    expect(largestGaps([gap('green-a', '1', 50), gap('green-b', '1', 50), gap('bus', '1', 70), gap('green-a', '2', 60)], name).map(({ ruleId, division }) => `${ruleId}@${division}`)).toEqual(['bus@1', 'green-a@2', 'green-a@1']);
  });
  it('puts old places in a table of kinds by divisions, those in none last', () => {
    const cell = (kind: string, division: string, count: number) => ({ kind, division, divisionName: division, count, areaM2: 1, featureIds: [] });
    const table = placeTable([cell('old_market', '', 1), cell('old_market', '02', 2), cell('old_community', '01', 3)]);
    expect(table.divisions.map(({ code }) => code)).toEqual(['01', '02', '']);
    expect(table.cell('old_market', '02')?.count).toBe(2);
    expect(table.cell('old_market', '01')).toBeUndefined();
  });
});
