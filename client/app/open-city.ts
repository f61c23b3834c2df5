import { useEffect, useRef } from 'react';
import type { City } from '#contract/layers.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { readAddress } from './address.ts';
import { useAppState } from './app-state.ts';

/** The city to open when the address names none: the last one, else the first that has something to show. */
export function cityToOpen(cities: readonly City[], lastCityId: string | null): string | null {
  return (cities.find((city) => city.id === lastCityId) ?? cities.find((city) => city.layers > 0) ?? cities[0])?.id ?? null;
}

/** Opens a city when none is named, and shows its whole extent whenever another one is opened without a view of its own. */
export function useOpenCity(owner: MapOwner | null, cities: readonly City[] | undefined): void {
  const cityId = useAppState((s) => s.cityId);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (!cities || cityId !== null) return;
    const { lastCityId, goTo } = useAppState.getState();
    const id = cityToOpen(cities, lastCityId);
    if (id !== null) goTo(id);
  }, [cities, cityId]);
  const bounds = cities?.find((city) => city.id === cityId)?.bounds ?? null;
  useEffect(() => {
    if (!owner || cityId === null || !bounds || shown.current === cityId) return;
    const isFirst = shown.current === null;
    shown.current = cityId;
    if (isFirst && readAddress().view !== null) return;
    owner.fit(bounds, { isInstant: true, maxZoom: 15 });
  }, [owner, cityId, bounds]);
}
