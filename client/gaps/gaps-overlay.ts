import type { Feature, Geometry } from 'geojson';
import type { GapSet } from '#contract/gaps.ts';
import type { Scheme } from '../app/app-state.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';

/** Gaps on the map: ground hatched, stretches of street broken, homes as rings as large as their people. */
export function gapsOverlay({ pieces, homes }: Pick<GapSet, 'pieces' | 'homes'>, scheme: Scheme): Overlay {
  const p = palettes[scheme];
  const features: Feature[] = [
    ...pieces.map((piece): Feature => ({ type: 'Feature', id: piece.id, properties: { id: piece.id, role: 'piece' }, geometry: piece.geometry as Geometry })),
    ...homes.map((home): Feature => ({ type: 'Feature', id: home.id, properties: { id: home.id, role: 'home', people: home.people }, geometry: { type: 'Point', coordinates: home.at } })),
  ];
  return {
    data: { type: 'FeatureCollection', features }, beforeId: slots.belowLabels, isPickable: true,
    layers: [
      { id: 'gaps-fill', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': p.uncovered, 'fill-opacity': 0.16 } },
      { id: 'gaps-hatch', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-pattern': `hatch:uncovered:${scheme}` } },
      { id: 'gaps-outline', type: 'line', filter: ['==', ['geometry-type'], 'Polygon'], layout: { 'line-join': 'round' }, paint: { 'line-color': p.uncovered, 'line-width': 1.6 } },
      { id: 'gaps-street-casing', type: 'line', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': p.halo, 'line-width': 7, 'line-opacity': 0.8 } },
      { id: 'gaps-street', type: 'line', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': p.uncovered, 'line-width': 4, 'line-dasharray': [1.2, 0.7] } },
      {
        id: 'gaps-home', type: 'circle', filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 1, 14, ['interpolate', ['linear'], ['sqrt', ['get', 'people']], 1, 1.5, 30, 6], 17, ['interpolate', ['linear'], ['sqrt', ['get', 'people']], 1, 5, 30, 16]],
          'circle-color': p.uncovered, 'circle-opacity': 0.3, 'circle-stroke-color': p.uncovered, 'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 13, 0.4, 16, 1.6],
        },
      },
    ],
  };
}
