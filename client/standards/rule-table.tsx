import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { numberKey, type ChangeFault } from '#planning/standards/change-numbers.ts';
import { requiredLayers } from '#planning/standards/rule-layers.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { useCity, useLayers } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { ConfidenceMark } from './confidence-mark.tsx';
import { NumberLine } from './number-line.tsx';
import { filterRows, groupRows, rowsOf, type RuleRow } from './rows.ts';
import classes from './standards.module.css';
import { useNamer } from './use-namer.ts';

/** A quotation of two lines, the rest on demand. */
function Quote({ text }: { readonly text: string }) {
  const { t } = useTranslation('standards');
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > 60;
  return (
    <>
      <blockquote className={classes['quote']} lang="zh-CN" data-cut={isLong && !isWhole ? true : undefined}>{text}</blockquote>
      {isLong && <button type="button" className={classes['link']} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{t(isWhole ? 'less' : 'more')}</button>}
    </>
  );
}

/** Layers without which the rule cannot be assessed, and whether the open city has them. */
function Layers({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation('standards');
  const names = useNamer();
  const cityId = useAppState((s) => s.cityId);
  const cityName = useCity(cityId)?.name ?? '';
  const layers = useLayers(cityId).data;
  return (
    <ul className={classes['layers']}>
      {requiredLayers(rule).map((kind) => {
        const has = layers?.some((edition) => edition.kind === kind && edition.featureCount > 0);
        const words = has === undefined ? '' : t(has ? 'present' : 'absent', { city: cityName });
        return <li key={kind} data-has={has} title={words}>{has === undefined ? '' : has ? '✓ ' : '✗ '}{names.layer(kind)}{has === false && <span> · {words}</span>}</li>;
      })}
      {rule.within !== undefined && <li className={classes['quiet']}>{t('within', { layer: names.layer(rule.within) })}</li>}
    </ul>
  );
}

interface RowProps { readonly row: RuleRow; readonly isEditing: boolean; readonly faults: ReadonlyMap<string, ChangeFault> }
function RuleLine({ row: { rule, numbers }, isEditing, faults }: RowProps) {
  const { t } = useTranslation('standards');
  const locale = useAppState((s) => s.locale);
  const { clause } = rule;
  return (
    <tr data-rule-row={rule.id}>
      <td>
        <div className={classes['ruleName']}>{rule.name[locale]}</div>
        <p className={classes['quiet']}>{rule.formula[locale]}</p>
        <p className={classes['quiet']}><code>{rule.id}</code> · {t(`kinds.${rule.kind}`, { defaultValue: rule.kind })}</p>
      </td>
      <td>
        <div>{clause.clause} {clause.confidence !== 'high' && <ConfidenceMark confidence={clause.confidence} />}</div>
        <p className={classes['quiet']}>{clause.document} · {clause.source}</p>
        {clause.quote === null ? <p className={classes['quiet']}>{t('noQuote')}</p> : <Quote text={clause.quote} />}
      </td>
      <td>
        <div className={classes['numbers']}>
          {rule.threshold === null && <span className={classes['numberLabel']}>{t('noThreshold')}</span>}
          {numbers.map((number) => <NumberLine key={numberKey(number)} number={number} comparator={rule.threshold?.comparator ?? null} isEditing={isEditing} fault={faults.get(numberKey(number))} />)}
          {numbers.length === 0 && rule.threshold !== null && <span className={classes['numberLabel']}>{t('noNumbers')}</span>}
        </div>
      </td>
      <td><Layers rule={rule} /></td>
    </tr>
  );
}

export interface TableProps { readonly content: unknown; readonly isEditing: boolean; readonly faults: ReadonlyMap<string, ChangeFault> }
/** The rules of a version by group: clause and wording, formula, numbers, layers. Search and «only M» narrow them down. */
export function RuleTable({ content, isEditing, faults }: TableProps) {
  const { t } = useTranslation('standards');
  const { t: tFigures } = useTranslation('figures');
  const [text, setText] = useState('');
  const [isOnlyOpen, setOnlyOpen] = useState(false);
  const { own, rows } = useMemo(() => rowsOf(content), [content]);
  const found = filterRows(rows, { text, isOnlyOpen });
  return (
    <>
      <div className={classes['filters']}>
        <TextInput size="xs" w={260} aria-label={t('search')} placeholder={t('search')} leftSection={<IconSearch size={14} />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Checkbox size="xs" label={t('onlyOpen')} checked={isOnlyOpen} onChange={(event) => setOnlyOpen(event.currentTarget.checked)} />
        <span className={classes['quiet']}>{t('shown', { shown: found.length, all: rows.length })}</span>
      </div>
      <div className={classes['scroll']} tabIndex={-1}>
        {own.length > 0 && (
          <section className={classes['own']} aria-label={t('own')}>
            <div className={classes['ruleName']}>{t('own')}</div>
            <div className={classes['numbers']}>{own.map((number) => <NumberLine key={numberKey(number)} number={number} comparator={null} isEditing={isEditing} fault={faults.get(numberKey(number))} />)}</div>
          </section>
        )}
        {found.length === 0 ? <p className={classes['own']}>{t('nothing')} <Button size="compact-xs" variant="subtle" onClick={() => { setText(''); setOnlyOpen(false); }}>{t('clear')}</Button></p> : (
          <table className={classes['table']}>
            <colgroup><col style={{ width: '27%' }} /><col style={{ width: '26%' }} /><col style={{ width: '31%' }} /><col style={{ width: '16%' }} /></colgroup>
            <thead><tr>{(['rule', 'clause', 'numbers', 'layers'] as const).map((column) => <th key={column} scope="col">{t(`columns.${column}`)}</th>)}</tr></thead>
            {groupRows(found).map(({ group, rows: ofGroup }) => (
              <tbody key={group}>
                <tr className={classes['group']}><td colSpan={4}>{tFigures(`groups.${group}`, { defaultValue: group })} · {ofGroup.length}</td></tr>
                {ofGroup.map((row) => <RuleLine key={row.rule.id} row={row} isEditing={isEditing} faults={faults} />)}
              </tbody>
            ))}
          </table>
        )}
      </div>
    </>
  );
}
