/** Why a CRS is proposed. Closed list; the words for people are `data:where.why.<code>` of the client's room `data`. */
export const candidateReasons = [
  'user_states_it', 'remembered', 'prj_names_it', 'file_names_it', 'format_demands_it',
  'prj_contradicts_numbers', 'statement_contradicts_numbers', 'outside_city',
  'degrees', 'degrees_swapped', 'zone_prefix', 'zone_prefix_6', 'zone_without_prefix', 'utm_zone', 'mercator', 'axes_swapped', 'same_zone_with_prefix', 'same_zone_without_prefix',
  'may_be_gcj02', 'may_be_bd09', 'fits_city',
] as const;
export type CandidateReason = (typeof candidateReasons)[number];
