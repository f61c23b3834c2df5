import { useEffect, useMemo, useState } from 'react';
import type { Feature } from 'geojson';
import type { TopologyChange } from '#planning/plan/topology/types.ts';
import { useAppState } from '../../app/app-state.ts';
import { useOverlay } from '../../map/map-context.ts';
import { slots } from '../../map/slots.ts';
import { useDrawState } from '../draw-state.ts';
import { lineColours } from './shape-overlay.ts';
import { useSharing } from './shape-state.ts';
import { askTopology } from './unit-changes.ts';

/** The hand rests for so long before the neighbours are worked out. */
const restMs = 150;

/** While a boundary is edited: the neighbours as they will be when they have followed. */
export function FollowersOnMap() {
  const tool = useDrawState((s) => s.tool);
  const draft = useDrawState((s) => s.draft);
  const unitId = useDrawState((s) => s.unitId);
  const { isShared, overlap } = useSharing();
  const scheme = useAppState((s) => s.scheme);
  const [changes, setChanges] = useState<readonly TopologyChange[]>([]);
  const isAsked = tool === 'edit' && isShared && draft !== null && unitId !== null;
  useEffect(() => {
    if (!isAsked) return;
    let isOld = false;
    const timer = setTimeout(() => {
      void askTopology({ kind: 'move', unitId, geometry: draft, options: { share: true, overlap } }).then((result) => {
        if (!isOld) setChanges(result?.ok ? result.changes.filter((change) => change.unitId !== unitId) : []);
      });
    }, restMs);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [isAsked, unitId, draft, overlap]);
  useOverlay('followers', useMemo(() => {
    // What is left of an edit before this one is not shown.
    const features = (isAsked ? changes : []).flatMap(({ unitId: id, geometry }): Feature[] => (geometry ? [{ type: 'Feature', properties: { unitId: id }, geometry: geometry as never }] : []));
    if (features.length === 0) return null;
    return { data: { type: 'FeatureCollection', features }, beforeId: slots.top, layers: [{ id: 'followers-line', type: 'line', paint: { 'line-color': lineColours[scheme], 'line-width': 2.5, 'line-dasharray': [2, 1.2] } }] };
  }, [changes, isAsked, scheme]));
  return null;
}
