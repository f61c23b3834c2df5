/** What a schema cannot say of a proposal: layers that fit its action, geometry and attributes that fit the layer (data/layers.json), degrees that are degrees, text that can be stored. */
import type { ProposalGeometry, ProposalInput } from '#contract/proposals.ts';
import { isClosableLayer, isMovableLayer, isProposalLayer } from '#planning/coverage/proposal.ts';
import { conform } from '../ingest/attributes.ts';
import { layerRegistry } from '../ingest/layer-kinds.ts';
import { HttpProblem } from './problems.ts';

export const bad = (path: string, detail: string): HttpProblem => new HttpProblem('bad_request', { detail, errors: [{ path, message: detail }] });

const dimensions = { Point: 'point', LineString: 'line', Polygon: 'polygon' } as const;

export function refuseUnfit(proposal: ProposalInput): void {
  const { attributes, geometry, name } = proposal;
  switch (proposal.action ?? 'build') {
    case 'build': refuseUnfitBuilding(proposal); break;
    case 'close': case 'move': refuseUnfitSubject(proposal); break;
    case 'connect': refuseUnfitFootway(proposal);
  }
  if (positionsOf(geometry).some(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90)) throw bad('/proposal/geometry/coordinates', 'A coordinate is out of range: degrees, longitude first.');
  if ([name, ...Object.values(attributes).map(String)].some((text) => text.includes('\0') || /\p{Surrogate}/u.test(text))) throw bad('/proposal', 'A text holds NUL or half a character (a lone surrogate).');
}

function positionsOf(geometry: ProposalGeometry): readonly (readonly [number, number])[] {
  if (geometry.type === 'Point') return [geometry.coordinates];
  return geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates.flat();
}

function refuseUnfitBuilding({ layer, attributes, geometry, featureId }: ProposalInput): void {
  const kind = layerRegistry.kinds[layer];
  if (!kind || !isProposalLayer(layer, kind.group)) throw bad('/proposal/layer', `«${layer}» is not a layer that features can be proposed of: facilities, green_space, square and gate are.`);
  const dimension = dimensions[geometry.type];
  if (!kind.geometry.includes(dimension)) throw bad('/proposal/geometry/type', `«${layer}» takes ${kind.geometry.join(' or ')}, not ${dimension}.`);
  const { unknown, dropped, missing } = conform(layer, kind, attributes);
  if (unknown[0] !== undefined) throw bad(`/proposal/attributes/${unknown[0]}`, `«${layer}» has no attribute «${unknown[0]}».`);
  if (dropped[0] !== undefined) throw bad('/proposal/attributes', `The value ${dropped[0]} is none that «${layer}» takes.`);
  if (missing !== null) throw bad(`/proposal/attributes/${missing}`, `«${layer}» needs «${missing}».`);
  if ('status' in attributes) throw bad('/proposal/attributes/status', 'A proposal has no status: it counts as in use.');
  if (featureId !== undefined) throw bad('/proposal/featureId', 'Only what is closed or moved names a feature.');
}

function refuseUnfitSubject({ action, layer, attributes, geometry }: ProposalInput): void {
  const kind = layerRegistry.kinds[layer];
  if (!kind || !(action === 'close' ? isClosableLayer : isMovableLayer)(layer, kind.group)) throw bad('/proposal/layer', `Features of «${layer}» cannot be closed or moved: those of facilities, green_space and square can, and a gate can be closed.`);
  const dimension = dimensions[geometry.type];
  if (action === 'close' ? dimension !== 'point' : !kind.geometry.includes(dimension)) throw bad('/proposal/geometry/type', action === 'close' ? 'A closing stands at a point.' : `«${layer}» takes ${kind.geometry.join(' or ')}, not ${dimension}.`);
  if (Object.keys(attributes).length > 0) throw bad('/proposal/attributes', 'What is closed or moved keeps its own attributes; give none.');
}

function refuseUnfitFootway({ layer, attributes, geometry, featureId }: ProposalInput): void {
  if (layer !== 'road') throw bad('/proposal/layer', 'A footway that connects streets is of layer «road».');
  if (geometry.type !== 'LineString') throw bad('/proposal/geometry/type', 'A footway that connects streets is a line.');
  if (Object.keys(attributes).length > 0) throw bad('/proposal/attributes', 'A footway has no attributes; give none.');
  if (featureId !== undefined) throw bad('/proposal/featureId', 'Only what is closed or moved names a feature.');
}
