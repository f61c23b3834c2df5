import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { ofKind, type StyleContext } from './context.ts';

const isClass = (...classes: string[]): ExpressionSpecification => ['in', ['coalesce', ['get', 'class'], 'branch'], ['literal', classes]];

/** Names of roads, green and water. */
export function nameLayers(c: StyleContext, regular: string[]): LayerSpecification[] {
  const p = c.palette;
  const alongLine = { 'symbol-placement': 'line' as const, 'symbol-spacing': 420, 'text-field': ['get', 'name'] as ExpressionSpecification, 'text-font': regular, 'text-letter-spacing': 0.12, 'text-padding': 12 };
  const roadPaint = { 'text-color': p.textQuiet, 'text-halo-color': p.halo, 'text-halo-width': 1.4 };
  return [
    ...ofKind(c, 'water_body', [
      { id: 'water_body-line-name', type: 'symbol', minzoom: 13, filter: ['all', ['has', 'name'], ['==', ['geometry-type'], 'LineString']], layout: { ...alongLine, 'text-size': 12 }, paint: { 'text-color': p.waterText, 'text-halo-color': p.halo, 'text-halo-width': 1.2 } },
      { id: 'water_body-name', type: 'symbol', ofSigns: true, minzoom: 12, filter: ['has', 'name'], layout: { 'text-field': ['get', 'name'], 'text-font': regular, 'text-size': 12.5, 'text-letter-spacing': 0.15, 'text-padding': 8 }, paint: { 'text-color': p.waterText, 'text-halo-color': p.halo, 'text-halo-width': 1.2 } },
    ]),
    ...ofKind(c, 'road', [
      { id: 'road-name-branch', type: 'symbol', minzoom: 15.4, filter: ['all', ['has', 'name'], isClass('branch', 'alley')], layout: { ...alongLine, 'text-size': 10.5 }, paint: roadPaint },
      { id: 'road-name', type: 'symbol', minzoom: 13, filter: ['all', ['has', 'name'], isClass('motorway', 'expressway', 'arterial', 'secondary')], layout: { ...alongLine, 'text-size': ['match', ['get', 'class'], ['motorway', 'expressway'], 12.5, 'arterial', 12, 11] }, paint: roadPaint },
    ]),
    ...ofKind(c, 'green_space', [
      {
        id: 'green_space-name', type: 'symbol', ofSigns: true, minzoom: 13.4, filter: ['all', ['has', 'name'], ['in', ['coalesce', ['get', 'class'], ''], ['literal', ['G11', 'G12', 'G13', 'G14']]]],
        layout: { 'text-field': ['get', 'name'], 'text-font': regular, 'text-size': ['match', ['get', 'class'], 'G11', 13, 11.5], 'text-max-width': 8, 'text-padding': 6 }, paint: { 'text-color': p.greenText, 'text-halo-color': p.halo, 'text-halo-width': 1.5 },
      },
    ]),
  ];
}
