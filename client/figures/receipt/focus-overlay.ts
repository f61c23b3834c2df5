import type { Feature } from 'geojson';
import type { Overlay } from '../../map/overlay.ts';
import type { Palette } from '../../map/palette.ts';
import { slots } from '../../map/slots.ts';

/** A strong outline round the one feature a line of a list was clicked for. `id`: of the overlay. */
export function focusOverlay(feature: Feature, palette: Palette, id = 'receipt-focus'): Overlay {
  return {
    data: { type: 'FeatureCollection', features: [feature] }, beforeId: slots.top,
    layers: [
      { id: `${id}-casing`, type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout: { 'line-join': 'round' }, paint: { 'line-color': palette.halo, 'line-width': 8 } },
      { id: `${id}-line`, type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout: { 'line-join': 'round' }, paint: { 'line-color': palette.selected, 'line-width': 4 } },
      { id: `${id}-point`, type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 15, 'circle-color': palette.selected, 'circle-opacity': 0.12, 'circle-stroke-color': palette.selected, 'circle-stroke-width': 4 } },
    ],
  };
}
