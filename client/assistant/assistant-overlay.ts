import type { Feature } from 'geojson';
import type { Scheme } from '../app/app-state.ts';
import type { MeasuredProposal } from '../coverage/protocol.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import { letterOf, type KeptStretch } from './assistant-state.ts';

/** Layer of the stretches, for the click that locks one. */
export const stretchLayer = 'assistant-line';

/** A colour and a dash for each letter: neither has to be told apart alone. */
export const letterColours: Readonly<Record<Scheme, readonly string[]>> = { light: ['#c2185b', '#1f4fd8', '#00796b'], dark: ['#ff7eb6', '#8fb0ff', '#4dd0b5'] };
const dashes: readonly (readonly number[])[] = [[1, 0], [3, 1.2], [1.2, 1.2]];

/** Corners farthest north, east and west: letters of grounds that lie in each other stand apart. */
const towards: readonly (readonly [east: number, north: number])[] = [[0, 1], [1, 0], [-1, 0]];
function letterPlace({ geometry }: Pick<MeasuredProposal, 'geometry'>, index: number): readonly number[] | null {
  const [east, north] = towards[index % towards.length] as readonly [number, number];
  const reach = ([lon = 0, lat = 0]: readonly number[]): number => lon * east + lat * north;
  const corners = (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()).flat();
  return corners.reduce<readonly number[] | null>((best, corner) => (best === null || reach(corner) > reach(best) ? corner : best), null);
}

/** Each proposal as an area, its stretches and a letter; the lit one stands out, what is locked lies over all. */
export function assistantOverlay(proposals: readonly MeasuredProposal[], locked: readonly KeptStretch[], lit: number | null, scheme: Scheme): Overlay | null {
  if (proposals.length === 0 && locked.length === 0) return null;
  const shown = proposals.map((proposal, index) => ({ proposal, index })).sort((a, b) => Number(a.index === lit) - Number(b.index === lit));
  const features = shown.flatMap(({ proposal, index }): Feature[] => {
    const properties = { proposal: index, lit: index === lit, dim: lit !== null && index !== lit };
    const at = letterPlace(proposal, index);
    return [
      { type: 'Feature', properties: { ...properties, role: 'area' }, geometry: proposal.geometry as never },
      ...proposal.stretches.map(({ points }, stretch): Feature => ({ type: 'Feature', properties: { ...properties, role: 'line', stretch }, geometry: { type: 'LineString', coordinates: points.map((point) => [...point]) } })),
      ...(at ? [{ type: 'Feature', properties: { ...properties, role: 'letter', letter: letterOf(index) }, geometry: { type: 'Point', coordinates: [...at] } } as Feature] : []),
    ];
  });
  const kept = locked.map(({ points }): Feature => ({ type: 'Feature', properties: { role: 'locked' }, geometry: { type: 'LineString', coordinates: points.map((point) => [...point]) } }));
  return { data: { type: 'FeatureCollection', features: [...features, ...kept] }, beforeId: slots.top, layers: layersOf(scheme) };
}

function layersOf(scheme: Scheme): Overlay['layers'] {
  const { halo, selected } = palettes[scheme];
  const colours = letterColours[scheme];
  const colour = ['match', ['get', 'proposal'], 0, colours[0], 1, colours[1], colours[2]] as unknown as string;
  const role = (name: string) => ['==', ['get', 'role'], name] as never;
  const opacity = ['case', ['get', 'dim'], 0.35, 1] as unknown as number;
  const join = { 'line-join': 'round', 'line-cap': 'butt' } as const;
  return [
    { id: 'assistant-fill', type: 'fill', filter: role('area'), paint: { 'fill-color': colour, 'fill-opacity': ['case', ['get', 'lit'], 0.22, ['get', 'dim'], 0.02, 0.06] } },
    { id: 'assistant-casing', type: 'line', filter: role('area'), layout: join, paint: { 'line-color': halo, 'line-width': ['case', ['get', 'lit'], 9, 7], 'line-opacity': ['case', ['get', 'dim'], 0.25, 0.85] } },
    { id: stretchLayer, type: 'line', filter: role('line'), layout: join, paint: { 'line-color': colour, 'line-width': 12, 'line-opacity': 0.01 } },
    ...dashes.map((dash, index) => ({ id: `assistant-line-${index}`, type: 'line' as const, filter: ['all', role('area'), ['==', ['get', 'proposal'], index]] as never, layout: join, paint: { 'line-color': colour, 'line-width': ['case', ['get', 'lit'], 5, 3.5] as never, 'line-opacity': opacity, 'line-dasharray': [...dash] } })),
    { id: 'assistant-locked-casing', type: 'line', filter: role('locked'), layout: join, paint: { 'line-color': halo, 'line-width': 11 } },
    { id: 'assistant-locked', type: 'line', filter: role('locked'), layout: join, paint: { 'line-color': selected, 'line-width': 6 } },
    { id: 'assistant-disc', type: 'circle', filter: role('letter'), paint: { 'circle-radius': ['case', ['get', 'lit'], 16, 13], 'circle-color': colour, 'circle-opacity': opacity, 'circle-stroke-color': halo, 'circle-stroke-width': 2.5 } },
    { id: 'assistant-letter', type: 'symbol', filter: role('letter'), layout: { 'text-field': ['get', 'letter'], 'text-font': ['RenewMap Bold'], 'text-size': 16, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': scheme === 'light' ? '#ffffff' : '#10151d', 'text-opacity': opacity } },
  ];
}
