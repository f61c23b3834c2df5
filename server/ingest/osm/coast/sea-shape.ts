import type { Position } from 'geojson';

/** Why a stretch of coast gave no sea. */
export type CoastDoubt = 'osm_coast_open' | 'osm_coast_contradiction' | 'osm_coast_island' | 'osm_coast_on_land' | 'osm_coast_outside';
export interface Doubt { readonly code: CoastDoubt; readonly ways: readonly number[] }

/** One sea: a shell and its islands, closed rings in degrees. */
export interface Sea { readonly shell: readonly Position[]; readonly holes: (readonly Position[])[]; readonly ways: readonly number[] }
