import type { Feature } from 'geojson';
import type { Finding } from '#planning/plan/edit.ts';
import type { Overlay } from '../map/overlay.ts';
import type { Palette } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import type { QuickMark } from './draw-state.ts';

/** Places of findings as rings with a cross or an exclamation mark; null when there is nothing to mark. */
export function marksOverlay(findings: readonly Finding[], quick: QuickMark | null, palette: Palette, id = 'marks'): Overlay | null {
  const point = (place: readonly [number, number], severity: string, id: string): Feature => ({ type: 'Feature', properties: { id, severity, sign: severity === 'error' ? '×' : severity === 'warning' ? '!' : 'i' }, geometry: { type: 'Point', coordinates: [...place] } });
  const features = [...findings.flatMap(({ id, place, severity }) => (place ? [point(place, severity, id)] : [])), ...(quick ? [point(quick.place, 'error', 'quick')] : [])];
  if (features.length === 0) return null;
  const colour = ['match', ['get', 'severity'], 'notice', palette.counted, palette.uncovered] as unknown as string;
  return {
    data: { type: 'FeatureCollection', features }, beforeId: slots.top,
    layers: [
      { id: `${id}-ring`, type: 'circle', paint: { 'circle-radius': 11, 'circle-color': palette.halo, 'circle-opacity': 0.9, 'circle-stroke-color': colour, 'circle-stroke-width': 2.5 } },
      { id: `${id}-sign`, type: 'symbol', layout: { 'text-field': ['get', 'sign'], 'text-font': ['RenewMap Bold'], 'text-size': 15, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': colour } },
    ],
  };
}
