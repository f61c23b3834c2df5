import type { Feature, Geometry } from 'geojson';
import type { EditionDifference, PositionPreview } from '#contract/deliveries.ts';
import type { Scheme } from '../app/app-state.ts';
import { boundsOf } from '../layers/bounds.ts';
import type { Overlay, OverlayLayer } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import { changeColours, changeDashes, changes, changeSigns, positionColours } from './change-looks.ts';

interface Look { readonly role: string; readonly colour: string; readonly dash: readonly number[] | null; readonly fill: number }

/** Layers of one role: a fill, a line with a casing so that it stands off any ground, and a ring for points. */
function layersOf(id: string, { role, colour, dash, fill }: Look, halo: string): OverlayLayer[] {
  const isRole = ['==', ['get', 'role'], role];
  const isPoint = ['==', ['geometry-type'], 'Point'];
  const isArea = ['==', ['geometry-type'], 'Polygon'];
  return [
    { id: `${id}-${role}-fill`, type: 'fill', filter: ['all', isRole, isArea] as never, paint: { 'fill-color': colour, 'fill-opacity': fill } },
    { id: `${id}-${role}-casing`, type: 'line', filter: ['all', isRole, ['!', isPoint]] as never, layout: { 'line-join': 'round' }, paint: { 'line-color': halo, 'line-width': 5, 'line-opacity': 0.75 } },
    { id: `${id}-${role}-line`, type: 'line', filter: ['all', isRole, ['!', isPoint]] as never, layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': 2.6, ...(dash ? { 'line-dasharray': [...dash] } : {}) } },
    { id: `${id}-${role}-point`, type: 'circle', filter: ['all', isRole, isPoint] as never, paint: { 'circle-radius': 7, 'circle-color': colour, 'circle-opacity': role === 'removed' || role === 'asGiven' ? 0.15 : 0.75, 'circle-stroke-color': colour, 'circle-stroke-width': 2.4 } },
  ];
}

const focusLayers = (id: string, colour: string): OverlayLayer[] => [
  { id: `${id}-focus-line`, type: 'line', filter: ['all', ['get', 'isFocused'], ['!=', ['geometry-type'], 'Point']] as never, paint: { 'line-color': colour, 'line-width': 1.6, 'line-gap-width': 5 } },
  { id: `${id}-focus-point`, type: 'circle', filter: ['all', ['get', 'isFocused'], ['==', ['geometry-type'], 'Point']] as never, paint: { 'circle-radius': 12, 'circle-opacity': 0, 'circle-stroke-color': colour, 'circle-stroke-width': 2 } },
];

/** What a waiting edition adds, takes away and changes, with its sign beside it. `focused`: index of the one looked at. */
export function differenceOverlay(features: EditionDifference['features'], focused: number | null, scheme: Scheme): Overlay {
  const { halo, selected } = palettes[scheme];
  return {
    data: { type: 'FeatureCollection', features: features.map(({ change, geometry }, i): Feature => ({ type: 'Feature', id: i, properties: { id: i, role: change, sign: changeSigns[change], isFocused: i === focused }, geometry: geometry as Geometry })) },
    beforeId: slots.top, isPickable: true,
    layers: [
      ...changes.flatMap((change) => layersOf('difference', { role: change, colour: changeColours[change][scheme], dash: changeDashes[change], fill: change === 'removed' ? 0.12 : 0.3 }, halo)),
      ...focusLayers('difference', selected),
      {
        id: 'difference-sign', type: 'symbol', minzoom: 14, layout: { 'text-field': ['get', 'sign'], 'text-font': ['RenewMap Bold'], 'text-size': 15, 'text-anchor': 'bottom-left', 'text-offset': [0.4, -0.1] },
        paint: { 'text-color': ['match', ['get', 'role'], 'added', changeColours.added[scheme], 'removed', changeColours.removed[scheme], changeColours.changed[scheme]], 'text-halo-color': halo, 'text-halo-width': 1.8 },
      },
    ],
  };
}

const middleOf = (geometry: PositionPreview['asGiven'][number] | undefined): readonly [number, number] | null => {
  const bounds = boundsOf(geometry);
  return bounds && [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
};

/** Features of a waiting edition where the source puts them (broken red) and where they lie with the shift undone (blue). `focused`: the pair looked at, with the way between. */
export function positionOverlay({ asGiven, shifted }: Pick<PositionPreview, 'asGiven' | 'shifted'>, focused: number | null, scheme: Scheme): Overlay {
  const { halo, selected } = palettes[scheme];
  const [from, to] = focused === null ? [null, null] : [middleOf(asGiven[focused]), middleOf(shifted[focused])];
  const way: Feature[] = from && to ? [{ type: 'Feature', properties: { id: 'way', role: 'way' }, geometry: { type: 'LineString', coordinates: [[...from], [...to]] } }] : [];
  const features = (role: string, geometries: PositionPreview['asGiven']) => geometries.map((geometry, i): Feature => ({ type: 'Feature', properties: { id: `${role} ${i}`, role }, geometry: geometry as Geometry }));
  return {
    data: { type: 'FeatureCollection', features: [...features('asGiven', asGiven), ...features('shifted', shifted), ...way] }, beforeId: slots.top,
    layers: [
      ...layersOf('position', { role: 'asGiven', colour: positionColours.asGiven[scheme], dash: [1.6, 1.2], fill: 0.12 }, halo),
      ...layersOf('position', { role: 'shifted', colour: positionColours.shifted[scheme], dash: null, fill: 0.28 }, halo),
      { id: 'position-way', type: 'line', filter: ['==', ['get', 'role'], 'way'], paint: { 'line-color': selected, 'line-width': 1.6, 'line-dasharray': [3, 2] } },
    ],
  };
}
