import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { ofKind, type StyleContext } from './context.ts';

const level: ExpressionSpecification = ['coalesce', ['get', 'level'], 'district'];
const isLevel = (...levels: string[]): ExpressionSpecification => ['in', level, ['literal', levels]];

/** Administrative lines by level and the edge of historic districts. Division names are an overlay of their own (map/division-labels.ts). */
export function boundaryLayers(c: StyleContext): LayerSpecification[] {
  const p = c.palette;
  return [
    ...ofKind(c, 'historic_district', [{ id: 'historic_district', type: 'line', paint: { 'line-color': p.historic, 'line-width': 1.6, 'line-dasharray': [1.2, 1.2] } }]),
    ...ofKind(c, 'admin_division', [
      { id: 'admin_division-community', type: 'line', minzoom: 14, filter: isLevel('community'), paint: { 'line-color': p.boundary, 'line-width': 0.7, 'line-opacity': 0.45, 'line-dasharray': [2, 3] } },
      { id: 'admin_division-subdistrict', type: 'line', minzoom: 11.5, filter: isLevel('subdistrict'), paint: { 'line-color': p.boundary, 'line-width': 1.1, 'line-opacity': 0.65, 'line-dasharray': [4, 2.5] } },
      {
        id: 'admin_division', type: 'line', filter: isLevel('district', 'county', 'dev_zone', 'city'), layout: { 'line-join': 'round' },
        paint: { 'line-color': p.boundary, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1.2, 15, 2.4], 'line-opacity': 0.85, 'line-dasharray': [5, 2.2, 1, 2.2] },
      },
    ]),
  ];
}
