import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { coverColour } from './cover.ts';
import { ofKind, type BareLayer, type StyleContext } from './context.ts';

/** From here on buildings stand up; below they are flat. */
export const extrusionZoom = 14;
/** A storey without a stated height is taken as 3 m, a building with neither as two storeys: for the eye only, never for a figure. */
export const heightM: ExpressionSpecification = ['coalesce', ['get', 'height_m'], ['case', ['has', 'floors'], ['*', 3, ['to-number', ['get', 'floors']]], 6]];

/** Buildings, flat or in 2.5D, and walls with their gates. */
export function buildingLayers(c: StyleContext): LayerSpecification[] {
  const p = c.palette;
  const colour: ExpressionSpecification = ['interpolate', ['linear'], heightM, 6, p.buildingLow, 36, p.buildingMid, 150, p.buildingHigh];
  const flatUntil = c.is3d ? { maxzoom: extrusionZoom } : {};
  const buildings: BareLayer[] = [
    { id: 'building-flat', type: 'fill', minzoom: 12, ...flatUntil, paint: { 'fill-color': coverColour(c.scheme, colour), 'fill-outline-color': p.buildingEdge } },
  ];
  if (c.is3d) {
    buildings.push({
      id: 'building', type: 'fill-extrusion', minzoom: extrusionZoom,
      paint: { 'fill-extrusion-color': coverColour(c.scheme, colour), 'fill-extrusion-height': heightM, 'fill-extrusion-opacity': c.scheme === 'light' ? 0.9 : 0.92, 'fill-extrusion-vertical-gradient': true },
    });
  }
  return [
    ...ofKind(c, 'wall', [{ id: 'wall', type: 'line', minzoom: 14, paint: { 'line-color': p.wall, 'line-width': ['interpolate', ['linear'], ['zoom'], 14, 0.7, 18, 2.4] } }]),
    ...ofKind(c, 'building', buildings),
    ...ofKind(c, 'gate', [{ id: 'gate', type: 'circle', minzoom: 15.5, paint: { 'circle-radius': 3, 'circle-color': p.halo, 'circle-stroke-color': p.gate, 'circle-stroke-width': 1.5 } }]),
  ];
}
