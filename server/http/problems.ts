import { problemCodes, type Problem, type ProblemCode } from '#contract/common.ts';
import { problemDocument, statusOf, type ProblemExtras } from '#contract/problem-document.ts';

/** An expected failure of a request: throw it and the answer is its problem document. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly statusCode: number;
  readonly extras: ProblemExtras;
  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(extras.detail ?? code);
    this.code = code;
    this.statusCode = statusOf(code);
    this.extras = extras;
  }
}

export const notFound = (what: string): HttpProblem => new HttpProblem('not_found', { detail: `There is no ${what}.` });

const known: ReadonlySet<string> = new Set(problemCodes);

/** Fastify's own refusals of a request, by its codes; each is the sender's to mend. */
function ofFramework(error: { code?: string; statusCode?: number; message: string }): Problem | null {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE': case 'FST_REQ_FILE_TOO_LARGE': return problemDocument('file_too_large', { detail: error.message });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': case 'FST_INVALID_MULTIPART_CONTENT_TYPE': return { ...problemDocument('bad_request', { detail: `Content-Type: ${error.message}` }), status: 415 };
  }
  const status = error.statusCode;
  if (status === 429) return problemDocument('too_many_requests', { detail: error.message });
  if (status === 404) return problemDocument('not_found');
  if (status !== undefined && status >= 400 && status < 500) return { ...problemDocument('bad_request', { detail: error.message }), status };
  return null;
}

// PostgreSQL's way of saying that a value cannot be stored: a lone surrogate or NUL in text, a number out of range.
const unstorable = new Set(['22021', '22003', '22P05', '22P02', '22007', '22008']);
const databaseAway = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '53300']);
// How `pg` says that no connection became free in time; it has no code.
const poolExhausted = 'timeout exceeded when trying to connect';

/** The problem document of anything thrown while answering; null for a bug. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof HttpProblem) return problemDocument(error.code, error.extras);
  if (!(error instanceof Error)) return null;
  const { code, place } = error as { code?: string; place?: string };
  // Problems of the rooms below (an unreadable file, say) carry a code of the same list.
  if (code !== undefined && known.has(code)) return problemDocument(code as ProblemCode, { detail: error.message, ...(place === undefined ? {} : { place }) });
  if (code !== undefined && unstorable.has(code)) return problemDocument('bad_request', { detail: 'A value in the request cannot be stored (a character or number outside what the database takes).' });
  if (code !== undefined && databaseAway.has(code)) return problemDocument('not_ready', { detail: 'The database does not answer.' });
  if (error.message === poolExhausted) return problemDocument('not_ready', { detail: 'The database is busy; try again in a moment.' });
  return ofFramework(error as Error & { code?: string; statusCode?: number });
}
