import type { City } from '#contract/layers.ts';
import type { LonLat } from '#planning/plan/topology/types.ts';
import { queryClient } from '../../api/query-client.ts';
import { keys } from '../../api/queries.ts';
import { useAppState } from '../../app/app-state.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { Snapper } from '../snap/snapper.ts';

/** About 0.1 mm, as boundaries are kept. */
const decimals = 9;
const round = (value: number): number => Number(value.toFixed(decimals)) + 0;

export interface StrokeSnap {
  /** What a pointer position means: a corner or edge near it, else the position. */
  place(lon: number, lat: number): LonLat;
  close(): void;
}

/** What a drawn line snaps to: as a boundary under the hand does, its own unit's boundary included. */
export function strokeSnap(owner: MapOwner): StrokeSnap {
  const { cityId } = useAppState.getState();
  const srid = queryClient.getQueryData<City[]>(keys.cities)?.find(({ id }) => id === cityId)?.srid ?? null;
  const snapper = new Snapper({ owner, cityId: cityId ?? '', srid, exceptUnitId: null });
  return {
    place: (lon, lat) => snapper.position(lon, lat, null) ?? [round(lon), round(lat)],
    close: () => snapper.close(),
  };
}
