import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Overlay } from '../map/overlay.ts';
import { slots } from '../map/slots.ts';

const colour = '#d6336c';

/** Pieces that were picked, and the boundary that would be made, over the map. `id` begins the names of the layers. */
export function previewOverlay(id: string, pieces: readonly LonLatArea[], made: readonly LonLatArea[]): Overlay {
  const feature = (area: LonLatArea, role: string) => ({ type: 'Feature' as const, properties: { role }, geometry: area as unknown as GeoJSON.Geometry });
  return {
    data: { type: 'FeatureCollection', features: [...pieces.map((area) => feature(area, 'piece')), ...made.map((area) => feature(area, 'made'))] },
    beforeId: slots.top,
    layers: [
      { id: `${id}-fill`, type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': ['match', ['get', 'role'], 'piece', 0.22, 0.1] } },
      { id: `${id}-line`, type: 'line', filter: ['==', ['get', 'role'], 'made'], layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': 3 } },
    ],
  };
}
