import type { Feature } from 'geojson';
import type { Scheme } from '../app/app-state.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import { proposalLook } from './proposal-look.ts';
import type { Placing } from './proposal-state.ts';
import { halfWay, middleOfShape } from './shape-middle.ts';
import type { ShownProposal } from './unit-proposals.ts';

export interface OverlayState {
  readonly unitId: string | null;
  /** True: none is pale, whatever unit it is of. */
  readonly areAllOwn?: boolean;
  readonly selectedId: string | null;
  readonly labels: ReadonlyMap<string, string>;
  readonly signs: Readonly<Record<'build' | 'close' | 'move' | 'connect', string>>;
  /** A footway as it is drawn. */
  readonly line: Placing['line'] | null;
  readonly scheme: Scheme;
}

/**
 * Proposals: a ring with the letter 拟 for a point, a dashed outline for ground; what is closed crossed out; what is moved crossed out where it was, an arrow from there to where it will be;
 * a footway as a dashed line. Those of other units are pale.
 */
export function proposalsOverlay(proposals: readonly ShownProposal[], state: OverlayState, id = 'proposals'): Overlay {
  const line: Feature[] = (state.line?.length ?? 0) > 1 ? [{ type: 'Feature', geometry: { type: 'LineString', coordinates: (state.line ?? []).map((place) => [...place]) }, properties: { part: 'footway', isOwn: true, isSelected: true } }] : [];
  return { data: { type: 'FeatureCollection', features: [...proposals.flatMap((proposal) => featuresOf(proposal, state)), ...line] }, beforeId: slots.top, isPickable: true, layers: layersOf(state.scheme).map((layer) => ({ ...layer, id: layer.id.replace('proposals', id) })) };
}

function featuresOf(proposal: ShownProposal, { unitId, areAllOwn = false, selectedId, labels, signs }: OverlayState): Feature[] {
  const { id, action = 'build', geometry, existing } = proposal;
  const label = labels.get(id) ?? proposal.name;
  const shared = { id, action, name: label, isOwn: areAllOwn || proposal.unitId === unitId, isSelected: id === selectedId };
  const middle = middleOfShape(geometry);
  const feature = (part: string, shape: Feature['geometry'], more: object = {}): Feature => ({ type: 'Feature', geometry: shape, properties: { ...shared, part, ...more } });
  const sign = feature('sign', { type: 'Point', coordinates: [...middle] }, { sign: signs[action], label, isRound: action === 'connect' });
  const cross = existing ? [feature('cross', { type: 'Point', coordinates: existing.at }, { label: action === 'close' ? label : '' })] : [];
  switch (action) {
    case 'close': return cross.length > 0 ? cross : [feature('cross', geometry as Feature['geometry'], { label })];
    case 'connect': return [feature('footway', geometry as Feature['geometry']), sign];
    case 'move': return [...cross, ...existing ? [feature('way', { type: 'LineString', coordinates: [existing.at, [...middle]] }), feature('arrow', { type: 'Point', coordinates: halfWay([existing.at, middle]) }, { turn: turnOf(existing.at, middle) })] : [], feature('place', geometry as Feature['geometry']), sign];
    case 'build': return [feature('place', geometry as Feature['geometry']), sign];
  }
}

/** Whether a layer of the map draws proposals themselves, of the plan or of compared schemes, and not their names. */
export const isProposalMark = (layerId: string): boolean => /(^|-)proposals-(point|fill|cross|footway)$/.test(layerId);

type Position = readonly [lon: number, lat: number];

/** Clockwise degrees from east, as the map lies north up. */
function turnOf(from: Position, to: Position): number {
  return (Math.atan2(-(to[1] - from[1]), (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180)) * 180) / Math.PI;
}

function layersOf(scheme: Scheme): Overlay['layers'] {
  const { halo, text } = palettes[scheme];
  const { colour, closed, radius, selectedRadius, width: ownWidth, selectedWidth, signSize, crossSize, nameSize, nameFrom } = proposalLook(scheme);
  const part = (name: string, type?: string) => (type ? ['all', ['==', ['get', 'part'], name], ['==', ['geometry-type'], type]] : ['==', ['get', 'part'], name]) as never;
  const opacity = ['case', ['get', 'isOwn'], 1, 0.45] as unknown as number;
  const width = ['case', ['get', 'isSelected'], selectedWidth, ownWidth] as unknown as number;
  const wider = ['case', ['get', 'isSelected'], selectedWidth + 3, ownWidth + 3] as unknown as number;
  const free = { 'text-allow-overlap': true, 'text-ignore-placement': true } as const;
  return [
    { id: 'proposals-fill', type: 'fill', filter: part('place', 'Polygon'), paint: { 'fill-color': colour, 'fill-opacity': 0.22 } },
    { id: 'proposals-line', type: 'line', filter: part('place', 'Polygon'), paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': [2, 1] } },
    { id: 'proposals-footway-halo', type: 'line', filter: part('footway'), layout: { 'line-join': 'round' }, paint: { 'line-color': halo, 'line-width': wider, 'line-opacity': opacity } },
    { id: 'proposals-footway', type: 'line', filter: part('footway'), layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': [2, 1], 'line-opacity': opacity } },
    { id: 'proposals-way', type: 'line', filter: part('way'), paint: { 'line-color': colour, 'line-width': 2, 'line-opacity': opacity } },
    { id: 'proposals-arrow', type: 'symbol', filter: part('arrow'), layout: { ...free, 'text-field': '›', 'text-font': ['RenewMap Bold'], 'text-size': 30, 'text-rotate': ['get', 'turn'], 'text-rotation-alignment': 'map', 'text-offset': [0, -0.12] }, paint: { 'text-color': colour, 'text-halo-color': halo, 'text-halo-width': 2, 'text-opacity': opacity } },
    { id: 'proposals-cross', type: 'symbol', filter: part('cross'), layout: { ...free, 'text-field': '×', 'text-font': ['RenewMap Bold'], 'text-size': crossSize }, paint: { 'text-color': closed, 'text-halo-color': halo, 'text-halo-width': ['case', ['get', 'isSelected'], 3, 2] as unknown as number, 'text-opacity': opacity } },
    { id: 'proposals-point', type: 'circle', filter: ['any', part('place', 'Point'), ['all', ['==', ['get', 'part'], 'sign'], ['get', 'isRound']]] as never, paint: { 'circle-radius': ['case', ['get', 'isSelected'], selectedRadius, radius], 'circle-color': halo, 'circle-stroke-color': colour, 'circle-stroke-width': width, 'circle-stroke-opacity': opacity } },
    { id: 'proposals-sign', type: 'symbol', filter: part('sign'), layout: { ...free, 'text-field': ['get', 'sign'], 'text-font': ['RenewMap Bold'], 'text-size': signSize }, paint: { 'text-color': colour, 'text-halo-color': halo, 'text-halo-width': 1.6, 'text-opacity': opacity } },
    { id: 'proposals-name', type: 'symbol', minzoom: nameFrom, filter: ['any', part('sign'), part('cross')] as never, layout: { 'text-field': ['get', 'label'], 'text-font': ['RenewMap Regular'], 'text-size': nameSize, 'text-anchor': 'top', 'text-offset': [0, 1.1], 'text-optional': true, 'text-max-width': 12 }, paint: { 'text-color': text, 'text-halo-color': halo, 'text-halo-width': 1.6, 'text-opacity': opacity } },
  ];
}
