import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDivisions } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { momentText, thresholdText, valueText } from '../figures/format.ts';
import { groupOrder } from '../figures/group-figures.ts';
import { useRuleSets } from '../figures/queries.ts';
import { classesOf, rampOf, unknownColour } from './choropleth.ts';
import classes from './dashboard.module.css';
import { useDashboardState } from './dashboard-state.ts';
import { levelsToCompare } from './headline.ts';
import type { Comparison } from './use-comparison.ts';

/** What each colour stands for, and what none does. */
function Legend({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation('dashboard');
  const { t: tRuns } = useTranslation('runs');
  const scheme = useAppState((s) => s.scheme);
  const locale = useAppState((s) => s.locale);
  const found = classesOf(comparison.coverage);
  const first = comparison.coverage[0]?.figure;
  const hasUnknown = comparison.coverage.some(({ figure }) => figure.value === null);
  if (!first) return null;
  const colours = found ? rampOf(found.breaks.length - 1, scheme) : [];
  const text = (value: number) => valueText(value, first.unit, locale).value.replace(/[.,]0+$/, '');
  return (
    <div className={classes['legend']}>
      <div className={classes['scale']} role="img" aria-label={t('legend')}>
        {colours.map((colour, i) => <span key={colour} className={classes['step']}><i style={{ background: colour }} /><span>{text(found?.breaks[i] ?? 0)}</span>{i === colours.length - 1 && <span className={classes['last']}>{text(found?.breaks[i + 1] ?? 0)} {valueText(0, first.unit, locale).unit}</span>}</span>)}
      </div>
      <div className={classes['legendFoot']}>
        {first.threshold && <span>{t('threshold')} {thresholdText(first.threshold, first.unit, locale)}</span>}
        {comparison.runAt !== null && <span>{tRuns('fromRun', { at: momentText(comparison.runAt, locale) })}</span>}
        {hasUnknown && <span><i className={classes['unknown']} style={{ background: unknownColour[scheme] }} />{t('unknown')}</span>}
      </div>
    </div>
  );
}

/** Which figure is compared, over which divisions. */
export function MetricChooser({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation('dashboard');
  const { t: tFigures } = useTranslation('figures');
  const { t: tLayers } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  const cityId = useAppState((s) => s.cityId);
  const ruleSets = useRuleSets().data ?? [];
  const levels = levelsToCompare(useDivisions(cityId).data ?? []);
  const { setRule, setLevel } = useDashboardState.getState();
  const options = groupOrder.map((group) => ({ group: tFigures(`groups.${group}`), items: ruleSets.flatMap(({ name, rules }) => rules.filter((rule) => rule.group === group && (rule.appliesTo?.includes('division') ?? true)).map((rule) => ({ value: rule.id, label: `${rule.name[locale]} · ${name[locale]}` }))) })).filter(({ items }) => items.length > 0);
  return (
    <section className={classes['chooser']} aria-label={t('metric')}>
      <Select size="xs" label={t('metric')} data={options} value={comparison.rule?.id ?? null} onChange={(value) => { if (value) setRule(value); }} allowDeselect={false} searchable maxDropdownHeight={420} comboboxProps={{ width: 380, position: 'bottom-start' }} />
      {levels.length > 0 && <SegmentedControl size="xs" fullWidth aria-label={t('level')} data={levels.map((value) => ({ value, label: tLayers(`levels.${value}`) }))} value={comparison.level ?? ''} onChange={setLevel} />}
      <Legend comparison={comparison} />
    </section>
  );
}
