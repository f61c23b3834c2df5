/** Features of the city that a rule means, gathered over the tables of their layers and indexed by place. */
import type { Selector, SupplyTier } from '../standards/rule.ts';
import { boxSearch, lazySearch, widened, type BoxSearch } from './box-search.ts';
import { tablesOf, type Dataset } from './dataset.ts';
import { boxOf, featureCount, type Box } from './features.ts';
import { leftAsideOf, type LeftAside } from './left-aside.ts';
import { judgeRow, judgesOf, radiusOf, type Member, type Reject } from './member.ts';
import { membersWithin } from './table-search.ts';

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
  return { members, maxRadiusM, reaching: lazySearch(() => searchOf(members, maxRadiusM)), rejectsNear: (box) => leftAside().near(box), rejectAt: (index) => leftAside().at(index), get endOfRejects() { return leftAside().end; } };
}

/** Demand has no radius and is often all of a table or most of it, which has an index of its own. */
function searchOf(members: readonly Member[], maxRadiusM: number): BoxSearch {
  const reachBox = (index: number): Box => widened(boxOf(members[index].table, members[index].row), members[index].radiusM);
  return (maxRadiusM === 0 ? membersWithin(members) : null) ?? boxSearch(members.length, reachBox);
}

/** Members whose extent meets a box, whatever they serve; ascending. */
export function extentsOf(selection: Selection): BoxSearch {
  const { members, maxRadiusM } = selection;
  return maxRadiusM === 0 && !('base' in selection) ? selection.reaching : boxSearch(members.length, (index) => boxOf(members[index].table, members[index].row));
}
