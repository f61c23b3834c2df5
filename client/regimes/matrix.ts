import type { RuleSet } from '#planning/standards/rule.ts';
import { TOPICS, type Topic } from '#planning/standards/topic.ts';
import type { NamedFigure } from '../figures/group-figures.ts';

export interface TopicRow {
  readonly topic: Topic;
  /** Figures by rule set; a set may ask the same by land and by people. */
  readonly bySet: ReadonlyMap<string, readonly NamedFigure[]>;
  /** True when rule sets come to different verdicts. */
  readonly differs: boolean;
}

/** Topics that at least two rule sets ask after, in the order of the list of topics; those with different verdicts first. */
export function topicRows(named: readonly NamedFigure[]): TopicRow[] {
  const rows = TOPICS.flatMap((topic): TopicRow[] => {
    const bySet = new Map<string, NamedFigure[]>();
    for (const each of named) if (each.rule.topic === topic) bySet.set(each.ruleSet.id, [...bySet.get(each.ruleSet.id) ?? [], each]);
    if (bySet.size < 2) return [];
    const verdicts = new Set([...bySet.values()].flat().map(({ figure }) => figure.verdict).filter((verdict) => verdict === 'pass' || verdict === 'fail'));
    return [{ topic, bySet, differs: verdicts.size > 1 }];
  });
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}

/** Rule sets that stand in any of the rows, those with most figures first. */
export function setsOf(rows: readonly TopicRow[], ruleSets: readonly RuleSet[]): RuleSet[] {
  const count = (id: string) => rows.filter(({ bySet }) => bySet.has(id)).length;
  return ruleSets.filter(({ id }) => count(id) > 0).sort((a, b) => count(b.id) - count(a.id));
}

/** What is divided by what: land, people, length or a count. */
export function basisOf({ figure }: NamedFigure): 'land' | 'people' | 'length' | 'count' {
  if (figure.denominatorUnit === 'people') return 'people';
  if (figure.denominatorUnit === 'm²') return 'land';
  return figure.denominatorUnit === 'm' || figure.unit === 'm' ? 'length' : 'count';
}

/** Kinds of rule that hold homes against a distance, so that features can be told that flip between two of them. */
export function isComparable({ rule }: NamedFigure): boolean {
  return rule.kind === 'area_within_radius' || rule.kind === 'people_within_radius' || rule.kind === 'people_within_walk' || rule.kind === 'circle_completeness';
}
