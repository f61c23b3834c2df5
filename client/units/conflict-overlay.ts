import type { Feature } from 'geojson';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Scheme } from '../app/app-state.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';

/** Both sides of a conflict over each other: mine solid blue, theirs dashed vermilion. */
export function conflictOverlay(mine: LonLatArea | null, theirs: LonLatArea | null, scheme: Scheme): Overlay {
  const p = palettes[scheme];
  const feature = (geometry: LonLatArea | null, side: string): Feature[] => (geometry ? [{ type: 'Feature', properties: { side }, geometry: geometry as unknown as Feature['geometry'] }] : []);
  return {
    data: { type: 'FeatureCollection', features: [...feature(theirs, 'theirs'), ...feature(mine, 'mine')] }, beforeId: slots.top,
    layers: [
      { id: 'conflict-casing', type: 'line', paint: { 'line-color': p.halo, 'line-width': 7 } },
      { id: 'conflict-mine', type: 'line', filter: ['==', ['get', 'side'], 'mine'], paint: { 'line-color': p.counted, 'line-width': 3.5 } },
      { id: 'conflict-theirs', type: 'line', filter: ['==', ['get', 'side'], 'theirs'], paint: { 'line-color': p.uncovered, 'line-width': 3.5, 'line-dasharray': [2, 1.2] } },
    ],
  };
}
