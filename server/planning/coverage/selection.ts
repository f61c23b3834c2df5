/** Features of the city that a rule means, gathered over the tables of their layers and indexed by place. */
import Flatbush from 'flatbush';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { Selector, SupplyTier } from '../standards/rule.ts';
import { tablesOf, type Dataset, type LayerTable } from './dataset.ts';
import { boxOf, centroidOf, distanceTo, featureCount, shapeOf, type Box } from './features.ts';
import type { LeftOutReason } from './figure.ts';
import { judgeOf, nearerReason } from './select.ts';

/** One feature: the table it stands in, its row, and what the rule makes of it. */
export interface Member {
  readonly table: LayerTable;
  readonly row: number;
  readonly layer: string;
  readonly id: number;
  /** Metres it serves; 0 where the rule has no radius. */
  readonly radiusM: number;
  readonly role: string;
}

export interface Reject {
  readonly layer: string;
  readonly id: number;
  readonly reason: LeftOutReason;
}

/** Selected features in order of layer and id, and the others of the same layers. */
export interface Selection {
  readonly members: readonly Member[];
  readonly rejects: readonly Reject[];
  /** Largest radius of the rule's tiers, whether or not a feature has it. */
  readonly maxRadiusM: number;
  /** Members whose service reach (extent widened by radius) meets the box; ascending. */
  reaching(box: Box): readonly number[];
  /** Rejects whose extent, widened by the largest radius, meets the box; ascending. */
  rejectsNear(box: Box): readonly number[];
}

/** The features of tiers (a plain selector is a tier of radius 0). A feature that several tiers select takes the largest radius. */
export function select(dataset: Dataset, tiers: readonly (Selector | SupplyTier)[]): Selection {
  const members: Member[] = [];
  const memberBoxes: Box[] = [];
  const maxRadiusM = Math.max(0, ...tiers.map(radiusOf));
  for (const layer of new Set(tiers.map((tier) => tier.layer))) {
    for (const table of tablesOf(dataset, layer)) {
      const judges = judgesOf(table, tiers);
      for (let row = 0; row < featureCount(table); row++) {
        const judged = judgeRow(table, row, judges);
        if ('reason' in judged) continue;
        members.push(judged);
        memberBoxes.push(widened(boxOf(table, row), judged.radiusM));
      }
    }
  }
  // Only receipts ask for these, and of a large city they are many.
  let left: LeftAside | null = null;
  const leftAside = (): LeftAside => left ??= leftAsideOf(dataset, tiers, maxRadiusM);
  return { members, maxRadiusM, reaching: boxSearch(memberBoxes), get rejects() { return leftAside().rejects; }, rejectsNear: (box) => leftAside().near(box) };
}

interface LeftAside { readonly rejects: readonly Reject[]; near(box: Box): readonly number[] }

function leftAsideOf(dataset: Dataset, tiers: readonly (Selector | SupplyTier)[], maxRadiusM: number): LeftAside {
  const rejects: Reject[] = [];
  const boxes: Box[] = [];
  for (const layer of new Set(tiers.map((tier) => tier.layer))) {
    for (const table of tablesOf(dataset, layer)) {
      const judges = judgesOf(table, tiers);
      for (let row = 0; row < featureCount(table); row++) {
        const judged = judgeRow(table, row, judges);
        if (!('reason' in judged)) continue;
        rejects.push(judged);
        boxes.push(widened(boxOf(table, row), maxRadiusM));
      }
    }
  }
  return { rejects, near: boxSearch(boxes) };
}

export type TierJudge = { readonly tier: Selector | SupplyTier; readonly judge: (row: number) => LeftOutReason | null };

/** The tiers that speak of a table's layer, ready to judge its rows. */
export function judgesOf(table: LayerTable, tiers: readonly (Selector | SupplyTier)[]): readonly TierJudge[] {
  return tiers.filter((tier) => tier.layer === table.kind).map((tier) => ({ tier, judge: judgeOf(table, tier) }));
}

/** What the tiers make of one feature. */
export function judgeRow(table: LayerTable, row: number, judges: readonly TierJudge[]): Member | Reject {
  let chosen: Selector | SupplyTier | null = null;
  let reason: LeftOutReason = 'wrong_class';
  for (const { tier, judge } of judges) {
    const failed = judge(row);
    if (failed) reason = nearerReason(reason, failed);
    else if (!chosen || radiusOf(tier) > radiusOf(chosen)) chosen = tier;
  }
  const [layer, id] = [table.kind, table.ids[row]];
  return chosen ? { table, row, layer, id, radiusM: radiusOf(chosen), role: ('id' in chosen && chosen.id) || layer } : { layer, id, reason };
}

export function radiusOf(tier: Selector | SupplyTier): number {
  return 'radiusM' in tier ? tier.radiusM : 0;
}

export function widened(box: Box, byM: number): Box {
  return { minX: box.minX - byM, minY: box.minY - byM, maxX: box.maxX + byM, maxY: box.maxY + byM };
}

/** Box search that answers in ascending order: sums are then the same on any machine. */
export function boxSearch(boxes: readonly Box[]): (box: Box) => readonly number[] {
  if (boxes.length === 0) return () => [];
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(box.minX, box.minY, box.maxX, box.maxY);
  index.finish();
  return (box) => index.search(box.minX, box.minY, box.maxX, box.maxY).sort((a, b) => a - b);
}

/** Metres from a point to a member's geometry; 0 on or inside a polygon. */
export function distanceToMember(member: Member, x: number, y: number): number {
  return distanceTo(member.table, member.row, x, y);
}

export function placeOf(member: Member): readonly [x: number, y: number] {
  return centroidOf(member.table, member.row);
}

export function memberShape(overlay: Overlay, member: Member): Shape {
  return shapeOf(overlay, member.table, member.row);
}
