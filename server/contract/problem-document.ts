import type { Problem, ProblemCode } from './common.ts';

/** HTTP status and English title of every problem code; words for people are the client's, by code. */
const table: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  bad_request: [400, 'The request is not as the API describes it'],
  unknown_field: [400, 'The request has a field the API does not know'],
  not_signed_in: [401, 'Sign in first'],
  wrong_password: [401, 'Unknown login or wrong password'],
  forbidden: [403, 'Not allowed for this account'],
  not_found: [404, 'Not found'],
  version_conflict: [409, 'Someone else changed this in the meantime'],
  baseline_changed: [409, 'The baseline has changed since the scheme was copied'],
  unit_invalid: [422, 'The renewal unit has findings that must be mended first'],
  rule_set_invalid: [422, 'The rule set cannot be changed in this way'],
  name_taken: [409, 'The name is already in use'],
  already_exists: [409, 'It already exists'],
  file_unreadable: [422, 'The file cannot be read'],
  format_unknown: [415, 'The format of the file is not known'],
  file_too_large: [413, 'Too large'],
  file_truncated: [422, 'The file ends too early'],
  layer_mismatch: [422, 'The file does not fit the layer'],
  nothing_usable: [422, 'The file holds nothing that can be used'],
  crs_unknown: [422, 'The coordinate reference system is not known'],
  too_many_requests: [429, 'Too many requests'],
  not_ready: [503, 'Not ready yet'],
  job_failed: [500, 'The job failed'],
  cancelled: [409, 'Cancelled'],
  internal: [500, 'An error inside the server'],
};

export function statusOf(code: ProblemCode): number {
  return table[code][0];
}

/** What a problem may carry besides its code. */
export type ProblemExtras = Partial<Pick<Problem, 'detail' | 'errors' | 'place' | 'current' | 'currents' | 'findings'>>;

/** The problem document (RFC 9457) of a code. */
export function problemDocument(code: ProblemCode, extras: ProblemExtras = {}): Problem {
  const [status, title] = table[code];
  return { type: `/problems/${code}`, code, title, status, ...extras };
}
