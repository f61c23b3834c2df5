import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette.ts';
import { ofKind, type StyleContext } from './context.ts';

/** Tint by the first two digits of the 2023 land-use code (国土空间调查、规划、用途管制用地用海分类): 07 residential, 08 public, 09 commercial … */
function landUseColour(p: Palette): ExpressionSpecification {
  return ['match', ['slice', ['to-string', ['get', 'code']], 0, 2],
    '07', p.landUse.residential, '08', p.landUse.public, '09', p.landUse.commercial, ['10', '11'], p.landUse.industrial,
    '12', p.landUse.transport, '13', p.landUse.utility, '14', p.green, '17', p.water, ['01', '02', '03', '04', '05', '06'], p.landUse.farm, p.landUse.vacant];
}

/** The sea lies under everything: what stands on piers and fills is drawn over it. */
const isSea: ExpressionSpecification = ['==', ['coalesce', ['get', 'type'], ''], 'sea'];

/** Ground: land, sea, built-up area, land use, green, squares, water. */
export function landLayers(c: StyleContext): LayerSpecification[] {
  const p = c.palette;
  return [
    { id: 'land', type: 'background', paint: { 'background-color': p.land } },
    ...ofKind(c, 'water_body', [{ id: 'sea', type: 'fill', filter: ['all', ['==', ['geometry-type'], 'Polygon'], isSea], paint: { 'fill-color': p.water } }]),
    ...ofKind(c, 'built_up_area', [{ id: 'built_up_area', type: 'fill', paint: { 'fill-color': p.builtUp } }]),
    ...ofKind(c, 'land_use', [{ id: 'land_use', type: 'fill', minzoom: 10, paint: { 'fill-color': landUseColour(p), 'fill-antialias': false } }]),
    ...ofKind(c, 'green_space', [
      { id: 'green_space', type: 'fill', paint: { 'fill-color': p.green, 'fill-opacity': ['match', ['coalesce', ['get', 'class'], ''], ['G11', 'G12', 'G13', 'G14'], 1, 0.72] } },
      { id: 'green_space-edge', type: 'line', minzoom: 14, paint: { 'line-color': p.greenEdge, 'line-width': 0.8 } },
    ]),
    ...ofKind(c, 'square', [{ id: 'square', type: 'fill', paint: { 'fill-color': p.square } }]),
    ...ofKind(c, 'water_body', [
      { id: 'water_body', type: 'fill', filter: ['all', ['==', ['geometry-type'], 'Polygon'], ['!', isSea]], paint: { 'fill-color': p.water, 'fill-outline-color': p.waterEdge } },
      {
        id: 'water_body-line', type: 'line', filter: ['==', ['geometry-type'], 'LineString'], layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': p.water, 'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 11, 0.8, 14, 2.2, 18, 12] },
      },
    ]),
  ];
}
