import type { Problem, ProblemCode } from '#contract/common.ts';

/** Codes that never come from the server: the network failed, or the answer was no problem document. */
export type ClientProblemCode = ProblemCode | 'offline' | 'unreadable_answer';

/** A refused or failed request. `code` is from a closed list; its words for people are in ./locale.ts. */
export class ApiProblem extends Error {
  readonly code: ClientProblemCode;
  readonly status: number;
  readonly detail: string | null;
  readonly place: string | null;
  /** The row as it stands now, with `version_conflict`. */
  readonly current: unknown;
  /** With `version_conflict` of units: every one that stands otherwise. */
  readonly currents: readonly unknown[];
  /** Findings, with `unit_invalid`. */
  readonly findings: readonly unknown[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];

  constructor(code: ClientProblemCode, status: number, parts: Partial<Omit<Problem, 'code' | 'status' | 'type'>> = {}) {
    super(parts.detail ?? parts.title ?? code);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.detail = parts.detail ?? null;
    this.place = parts.place ?? null;
    this.current = parts.current ?? null;
    this.currents = parts.currents ?? [];
    this.findings = parts.findings ?? [];
    this.errors = parts.errors ?? [];
  }
}

/** The problem in an answer's text, whatever it holds: a proxy's HTML page is `unreadable_answer`. */
export function problemOf(status: number, text: string): ApiProblem {
  try {
    const body = JSON.parse(text) as Partial<Problem>;
    if (typeof body.code === 'string') return new ApiProblem(body.code, status, body);
  } catch {
    // Not JSON: falls through to the honest answer below.
  }
  return new ApiProblem('unreadable_answer', status, { detail: text.slice(0, 200) });
}

export const isProblem = (error: unknown, code?: ClientProblemCode): error is ApiProblem =>
  error instanceof ApiProblem && (code === undefined || error.code === code);
