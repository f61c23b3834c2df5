import type { ProblemCode } from '#contract/common.ts';

/** Expected failure of a question about figures. Becomes a problem document. */
export class FigureProblem extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode, detail: string) {
    super(detail);
    this.code = code;
  }
}
