import { useTranslation } from 'react-i18next';
import type { Overview } from '#contract/figures.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useDivisions } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { peopleText } from '../figures/format.ts';
import { useMapOwner } from '../map/map-context.ts';
import classes from './dashboard.module.css';
import { openDivision } from './open-evidence.ts';

type Gap = Overview['gaps'][number];
/** Long enough to act on, short enough to read. */
const rows = 12;

/** The largest gap of each place and subject: rule sets that ask the same would repeat a place. */
export function largestGaps(gaps: readonly Gap[], ruleName: (ruleId: string) => string, count = rows): Gap[] {
  const seen = new Set<string>();
  return [...gaps].sort((a, b) => b.people - a.people || a.division.localeCompare(b.division) || a.ruleId.localeCompare(b.ruleId))
    .filter((gap) => { const key = `${gap.division}/${ruleName(gap.ruleId)}`; return !seen.has(key) && seen.add(key); }).slice(0, count);
}

/** Where most people are out of reach of something; a row shows the place and its evidence. */
export function Gaps({ gaps, ruleSets }: { readonly gaps: readonly Gap[]; readonly ruleSets: readonly RuleSet[] }) {
  const { t } = useTranslation('dashboard');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const divisions = useDivisions(useAppState((s) => s.cityId)).data ?? [];
  const ruleOf = (ruleId: string) => ruleSets.flatMap((ruleSet) => ruleSet.rules.map((rule) => ({ rule, ruleSet }))).find(({ rule }) => rule.id === ruleId);
  const shown = largestGaps(gaps, (id) => ruleOf(id)?.rule.name.zh ?? id);
  if (shown.length === 0) return <p className={classes['quiet']}>{t('noGaps')}</p>;
  const most = shown[0]?.people ?? 1;
  return (
    <ol className={classes['ranking']}>
      {shown.map((gap) => {
        const found = ruleOf(gap.ruleId);
        return (
          <li key={`${gap.ruleId}/${gap.division}`}>
            <button type="button" className={classes['rank']} onClick={() => openDivision(owner, { code: gap.division, geometry: divisions.find(({ code }) => code === gap.division)?.geometry }, found ? { ruleId: gap.ruleId, ruleSetId: found.ruleSet.id } : null)}>
              <span className={classes['rankName']}>{gap.divisionName}<small>{found?.rule.name[locale] ?? gap.ruleId}</small></span>
              <span className={classes['rankValue']}><b>{peopleText(gap.people, locale)}</b></span>
              <span className={classes['bar']} aria-hidden><i data-verdict="fail" style={{ width: `${(100 * gap.people) / most}%` }} /></span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
