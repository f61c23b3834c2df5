/** What the operations on the boundaries of a scheme's units take and answer. Degrees are the drawn truth; lengths in metres. */
import type { MetricCrs } from '../../geometry/metric-crs.ts';
import type { Overlay } from '../../geometry/overlay.ts';
import type { LonLatArea } from '../../geometry/types.ts';
import type { PlanRules } from '../plan-rules.ts';

export interface TopologyUnit { readonly id: string; readonly geometry: LonLatArea }

/** The units of one scheme and what is needed to reckon with them. */
export interface TopologyScene {
  readonly units: readonly TopologyUnit[];
  readonly crs: MetricCrs;
  readonly rules: PlanRules;
  readonly overlay: Overlay;
}

/** A position in degrees. */
export type LonLat = readonly [lon: number, lat: number];

/**
 * `unit_absent`: no such unit in the scheme. `not_valid`: the boundary would cross or touch itself. `overlap`: two units would lie on the same ground.
 * `line_misses`: the line does not cut the boundary as it must. `apart`: the units do not touch. `hole_outside`: the hole is not wholly inside.
 * `nothing_left`: no ground remains. `nothing_to_do`: everything is so already. `too_many_parts`: more parts than ids. `too_many_points`: over `maxPoints`.
 */
export type TopologyCode =
  | 'unit_absent' | 'not_valid' | 'overlap' | 'line_misses' | 'apart' | 'hole_outside' | 'nothing_left' | 'nothing_to_do' | 'too_many_parts' | 'too_many_points';

/** null: the unit goes. */
export interface TopologyChange { readonly unitId: string; readonly geometry: LonLatArea | null }

export interface TopologyRefusal {
  readonly ok: false;
  readonly code: TopologyCode;
  /** Where to look, degrees. */
  readonly place: LonLat | null;
}
/** All of the changes or none: together they keep the units a partition. Units that stay as they are do not appear. */
export type TopologyResult = { readonly ok: true; readonly changes: readonly TopologyChange[] } | TopologyRefusal;

export const refusal = (code: TopologyCode, place: LonLat | null = null): TopologyRefusal => ({ ok: false, code, place });
