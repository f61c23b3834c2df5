import { Button, Tabs } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDivisions } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { AreaFigures } from '../figures/area-figures.tsx';
import { useOpenFigure } from '../figures/open-figure.ts';
import { useOverview, useRuleSets } from '../figures/queries.ts';
import { useMapClick, useMapOwner, useOverlay } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { CityRunStrip } from '../runs/city-run.tsx';
import { UnitPanel } from '../units/unit-panel.tsx';
import { UnitsOnMap } from '../units/units-on-map.tsx';
import { choroplethFeatures, choroplethOverlay } from './choropleth.ts';
import { CityTiles } from './city-tiles.tsx';
import classes from './dashboard.module.css';
import { Gaps } from './gaps.tsx';
import { MetricChooser } from './metric-chooser.tsx';
import { OldPlacesTable } from './old-places-table.tsx';
import { openDivision } from './open-evidence.ts';
import { Ranking } from './ranking.tsx';
import { UnitVerdicts } from './unit-verdicts.tsx';
import { useComparison, type Comparison } from './use-comparison.ts';

/** Colours the divisions by the figure compared; a click opens the division's evidence. */
function Choropleth({ comparison }: { readonly comparison: Comparison }) {
  const owner = useMapOwner();
  const scheme = useAppState((s) => s.scheme);
  const locale = useAppState((s) => s.locale);
  const selection = useAppState((s) => s.selection);
  const { divisions, coverage, rule, ruleSet } = comparison;
  const features = useMemo(() => choroplethFeatures(divisions, coverage, scheme, locale), [divisions, coverage, scheme, locale]);
  const selectedCode = selection?.type === 'division' ? selection.code : null;
  const hasReceipt = useOpenFigure((s) => s.open !== null);
  // With one place or a receipt open its evidence is what the map shows; the colours of all would drown it.
  const overlay = useMemo(() => (features.length > 0 && selection === null && !hasReceipt ? choroplethOverlay(features, selectedCode, scheme) : null), [features, selection, hasReceipt, selectedCode, scheme]);
  useOverlay('choropleth', overlay);
  useMapClick('choropleth', useCallback((hit: MapHit) => {
    const division = divisions.find(({ code }) => code === hit.id);
    if (division) openDivision(owner, division, rule && ruleSet ? { ruleId: rule.id, ruleSetId: ruleSet.id } : null);
  }, [owner, divisions, rule, ruleSet]));
  return null;
}

/** The city in a few numbers, and what the map compares. */
export function DashboardLeft() {
  const { t } = useTranslation('dashboard');
  const cityId = useAppState((s) => s.cityId);
  const overview = useOverview(cityId);
  const ruleSets = useRuleSets().data;
  const comparison = useComparison();
  return (
    <div className={classes['panel']}>
      <UnitsOnMap />
      <Choropleth comparison={comparison} />
      <MetricChooser comparison={comparison} />
      <CityRunStrip />
      {overview.isError ? <FailedState error={overview.error} onRetry={() => void overview.refetch()} /> : !overview.data || !ruleSets ? <LoadingState label={t('computing')} /> : (
        <>
          <CityTiles set={overview.data.city} ruleSets={ruleSets} />
          <section><h3 className={classes['sectionHead']}>{t('oldPlaces')}</h3><OldPlacesTable cells={overview.data.oldPlaces} /></section>
        </>
      )}
    </div>
  );
}

function DivisionEvidence({ code }: { readonly code: string }) {
  const { t } = useTranslation('dashboard');
  const division = useDivisions(useAppState((s) => s.cityId)).data?.find((each) => each.code === code);
  return (
    <div className={classes['panel']}>
      <div className={classes['back']}><Button size="compact-sm" variant="subtle" leftSection={<IconArrowLeft size={16} />} onClick={() => useAppState.getState().select(null)}>{t('back')}</Button><b>{division?.name ?? code}</b></div>
      <AreaFigures key={code} area={`division:${code}`} {...(division ? { areaName: division.name } : {})} />
    </div>
  );
}

/** Who stands where: divisions, gaps, units; or the evidence of what was chosen. */
export function DashboardRight() {
  const { t } = useTranslation('dashboard');
  const selection = useAppState((s) => s.selection);
  const overview = useOverview(useAppState((s) => s.cityId)).data;
  const ruleSets = useRuleSets().data ?? [];
  const comparison = useComparison();
  if (selection?.type === 'division') return <DivisionEvidence code={selection.code} />;
  if (selection?.type === 'unit') return <UnitPanel />;
  return (
    <Tabs defaultValue="ranking" className={classes['tabs']} keepMounted={false}>
      <Tabs.List grow>{(['ranking', 'gaps', 'units'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(`tabs.${tab}`)}</Tabs.Tab>)}</Tabs.List>
      <Tabs.Panel value="ranking" className={classes['panel']}><Ranking comparison={comparison} /></Tabs.Panel>
      <Tabs.Panel value="gaps" className={classes['panel']}>{overview ? <Gaps gaps={overview.gaps} ruleSets={ruleSets} /> : <LoadingState />}</Tabs.Panel>
      <Tabs.Panel value="units" className={classes['panel']}>{overview ? <UnitVerdicts units={overview.units} /> : <LoadingState />}</Tabs.Panel>
    </Tabs>
  );
}
