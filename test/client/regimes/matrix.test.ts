import { describe, expect, it } from 'vitest';
import type { Figure, Verdict } from '#planning/coverage/figure.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';
import type { Topic } from '#planning/standards/topic.ts';
import type { NamedFigure } from '../../../client/figures/group-figures.ts';
import { basisOf, setsOf, topicRows } from '../../../client/regimes/matrix.ts';
import { useOpenRegimes } from '../../../client/regimes/open-regimes.ts';

const named = (setId: string, id: string, topic: Topic, verdict: Verdict, denominatorUnit = 'm²'): NamedFigure =>
  ({ figure: { ruleId: id, ruleSetId: setId, verdict, denominatorUnit } as Figure, rule: { id, topic } as Rule, ruleSet: { id: setId } as RuleSet });

const figures = [
  named('a', 'a1', 'park_500', 'pass'), named('b', 'b1', 'park_500', 'pass'),
  named('a', 'a2', 'bus', 'pass'), named('b', 'b2', 'bus', 'fail'), named('b', 'b3', 'bus', 'fail', 'people'),
  named('c', 'c1', 'toilet', 'fail'), named('c', 'c2', 'toilet', 'pass'),
];

describe('standards side by side', () => {
  it('has a row for every topic that two rule sets ask after, those that disagree first', () => {
    const rows = topicRows(figures);
    expect(rows.map(({ topic, differs }) => [topic, differs])).toEqual([['bus', true], ['park_500', false]]);
    expect(rows[0]?.bySet.get('b')?.map(({ rule }) => rule.id)).toEqual(['b2', 'b3']);
  });

  it('has a column for every rule set in a row, and none for others', () => {
    const sets = ['c', 'b', 'a'].map((id) => ({ id }) as RuleSet);
    expect(setsOf(topicRows(figures), sets).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('says what is divided by what', () => {
    expect(figures.slice(3, 5).map(basisOf)).toEqual(['land', 'people']);
  });

  it('holds two picked figures, and lets a third take the place of the first', () => {
    const { show, pick } = useOpenRegimes.getState();
    show('city', '');
    for (const id of ['a1', 'b1', 'b2']) pick(id);
    expect(useOpenRegimes.getState().picked).toEqual(['b1', 'b2']);
    pick('b1');
    expect(useOpenRegimes.getState().picked).toEqual(['b2']);
  });
});
