/** A feature of the city as a rule takes it, or why it does not. */
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { Selector, SupplyTier } from '../standards/rule.ts';
import type { LayerTable } from './dataset.ts';
import { centroidOf, distanceTo, shapeOf } from './features.ts';
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
