/** Features of the city that a rule means, gathered over the tables of their layers and indexed by place. */
import type { Selector, SupplyTier } from '../standards/rule.ts';
import { lazyBoxSearch, widened } from './box-search.ts';
import { tablesOf, type Dataset } from './dataset.ts';
import { boxOf, featureCount, type Box } from './features.ts';
import { leftAsideOf, type LeftAside } from './left-aside.ts';
import { judgeRow, judgesOf, radiusOf, type Member, type Reject } from './member.ts';

/** Selected features in order of layer and id, and the others of the same layers. */
export interface Selection {
  readonly members: readonly Member[];
  /** Largest radius of the rule's tiers, whether or not a feature has it. */
  readonly maxRadiusM: number;
  /** Members whose service reach (extent widened by radius) meets the box; ascending. */
  reaching(box: Box): readonly number[];
  /** Rejects whose extent, widened by the largest radius, meets the box; ascending. */
  rejectsNear(box: Box): readonly number[];
  rejectAt(index: number): Reject;
  /** Numbers of rejects are below. */
  readonly endOfRejects: number;
}

/** The features of tiers (a plain selector is a tier of radius 0). A feature that several tiers select takes the largest radius. */
export function select(dataset: Dataset, tiers: readonly (Selector | SupplyTier)[]): Selection {
  const members: Member[] = [];
  const maxRadiusM = Math.max(0, ...tiers.map(radiusOf));
  for (const layer of new Set(tiers.map((tier) => tier.layer))) {
    for (const table of tablesOf(dataset, layer)) {
      const judges = judgesOf(table, tiers);
      for (let row = 0; row < featureCount(table); row++) {
        const judged = judgeRow(table, row, judges);
        if ('reason' in judged) continue;
        members.push(judged);
      }
    }
  }
  let left: LeftAside | null = null;
  const leftAside = (): LeftAside => left ??= leftAsideOf(dataset, tiers, maxRadiusM);
  return { members, maxRadiusM, reaching: lazyBoxSearch(() => members.map(reachBox)), rejectsNear: (box) => leftAside().near(box), rejectAt: (index) => leftAside().at(index), get endOfRejects() { return leftAside().end; } };
}

const reachBox = ({ table, row, radiusM }: Member): Box => widened(boxOf(table, row), radiusM);
