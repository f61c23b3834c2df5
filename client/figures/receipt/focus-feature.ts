import { useMemo, useState } from 'react';
import { useAppState } from '../../app/app-state.ts';
import { boundsOf } from '../../layers/bounds.ts';
import { useMapOwner, useOverlay } from '../../map/map-context.ts';
import { palettes } from '../../map/palette.ts';
import { focusOverlay } from './focus-overlay.ts';
import type { FeatureIndex } from './receipt-highlight.ts';

/** Where one feature should fill the view, not the whole screen. */
const closestZoom = 17;

/** Lights the one feature a line was clicked for and flies there. `overlayId` must be the list's own. */
export function useFocusFeature(overlayId: string, features: FeatureIndex): { readonly focused: number | null; readonly focus: (id: number) => void } {
  const owner = useMapOwner();
  const scheme = useAppState((s) => s.scheme);
  const [focused, setFocused] = useState<number | null>(null);
  const feature = focused === null ? undefined : features.get(focused);
  useOverlay(overlayId, useMemo(() => (feature ? focusOverlay(feature, palettes[scheme], overlayId) : null), [feature, scheme, overlayId]));
  const focus = (id: number) => {
    setFocused(id);
    const bounds = boundsOf(features.get(id)?.geometry as { coordinates?: unknown } | undefined);
    if (bounds) owner?.fit(bounds, { maxZoom: closestZoom });
  };
  return { focused, focus };
}
