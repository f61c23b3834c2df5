import type { ExpressionSpecification } from 'maplibre-gl';
import type { Scheme } from '../app/app-state.ts';
import { emptyCollection, type Highlight, type Overlay } from './overlay.ts';
import { palettes } from './palette.ts';
import { slots } from './slots.ts';

export const emptyHighlight: Highlight = { counted: emptyCollection, leftOut: emptyCollection, uncovered: emptyCollection };

/**
 * A receipt lit on the map: counted features in solid blue, left out ones grey and dashed, what nobody covers in vermilion. Lines and
 * shapes differ as well as hues.
 */
export function highlightOverlay({ counted, leftOut, uncovered }: Highlight, scheme: Scheme): Overlay {
  const p = palettes[scheme];
  const tagged = (role: string, features: Highlight['counted']['features']) => features.map((f) => ({ ...f, properties: { ...f.properties, id: f.id ?? f.properties?.['id'], role } }));
  const colour = ['match', ['get', 'role'], 'counted', p.counted, 'uncovered', p.uncovered, p.leftOut] as unknown as string;
  const isPoint: ExpressionSpecification = ['==', ['geometry-type'], 'Point'];
  const role = (name: string): ExpressionSpecification => ['==', ['get', 'role'], name];
  return {
    data: { type: 'FeatureCollection', features: [...tagged('leftOut', leftOut.features), ...tagged('uncovered', uncovered.features), ...tagged('counted', counted.features)] },
    beforeId: slots.belowLabels,
    layers: [
      { id: 'highlight-fill', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour, 'fill-opacity': ['match', ['get', 'role'], 'leftOut', 0.18, 0.42] } },
      { id: 'highlight-casing', type: 'line', filter: ['all', ['!', isPoint], ['!', role('leftOut')]], layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': p.halo, 'line-width': 5, 'line-opacity': 0.7 } },
      { id: 'highlight-line', type: 'line', filter: ['all', ['!', isPoint], ['!', role('leftOut')]], layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': colour, 'line-width': 2.4 } },
      { id: 'highlight-left-out', type: 'line', filter: ['all', ['!', isPoint], role('leftOut')], paint: { 'line-color': colour, 'line-width': 1.8, 'line-dasharray': [2, 1.6] } },
      {
        id: 'highlight-point', type: 'circle', filter: isPoint, metadata: { slot: slots.top },
        paint: { 'circle-radius': ['match', ['get', 'role'], 'counted', 9, 7], 'circle-color': colour, 'circle-opacity': ['match', ['get', 'role'], 'leftOut', 0.15, 0.35], 'circle-stroke-color': colour, 'circle-stroke-width': 2.4 },
      },
    ],
  };
}
