import { ApiProblem } from '../api/problem.ts';

/** The problem a failed job keeps, as an error the words know. */
export function problemOfJob(problem: unknown): ApiProblem {
  const { code = 'job_failed', status = 500, ...parts } = (problem ?? {}) as { code?: ApiProblem['code']; status?: number };
  return new ApiProblem(code, status, parts);
}
