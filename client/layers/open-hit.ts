import { useCallback } from 'react';
import type { SearchHit } from '#contract/layers.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner } from '../map/map-context.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { slots } from '../map/slots.ts';
import { palettes } from '../map/palette.ts';

export const optionValue = (hit: Pick<SearchHit, 'type' | 'id' | 'kind'>) => `${hit.type}/${hit.kind}/${hit.id}`;

function showPlace(owner: MapOwner, [lon, lat]: readonly [number, number]): void {
  const p = palettes[useAppState.getState().scheme];
  owner.setOverlay('search-place', {
    data: { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } }] }, beforeId: slots.top,
    layers: [{ id: 'search-place', type: 'circle', paint: { 'circle-radius': 7, 'circle-color': p.selected, 'circle-stroke-color': p.halo, 'circle-stroke-width': 3 } }],
  });
}

/** Goes to what a search found: selects it, and shows its extent or its place. */
export function useOpenHit(): { openHit(hit: SearchHit): void; readonly owner: MapOwner | null } {
  const owner = useMapOwner();
  const openHit = useCallback((hit: SearchHit) => {
    const { select, setPage, openScheme, page } = useAppState.getState();
    if (page === 'data' || (page === 'schemes' && hit.type !== 'coordinate')) setPage('workbench');
    owner?.removeOverlay('search-place');
    // A search finds the units of the baseline.
    if (hit.type === 'unit') openScheme(null);
    if (hit.type === 'unit') select({ type: 'unit', id: hit.id });
    if (hit.type === 'division') select({ type: 'division', code: hit.id });
    if (hit.type === 'feature') select({ type: 'feature', id: Number(hit.id) });
    if (hit.type === 'coordinate' && owner) showPlace(owner, hit.center);
    const [west, south, east, north] = hit.bounds ?? [0, 0, 0, 0];
    if (hit.bounds && (east - west > 1e-6 || north - south > 1e-6)) owner?.fit(hit.bounds, { maxZoom: 16.5 });
    else owner?.flyTo(...hit.center);
  }, [owner]);
  return { openHit, owner };
}
