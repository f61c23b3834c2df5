/** The one door: every change to a plan is an Edit; applying it gives its inverse. A plan holds the units of one scheme (方案). */
import type { LonLatArea } from '../geometry/types.ts';
import type { RenewalFigures } from '../renewal/renewal-figures.ts';

/** A renewal unit (更新单元) as people see it. Geometry in degrees is the drawn truth; metres are derived from it. */
export interface RenewalUnit {
  readonly id: string;
  readonly name: string;
  readonly isPriority: boolean;
  readonly note: string;
  readonly geometry: LonLatArea;
  /** Findings a person has set aside: their ids with the reason. Absent: none. */
  readonly ignored?: Readonly<Record<string, string>>;
  /** 留改拆建: what is kept, altered, pulled down and built. Absent: nothing of it is stated. */
  readonly renewal?: RenewalFigures;
  /** 0 before the first save; the server counts up by one a change. */
  readonly version: number;
}

export interface Plan {
  readonly cityId: string;
  readonly units: ReadonlyMap<string, RenewalUnit>;
}

/** How a boundary came to be; the unit and the log remember it. */
export const boundaryWays = ['drawn', 'traced', 'typed', 'selected', 'proposed', 'imported', 'amended', 'split', 'merged', 'cut', 'copied', 'reverted'] as const;
export type BoundaryWay = (typeof boundaryWays)[number];

/** One unit put or deleted. `baseVersion` is the version the author saw; 0 means "there was none". */
export type UnitChange =
  | { readonly kind: 'put-unit'; readonly baseVersion: number; readonly unit: Omit<RenewalUnit, 'version'> }
  | { readonly kind: 'delete-unit'; readonly baseVersion: number; readonly unitId: string };

/** `id` makes sending twice harmless. An edit belongs to one scheme; without `schemeId` to the baseline. `reverts`: the edit it takes back. */
interface EditHead { readonly reason: string; readonly how?: BoundaryWay; readonly schemeId?: string; readonly reverts?: string }

/** `change-units`: several units, each once, all of them or none. */
export type EditWithoutId = EditHead & (UnitChange | { readonly kind: 'change-units'; readonly changes: readonly UnitChange[] });
export type Edit = EditWithoutId & { readonly id: string };

/** The changes of an edit, in their order. */
export function changesOf(edit: Edit | EditWithoutId): readonly UnitChange[] {
  if (edit.kind === 'change-units') return edit.changes;
  return [edit.kind === 'put-unit' ? { kind: edit.kind, baseVersion: edit.baseVersion, unit: edit.unit } : { kind: edit.kind, baseVersion: edit.baseVersion, unitId: edit.unitId }];
}
export const changedUnit = (change: UnitChange): string => (change.kind === 'put-unit' ? change.unit.id : change.unitId);
export const unitsOfEdit = (edit: Edit | EditWithoutId): readonly string[] => changesOf(edit).map(changedUnit);

/** What changed, for figures and map. */
export type Effect =
  | { readonly kind: 'unit-added' | 'unit-changed'; readonly unitId: string; readonly geometryChanged: boolean }
  | { readonly kind: 'unit-removed'; readonly unitId: string };

export interface Applied { readonly plan: Plan; readonly inverse: EditWithoutId; readonly effects: readonly Effect[] }

export type FindingCode =
  | 'self_intersection' | 'too_few_points' | 'coordinates_out_of_range' | 'spike' | 'overlap' | 'gap' | 'outside_city' | 'too_small' | 'sliver' | 'name_missing' | 'name_taken'
  | 'demonstration_area' | 'crosses_subdistrict' | 'crosses_community' | 'boundary_follows'
  | 'red_line_demolition' | 'red_line_rebuild' | 'red_line_resettlement' | 'red_line_rent';

/** What mends a finding at one stroke, safely: an operation of ./topology. */
export type FixCode = 'cut' | 'align' | 'tidy';

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
  /** Ids of the units and features it is about. */
  readonly features: readonly string[];
  readonly fixes: readonly FixCode[];
}
