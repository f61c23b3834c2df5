import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { numberKey, type ChangeFault } from '#planning/standards/change-numbers.ts';
import type { RuleNumber } from '#planning/standards/rule-numbers.ts';
import type { Comparator } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { ConfidenceMark } from './confidence-mark.tsx';
import { useDraft } from './draft-store.ts';
import { numberLabel, numberText, shownNumber, storedNumber } from './number-words.ts';
import classes from './standards.module.css';
import { useNamer } from './use-namer.ts';

export interface LineProps {
  readonly number: RuleNumber;
  readonly comparator: Comparator | null;
  readonly isEditing: boolean;
  readonly fault: ChangeFault | undefined;
}

/** One number of a rule: what it is, its value and unit, how sure it is; a field while it is being edited and may be. */
export function NumberLine({ number, comparator, isEditing, fault }: LineProps) {
  const { t } = useTranslation('standards');
  const locale = useAppState((s) => s.locale);
  const names = useNamer();
  const changed = useDraft((s) => s.changes[numberKey(number)]);
  const change = useDraft((s) => s.change);
  // An emptied field is no value; it waits there for one.
  const [isEmpty, setEmpty] = useState(false);
  const label = numberLabel(number, locale, names, comparator);
  const unit = t(`units.${number.unit || 'none'}`, { defaultValue: number.unit });
  const shown = (value: number) => shownNumber(value, number.unit).toLocaleString('en', { maximumFractionDigits: 6 });
  const isOpen = isEditing && number.isEditable;
  const set = (typed: number | string) => {
    const value = typeof typed === 'number' ? storedNumber(typed, number.unit) : null;
    setEmpty(value === null);
    change(number, value === number.value ? null : value);
  };
  return (
    <div className={classes['number']} data-number={numberKey(number)} data-changed={changed !== undefined}>
      <span className={classes['numberLabel']}>{label}</span>
      {isOpen ? (
        <NumberInput
          className={classes['input'] ?? ''} size="xs" aria-label={label} value={isEmpty ? '' : shownNumber(changed?.value ?? number.value, number.unit)} onChange={set} hideControls decimalScale={6} error={fault !== undefined || isEmpty}
          rightSection={<small>{unit}</small>} rightSectionWidth={unit.length > 3 ? 62 : 34} rightSectionPointerEvents="none" clampBehavior="none"
        />
      ) : <span className={classes['numberValue']}>{numberText(changed?.value ?? number.value, number.unit, locale)}{unit && <small>{unit}</small>}</span>}
      <ConfidenceMark confidence={number.confidence} showsLock={isEditing} />
      {changed && <span className={classes['numberWas']}>{t('was', { value: `${numberText(number.value, number.unit, locale)} ${unit}`.trim() })}{isEditing && <button type="button" className={classes['link']} aria-label={t('reset', { label })} onClick={() => { setEmpty(false); change(number, null); }}>↺</button>}</span>}
      {(fault !== undefined || isEmpty) && <span className={classes['fault']} role="alert">{t(`faults.${isEmpty ? 'empty' : fault}`, { min: shown(number.min), max: shown(number.max), unit })}</span>}
    </div>
  );
}
