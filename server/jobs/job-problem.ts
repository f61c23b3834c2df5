import { problemCodes, type Problem, type ProblemCode } from '#contract/common.ts';
import { problemDocument } from '#contract/problem-document.ts';

const known: ReadonlySet<string> = new Set(problemCodes);

/** What a failed job tells: an expected failure by its code and place, anything else as `job_failed` without its inner words. */
export function jobProblem(error: unknown): Problem {
  if (error instanceof Error) {
    const { code, place } = error as { code?: string; place?: string };
    if (code !== undefined && known.has(code)) return problemDocument(code as ProblemCode, { detail: error.message, ...(place === undefined ? {} : { place }) });
  }
  return problemDocument('job_failed', { detail: 'An error inside the server; its log says more.' });
}
