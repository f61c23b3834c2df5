/** What the boundary assistant is asked: a place, and everything near it that a boundary may follow. Degrees throughout; the drawn truth. */
import type { MetricCrs } from '../../geometry/metric-crs.ts';
import type { LonLatArea } from '../../geometry/types.ts';

export type LonLat = readonly [lon: number, lat: number];

/** Kinds of line, as `data/boundary-assistant.json` prices them. `locked` are stretches the planner keeps. */
export const lineKinds = [
  'locked', 'unit', 'district', 'subdistrict', 'community', 'expressway', 'arterial', 'secondary', 'river', 'railway', 'branch', 'alley', 'path', 'old_place', 'parcel',
] as const;
export type LineKind = (typeof lineKinds)[number];

export interface NearLine {
  /** Of the feature, for its name and to light it. */
  readonly id: string;
  readonly name: string;
  readonly kind: LineKind;
  readonly points: readonly (readonly number[])[];
}
export interface NearArea {
  readonly id: string;
  readonly name: string;
  readonly geometry: LonLatArea;
}
export interface NearDivision extends NearArea { readonly level: string }
/** `kind`: the layer, e.g. `old_community`. */
export interface NearOldPlace extends NearArea { readonly kind: string }

export interface Ground {
  /** Centre lines of roads and railways, lines of rivers. */
  readonly lines: readonly NearLine[];
  readonly water: readonly NearArea[];
  /** Land parcels that are not streets: ground somebody holds. */
  readonly parcels: readonly NearArea[];
  readonly divisions: readonly NearDivision[];
  readonly oldPlaces: readonly NearOldPlace[];
  /** Renewal units already drawn; no proposal takes their ground. */
  readonly units: readonly NearArea[];
}

export type Seed = { readonly kind: 'click'; readonly at: LonLat } | { readonly kind: 'sketch'; readonly area: LonLatArea };

/** A stretch of boundary to keep, walked so that the unit lies to its left: as `Proposal.stretches` has them. */
export interface LockedStretch { readonly points: readonly LonLat[] }

export interface Question {
  readonly crs: MetricCrs;
  readonly seed: Seed;
  readonly ground: Ground;
  readonly locked: readonly LockedStretch[];
}
