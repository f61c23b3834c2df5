import type { Figure } from '#planning/coverage/figure.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { groupOrder, nameFigures, type NamedFigure } from '../figures/group-figures.ts';

/** Tiles of the first screen: room for eight without scrolling on a small laptop. */
export const headlineCount = 8;

/**
 * The figures that speak for the city: of each group in turn the next one with a threshold that could be assessed, then those without a threshold, then the
 * rest; one name only once, since rule sets that agree would fill the screen with the same number.
 */
export function headlineFigures(figures: readonly Figure[], ruleSets: readonly RuleSet[], count = headlineCount): NamedFigure[] {
  const rank = ({ figure }: NamedFigure) => (figure.value === null ? 2 : figure.threshold === null ? 1 : 0);
  const names = new Set<string>();
  // 300米见绿 and 300米见绿（按人口） speak of the same thing.
  const subject = ({ rule }: NamedFigure) => rule.name.zh.replace(/（.*?）/g, '');
  const distinct = nameFigures(figures, ruleSets).map((named, i) => ({ named, i })).sort((a, b) => rank(a.named) - rank(b.named) || a.i - b.i).map(({ named }) => named)
    .filter((named) => !names.has(subject(named)) && names.add(subject(named)));
  const queues = groupOrder.map((group) => distinct.filter(({ rule }) => rule.group === group));
  const chosen: NamedFigure[] = [];
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
