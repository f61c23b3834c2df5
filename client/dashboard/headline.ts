import type { Figure } from '#planning/coverage/figure.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import type { Topic } from '#planning/standards/topic.ts';
import text from '../../data/headlines.json?raw';
import { groupOrder, nameFigures, type NamedFigure } from '../figures/group-figures.ts';

/** Tiles of the first screen: room for eight without scrolling on a small laptop. */
export const headlineCount = 8;

export const { topics: headlineTopics } = JSON.parse(text) as { readonly topics: readonly Topic[] };

/** What can be judged first, then what has no threshold, then the rest; of equals the newest rule set. */
function byWorth(a: NamedFigure, b: NamedFigure): number {
  const rank = ({ figure }: NamedFigure) => (figure.value === null ? 2 : figure.threshold === null ? 1 : 0);
  return rank(a) - rank(b) || (b.ruleSet.validFrom ?? '').localeCompare(a.ruleSet.validFrom ?? '');
}

/**
 * The figures that speak for the city: the best of each topic of data/headlines.json that has a value, in its order; room that is left goes to the groups in
 * turn. One subject only once, since rule sets that agree would fill the screen with the same number.
 */
export function headlineFigures(figures: readonly Figure[], ruleSets: readonly RuleSet[], count = headlineCount, topics = headlineTopics): NamedFigure[] {
  // 300米见绿 and 300米见绿（按人口） speak of the same thing.
  const subject = ({ rule }: NamedFigure) => rule.name.zh.replace(/（.*?）/g, '');
  const best = nameFigures(figures, ruleSets).sort(byWorth);
  const chosen: NamedFigure[] = topics.flatMap((topic) => best.find(({ rule, figure }) => rule.topic === topic && figure.value !== null) ?? []).slice(0, count);
  const subjects = new Set(chosen.map(subject));
  const isTaken = new Set(chosen.map(({ rule }) => rule.topic));
  const distinct = best.filter((named) => !isTaken.has(named.rule.topic) && !subjects.has(subject(named)) && subjects.add(subject(named)));
  const queues = groupOrder.map((group) => distinct.filter(({ rule }) => rule.group === group));
  for (let round = 0; chosen.length < count && queues.some((queue) => queue.length > round); round++) {
    for (const queue of queues) if (queue[round] && chosen.length < count) chosen.push(queue[round] as NamedFigure);
  }
  return chosen;
}

/** Levels of divisions from the largest areas down, the whole city left out: there is nothing to compare with it. */
const levelOrder = ['district', 'county', 'dev_zone', 'subdistrict', 'community'];
export function levelsToCompare(divisions: readonly { readonly level: string }[]): string[] {
  return levelOrder.filter((level) => divisions.some((division) => division.level === level));
}
/** The level with enough areas to see a pattern and few enough to read. */
export function usualLevel(divisions: readonly { readonly level: string }[]): string | null {
  const levels = levelsToCompare(divisions);
  const count = (level: string) => divisions.filter((division) => division.level === level).length;
  return levels.find((level) => count(level) >= 6) ?? levels.at(-1) ?? null;
}
