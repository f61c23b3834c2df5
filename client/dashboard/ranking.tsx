import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { FigureValue } from '../figures/figure-row.tsx';
import { VerdictMark } from '../figures/verdict-mark.tsx';
import { useMapOwner } from '../map/map-context.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import classes from './dashboard.module.css';
import { openDivision } from './open-evidence.ts';
import type { ComparedDivision, Comparison } from './use-comparison.ts';

/** Worst first; those without a value last, each group by name. */
export function rankDivisions(coverage: readonly ComparedDivision[]): ComparedDivision[] {
  return [...coverage].sort((a, b) => (a.figure.value ?? Infinity) - (b.figure.value ?? Infinity) || a.name.localeCompare(b.name, 'zh-CN'));
}

/** Every division of the level with its figure as a bar; a row opens its receipt and shows it on the map. */
export function Ranking({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation('dashboard');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const { rule, ruleSet, coverage, divisions, isLoading, error } = comparison;
  if (error) return <FailedState error={error} />;
  if (isLoading) return <LoadingState />;
  if (!rule || !ruleSet || coverage.length === 0) return <p className={classes['quiet']}>{t('noDivisions')}</p>;
  const most = Math.max(...coverage.map(({ figure }) => figure.value ?? 0), coverage[0]?.figure.threshold?.value ?? 0, rule.unit === 'rate' ? 1 : 0) || 1;
  const threshold = coverage[0]?.figure.threshold?.value;
  return (
    <div>
      <p className={classes['quiet']}>{rule.name[locale]} · {t('worstFirst')}</p>
      <ol className={classes['ranking']}>
        {rankDivisions(coverage).map(({ code, name, figure }) => (
          <li key={code}>
            <button type="button" className={classes['rank']} onClick={() => openDivision(owner, { code, geometry: divisions.find((each) => each.code === code)?.geometry }, { ruleId: rule.id, ruleSetId: ruleSet.id })}>
              <span className={classes['rankName']}>{name}</span>
              <span className={classes['rankValue']}><FigureValue figure={figure} /><VerdictMark verdict={figure.verdict} isShort /></span>
              <span className={classes['bar']} aria-hidden><i data-verdict={figure.verdict} style={{ width: `${Math.min(100, (100 * (figure.value ?? 0)) / most)}%` }} />{threshold !== undefined && <b style={{ left: `${Math.min(100, (100 * threshold) / most)}%` }} />}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
