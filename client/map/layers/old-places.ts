import type { LayerSpecification } from 'maplibre-gl';
import { oldPlaceColour, oldPlaceKinds, oldPlaceLooks, type OldPlaceKind } from '../palette.ts';
import { ofKind, type BareLayer, type StyleContext } from './context.ts';

/** Name of the pattern image of a kind (map/style-images.ts draws it). */
export const patternImage = (kind: OldPlaceKind, scheme: 'light' | 'dark') => `pattern:${kind}:${scheme}`;

function areas(c: StyleContext, kind: OldPlaceKind): BareLayer[] {
  const colour = oldPlaceColour(kind, c.scheme);
  const opacity = c.opacityOf(kind);
  return [
    { id: kind, type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': (c.scheme === 'light' ? 0.2 : 0.24) * opacity } },
    { id: `${kind}-pattern`, type: 'fill', minzoom: 12, paint: { 'fill-pattern': patternImage(kind, c.scheme), 'fill-opacity': 0.75 * opacity } },
    { id: `${kind}-casing`, type: 'line', minzoom: 13, layout: { 'line-join': 'round' }, paint: { 'line-color': c.palette.halo, 'line-width': 4, 'line-opacity': 0.7 * opacity } },
    { id: `${kind}-edge`, type: 'line', layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1, 15, 2.2], 'line-opacity': opacity } },
  ];
}

/** The four kinds of old places, urban villages, area upgrades; idle and corner land; boundaries that are to become units. */
export function oldPlaceLayers(c: StyleContext): LayerSpecification[] {
  const p = c.palette;
  return [
    ...ofKind(c, 'idle_land', [{ id: 'idle_land', type: 'line', minzoom: 13, paint: { 'line-color': p.textQuiet, 'line-width': 1.4, 'line-dasharray': [1, 1.4] } }]),
    ...ofKind(c, 'unit_boundary', [{ id: 'unit_boundary', type: 'line', layout: { 'line-join': 'round' }, paint: { 'line-color': p.selected, 'line-width': 1.6, 'line-dasharray': [4, 2], 'line-opacity': c.opacityOf('unit_boundary') } }]),
    ...oldPlaceKinds.flatMap((kind) => ofKind(c, kind, areas(c, kind))),
  ];
}

/** Their names, two lines at near zooms: the colour is the kind's, dark enough to read. */
export function oldPlaceNames(c: StyleContext, font: string[]): LayerSpecification[] {
  return oldPlaceKinds.flatMap((kind) => ofKind(c, kind, [{
    id: `${kind}-name`, type: 'symbol', ofSigns: true, minzoom: kind === 'old_community' ? 14 : 12.8, filter: ['has', 'name'],
    layout: { 'text-field': ['get', 'name'], 'text-font': font, 'text-size': ['interpolate', ['linear'], ['zoom'], 13, 11, 17, 14], 'text-max-width': 7, 'text-padding': 6 },
    paint: { 'text-color': c.scheme === 'light' ? oldPlaceLooks[kind].textLight : oldPlaceLooks[kind].dark, 'text-halo-color': c.palette.halo, 'text-halo-width': 1.8, 'text-opacity': c.opacityOf(kind) },
  }]));
}
