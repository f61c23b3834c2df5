import type { ProblemCode } from '#contract/common.ts';

/** Expected failure of giving something away: what is wrong and how to mend it. Becomes a problem document. */
export class ExportProblem extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode, detail: string) {
    super(detail);
    this.code = code;
  }
}
