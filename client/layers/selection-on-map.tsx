import { useEffect, useMemo } from 'react';
import type { Feature, Geometry } from 'geojson';
import { useDivisions, useFeature } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner, useOverlay } from '../map/map-context.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import { isTyping } from './is-typing.ts';

function outline(geometry: Geometry, colour: string, halo: string): Overlay {
  const feature: Feature = { type: 'Feature', properties: {}, geometry };
  const line = { 'line-join': 'round', 'line-cap': 'round' } as const;
  return {
    data: { type: 'FeatureCollection', features: [feature] }, beforeId: slots.belowLabels,
    layers: [
      { id: 'selection-fill', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour, 'fill-opacity': 0.04 } },
      { id: 'selection-casing', type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout: line, paint: { 'line-color': halo, 'line-width': 6, 'line-opacity': 0.85 } },
      { id: 'selection-line', type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout: line, paint: { 'line-color': colour, 'line-width': 3 } },
      { id: 'selection-point', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], metadata: { slot: slots.top }, paint: { 'circle-radius': 14, 'circle-color': colour, 'circle-opacity': 0.12, 'circle-stroke-color': colour, 'circle-stroke-width': 3 } },
    ],
  };
}

/** Outlines the selected feature or division; a click on the map selects, a click on nothing or Escape lets go. Units outline themselves. */
export function SelectionOnMap() {
  const owner = useMapOwner();
  const cityId = useAppState((s) => s.cityId);
  const scheme = useAppState((s) => s.scheme);
  const selection = useAppState((s) => s.selection);
  const feature = useFeature(cityId, selection?.type === 'feature' ? selection.id : null).data;
  const divisions = useDivisions(selection?.type === 'division' ? cityId : null).data;
  const geometry = selection?.type === 'feature' ? feature?.geometry : selection?.type === 'division' ? divisions?.find((each) => each.code === selection.code)?.geometry : undefined;
  const overlay = useMemo(() => (geometry ? outline(geometry as Geometry, palettes[scheme].selected, palettes[scheme].halo) : null), [geometry, scheme]);
  useOverlay('selection', overlay);
  useEffect(() => owner?.onClick(null, (hit) => {
    const { select, page } = useAppState.getState();
    if (page !== 'workbench') return;
    if (hit === null) select(null);
    else if (hit.kind === 'admin_division' && typeof hit.properties['code'] === 'string') select({ type: 'division', code: hit.properties['code'] });
    else if (hit.target === 'base' && hit.id !== null) select({ type: 'feature', id: Number(hit.id) });
  }), [owner]);
  useEffect(() => {
    if (!owner) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isTyping(event.target) && owner.isPicking) useAppState.getState().select(null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [owner]);
  return null;
}
