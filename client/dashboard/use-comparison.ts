import { useMemo } from 'react';
import type { DivisionCoverage } from '#contract/figures.ts';
import type { Division } from '#contract/layers.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';
import { useDivisions } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useCoverage, useOverview, useRuleSets } from '../figures/queries.ts';
import { useDashboardState } from './dashboard-state.ts';
import { headlineFigures, usualLevel } from './headline.ts';

export interface Comparison {
  readonly rule: Rule | null;
  readonly ruleSet: RuleSet | null;
  readonly level: string | null;
  readonly divisions: readonly Division[];
  readonly coverage: readonly DivisionCoverage[];
  readonly isLoading: boolean;
  readonly error: unknown;
}

/** The rule and level chosen, or the first that fit, and the figures of every division for them. */
export function useComparison(): Comparison {
  const cityId = useAppState((s) => s.cityId);
  const chosenRule = useDashboardState((s) => s.ruleId);
  const chosenLevel = useDashboardState((s) => s.level);
  const { data: ruleSets, isLoading: areSetsLoading } = useRuleSets();
  const { data: overview, isLoading: isOverviewLoading, error: overviewError } = useOverview(cityId);
  const { data: all, isLoading: areDivisionsLoading } = useDivisions(cityId);
  const ruleId = chosenRule ?? (overview && ruleSets ? headlineFigures(overview.city.figures, ruleSets)[0]?.rule.id : undefined) ?? null;
  const level = chosenLevel ?? (all ? usualLevel(all) : null);
  const coverage = useCoverage(cityId, ruleId, level);
  const divisions = useMemo(() => (all ?? []).filter((division) => division.level === level), [all, level]);
  const found = ruleSets?.flatMap((ruleSet) => ruleSet.rules.map((rule) => ({ rule, ruleSet }))).find(({ rule }) => rule.id === ruleId);
  return { rule: found?.rule ?? null, ruleSet: found?.ruleSet ?? null, level, divisions, coverage: coverage.data ?? [], isLoading: areSetsLoading || isOverviewLoading || areDivisionsLoading || coverage.isLoading, error: coverage.error ?? overviewError };
}
