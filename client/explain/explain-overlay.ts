import type { Feature } from 'geojson';
import type { ExpressionSpecification } from 'maplibre-gl';
import type { NamedExplanation, NamedTopic } from '#planning/coverage/explain-lonlat.ts';
import type { Scheme } from '../app/app-state.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';

type Place = NamedExplanation['place'];

/** The place, the ways to the nearest facilities (blue in reach, vermilion beyond it), and what near it does not count. */
export function explainOverlay(place: Place, topics: readonly NamedTopic[], method: 'straight_line' | 'walking', scheme: Scheme): Overlay {
  const p = palettes[scheme];
  const features: Feature[] = [];
  for (const { nearest, notCounted, isCovered } of topics) {
    // Of what is covered, only what covers it: the map speaks of what is missing.
    (isCovered ? nearest.slice(0, 1) : nearest).forEach(({ path, walkPath, beyondM, id }, i) => {
      const role = beyondM !== null && beyondM <= 0 ? 'reached' : 'beyond';
      const end = path[path.length - 1];
      // A walking rule draws the way; a radius draws its line, and the way to the nearest one beside it.
      if (path.length > 1 && (method === 'straight_line' || !walkPath)) features.push({ type: 'Feature', properties: { id, role, rank: i, way: 'straight' }, geometry: { type: 'LineString', coordinates: [...path] } });
      if (walkPath && walkPath.length > 1 && (method === 'walking' || i === 0)) features.push({ type: 'Feature', properties: { id, role, rank: method === 'walking' ? i : 1, way: 'walked' }, geometry: { type: 'LineString', coordinates: [...walkPath] } });
      if (end) features.push({ type: 'Feature', properties: { id, role, rank: i }, geometry: { type: 'Point', coordinates: end } });
    });
    if (!isCovered) for (const { id, at } of notCounted) features.push({ type: 'Feature', properties: { id, role: 'left', rank: 9 }, geometry: { type: 'Point', coordinates: at } });
  }
  features.push({ type: 'Feature', properties: { id: place.id ?? 0, role: 'place', rank: 0 }, geometry: { type: 'Point', coordinates: place.at } });
  const colour = ['match', ['get', 'role'], 'reached', p.counted, 'beyond', p.uncovered, 'left', p.leftOut, p.selected] as unknown as string;
  const isPoint: ExpressionSpecification = ['==', ['geometry-type'], 'Point'];
  return {
    data: { type: 'FeatureCollection', features }, beforeId: slots.top,
    layers: [
      { id: 'explain-casing', type: 'line', filter: ['!', isPoint], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': p.halo, 'line-width': 6, 'line-opacity': 0.8 } },
      { id: 'explain-straight', type: 'line', filter: ['==', ['get', 'way'], 'straight'], layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': ['match', ['get', 'rank'], 0, 3.2, 1.8], 'line-dasharray': [2, 1.2] } },
      { id: 'explain-walked', type: 'line', filter: ['==', ['get', 'way'], 'walked'], layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': colour, 'line-width': ['match', ['get', 'rank'], 0, 3.6, 2] } },
      { id: 'explain-end', type: 'circle', filter: ['all', isPoint, ['!=', ['get', 'role'], 'place']], paint: { 'circle-radius': ['match', ['get', 'rank'], 0, 9, 7], 'circle-color': colour, 'circle-opacity': 0.15, 'circle-stroke-color': colour, 'circle-stroke-width': 2.4 } },
      { id: 'explain-place', type: 'circle', filter: ['all', isPoint, ['==', ['get', 'role'], 'place']], paint: { 'circle-radius': 6, 'circle-color': p.selected, 'circle-stroke-color': p.halo, 'circle-stroke-width': 2.5 } },
    ],
  };
}
