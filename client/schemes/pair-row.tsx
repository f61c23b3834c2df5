import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedUnit, UnitPair } from '#contract/scheme-comparison.ts';
import { useAppState } from '../app/app-state.ts';
import { boundsOf } from '../layers/bounds.ts';
import { areaText } from '../layers/names.ts';
import { useMapOwner } from '../map/map-context.ts';
import { toggleChosen, useCompareState } from './compare-state.ts';
import { RuleDifferences, type KnownRules } from './rule-differences.tsx';
import classes from './schemes.module.css';
import { Delta } from './totals-table.tsx';

/** West, south, east, north of both units. */
function boundsOfPair({ a, b }: UnitPair): [number, number, number, number] | null {
  const boxes = [a, b].flatMap((unit) => boundsOf(unit?.geometry) ?? []);
  const each = (i: number) => boxes.filter((_, at) => at % 4 === i);
  return boxes.length === 0 ? null : [Math.min(...each(0)), Math.min(...each(1)), Math.max(...each(2)), Math.max(...each(3))];
}

/** Goes to the pair that was opened, in the list or on the map. */
function useGoThere(pair: UnitPair, isOpen: boolean) {
  const owner = useMapOwner();
  const row = useRef<HTMLLIElement>(null);
  const bounds = boundsOfPair(pair)?.join(' ') ?? null;
  useEffect(() => {
    if (!isOpen) return;
    row.current?.scrollIntoView({ block: 'nearest' });
    if (bounds !== null) owner?.fit(bounds.split(' ').map(Number) as [number, number, number, number], { maxZoom: 16 });
  }, [isOpen, owner, bounds]);
  return row;
}

interface Props { readonly pair: UnitPair; readonly rules: KnownRules; readonly isOpen: boolean; /** The unit that can be chosen for the baseline. */ readonly choosable: ComparedUnit | null }
/** One unit in both schemes: what changed, by how much; opened, its figures side by side. */
export function PairRow({ pair, rules, isOpen, choosable }: Props) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  const isChosen = useCompareState((s) => choosable !== null && s.chosen.has(choosable.unitId));
  const row = useGoThere(pair, isOpen);
  const { key, state, a, b, isBoundaryChanged, areProposalsChanged, isRenewalChanged } = pair;
  const name = b?.name ?? a?.name ?? '';
  const before = a && b && a.name !== b.name ? a.name : null;
  const what = [isBoundaryChanged && t('what.boundary'), areProposalsChanged && t('what.proposals'), isRenewalChanged && t('what.renewal'), before !== null && t('what.name')].filter(Boolean).join(' · ');
  const flips = pair.rules.filter(({ isVerdictChanged }) => isVerdictChanged).length;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li ref={row} className={classes['pair']} data-state={state} data-pair={name}>
      <div className={classes['pairRow']}>
        {choosable && <Checkbox size="xs" aria-label={t('choose', { name })} checked={isChosen} onChange={() => toggleChosen(choosable.unitId)} />}
        <button type="button" className={classes['pairButton']} aria-expanded={isOpen} onClick={() => useCompareState.setState({ openKey: isOpen ? null : key })}>
          <span className={classes['pairName']}><Chevron size={14} aria-hidden /><b title={name}>{before === null ? name : `${before} → ${name}`}</b></span>
          <span className={classes['pairState']} data-state={state}>{t(`states.${state}`)}</span>
          <span className={classes['pairFoot']}>{what !== '' && <span>{what}</span>}{a && b && isBoundaryChanged && areaText(Math.abs(b.areaM2 - a.areaM2), locale) !== areaText(0, locale) && <Delta difference={b.areaM2 - a.areaM2} text={areaText(Math.abs(b.areaM2 - a.areaM2), locale)} />}{flips > 0 && <em>{t('flips', { count: flips })}</em>}</span>
        </button>
      </div>
      {isOpen && <RuleDifferences pair={pair} rules={rules} />}
    </li>
  );
}
