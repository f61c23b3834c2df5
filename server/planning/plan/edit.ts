/** The one door: every change to a plan is an Edit; applying it gives its inverse. */
import type { LonLatArea } from '../geometry/types.ts';

/** A renewal unit (更新单元) as people see it. Geometry in degrees is the drawn truth; metres are derived from it. */
export interface RenewalUnit {
  readonly id: string;
  readonly name: string;
  readonly isPriority: boolean;
  readonly note: string;
  readonly geometry: LonLatArea;
  /** 0 before the first save; the server counts up by one a change. */
  readonly version: number;
}

export interface Plan {
  readonly cityId: string;
  readonly units: ReadonlyMap<string, RenewalUnit>;
}

/** `baseVersion` is the version the author saw; 0 means "there was none". `id` makes sending twice harmless. */
export type Edit =
  | { readonly id: string; readonly kind: 'put-unit'; readonly baseVersion: number; readonly unit: Omit<RenewalUnit, 'version'>; readonly reason: string }
  | { readonly id: string; readonly kind: 'delete-unit'; readonly baseVersion: number; readonly unitId: string; readonly reason: string };

/** What changed, for figures and map. */
export type Effect =
  | { readonly kind: 'unit-added' | 'unit-changed'; readonly unitId: string; readonly geometryChanged: boolean }
  | { readonly kind: 'unit-removed'; readonly unitId: string };

export type Applied = { readonly plan: Plan; readonly inverse: Omit<Extract<Edit, { kind: 'put-unit' }>, 'id'> | Omit<Extract<Edit, { kind: 'delete-unit' }>, 'id'>; readonly effects: readonly Effect[] };

export type FindingCode =
  | 'self_intersection' | 'too_few_points' | 'coordinates_out_of_range' | 'spike' | 'overlap' | 'gap' | 'outside_city' | 'too_small' | 'sliver' | 'name_missing' | 'name_taken'
  | 'demonstration_area' | 'crosses_subdistrict';

/** A finding on a unit. Errors block saving; warnings and notices travel with the unit. */
export interface Finding {
  /** Stable: same finding, same id, over re-runs. */
  readonly id: string;
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning' | 'notice';
  /** Where to look, degrees. */
  readonly place: readonly [lon: number, lat: number] | null;
  /** Values for the message, e.g. `{ areaM2: 31.2, minAreaM2: 200, otherUnit: '…' }`. */
  readonly params: Readonly<Record<string, string | number>>;
}
