import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditedNumber, RuleSetConflict } from '#contract/rule-sets.ts';
import { numberKey, type NumberChange } from '#planning/standards/change-numbers.ts';
import { numbersOf } from '#planning/standards/rule-numbers.ts';
import { useAppState } from '../app/app-state.ts';
import { ruleNameOf } from './difference.tsx';
import { numberFacts } from './number-facts.ts';
import { numberLabel, numberText } from './number-words.ts';
import { useVersion } from './queries.ts';
import classes from './standards.module.css';
import { useNamer } from './use-namer.ts';

interface Props { readonly ruleSetId: string; readonly conflict: RuleSetConflict; /** Null: may not decide. */ readonly onPrepare: ((changes: readonly NumberChange[]) => void) | null }
/** Edited values beside those of the program's newer file, to be decided number by number. */
export function ConflictBox({ ruleSetId, conflict, onPrepare }: Props) {
  const { t } = useTranslation('standards');
  const locale = useAppState((s) => s.locale);
  const names = useNamer();
  const content = useVersion(ruleSetId, conflict.editedVersion).data?.content;
  const known = new Map(numbersOf(content, numberFacts).map((number) => [numberKey(number), number]));
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const keeps = (value: EditedNumber) => value.canKeep && !taken.has(numberKey(value));
  const choose = (key: string, isTaken: boolean) => setTaken(new Set([...taken].filter((each) => each !== key).concat(isTaken ? [key] : [])));
  const news = [conflict.added.length > 0 && t('conflict.added', { count: conflict.added.length }), conflict.removed.length > 0 && t('conflict.removed', { count: conflict.removed.length }), conflict.reworded.length > 0 && t('conflict.reworded', { count: conflict.reworded.length }), conflict.otherNumbers > 0 && t('conflict.otherNumbers', { count: conflict.otherNumbers })].filter(Boolean);
  const text = (value: number | null, unit: string) => (value === null ? t('conflict.none') : `${numberText(value, unit, locale)} ${t(`units.${unit || 'none'}`, { defaultValue: unit })}`.trim());
  return (
    <section className={classes['box']} aria-label={t('waiting')}>
      <b>{t(`conflict.title.${conflict.kind}`, { shipped: conflict.shippedVersion, edited: conflict.editedVersion })}</b>
      <p className={classes['quiet']}>{t(onPrepare ? 'conflict.text' : 'conflict.readOnly')}{news.length > 0 && ` ${t('conflict.news')} ${news.join(locale === 'zh' ? '，' : ', ')}`}</p>
      {conflict.values.length === 0 ? <p className={classes['quiet']}>{t('conflict.noEdits')}</p> : (
        <table className={classes['small']}>
          <thead><tr>{(['number', 'base', 'edited', 'shipped'] as const).map((column) => <th key={column} scope="col">{t(`conflict.${column}`)}</th>)}{onPrepare && <th />}</tr></thead>
          <tbody>
            {conflict.values.map((value) => {
              const key = numberKey(value);
              const number = known.get(key);
              const unit = number?.unit ?? '';
              return (
                <tr key={key}>
                  <td>{value.ruleId === null ? t('history.setItself') : ruleNameOf([content], value.ruleId, locale)} · {number ? numberLabel(number, locale, names, null) : value.path}</td>
                  <td>{text(value.base, unit)}</td><td><b>{text(value.edited, unit)}</b></td><td><b>{text(value.shipped, unit)}</b></td>
                  {onPrepare && <td>{value.canKeep ? <SegmentedControl size="xs" value={keeps(value) ? 'keep' : 'take'} onChange={(choice) => choose(key, choice === 'take')} data={[{ value: 'keep', label: t('conflict.keep') }, { value: 'take', label: t('conflict.take') }]} /> : t('conflict.cannotKeep')}</td>}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {onPrepare && <Group><Button size="compact-sm" onClick={() => onPrepare(conflict.values.flatMap((value) => (keeps(value) && value.edited !== null && value.edited !== value.shipped ? [{ ruleId: value.ruleId, path: value.path, value: value.edited }] : [])))}>{t('conflict.prepare')}</Button></Group>}
    </section>
  );
}
