import type { EdgeClass } from './planar-map.ts';
import { readCityData, type ZoneKind } from './plan-file.ts';
import type { Grain } from './subdivide.ts';

export type ZoneName = ZoneKind | 'hamlet';

export interface UseFacts { readonly code: string; readonly years: readonly [number, number]; readonly m2PerPerson: number | null }
export interface SiteRule { readonly use: string; readonly areaM2: readonly [number, number]; readonly apartM: Readonly<Partial<Record<ZoneName, number>>> }

/** Shape of `data/demo-city/programme.json`. */
export interface Programme {
  readonly grain: Readonly<Record<ZoneName, Grain>>;
  /** Half the width between the building lots, and the width of the carriageway with its pavements. */
  readonly roads: Readonly<Partial<Record<EdgeClass, { readonly halfM: number; readonly widthM: number }>>>;
  readonly zones: Readonly<Record<ZoneName, { readonly parcelHa: number; readonly uses: Readonly<Record<string, number>> }>>;
  readonly uses: Readonly<Record<string, UseFacts>>;
  readonly sites: readonly SiteRule[];
}

export const readProgramme = (): Programme => readCityData<Programme>('programme.json');
