import type { Feature } from 'geojson';
import type { Scheme } from '../../app/app-state.ts';
import type { Overlay } from '../../map/overlay.ts';
import { palettes } from '../../map/palette.ts';
import { slots } from '../../map/slots.ts';
import type { ShapeState } from './shape-state.ts';

/** As the boundary under the hand has it. */
export const lineColours: Readonly<Record<Scheme, string>> = { light: '#1f4fd8', dark: '#8fb0ff' };
type Drawn = Pick<ShapeState, 'tool' | 'points' | 'pointer' | 'preview'>;

/** The line under the hand, its corners, and the boundaries as they would be; null with nothing to show. */
export function shapeOverlay({ tool, points, pointer, preview }: Drawn, scheme: Scheme): Overlay | null {
  if (tool === null) return null;
  const path = pointer ? [...points, pointer] : [...points];
  const ends = tool === 'hole' && path.length > 2 ? [...path, path[0]!] : path;
  const features: Feature[] = [
    ...(preview?.ok ? preview.changes : []).flatMap(({ unitId, geometry }): Feature[] => (geometry ? [{ type: 'Feature', properties: { part: 'after', unitId }, geometry: geometry as never }] : [])),
    ...(ends.length > 1 ? [{ type: 'Feature', properties: { part: 'stroke' }, geometry: { type: 'LineString', coordinates: ends.map((point) => [...point]) } } satisfies Feature] : []),
    ...points.map((point): Feature => ({ type: 'Feature', properties: { part: 'point' }, geometry: { type: 'Point', coordinates: [...point] } })),
    ...(preview && !preview.ok && preview.place && preview.code !== 'nothing_to_do' ? [{ type: 'Feature', properties: { part: 'fault' }, geometry: { type: 'Point', coordinates: [...preview.place] } } satisfies Feature] : []),
  ];
  const colour = lineColours[scheme];
  const { halo, uncovered } = palettes[scheme];
  const part = (name: string): never => ['==', ['get', 'part'], name] as never;
  return {
    data: { type: 'FeatureCollection', features }, beforeId: slots.top,
    layers: [
      { id: 'shape-after-fill', type: 'fill', filter: part('after'), paint: { 'fill-color': colour, 'fill-opacity': 0.1 } },
      { id: 'shape-after', type: 'line', filter: part('after'), paint: { 'line-color': colour, 'line-width': 2.5, 'line-dasharray': [2, 1.2] } },
      { id: 'shape-stroke-halo', type: 'line', filter: part('stroke'), paint: { 'line-color': halo, 'line-width': 5 } },
      { id: 'shape-stroke', type: 'line', filter: part('stroke'), paint: { 'line-color': colour, 'line-width': 3 } },
      { id: 'shape-point', type: 'circle', filter: part('point'), paint: { 'circle-radius': 4.5, 'circle-color': halo, 'circle-stroke-color': colour, 'circle-stroke-width': 2 } },
      { id: 'shape-fault', type: 'circle', filter: part('fault'), paint: { 'circle-radius': 11, 'circle-color': halo, 'circle-opacity': 0.6, 'circle-stroke-color': uncovered, 'circle-stroke-width': 2.5 } },
    ],
  };
}
