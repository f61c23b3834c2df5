import type { Feature, FeatureCollection } from 'geojson';
import type { SchemeComparison, UnitPair } from '#contract/scheme-comparison.ts';
import { labelPoint } from '#planning/geometry/label-point.ts';
import type { Scheme } from '../app/app-state.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import type { DrawnSides } from './compare-state.ts';

/** Both schemes as GeoJSON, `side` a or b; a unit that is the same in both is drawn once, quietly. */
export function comparisonFeatures({ pairs }: SchemeComparison, shown: DrawnSides, openKey: string | null): FeatureCollection {
  const features = pairs.flatMap((pair) => (['a', 'b'] as const).flatMap((side): Feature[] => {
    const unit = pair[side];
    if (!unit || (shown !== 'both' && shown !== side) || (shown === 'both' && side === 'b' && pair.state === 'same')) return [];
    return featuresOf(pair, side, shown, openKey);
  }));
  return { type: 'FeatureCollection', features };
}

function featuresOf(pair: UnitPair, side: 'a' | 'b', shown: DrawnSides, openKey: string | null): Feature[] {
  const unit = pair[side]!;
  const properties = { id: pair.key, side, name: unit.name, same: pair.state === 'same', open: pair.key === openKey };
  const area: Feature = { type: 'Feature', properties: { ...properties, role: 'area' }, geometry: unit.geometry as unknown as Feature['geometry'] };
  // One label a pair and map.
  const at = side === 'a' || !pair.a || shown !== 'both' ? labelPoint(unit.geometry) : null;
  return at ? [area, { type: 'Feature', properties: { ...properties, role: 'label' }, geometry: { type: 'Point', coordinates: [...at] } }] : [area];
}

/** A solid in blue, B dashed in vermilion; the dash says the side without its colour. */
export function comparisonOverlay(data: FeatureCollection, scheme: Scheme): Overlay {
  const { halo, text, counted, uncovered, leftOut } = palettes[scheme];
  const colour = ['case', ['get', 'same'], leftOut, ['match', ['get', 'side'], 'a', counted, uncovered]] as unknown as string;
  const of = (side: string) => ['all', ['==', ['get', 'role'], 'area'], ['==', ['get', 'side'], side]] as never;
  const width = ['case', ['get', 'open'], 5, ['get', 'same'], 1.6, 3] as unknown as number;
  return {
    data, beforeId: slots.belowLabels, isPickable: true,
    layers: [
      { id: 'schemes-fill', type: 'fill', filter: ['==', ['get', 'role'], 'area'], paint: { 'fill-color': colour, 'fill-opacity': ['case', ['get', 'open'], 0.16, ['get', 'same'], 0.03, 0.07] } },
      { id: 'schemes-casing', type: 'line', filter: of('a'), layout: { 'line-join': 'round' }, paint: { 'line-color': halo, 'line-width': ['case', ['get', 'open'], 9, 6], 'line-opacity': 0.85 } },
      { id: 'schemes-a', type: 'line', filter: of('a'), layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': width } },
      { id: 'schemes-b', type: 'line', filter: of('b'), paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': [2.4, 1.4] } },
      {
        id: 'schemes-label', type: 'symbol', filter: ['==', ['get', 'role'], 'label'], metadata: { slot: slots.top },
        layout: { 'text-field': ['get', 'name'], 'text-font': ['RenewMap Bold'], 'text-size': ['interpolate', ['linear'], ['zoom'], 11, 12, 16, 15], 'text-max-width': 14 },
        paint: { 'text-color': text, 'text-halo-color': halo, 'text-halo-width': 1.8 },
      },
    ],
  };
}
