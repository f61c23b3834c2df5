import type { Figure } from '#planning/coverage/figure.ts';

/** The figure with at most `listLimit` entries in each list of its receipt and of its edges; the totals stay of everything. */
export function trimReceipt(figure: Figure, listLimit: number): Figure {
  const { receipt, robustness } = figure;
  const { counted, leftOut, uncovered } = receipt;
  const edges = robustness?.edges ?? [];
  if ([counted, leftOut, uncovered, edges].every(({ length }) => length <= listLimit)) return figure;
  return {
    ...figure,
    robustness: robustness && { ...robustness, edges: edges.slice(0, listLimit) },
    receipt: { ...receipt, counted: counted.slice(0, listLimit), leftOut: leftOut.slice(0, listLimit), uncovered: uncovered.slice(0, listLimit) },
  };
}
