import type { Box } from './features.ts';
import type { LayerTable } from './dataset.ts';
import { TABLE_ORDER } from './proposal.ts';
import { widened } from './box-search.ts';
import { judgeRow, judgesOf, type Member, type Reject } from './member.ts';
import type { Selection } from './selection.ts';
import type { Selector, SupplyTier } from '../standards/rule.ts';

/** A proposal as a table of one row, and its extent. The table is the same object as long as nothing of the proposal changes. */
export interface ProposedFeature { readonly id: number; readonly layer: string; readonly table: LayerTable; readonly box: Box }

interface Placed<T> { readonly feature: ProposedFeature; readonly item: T; readonly box: Box; readonly rank: number }

/**
 * A selection of what exists with the proposals its tiers select: the same members under the same numbers, proposals after them by id. What a full selection
 * would answer, in the same order.
 */
export class ProposedSelection implements Selection {
  readonly base: Selection;
  readonly maxRadiusM: number;
  readonly members: Member[];
  readonly #tiers: readonly (Selector | SupplyTier)[];
  readonly #layers: readonly string[];
  readonly #ranks = new Map<string, number>();
  #chosen: Placed<Member>[] = [];
  #left: Placed<Reject>[] = [];

  constructor(base: Selection, tiers: readonly (Selector | SupplyTier)[]) {
    this.base = base;
    this.maxRadiusM = base.maxRadiusM;
    this.members = [...base.members];
    this.#tiers = tiers;
    this.#layers = [...new Set(tiers.map(({ layer }) => layer))];
  }

  /** Takes over the proposals as they are now, by ascending id. */
  update(features: readonly ProposedFeature[]): void {
    const [chosen, left]: [Placed<Member>[], Placed<Reject>[]] = [[], []];
    for (const feature of features) {
      if (!this.#layers.includes(feature.layer)) continue;
      const placed = placedAs(this.#chosen, feature) ?? placedAs(this.#left, feature) ?? this.#place(feature);
      if ('row' in placed.item) chosen.push(placed as Placed<Member>);
      else left.push(placed as Placed<Reject>);
    }
    [this.#chosen, this.#left] = [chosen, left];
    replaceEnd(this.members, this.base.members.length, chosen);
  }

  reaching(box: Box): readonly number[] {
    return merged(this.base.reaching(box), this.#chosen, this.base.members.length, box);
  }

  rejectsNear(box: Box): readonly number[] {
    return merged(this.base.rejectsNear(box), this.#left, this.base.endOfRejects, box);
  }

  rejectAt(index: number): Reject {
    return index < this.base.endOfRejects ? this.base.rejectAt(index) : this.#left[index - this.base.endOfRejects].item;
  }

  get endOfRejects(): number { return this.base.endOfRejects + this.#left.length; }

  /** Place of a member in the order of layer, table and id: members that exist have their number, a proposal stands in between. */
  rank(member: number): number {
    const existing = this.base.members.length;
    return member < existing ? member : this.#chosen[member - existing].rank + (member - existing + 1) / (this.#chosen.length + 1);
  }

  #place(feature: ProposedFeature): Placed<Member | Reject> {
    const { table } = feature;
    const item = judgeRow(table, 0, judgesOf(table, this.#tiers));
    const isReject = 'reason' in item;
    const box = widened(feature.box, isReject ? this.maxRadiusM : item.radiusM);
    return { feature, item, box, rank: isReject ? this.base.endOfRejects - 1 : this.#rankAfter(feature) };
  }

  /** The number of the last existing member that stands before a proposal of this layer and type of geometry. */
  #rankAfter({ layer, table: { geometryType } }: ProposedFeature): number {
    const key = `${layer} ${geometryType}`;
    let rank = this.#ranks.get(key);
    if (rank === undefined) {
      const [layerAt, typeAt] = [this.#layers.indexOf(layer), TABLE_ORDER.indexOf(geometryType)];
      rank = this.base.members.findLastIndex((member) => {
        const at = this.#layers.indexOf(member.layer);
        return at < layerAt || (at === layerAt && TABLE_ORDER.indexOf(member.table.geometryType) <= typeAt);
      });
      this.#ranks.set(key, rank);
    }
    return rank;
  }
}

function placedAs<T>(placed: readonly Placed<T>[], feature: ProposedFeature): Placed<T> | null {
  for (const each of placed) if (each.feature.table === feature.table) return each;
  return null;
}

function replaceEnd<T>(list: T[], from: number, placed: readonly Placed<T>[]): void {
  list.length = from;
  for (const { item } of placed) list.push(item);
}

/** Numbers of what exists and of proposals that meet a box, in order. */
function merged(existing: readonly number[], placed: readonly Placed<unknown>[], from: number, box: Box): readonly number[] {
  const near = placed.map((each, i) => ({ index: from + i, ...each })).filter((each) => meet(each.box, box));
  if (near.length === 0) return existing;
  return [...existing.map((index) => ({ index, rank: index })), ...near.map(({ index, rank }, i) => ({ index, rank: rank + (i + 1) / (near.length + 1) }))]
    .sort((a, b) => a.rank - b.rank).map(({ index }) => index);
}

export function meet(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}
