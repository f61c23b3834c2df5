import type { FigureLine } from '#contract/runs.ts';
import type { Figure } from '#planning/coverage/figure.ts';

/** A figure as a run keeps it: what a table shows, without the features of its receipt. */
export function lineOf({ receipt, robustness, ...figure }: Figure): FigureLine {
  return {
    ...figure,
    layers: [...new Set(receipt.inputs.map(({ layer }) => layer))],
    clause: { document: receipt.clause.document, clause: receipt.clause.clause },
    robustness: robustness ? { level: robustness.level, low: robustness.low, high: robustness.high, reasons: [...new Set(robustness.reasons.map(({ code }) => code))] } : null,
  };
}
