/** Features of the city that a rule means, gathered over the tables of their layers and indexed by place. */
import Flatbush from 'flatbush';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { Selector, SupplyTier } from '../standards/rule.ts';
import { tablesOf, type Dataset, type LayerTable } from './dataset.ts';
import { boxOf, centroidOf, distanceTo, featureCount, shapeOf, type Box } from './features.ts';
import type { LeftOutReason } from './figure.ts';
import { leftAsideOf, type LeftAside } from './left-aside.ts';
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

/** What all features have in common that a tier selects from a table. */
type Chosen = Pick<Member, 'table' | 'radiusM' | 'role'>;

/** Says what its table and its tier say instead of holding it again: a large city has hundreds of thousands of them. */
class SelectedFeature implements Member {
  readonly chosen: Chosen;
  readonly row: number;
  constructor(chosen: Chosen, row: number) {
    this.chosen = chosen;
    this.row = row;
  }
  get table(): LayerTable { return this.chosen.table; }
  get radiusM(): number { return this.chosen.radiusM; }
  get role(): string { return this.chosen.role; }
  get layer(): string { return this.chosen.table.kind; }
  get id(): number { return this.chosen.table.ids[this.row]; }
}

export interface TierJudge { readonly chosen: Chosen; readonly judge: (row: number) => LeftOutReason | null }

/** The tiers that speak of a table's layer, ready to judge its rows. */
export function judgesOf(table: LayerTable, tiers: readonly (Selector | SupplyTier)[]): readonly TierJudge[] {
  return tiers.filter((tier) => tier.layer === table.kind).map((tier) => ({ chosen: { table, radiusM: radiusOf(tier), role: ('id' in tier && tier.id) || table.kind }, judge: judgeOf(table, tier) }));
}

/** What the tiers make of one feature. */
export function judgeRow(table: LayerTable, row: number, judges: readonly TierJudge[]): Member | Reject {
  let chosen: Chosen | null = null;
  let reason: LeftOutReason = 'wrong_class';
  for (const each of judges) {
    const failed = each.judge(row);
    if (failed) reason = nearerReason(reason, failed);
    else if (!chosen || each.chosen.radiusM > chosen.radiusM) chosen = each.chosen;
  }
  return chosen ? new SelectedFeature(chosen, row) : { layer: table.kind, id: table.ids[row], reason };
}

export function radiusOf(tier: Selector | SupplyTier): number {
  return 'radiusM' in tier ? tier.radiusM : 0;
}

export function widened(box: Box, byM: number): Box {
  return { minX: box.minX - byM, minY: box.minY - byM, maxX: box.maxX + byM, maxY: box.maxY + byM };
}

/** The same made with the first question: many selections of a large city are only ever gone through from end to end. */
export function lazyBoxSearch(boxes: () => readonly Box[]): (box: Box) => readonly number[] {
  let search: ((box: Box) => readonly number[]) | null = null;
  return (box) => (search ??= boxSearch(boxes()))(box);
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

const places = new WeakMap<LayerTable, Float64Array>();

/** Worked out once: an area that is dragged asks at every step. */
export function placeOf({ table, row }: Member): readonly [x: number, y: number] {
  let ofTable = places.get(table);
  if (!ofTable) places.set(table, ofTable = new Float64Array(2 * table.ids.length).fill(NaN));
  if (Number.isNaN(ofTable[2 * row])) [ofTable[2 * row], ofTable[2 * row + 1]] = centroidOf(table, row);
  return [ofTable[2 * row], ofTable[2 * row + 1]];
}

export function memberShape(overlay: Overlay, member: Member): Shape {
  return shapeOf(overlay, member.table, member.row);
}
