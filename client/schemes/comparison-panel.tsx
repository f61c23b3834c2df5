import { ActionIcon, Checkbox, Menu, SegmentedControl, Tooltip } from '@mantine/core';
import { IconDownload, IconGitCompare } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemeComparison, UnitPair } from '#contract/scheme-comparison.ts';
import { useAppState } from '../app/app-state.ts';
import { useRuleSets } from '../figures/queries.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { useCompareState, type ShownSides } from './compare-state.ts';
import { PairRow } from './pair-row.tsx';
import { PromoteBar } from './promote-bar.tsx';
import { promotable } from './promotable.ts';
import { comparisonFile, useSchemes } from './queries.ts';
import classes from './schemes.module.css';
import { TotalsTable } from './totals-table.tsx';
import { useComparedSides } from './use-sides.ts';

function Download({ cityId, a, b }: { readonly cityId: string; readonly a: string; readonly b: string }) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target><Tooltip label={t('download')}><ActionIcon aria-label={t('download')}><IconDownload size={17} /></ActionIcon></Tooltip></Menu.Target>
      <Menu.Dropdown>{(['xlsx', 'csv'] as const).map((format) => <Menu.Item key={format} component="a" href={comparisonFile(cityId, a, b, format, locale)} download>{format === 'xlsx' ? 'Excel' : 'CSV'}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}

/** Which side is drawn how, and which are drawn at all. */
function Sides({ names }: { readonly names: Readonly<Record<'a' | 'b', string>> }) {
  const { t } = useTranslation('schemes');
  const shown = useCompareState((s) => s.shown);
  return (
    <div className={classes['sidesHead']}>
      {(['a', 'b'] as const).map((side) => (
        <div key={side} className={classes['sideName']}><span className={classes['swatch']} data-side={side} aria-hidden /><b>{t(side === 'a' ? 'sideA' : 'sideB')}</b><span title={names[side]}>{names[side]}</span><small>{t(`asMap.${side}`)}</small></div>
      ))}
      <SegmentedControl size="xs" fullWidth aria-label={t('onMap')} value={shown} onChange={(value) => useCompareState.setState({ shown: value as ShownSides })} data={(['both', 'a', 'b', 'swipe'] as const).map((value) => ({ value, label: t(`sides.${value}`) }))} />
    </div>
  );
}

const order: readonly UnitPair['state'][] = ['changed', 'only_b', 'only_a', 'same'];

function Pairs({ comparison }: { readonly comparison: SchemeComparison }) {
  const { t } = useTranslation('schemes');
  const [isChangedOnly, setChangedOnly] = useState(true);
  const openKey = useCompareState((s) => s.openKey);
  const ruleSets = useRuleSets().data;
  const rules = useMemo(() => new Map((ruleSets ?? []).flatMap((ruleSet) => ruleSet.rules.map((rule) => [rule.id, { rule, ruleSet }] as const))), [ruleSets]);
  const pairs = useMemo(() => [...comparison.pairs].sort((p, q) => order.indexOf(p.state) - order.indexOf(q.state)), [comparison]);
  const shown = pairs.filter(({ state, key }) => !isChangedOnly || state !== 'same' || key === openKey);
  const from = promotable(comparison);
  return (
    <>
      <div className={classes['pairsHead']}><h3>{t('pairs')}</h3><Checkbox size="xs" label={t('changedOnly')} checked={isChangedOnly} onChange={(event) => setChangedOnly(event.currentTarget.checked)} /></div>
      {shown.length === 0 ? <p className={classes['quiet']}>{t('noPairs')}</p> : <ul className={classes['pairs']}>{shown.map((pair) => <PairRow key={pair.key} pair={pair} rules={rules} isOpen={pair.key === openKey} choosable={from ? (pair.state === 'same' ? null : pair[from.side]) : null} />)}</ul>}
    </>
  );
}

/** Two schemes in figures: totals, units in pairs, the differences rule by rule; and the way of a scheme's units into the baseline. */
export function ComparisonPanel() {
  const { t } = useTranslation('schemes');
  const cityId = useAppState((s) => s.cityId);
  const schemes = useSchemes(cityId);
  const { a, b, query } = useComparedSides();
  const nameOf = (ref: string | null) => (ref === 'baseline' ? t('baseline') : (schemes.data?.find(({ id }) => id === ref)?.name ?? '…'));
  if (cityId === null) return null;
  if (schemes.data && b === null) return <div className={classes['right']}><EmptyState icon={<IconGitCompare size={36} stroke={1.2} />} title={t('compareEmpty')}>{t('compareEmptyText')}</EmptyState></div>;
  if (a === b) return <div className={classes['right']}><EmptyState icon={<IconGitCompare size={36} stroke={1.2} />} title={t('same')}>{t('compareEmptyText')}</EmptyState></div>;
  const { data } = query;
  return (
    <div className={classes['right']} aria-busy={query.isFetching}>
      <header className={classes['rightHead']}><h2>{t('compare')}</h2>{b !== null && <Download cityId={cityId} a={a} b={b} />}</header>
      <Sides names={{ a: nameOf(a), b: nameOf(b) }} />
      {query.isError ? <FailedState error={query.error} onRetry={() => void query.refetch()} /> : !data ? <LoadingState label={t('computing')} /> : (
        <div className={classes['scroll']} data-fresh={!query.isPlaceholderData || undefined}>
          <TotalsTable a={data.a.totals} b={data.b.totals} />
          <Pairs comparison={data} />
        </div>
      )}
      {data && !query.isPlaceholderData && <PromoteBar cityId={cityId} comparison={data} />}
    </div>
  );
}
