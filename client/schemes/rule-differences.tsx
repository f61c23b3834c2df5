import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComparedReading, RuleDifference, UnitPair } from '#contract/scheme-comparison.ts';
import type { Verdict } from '#planning/coverage/figure.ts';
import type { FigureUnit, Rule, RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { changeText, valueText } from '../figures/format.ts';
import { VerdictMark } from '../figures/verdict-mark.tsx';
import classes from './schemes.module.css';

export type KnownRules = ReadonlyMap<string, { readonly rule: Rule; readonly ruleSet: RuleSet }>;

const last = (reading: ComparedReading) => reading.proposed ?? reading;

/** One side: the value as compared, with proposals where there are. */
function Side({ reading, unit }: { readonly reading: ComparedReading | null; readonly unit: FigureUnit }) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  if (!reading) return <td role="cell">{t('unknown')}</td>;
  const { value, verdict } = last(reading);
  const text = value === null ? null : valueText(value, unit, locale);
  return <td role="cell"><span className={classes['number']}>{text ? <>{text.value}<small>{text.unit}</small></> : t('unknown')}</span><VerdictMark verdict={verdict as Verdict} isShort />{reading.proposed && <small className={classes['proposed']} title={t('proposedNote')}>{t('proposedNote')}</small>}</td>;
}

function Row({ difference: line, known }: { readonly difference: RuleDifference; readonly known: { readonly rule: Rule; readonly ruleSet: RuleSet } | undefined }) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  const unit = line.unit as FigureUnit;
  const change = line.a && line.b ? changeText(last(line.a).value, last(line.b).value, unit, locale) : null;
  return (
    <tr role="row" data-rule={line.ruleId} data-flip={line.isVerdictChanged || undefined}>
      <th role="rowheader" scope="row" title={known?.ruleSet.name[locale]}>{known?.rule.name[locale] ?? line.ruleId}</th>
      <Side reading={line.a} unit={unit} /><Side reading={line.b} unit={unit} />
      <td role="cell">{change && <span className={classes['delta']} data-direction={change.direction} aria-label={t(change.direction, { text: change.text })}>{change.direction === 'up' ? '▲' : '▼'} {change.text}</span>}</td>
    </tr>
  );
}

const differs = ({ a, b, difference, isVerdictChanged }: RuleDifference): boolean => isVerdictChanged || (difference !== null && difference !== 0) || (a !== null && b !== null && (last(a).value === null) !== (last(b).value === null));

/** The figures of a pair, rule by rule; turned verdicts first. A rule's name stands over its numbers, for the panel is narrow: rows are grids and say their roles themselves. */
export function RuleDifferences({ pair, rules }: { readonly pair: UnitPair; readonly rules: KnownRules }) {
  const { t } = useTranslation('schemes');
  const isAlone = pair.a === null || pair.b === null;
  const [isChangedOnly, setChangedOnly] = useState(!isAlone);
  const changed = pair.rules.filter(differs);
  const shown = isChangedOnly ? changed : pair.rules;
  if (pair.state === 'same') return <p className={classes['quiet']}>{t('none')}</p>;
  return (
    <div className={classes['rules']}>
      {isAlone ? <p className={classes['quiet']}>{t('only')}</p> : <Checkbox size="xs" label={t('changedOnly')} checked={isChangedOnly} onChange={(event) => setChangedOnly(event.currentTarget.checked)} />}
      {shown.length === 0 ? <p className={classes['quiet']}>{t('none')}</p> : (
        <table role="table">
          <thead role="rowgroup"><tr role="row">{[t('figures'), t('sideA'), t('sideB'), t('difference')].map((text) => <th key={text} role="columnheader" scope="col">{text}</th>)}</tr></thead>
          <tbody role="rowgroup">{[...shown].sort((p, q) => Number(q.isVerdictChanged) - Number(p.isVerdictChanged)).map((line) => <Row key={line.ruleId} difference={line} known={rules.get(line.ruleId)} />)}</tbody>
        </table>
      )}
    </div>
  );
}
