import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCityEvents } from '../api/events.ts';
import { useCities } from '../api/queries.ts';
import { useOpenWaiting } from '../deliveries/open-waiting.ts';
import { BaseLayers } from '../layers/base-layers.tsx';
import { DivisionLabels } from '../layers/division-labels.tsx';
import { HoverCard } from '../layers/hover-card.tsx';
import { SelectionOnMap } from '../layers/selection-on-map.tsx';
import { MapCanvas } from '../map/map-canvas.tsx';
import { MapOwnerContext } from '../map/map-context.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { takeAddress, useAddress } from './address.ts';
import { useAppState } from './app-state.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { useOpenCity } from './open-city.ts';
import { MapFurniture } from './map-furniture.tsx';
import { NoCity } from './no-city.tsx';
import { pages } from './pages.tsx';
import { ExplainHost, GapsHost, WaitingPanel } from './room-parts.tsx';
import { SidePanel } from './side-panel.tsx';
import classes from './shell.module.css';
import { TopBar } from './top-bar.tsx';

/** Top bar, the map, and the page's panels around it. The map is mounted once and stays. */
export function Shell() {
  const { t } = useTranslation('app');
  useState(takeAddress);
  const [owner, setOwner] = useState<MapOwner | null>(null);
  const cityId = useAppState((s) => s.cityId);
  const page = useAppState((s) => s.page);
  const hasSelection = useAppState((s) => s.selection !== null);
  const cities = useCities();
  useOpenCity(owner, cities.data);
  useAddress(owner);
  useCityEvents(cityId);
  const parts = pages[page];
  const Left = parts.left;
  // A waiting edition is looked at on the map: the sheet of its page makes way.
  const isLookedAt = useOpenWaiting((s) => s.editionId !== null) && page === 'data';
  const Right = isLookedAt ? WaitingPanel : parts.rightNeedsSelection && !hasSelection ? undefined : parts.right;
  const { onMap: OnMap } = parts;
  const Sheet = isLookedAt ? undefined : parts.sheet;
  const map = useMemo(() => <MapCanvas onOwner={setOwner} />, []);
  return (
    <MapOwnerContext value={owner}>
      <a className={classes['skip']} href="#map">{t('skip')}</a>
      <TopBar />
      <div className={classes['stage']}>
        {map}
        <BaseLayers />
        <DivisionLabels />
        <SelectionOnMap />
        <HoverCard />
        {Left && <SidePanel side="left"><ErrorBoundary isPart key={`${page}-left`}><Suspense fallback={<LoadingState />}><Left /></Suspense></ErrorBoundary></SidePanel>}
        {Right && <SidePanel side="right"><ErrorBoundary isPart key={`${page}-right`}><Suspense fallback={<LoadingState />}><Right /></Suspense></ErrorBoundary></SidePanel>}
        <MapFurniture hasLeft={Left !== undefined} hasRight={Right !== undefined} isCovered={Sheet !== undefined}>
          {OnMap && owner && <ErrorBoundary isPart key={`${page}-on-map`}><Suspense fallback={null}><OnMap /></Suspense></ErrorBoundary>}
        </MapFurniture>
        {Sheet && <div className={classes['sheet']}><ErrorBoundary isPart key={page}><Suspense fallback={<LoadingState />}><Sheet /></Suspense></ErrorBoundary></div>}
        <ErrorBoundary isPart key={`${page}-drawers`}><Suspense fallback={null}><GapsHost /><ExplainHost /></Suspense></ErrorBoundary>
        <NoCity />
        {cities.isError && <div className={classes['notice']}><FailedState error={cities.error} onRetry={() => void cities.refetch()} /></div>}
      </div>
    </MapOwnerContext>
  );
}
