import type { Figure, Verdict } from '#planning/coverage/figure.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';

/** A figure with the words of its rule. */
export interface NamedFigure { readonly figure: Figure; readonly rule: Rule; readonly ruleSet: RuleSet }
export type Group = Rule['group'];
export const groupOrder: readonly Group[] = ['green', 'education', 'transport', 'sanitation', 'life_circle', 'care', 'culture', 'infrastructure', 'renewal'];

export interface FigureFilter { readonly ruleSetId: string | null; readonly isOnlyFailing: boolean }

/** Figures with their rules; one whose rule set is no longer in force has no name and is left out. */
export function nameFigures(figures: readonly Figure[], ruleSets: readonly RuleSet[]): NamedFigure[] {
  const rules = new Map(ruleSets.flatMap((ruleSet) => ruleSet.rules.map((rule) => [`${ruleSet.id}/${rule.id}`, { rule, ruleSet }] as const)));
  return figures.flatMap((figure) => {
    const found = rules.get(`${figure.ruleSetId}/${figure.ruleId}`);
    return found ? [{ figure, ...found }] : [];
  });
}

/** Groups in their order on screen, empty ones left out. */
export function groupFigures(named: readonly NamedFigure[], filter: FigureFilter): { readonly group: Group; readonly figures: readonly NamedFigure[] }[] {
  const wanted = named.filter(({ figure, ruleSet }) => (filter.ruleSetId === null || ruleSet.id === filter.ruleSetId) && (!filter.isOnlyFailing || figure.verdict === 'fail'));
  return groupOrder.map((group) => ({ group, figures: wanted.filter(({ rule }) => rule.group === group) })).filter(({ figures }) => figures.length > 0);
}

export function countVerdicts(figures: readonly Pick<Figure, 'verdict'>[]): { readonly pass: number; readonly fail: number; readonly other: number } {
  const count = (verdict: Verdict) => figures.filter((figure) => figure.verdict === verdict).length;
  const [pass, fail] = [count('pass'), count('fail')];
  return { pass, fail, other: figures.length - pass - fail };
}

/** Names of a rule's roles: categories, contexts, tiers and the sides of a border name themselves. */
export function roleNames(rule: Rule): Readonly<Record<string, { readonly zh: string; readonly en: string }>> {
  if (rule.kind === 'circle_completeness' || rule.kind === 'walking_links') return Object.fromEntries(rule.categories.map(({ id, name }) => [id, name]));
  if (rule.kind === 'class_at_place') return Object.fromEntries(rule.contexts.map(({ id, name }) => [id, name]));
  return rule.kind === 'shared_border' ? { border: rule.border.name, along: rule.along.name } : {};
}
