import { useMemo } from 'react';
import { useLayers } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { oldPlaceKinds } from '../map/palette.ts';
import { isShown } from './default-layers.ts';

/** The one-click overlay of the four kinds of old places, urban villages and area upgrades; `kinds` are those the city has. */
export function useOldPlaces(): { readonly kinds: readonly string[]; readonly areShown: boolean; toggle(): void } {
  const layers = useLayers(useAppState((s) => s.cityId)).data;
  const switches = useAppState((s) => s.layerSwitches);
  return useMemo(() => {
    const kinds = oldPlaceKinds.filter((kind) => layers?.some((layer) => layer.kind === kind));
    const areShown = kinds.length > 0 && kinds.every((kind) => isShown(kind, switches));
    return { kinds, areShown, toggle: () => useAppState.getState().switchLayers(Object.fromEntries(oldPlaceKinds.map((kind) => [kind, !areShown]))) };
  }, [layers, switches]);
}
