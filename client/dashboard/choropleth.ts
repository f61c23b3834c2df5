import type { Feature } from 'geojson';
import type { Division } from '#contract/layers.ts';
import type { Locale, Scheme } from '../app/app-state.ts';
import { valueText } from '../figures/format.ts';
import { verdictSigns } from '../figures/verdict-mark.tsx';
import { labelPoint } from '#planning/geometry/label-point.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import type { ComparedDivision } from './use-comparison.ts';
import { classBreaks, classOf, mostClasses, type Classes } from './class-breaks.ts';

/** Sequential in lightness, so that no eye depends on hue: little is pale by day and dark by night. */
export const ramps: Readonly<Record<Scheme, readonly string[]>> = {
  light: ['#eff3f9', '#c3d6ea', '#84b4d8', '#3e88bd', '#0b4f8a'],
  dark: ['#2f2a5a', '#31578c', '#21908c', '#5fc267', '#f2e34c'],
};
export const unknownColour: Readonly<Record<Scheme, string>> = { light: '#bdb8ae', dark: '#4a4f57' };

/** The colours of so many classes, spread over the ramp. */
export function rampOf(classes: number, scheme: Scheme): string[] {
  const ramp = ramps[scheme];
  return Array.from({ length: classes }, (_, i) => ramp[classes === 1 ? 2 : Math.round((i * (mostClasses - 1)) / (classes - 1))] as string);
}

export function classesOf(coverage: readonly ComparedDivision[]): Classes | null {
  const threshold = coverage[0]?.figure.threshold?.value ?? null;
  return classBreaks(coverage.flatMap(({ figure }) => (figure.value === null ? [] : [figure.value])), threshold);
}

/** A division's colour, its value as a label with the sign of its verdict; one not assessed is grey with a dashed edge. */
export function choroplethFeatures(divisions: readonly Division[], coverage: readonly ComparedDivision[], scheme: Scheme, locale: Locale): Feature[] {
  const classes = classesOf(coverage);
  const colours = classes ? rampOf(classes.breaks.length - 1, scheme) : [];
  const byCode = new Map(coverage.map((each) => [each.code, each]));
  return divisions.flatMap((division): Feature[] => {
    const figure = byCode.get(division.code)?.figure;
    if (!figure) return [];
    const { value, unit, threshold, verdict } = figure;
    const colour = value === null || !classes ? unknownColour[scheme] : colours[classOf(value, classes)] as string;
    const text = value === null ? verdictSigns[verdict] : `${Object.values(valueText(value, unit, locale, threshold)).join(' ').trim()} ${verdict === 'no_threshold' ? '' : verdictSigns[verdict]}`;
    const properties = { id: division.code, name: division.name, text, colour, isKnown: value !== null };
    const at = labelPoint(division.geometry);
    const area: Feature = { type: 'Feature', properties: { ...properties, role: 'area' }, geometry: division.geometry as unknown as Feature['geometry'] };
    return at ? [area, { type: 'Feature', properties: { ...properties, role: 'label' }, geometry: { type: 'Point', coordinates: at } }] : [area];
  });
}

export function choroplethOverlay(features: readonly Feature[], selectedCode: string | null, scheme: Scheme): Overlay {
  const p = palettes[scheme];
  const is = (role: string) => ['==', ['get', 'role'], role] as unknown as boolean;
  const selected = ['==', ['get', 'id'], selectedCode ?? ''] as unknown as boolean;
  return {
    data: { type: 'FeatureCollection', features: [...features] }, beforeId: slots.belowLabels, isPickable: true,
    layers: [
      { id: 'choropleth-fill', type: 'fill', filter: is('area') as never, paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 12.5, ['case', ['get', 'isKnown'], 0.92, 0.75], 15, 0.45] } },
      { id: 'choropleth-edge', type: 'line', filter: ['all', is('area'), ['get', 'isKnown']] as never, layout: { 'line-join': 'round' }, paint: { 'line-color': p.halo, 'line-width': 1.4 } },
      { id: 'choropleth-unknown', type: 'line', filter: ['all', is('area'), ['!', ['get', 'isKnown']]] as never, paint: { 'line-color': p.textQuiet, 'line-width': 1.4, 'line-dasharray': [3, 2] } },
      { id: 'choropleth-selected-casing', type: 'line', filter: ['all', is('area'), selected] as never, layout: { 'line-join': 'round' }, paint: { 'line-color': p.halo, 'line-width': 7 } },
      { id: 'choropleth-selected', type: 'line', filter: ['all', is('area'), selected] as never, layout: { 'line-join': 'round' }, paint: { 'line-color': p.selected, 'line-width': 3.5 } },
      {
        id: 'choropleth-label', type: 'symbol', filter: is('label') as never, metadata: { slot: slots.top },
        layout: { 'text-field': ['format', ['get', 'name'], { 'font-scale': 0.82, 'text-font': ['literal', ['RenewMap Regular']] }, '\n', {}, ['get', 'text'], {}], 'text-font': ['RenewMap Bold'], 'text-size': ['interpolate', ['linear'], ['zoom'], 10, 11, 14, 16], 'text-padding': 3 },
        paint: { 'text-color': p.text, 'text-halo-color': p.halo, 'text-halo-width': 1.8 },
      },
    ],
  };
}
