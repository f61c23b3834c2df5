import type { Feature } from 'geojson';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { BlamedRun } from '#planning/plan/history/blame.ts';
import type { Scheme } from '../app/app-state.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';

/** A boundary as it was: a dashed outline over the one of today. */
export function momentOverlay(area: LonLatArea | null, scheme: Scheme): Overlay {
  const p = palettes[scheme];
  return {
    data: { type: 'FeatureCollection', features: area ? [{ type: 'Feature', properties: {}, geometry: area as unknown as Feature['geometry'] }] : [] }, beforeId: slots.top,
    layers: [
      { id: 'history-fill', type: 'fill', paint: { 'fill-color': p.counted, 'fill-opacity': 0.14 } },
      { id: 'history-casing', type: 'line', paint: { 'line-color': p.halo, 'line-width': 6 } },
      { id: 'history-line', type: 'line', paint: { 'line-color': p.counted, 'line-width': 3, 'line-dasharray': [2.5, 1.5] } },
    ],
  };
}

/** Colours of the newest edits of a boundary, newest first; older ones share the last (Okabe and Ito, told apart without red and green). */
export const blameColours: Readonly<Record<Scheme, readonly string[]>> = {
  light: ['#d55e00', '#0072b2', '#cc79a7', '#009e73', '#e69f00', '#7a7a7a'],
  dark: ['#ff9a4d', '#56b4e9', '#f0a8cc', '#3fd0a4', '#ffc94d', '#a8adb3'],
};

/** The colour of an edit among those that drew the boundary, newest first. */
export const blameColour = (scheme: Scheme, rank: number): string => blameColours[scheme][Math.min(rank, blameColours[scheme].length - 1)] as string;

/** Edits that drew what stands of the boundary, newest first. */
export const blamedSeqs = (runs: readonly BlamedRun[]): readonly number[] => [...new Set(runs.map(({ entry }) => entry.seq))].sort((a, b) => b - a);

/** Every part of a boundary in the colour of its edit, with the author's name along it. */
export function blameOverlay(runs: readonly BlamedRun[], scheme: Scheme): Overlay {
  const p = palettes[scheme];
  const order = blamedSeqs(runs);
  const features = runs.map(({ entry, line }): Feature => ({
    type: 'Feature', properties: { colour: blameColour(scheme, order.indexOf(entry.seq)), label: `${entry.author} v${entry.version}` }, geometry: { type: 'LineString', coordinates: line.map((point) => [...point]) },
  }));
  return {
    data: { type: 'FeatureCollection', features }, beforeId: slots.top,
    layers: [
      { id: 'blame-casing', type: 'line', layout: { 'line-cap': 'round' }, paint: { 'line-color': p.halo, 'line-width': 8 } },
      { id: 'blame-line', type: 'line', layout: { 'line-cap': 'round' }, paint: { 'line-color': ['get', 'colour'], 'line-width': 4.5 } },
      { id: 'blame-label', type: 'symbol', layout: { 'symbol-placement': 'line-center', 'text-field': ['get', 'label'], 'text-font': ['Noto Sans Regular'], 'text-size': 12, 'text-offset': [0, 1] }, paint: { 'text-color': p.text, 'text-halo-color': p.halo, 'text-halo-width': 2 } },
    ],
  };
}
