import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GapHome, GapPiece, GapSet } from '#contract/gaps.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { useOpenExplain } from '../explain/open-explain.ts';
import { amountText, peopleText } from '../figures/format.ts';
import { roleNames } from '../figures/group-figures.ts';
import { useKindName } from '../figures/receipt/receipt-method.tsx';
import { colon, lengthText } from '../layers/names.ts';
import classes from './gaps.module.css';

const firstRows = 40;
const moreRows = 100;

export type GapItem = GapHome | GapPiece;
const isPiece = (item: GapItem): item is GapPiece => 'geometry' in item;

interface RowProps { readonly item: GapItem; readonly set: GapSet; readonly rule: Rule; readonly isFocused: boolean; readonly onFocus: () => void }
function GapRow({ item, set, rule, isFocused, onFocus }: RowProps) {
  const { t } = useTranslation('gaps');
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const names = roleNames(rule);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => { if (isFocused) row.current?.scrollIntoView({ block: 'nearest' }); }, [isFocused]);
  const name = item.name ?? `${kindName(item.layer)} #${item.id}`;
  const missing = isPiece(item) ? [{ topic: null, near: item.near }] : item.missing;
  const size = isPiece(item) ? [amountText(item.amount, set.unit, locale), ...(set.measure === 'ground' && item.people > 0 ? [peopleText(item.people, locale)] : [])].join(' · ') : peopleText(item.people, locale);
  return (
    <li ref={row} className={classes['item']} data-focused={isFocused || undefined}>
      <button type="button" className={classes['row']} aria-pressed={isFocused} onClick={onFocus} title={t('flyTo', { name })}>
        <span className={classes['name']}>{name}</span>
        <b className={classes['size']}>{size}</b>
        <span className={classes['near']}>
          {missing.map(({ topic, near }) => (
            <span key={topic ?? ''}>
              {topic !== null && <>{names[topic]?.[locale] ?? topic}{colon(locale)}</>}
              {near ? <>{t('near', { name: near.name ?? `${kindName(near.layer)} #${near.id}`, distance: lengthText(near.distanceM, locale) })} <em>{near.beyondM > 0 ? t('beyond', { distance: lengthText(near.beyondM, locale) }) : t('onEdge')}</em></> : <em>{t('none')}</em>}
            </span>
          ))}
          {item.divisionName !== null && <span className={classes['quiet']}>{item.divisionName}</span>}
        </span>
      </button>
      <Tooltip label={t('why')}>
        <ActionIcon variant="subtle" size="sm" aria-label={`${t('why')}: ${name}`} onClick={() => { onFocus(); useOpenExplain.getState().show({ place: { featureId: item.id }, ruleIds: [set.ruleId] }); }}><IconHelpCircle size={16} /></ActionIcon>
      </Tooltip>
    </li>
  );
}

interface Props { readonly items: readonly GapItem[]; readonly total: number; readonly set: GapSet; readonly rule: Rule; readonly focused: number | null; readonly onFocus: (item: GapItem) => void }
/** The work list, in the order it came. */
export function GapList({ items, total, set, rule, focused, onFocus }: Props) {
  const { t } = useTranslation('gaps');
  const [rows, setRows] = useState(firstRows);
  const at = items.findIndex(({ id }) => id === focused);
  const shown = Math.max(rows, at + 1);
  return (
    <>
      <ol className={classes['list']}>{items.slice(0, shown).map((item) => <GapRow key={item.id} item={item} set={set} rule={rule} isFocused={item.id === focused} onFocus={() => onFocus(item)} />)}</ol>
      {items.length > shown && <button type="button" className={classes['more']} onClick={() => setRows(shown + moreRows)}>{t('more', { count: Math.min(moreRows, items.length - shown) })}</button>}
      {total > items.length && shown >= items.length && <p className={classes['foot']}>{t('cut', { shown: items.length, total })}</p>}
    </>
  );
}
