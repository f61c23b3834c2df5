import { useEffect, useMemo } from 'react';
import { useLayers } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner } from '../map/map-context.ts';
import { isShown } from './default-layers.ts';

/** Hands the open city's current editions and the layer switches to the map. Draws nothing itself. */
export function BaseLayers() {
  const owner = useMapOwner();
  const cityId = useAppState((s) => s.cityId);
  const switches = useAppState((s) => s.layerSwitches);
  const opacity = useAppState((s) => s.layerOpacity);
  const { data: layers } = useLayers(cityId);
  const editions = useMemo(() => (layers ?? []).flatMap(({ kind, tiles }) => (tiles === null ? [] : [{ kind, url: new URL(tiles, window.location.origin).href }])), [layers]);
  useEffect(() => owner?.setBaseLayers(editions), [owner, editions]);
  useEffect(() => owner?.setHidden(new Set(editions.map(({ kind }) => kind).filter((kind) => !isShown(kind, switches)))), [owner, editions, switches]);
  useEffect(() => owner?.setOpacity(opacity), [owner, opacity]);
  return null;
}
