import { readFileSync } from 'node:fs';
import type { EdgeClass } from './planar-map.ts';

/** Shape of `data/demo-city/{demo,city}.json`. Kilometres from the centre, x to the east, y to the north. */
type Km = readonly [x: number, y: number];

export type CitySize = 'demo' | 'city';
export type ZoneKind = 'old' | 'inner' | 'mid' | 'new' | 'industry' | 'village' | 'suburb';

export interface PlanFile {
  readonly name: string;
  readonly nameEn: string;
  /** Counts up when the generator or its data change what comes out. */
  readonly version: number;
  /** The day its invented layers are as of (ISO). */
  readonly asOf: string;
  readonly seed: number;
  /** Degrees. */
  readonly centre: readonly [lon: number, lat: number];
  readonly divisionCode: string;
  readonly limit: { readonly radii: Km; readonly wobble: number };
  /** Share of the way to the limit at which fields begin. */
  readonly suburbFrom: number;
  /** How large parcels are against those of the programme. */
  readonly parcelScale: number;
  /** How many areas are marked for upgrading. */
  readonly upgrades: number;
  readonly rivers: readonly { readonly name: string; readonly points: readonly Km[]; readonly widthM: Km; readonly greenM: Km }[];
  readonly oldTowns: readonly { readonly name: string; readonly centre: Km; readonly radii: Km; readonly moat: boolean }[];
  /** West of this line the green round the moats is finished; east of it is a building site. */
  readonly moatOpenWestOfKm: number;
  readonly roads: readonly { readonly names: readonly string[]; readonly class: EdgeClass; readonly points: readonly Km[] }[];
  readonly rings: readonly { readonly name: string; readonly class: EdgeClass; readonly centre: Km; readonly radii: Km; readonly wobble: number }[];
  readonly railways: readonly { readonly name: string; readonly points: readonly Km[] }[];
  readonly stations: readonly { readonly name: string; readonly at: Km }[];
  readonly lakes: readonly { readonly name: string; readonly park: string; readonly centre: Km; readonly radii: Km; readonly shore: number; /** Direction of the two streets to the lake; across the streets that are near. */ readonly axisDeg?: number }[];
  readonly zones: readonly { readonly kind: ZoneKind; readonly name?: string; readonly centre: Km; readonly radiusKm: number }[];
  readonly scatter: { readonly villages: number; readonly hamlets: number; readonly industry: number; readonly centres: number };
  readonly parks: readonly { readonly name: string; readonly class: string; readonly at: Km; readonly areaHa: number }[];
  readonly divisions: { readonly districts: readonly { readonly name: string; readonly at: Km }[]; readonly subdistricts: number; readonly communities: number };
  readonly drawnUnits: readonly { readonly name: string; readonly at: Km }[];
}

/** Reads one of the JSON files of `data/demo-city`. */
export function readCityData<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../../../data/demo-city/${file}`, import.meta.url), 'utf8')) as T;
}

export const readPlan = (size: CitySize): PlanFile => readCityData<PlanFile>(`${size}.json`);
