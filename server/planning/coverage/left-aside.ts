/** Features of a rule's layers that the rule does not mean, and why not. Only receipts ask for these, and of a large city they are many: a byte each is kept. */
import type { Selector, SupplyTier } from '../standards/rule.ts';
import { tablesOf, type Dataset, type LayerTable } from './dataset.ts';
import { featureCount, type Box } from './features.ts';
import { PROGRESS } from './select.ts';
import { widened } from './box-search.ts';
import { judgeRow, judgesOf, type Reject } from './member.ts';
import { rowsWithin } from './table-search.ts';

export interface LeftAside {
  /** Numbers of rejects are below. */
  readonly end: number;
  at(index: number): Reject;
  /** Those whose extent, widened by the largest radius, meets the box; ascending. */
  near(box: Box): readonly number[];
}

interface OfTable {
  readonly table: LayerTable;
  /** Number of its first row. */
  readonly first: number;
  /** By row: place in `PROGRESS` + 1; 0: the rule means it. */
  readonly reasons: Uint8Array;
}

export function leftAsideOf(dataset: Dataset, tiers: readonly (Selector | SupplyTier)[], maxRadiusM: number): LeftAside {
  const tables: OfTable[] = [];
  let end = 0;
  for (const layer of new Set(tiers.map((tier) => tier.layer))) {
    for (const table of tablesOf(dataset, layer)) {
      tables.push({ table, first: end, reasons: reasonsOf(table, tiers) });
      end += featureCount(table);
    }
  }
  return {
    end,
    at: (index) => {
      const { table, first, reasons } = tables.findLast((each) => each.first <= index) as OfTable;
      return { layer: table.kind, id: table.ids[index - first], reason: PROGRESS[reasons[index - first] - 1] };
    },
    near: (box) => {
      const wide = widened(box, maxRadiusM);
      const found: number[] = [];
      for (const { table, first, reasons } of tables) for (const row of rowsWithin(table, wide)) if (reasons[row] > 0) found.push(first + row);
      return found;
    },
  };
}

function reasonsOf(table: LayerTable, tiers: readonly (Selector | SupplyTier)[]): Uint8Array {
  const judges = judgesOf(table, tiers);
  const reasons = new Uint8Array(featureCount(table));
  for (let row = 0; row < reasons.length; row++) {
    const judged = judgeRow(table, row, judges);
    if ('reason' in judged) reasons[row] = PROGRESS.indexOf(judged.reason) + 1;
  }
  return reasons;
}
