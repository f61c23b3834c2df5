import type { LayerSpecification } from 'maplibre-gl';
import { ofKind, type BareLayer, type StyleContext } from './context.ts';

/** Facility kinds in the order in which their signs win a crowded place, with the hue family of their sign. */
export const facilitySigns = {
  rail_station: 'transport', school: 'education', health_facility: 'care', public_toilet: 'hygiene', bus_stop: 'transport', elderly_facility: 'care', community_service: 'civic',
  culture_facility: 'culture', sports_site: 'culture', fire_station: 'civic', commerce_poi: 'trade', produce_market: 'trade', parking: 'transport', waste_station: 'hygiene',
} as const;
export type FacilityKind = keyof typeof facilitySigns;
export type SignFamily = (typeof facilitySigns)[FacilityKind];
export const facilityKinds = Object.keys(facilitySigns) as FacilityKind[];
export const isFacility = (kind: string): kind is FacilityKind => kind in facilitySigns;

/** Sign colours; muted, because facilities are context until a figure lights them. */
export const signColours: Readonly<Record<'light' | 'dark', Readonly<Record<SignFamily, string>>>> = {
  light: { transport: '#3f6fa8', education: '#b0702a', care: '#b5495b', hygiene: '#4f7f8a', civic: '#6b5b95', culture: '#3d8068', trade: '#8f7440' },
  dark: { transport: '#7faee6', education: '#e0a866', care: '#e58a98', hygiene: '#86bccb', civic: '#b0a2dc', culture: '#79c4a6', trade: '#cdb074' },
};
export const signImage = (kind: FacilityKind, scheme: 'light' | 'dark') => `sign:${kind}:${scheme}`;

function signs(c: StyleContext, kind: FacilityKind, font: string[]): BareLayer[] {
  const colour = signColours[c.scheme][facilitySigns[kind]];
  const rank = facilityKinds.indexOf(kind);
  const nearZoom = kind === 'rail_station' ? 12.5 : kind === 'commerce_poi' || kind === 'parking' || kind === 'waste_station' ? 15.2 : 14.3;
  // What people find their way by is named first.
  const nameZoom = rank < 3 ? 14.8 : 15.6;
  const sign: BareLayer = {
    id: kind, type: 'symbol', minzoom: nearZoom, filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'icon-image': signImage(kind, c.scheme), 'icon-size': ['interpolate', ['linear'], ['zoom'], 14, 0.58, 16, 0.8, 17.5, 1], 'icon-padding': ['interpolate', ['linear'], ['zoom'], 14, 7, 16, 2], 'symbol-sort-key': rank,
      'text-field': ['step', ['zoom'], '', nameZoom, ['coalesce', ['get', 'name'], '']], 'text-font': font, 'text-size': 11.5, 'text-anchor': 'top', 'text-offset': [0, 0.95], 'text-optional': true, 'text-max-width': 8,
    },
    paint: { 'text-color': colour, 'text-halo-color': c.palette.halo, 'text-halo-width': 1.5, 'icon-opacity': c.opacityOf(kind), 'text-opacity': c.opacityOf(kind) },
  };
  return [
    {
      id: `${kind}-dot`, type: 'circle', minzoom: 13.4, maxzoom: nearZoom, filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 1.6, 15, 3], 'circle-color': colour, 'circle-opacity': 0.7 * c.opacityOf(kind) },
    },
    { ...sign, id: `${kind}-area`, ofSigns: true }, sign,
  ];
}
function grounds(c: StyleContext, kind: FacilityKind): BareLayer[] {
  const colour = signColours[c.scheme][facilitySigns[kind]];
  return [{ id: `${kind}-ground`, type: 'fill', minzoom: 13, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour, 'fill-opacity': 0.1 * c.opacityOf(kind), 'fill-outline-color': colour } }];
}

/** Grounds of facilities drawn as areas: under the roads. */
export const facilityGrounds = (c: StyleContext): LayerSpecification[] => facilityKinds.flatMap((kind) => ofKind(c, kind, grounds(c, kind)));
/** Signs and names of facilities; the last drawn is the last to give way. */
export const facilitySignLayers = (c: StyleContext, font: string[]): LayerSpecification[] => [...facilityKinds].reverse().flatMap((kind) => ofKind(c, kind, signs(c, kind, font)));
