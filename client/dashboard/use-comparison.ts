import { useMemo } from 'react';
import type { Division } from '#contract/layers.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';
import { useDivisions } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useCoverage, useOverview, useRuleSets } from '../figures/queries.ts';
import { isOfToday, useRunCoverage, useRuns } from '../runs/runs.ts';
import { useDashboardState } from './dashboard-state.ts';
import { headlineFigures, usualLevel } from './headline.ts';

/** One division with its figure, as a comparison needs it: receipts are opened by division. */
export interface ComparedDivision {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly figure: Omit<Figure, 'receipt' | 'robustness'>;
}

export interface Comparison {
  readonly rule: Rule | null;
  readonly ruleSet: RuleSet | null;
  readonly level: string | null;
  readonly divisions: readonly Division[];
  readonly coverage: readonly ComparedDivision[];
  /** When the run finished that the figures are taken from (ISO); null: they were asked for now. */
  readonly runAt: string | null;
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
  const runs = useRuns(cityId);
  // A run made with the layers and rules of today has every rule of every division at hand; otherwise the server is asked for the one that is shown.
  const run = isOfToday(runs.data?.[0]) ? runs.data[0] : null;
  const ofRun = useRunCoverage(cityId, run, ruleId, level);
  const ofNow = useCoverage(run || runs.isLoading ? null : cityId, ruleId, level);
  const coverage = run ? ofRun : ofNow;
  const divisions = useMemo(() => (all ?? []).filter((division) => division.level === level), [all, level]);
  const found = ruleSets?.flatMap((ruleSet) => ruleSet.rules.map((rule) => ({ rule, ruleSet }))).find(({ rule }) => rule.id === ruleId);
  return { rule: found?.rule ?? null, ruleSet: found?.ruleSet ?? null, level, divisions, coverage: coverage.data ?? [], runAt: run?.finishedAt ?? null, isLoading: areSetsLoading || runs.isLoading || isOverviewLoading || areDivisionsLoading || coverage.isLoading, error: coverage.error ?? overviewError };
}
