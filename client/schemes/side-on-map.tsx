import { useCallback, useMemo } from 'react';
import type { SchemeComparison } from '#contract/scheme-comparison.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapClick, useOverlay } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import { useCompareState, type DrawnSides } from './compare-state.ts';
import { comparisonFeatures, comparisonOverlay } from './schemes-overlay.ts';

/** One of the two schemes, or both, on the map around; a click opens the pair. */
export function SideOnMap({ comparison, shown }: { readonly comparison: SchemeComparison | undefined; readonly shown: DrawnSides }) {
  const scheme = useAppState((s) => s.scheme);
  const openKey = useCompareState((s) => s.openKey);
  const overlay = useMemo(() => (comparison ? comparisonOverlay(comparisonFeatures(comparison, shown, openKey), scheme) : null), [comparison, shown, openKey, scheme]);
  useOverlay('schemes', overlay);
  useMapClick('schemes', useCallback((hit: MapHit) => { if (typeof hit.id === 'string') useCompareState.setState({ openKey: hit.id }); }, []));
  return null;
}
