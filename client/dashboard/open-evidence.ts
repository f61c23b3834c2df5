import { useAppState } from '../app/app-state.ts';
import { useOpenFigure } from '../figures/open-figure.ts';
import { boundsOf } from '../layers/bounds.ts';
import type { MapOwner } from '../map/map-owner.ts';

/** Selects a division, shows it on the map and opens the receipt of a rule there. */
export function openDivision(owner: MapOwner | null, division: { readonly code: string; readonly geometry?: { readonly coordinates?: unknown } | undefined }, rule: { readonly ruleId: string; readonly ruleSetId: string } | null): void {
  useAppState.getState().select({ type: 'division', code: division.code });
  const bounds = boundsOf(division.geometry);
  // Once the panel has opened and taken its room.
  if (bounds) setTimeout(() => owner?.fit(bounds, { maxZoom: 15 }));
  if (rule) useOpenFigure.getState().show({ area: `division:${division.code}`, ...rule });
}
