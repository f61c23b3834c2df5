/** Makes findings: severity by code, id by what was found, place in degrees. */
import type { MetricCrs } from '../geometry/metric-crs.ts';
import type { Position } from '../geometry/types.ts';
import type { Finding, FindingCode, FixCode } from './edit.ts';

const usualSeverity: Readonly<Record<FindingCode, Finding['severity']>> = {
  self_intersection: 'error', too_few_points: 'error', coordinates_out_of_range: 'error', spike: 'warning', overlap: 'error', gap: 'warning', outside_city: 'error',
  too_small: 'error', sliver: 'error', name_missing: 'error', name_taken: 'error', demonstration_area: 'notice', crosses_subdistrict: 'notice', crosses_community: 'notice', boundary_follows: 'notice',
  red_line_demolition: 'warning', red_line_rebuild: 'warning', red_line_resettlement: 'warning', red_line_rent: 'warning',
};

/** What mends a finding without a choice being made for the planner. */
const fixes: Readonly<Partial<Record<FindingCode, readonly FixCode[]>>> = { overlap: ['cut'], gap: ['align'], spike: ['tidy'], sliver: ['tidy'] };

/** A person may set these aside with a reason. Errors stand: they cannot be saved. */
export const isIgnorable = ({ severity }: Pick<Finding, 'severity'>): boolean => severity !== 'error';

interface Details {
  /** Tells findings of one code apart; the same over re-runs. */
  readonly key: string;
  readonly place?: Finding['place'];
  readonly params?: Finding['params'];
  readonly severity?: Finding['severity'];
  readonly features?: Finding['features'];
}

export function finding(code: FindingCode, { key, place = null, params = {}, severity = usualSeverity[code], features = [] }: Details): Finding {
  return { id: `${code}:${key}`, code, severity, place, params, features, fixes: fixes[code] ?? [] };
}

/** A place in metres as degrees, or null where the projection has none. */
export function degreesOf(place: Position | null, crs: MetricCrs): Finding['place'] {
  if (!place) return null;
  const [lon, lat] = crs.inverse(place[0], place[1]);
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null;
}
