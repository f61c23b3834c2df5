import type { LayerSpecification } from 'maplibre-gl';
import { ofKind, type BareLayer, type StyleContext } from './context.ts';

type Look = { readonly line: string } | { readonly fill: string } | { readonly point: string };

/** What surveys and inspections bring, by the colour of their subject: quiet marks under the names, for the rules that read them. */
export const surveyLooks: Readonly<Record<'light' | 'dark', Readonly<Record<string, Look>>>> = {
  light: {
    greenway: { line: '#3d8068' }, green_cover: { fill: '#5d9b6a' }, sponge_area: { fill: '#4a90a8' }, residential_community: { fill: '#b0702a' }, pipe_network: { line: '#6b5b95' },
    waterlogging_point: { point: '#2f6fb0' }, drinking_water_point: { point: '#2f8fa0' }, illegal_structure: { point: '#b5495b' },
  },
  dark: {
    greenway: { line: '#79c4a6' }, green_cover: { fill: '#7fbd8a' }, sponge_area: { fill: '#76b6cc' }, residential_community: { fill: '#e0a866' }, pipe_network: { line: '#b0a2dc' },
    waterlogging_point: { point: '#7fb2e6' }, drinking_water_point: { point: '#7fc9d6' }, illegal_structure: { point: '#e58a98' },
  },
};

function drawn(c: StyleContext, kind: string, look: Look): BareLayer[] {
  const opacity = c.opacityOf(kind);
  if ('line' in look) return [{ id: kind, type: 'line', minzoom: 11, paint: { 'line-color': look.line, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 0.8, 16, 2.4], 'line-opacity': 0.85 * opacity, 'line-dasharray': [3, 1.5] } }];
  if ('fill' in look) return [{ id: kind, type: 'fill', minzoom: 11, paint: { 'fill-color': look.fill, 'fill-opacity': 0.14 * opacity, 'fill-outline-color': look.fill } }];
  return [
    { id: `${kind}-area`, type: 'fill', minzoom: 13, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': look.point, 'fill-opacity': 0.3 * opacity, 'fill-outline-color': look.point } },
    { id: kind, type: 'circle', minzoom: 12, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 2, 16, 5], 'circle-color': look.point, 'circle-opacity': opacity, 'circle-stroke-color': c.palette.halo, 'circle-stroke-width': 1 } },
  ];
}

/** Survey layers lie over the roads and under the boundaries. */
export const surveyLayers = (c: StyleContext): LayerSpecification[] => Object.entries(surveyLooks[c.scheme]).flatMap(([kind, look]) => ofKind(c, kind, drawn(c, kind, look)));
