import type { LonLat } from '#planning/plan/topology/types.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { planStore } from '../../units/plan.ts';
import { snapIndexOf } from '../snap-sources.ts';

const snapReachPx = 12;
/** About 0.1 mm, as boundaries are kept. */
const decimals = 9;

export interface StrokeSnap {
  /** The boundary or road near a pointer position, else the position. */
  place(lon: number, lat: number): LonLat;
  close(): void;
}

/** What a drawn line snaps to: the boundaries of all units, its own included, and roads. */
export function strokeSnap(owner: MapOwner): StrokeSnap {
  let index = snapIndexOf(owner, planStore().getState().plan.units.values(), null);
  const refresh = () => { index = snapIndexOf(owner, planStore().getState().plan.units.values(), null); };
  owner.map.on('moveend', refresh);
  return {
    place: (lon, lat) => index.nearest(lon, lat, (x, y) => owner.map.project([x, y]), snapReachPx)?.position ?? [Number(lon.toFixed(decimals)), Number(lat.toFixed(decimals))],
    close: () => { owner.map.off('moveend', refresh); },
  };
}
