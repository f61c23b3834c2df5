import { useCallback, useMemo } from 'react';
import { useAppState } from '../app/app-state.ts';
import { useMapClick, useOverlay } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import { useCompareState } from './compare-state.ts';
import { comparisonFeatures, comparisonOverlay } from './schemes-overlay.ts';
import { useComparedSides } from './use-sides.ts';

/** The two schemes on one map; a click opens the pair. */
export function SchemesOnMap() {
  const scheme = useAppState((s) => s.scheme);
  const shown = useCompareState((s) => s.shown);
  const openKey = useCompareState((s) => s.openKey);
  const { query: { data } } = useComparedSides();
  const overlay = useMemo(() => (data ? comparisonOverlay(comparisonFeatures(data, shown, openKey), scheme) : null), [data, shown, openKey, scheme]);
  useOverlay('schemes', overlay);
  useMapClick('schemes', useCallback((hit: MapHit) => { if (typeof hit.id === 'string') useCompareState.setState({ openKey: hit.id }); }, []));
  return null;
}
