import { NumberInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { derivedFigures, type DerivedFigures } from '#planning/renewal/form-formulas.ts';
import { redLineReadings, type RedLineReading } from '#planning/renewal/red-lines.ts';
import { rateFields, renewalFaults, renewalFields, type RenewalFault, type RenewalField, type RenewalFigures } from '#planning/renewal/renewal-figures.ts';
import { useAppState } from '../app/app-state.ts';
import { planRules } from '../coverage/plan-rules.ts';
import { colon } from '../layers/names.ts';
import { typedFigures, type Typed } from './renewal-entry.ts';
import { changeFigures } from './unit-commands.ts';
import classes from './units.module.css';

const isRate = (field: string): boolean => (rateFields as readonly string[]).includes(field) || field === 'demolition_ratio';
const unitOf = (field: string): string => (field === 'rebuild_ratio' ? '' : isRate(field) ? '%' : 'm²');
const derivedFields = ['gfa_before', 'gfa_after', 'demolition_ratio', 'rebuild_ratio'] as const satisfies readonly (keyof DerivedFigures)[];

/** As the form prints it: ratios to one decimal, areas as they were written. */
function numberText(field: string, value: number, locale: string): string {
  return value.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en', field.endsWith('_ratio') ? { minimumFractionDigits: 1, maximumFractionDigits: 1 } : { maximumFractionDigits: 6 });
}

function useFaultText(): (fault: RenewalFault | undefined) => string | undefined {
  const { t } = useTranslation('units');
  const locale = useAppState((s) => s.locale);
  return (fault) => {
    if (!fault) return undefined;
    return fault.code === 'out_of_range' ? t('renewal.faults.out_of_range', { limit: numberText(fault.field, fault.limit, locale) }) : t(`renewal.faults.${fault.code}`, { whole: t(`renewal.fields.${fault.whole}`) });
  };
}

function Derived({ figures }: { readonly figures: RenewalFigures }) {
  const { t } = useTranslation('units');
  const locale = useAppState((s) => s.locale);
  const derived = derivedFigures(figures);
  return (
    <dl className={classes['facts']} aria-label={t('renewal.derived')}>
      {derivedFields.map((field) => {
        const value = derived[field];
        return <div key={field} className={classes['fact']}><dt>{t(`renewal.fields.${field}`)}</dt><dd>{value === null ? '–' : <>{numberText(field, value, locale)} {unitOf(field)}{field === 'rebuild_ratio' && <small>{t('renewal.asPercent', { percent: Math.round(value * 100) })}</small>}</>}</dd></div>;
      })}
    </dl>
  );
}

function RedLineRow({ reading: { name, line, value, isCrossed } }: { readonly reading: RedLineReading }) {
  const { t } = useTranslation('units');
  const locale = useAppState((s) => s.locale);
  const unit = name === 'rebuild' ? '' : ' %';
  const Icon = isCrossed ? IconAlertTriangle : IconCheck;
  return (
    <li data-crossed={isCrossed || undefined} title={`${line.clause}${colon(locale)}${line.quote}`}>
      <Icon size={15} aria-hidden /><span>{t(`renewal.lines.${name}`)} <b>{value}{unit}</b>{t(`renewal.${line.bound}`, { limit: `${line.limit}${unit}` })} · {t(isCrossed ? 'renewal.crossed' : 'renewal.kept')} <small>{line.clause}</small></span>
    </li>
  );
}

/** 留改拆建 of a unit as the application form asks for it: numbers, what follows from them, and how they stand to the red lines, all while typing. Enter or leaving a field keeps it. */
export function RenewalSection({ unit }: { readonly unit: RenewalUnit }) {
  const { t } = useTranslation('units');
  const [typed, setTyped] = useState<Typed>({});
  const faultText = useFaultText();
  const figures = typedFigures(unit.renewal, typed) ?? {};
  const faults = renewalFaults(figures);
  const readings = faults.length > 0 ? [] : redLineReadings(figures, planRules.redLines);
  const keep = () => {
    if (Object.keys(typed).length === 0 || faults.length > 0) return;
    changeFigures(unit.id, typedFigures(unit.renewal, typed));
    setTyped({});
  };
  const forget = (field: RenewalField) => setTyped(Object.fromEntries(Object.entries(typed).filter(([name]) => name !== field)));
  return (
    <details className={classes['renewal']} open={unit.renewal !== undefined}>
      <summary>{t('renewal.title')}{unit.renewal === undefined && <span className={classes['quietInline']}> {t('renewal.none')}</span>}</summary>
      <p className={classes['quietInline']}>{t('renewal.hint')}</p>
      <div className={classes['renewalFields']}>
        {renewalFields.map((field) => (
          <NumberInput
            key={field} size="xs" hideControls thousandSeparator clampBehavior="none" label={t(`renewal.fields.${field}`)} title={t(`renewal.about.${field}`, { defaultValue: '' })} rightSection={<span className={classes['unitSign']}>{unitOf(field)}</span>} error={faultText(faults.find((fault) => fault.field === field))}
            value={typed[field] ?? unit.renewal?.[field] ?? ''} onChange={(value) => { if (value !== (typed[field] ?? unit.renewal?.[field] ?? '')) setTyped({ ...typed, [field]: value }); }} onBlur={keep}
            onKeyDown={(event) => {
              if (event.key === 'Enter') keep();
              if (event.key === 'Escape') { event.stopPropagation(); forget(field); }
            }}
          />
        ))}
      </div>
      <Derived figures={faults.length > 0 ? {} : figures} />
      {readings.length > 0 && <ul className={classes['redLines']} aria-label={t('renewal.redLines')}>{readings.map((reading) => <RedLineRow key={reading.name} reading={reading} />)}</ul>}
    </details>
  );
}
