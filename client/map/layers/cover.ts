import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Scheme } from '../../app/app-state.ts';
import { ofKind, type StyleContext } from './context.ts';

/** Dark blue, pale yellow, vermilion: apart in hue and in lightness, also for eyes that see no red or green. */
export const coverColours: Readonly<Record<Scheme, Readonly<Record<'covered' | 'partial' | 'bare', string>>>> = {
  light: { covered: '#2b7bba', partial: '#e8c95a', bare: '#c2410c' },
  dark: { covered: '#4aa3dd', partial: '#f0dc82', bare: '#ff7a33' },
};

/** Name of the feature state that says how a home or a parcel stands, and its values (planning/coverage/cover-map.ts). */
export const coverState = 'cover';
const state: ExpressionSpecification = ['feature-state', coverState];

/** The colour of what is told covered or not, else the layer's own. */
export function coverColour(scheme: Scheme, otherwise: ExpressionSpecification | string): ExpressionSpecification {
  const { covered, partial, bare } = coverColours[scheme];
  return ['case', ['==', state, 1], covered, ['==', state, 2], partial, ['==', state, 0], bare, otherwise] as ExpressionSpecification;
}

/** Parcels and old communities told covered or not; nothing is drawn while nothing is told. */
export function coverGrounds(c: StyleContext): LayerSpecification[] {
  return (['land_use', 'old_community', 'green_space'] as const).flatMap((kind) => ofKind(c, kind, [{
    id: `${kind}-cover`, type: 'fill', minzoom: 10,
    paint: { 'fill-color': coverColour(c.scheme, 'rgba(0,0,0,0)'), 'fill-opacity': ['case', ['==', state, null], 0, 0.55] as unknown as number, 'fill-antialias': false },
  }]));
}
