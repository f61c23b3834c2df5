import type { Feature } from 'geojson';
import type { Overlay } from '../../map/overlay.ts';
import type { Palette } from '../../map/palette.ts';
import { slots } from '../../map/slots.ts';

/** A strong outline round the one feature a line of a receipt was clicked for. */
export function focusOverlay(feature: Feature, palette: Palette): Overlay {
  return {
    data: { type: 'FeatureCollection', features: [feature] }, beforeId: slots.top,
    layers: [
      { id: 'receipt-focus-casing', type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout: { 'line-join': 'round' }, paint: { 'line-color': palette.halo, 'line-width': 8 } },
      { id: 'receipt-focus-line', type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout: { 'line-join': 'round' }, paint: { 'line-color': palette.selected, 'line-width': 4 } },
      { id: 'receipt-focus-point', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 15, 'circle-color': palette.selected, 'circle-opacity': 0.12, 'circle-stroke-color': palette.selected, 'circle-stroke-width': 4 } },
    ],
  };
}
