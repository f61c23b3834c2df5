import type { Feature } from 'geojson';
import type { Scheme } from '../app/app-state.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import { proposalLook } from './proposal-look.ts';
import type { ShownProposal } from './unit-proposals.ts';

/** Proposals: a ring with the letter 拟 for a point, a dashed outline for ground. Those of other units are pale. */
export function proposalsOverlay(proposals: readonly ShownProposal[], unitId: string | null, selectedId: string | null, labels: ReadonlyMap<string, string>, scheme: Scheme): Overlay {
  const { halo, text } = palettes[scheme];
  const { colour, radius, selectedRadius, width: ownWidth, selectedWidth, signSize, nameSize, nameFrom } = proposalLook(scheme);
  const features = proposals.map((proposal): Feature => ({
    type: 'Feature', geometry: proposal.geometry as Feature['geometry'],
    properties: { id: proposal.id, label: labels.get(proposal.id) ?? proposal.name, isOwn: proposal.unitId === unitId, isSelected: proposal.id === selectedId },
  }));
  const isPoint = ['==', ['geometry-type'], 'Point'] as unknown as boolean;
  const isArea = ['==', ['geometry-type'], 'Polygon'] as unknown as boolean;
  const opacity = ['case', ['get', 'isOwn'], 1, 0.45] as unknown as number;
  const width = ['case', ['get', 'isSelected'], selectedWidth, ownWidth] as unknown as number;
  return {
    data: { type: 'FeatureCollection', features }, beforeId: slots.top, isPickable: true,
    layers: [
      { id: 'proposals-fill', type: 'fill', filter: isArea as never, paint: { 'fill-color': colour, 'fill-opacity': 0.22 } },
      { id: 'proposals-line', type: 'line', filter: isArea as never, paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': [2, 1] } },
      { id: 'proposals-point', type: 'circle', filter: isPoint as never, paint: { 'circle-radius': ['case', ['get', 'isSelected'], selectedRadius, radius], 'circle-color': halo, 'circle-opacity': opacity, 'circle-stroke-color': colour, 'circle-stroke-width': width, 'circle-stroke-opacity': opacity } },
      { id: 'proposals-sign', type: 'symbol', layout: { 'text-field': '拟', 'text-font': ['RenewMap Bold'], 'text-size': signSize, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': colour, 'text-opacity': opacity } },
      { id: 'proposals-name', type: 'symbol', minzoom: nameFrom, layout: { 'text-field': ['get', 'label'], 'text-font': ['RenewMap Regular'], 'text-size': nameSize, 'text-anchor': 'top', 'text-offset': [0, 1.1], 'text-optional': true }, paint: { 'text-color': text, 'text-halo-color': halo, 'text-halo-width': 1.6, 'text-opacity': opacity } },
    ],
  };
}
