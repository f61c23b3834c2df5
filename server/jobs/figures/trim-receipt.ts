import type { Figure } from '#planning/coverage/figure.ts';

/** The figure with at most `listLimit` entries in each list of its receipt; the totals stay of everything. */
export function trimReceipt(figure: Figure, listLimit: number): Figure {
  const { counted, leftOut, uncovered } = figure.receipt;
  if (counted.length <= listLimit && leftOut.length <= listLimit && uncovered.length <= listLimit) return figure;
  return { ...figure, receipt: { ...figure.receipt, counted: counted.slice(0, listLimit), leftOut: leftOut.slice(0, listLimit), uncovered: uncovered.slice(0, listLimit) } };
}
