import type { Feature } from 'geojson';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Scheme } from '../app/app-state.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';

/** Outlines of one unit in conflict; null where a side has none. */
export interface ConflictSides { readonly mine: LonLatArea | null; readonly theirs: LonLatArea | null; readonly base: LonLatArea | null }

/** The sides of conflicts over each other: mine solid blue, theirs dashed vermilion, what both started from dotted grey. */
export function conflictOverlay(conflicts: readonly ConflictSides[], scheme: Scheme): Overlay {
  const p = palettes[scheme];
  const feature = (geometry: LonLatArea | null, side: string): Feature[] => (geometry ? [{ type: 'Feature', properties: { side }, geometry: geometry as unknown as Feature['geometry'] }] : []);
  return {
    data: { type: 'FeatureCollection', features: conflicts.flatMap(({ mine, theirs, base }) => [...feature(base, 'base'), ...feature(theirs, 'theirs'), ...feature(mine, 'mine')]) }, beforeId: slots.top,
    layers: [
      { id: 'conflict-casing', type: 'line', paint: { 'line-color': p.halo, 'line-width': 7 } },
      { id: 'conflict-base', type: 'line', filter: ['==', ['get', 'side'], 'base'], paint: { 'line-color': p.leftOut, 'line-width': 2.5, 'line-dasharray': [0.6, 1.4] } },
      { id: 'conflict-mine', type: 'line', filter: ['==', ['get', 'side'], 'mine'], paint: { 'line-color': p.counted, 'line-width': 3.5 } },
      { id: 'conflict-theirs', type: 'line', filter: ['==', ['get', 'side'], 'theirs'], paint: { 'line-color': p.uncovered, 'line-width': 3.5, 'line-dasharray': [2, 1.2] } },
    ],
  };
}
