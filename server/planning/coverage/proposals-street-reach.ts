import type { Box } from './features.ts';
import { boxOf } from './features.ts';
import type { Shape } from '../geometry/overlay.ts';
import { meet, type ProposedSelection } from './proposals-selection.ts';
import { widened } from './box-search.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import { discsOf, linesOf, type CoverMeasure, type Disc, type StreetCover, type StreetReach } from './street-reach.ts';

/** Streets with proposals counted. Only streets within reach of a proposal, where it was or where it is, are measured again, and only when asked about. */
export class ProposedStreetReach implements StreetReach {
  readonly streets: Selection;
  readonly supply: ProposedSelection;
  readonly #base: StreetReach;
  readonly #measure: CoverMeasure;
  #members: readonly Member[] = [];
  #discs: readonly Disc[] = [];
  #reach: readonly Box[] = [];
  readonly #covers = new Map<number, StreetCover>();
  readonly #revisions = new Map<number, number>();
  #revision = 0;

  constructor(base: StreetReach, measure: CoverMeasure, supply: ProposedSelection) {
    this.#base = base;
    this.#measure = measure;
    this.streets = base.streets;
    this.supply = supply;
  }

  /** @returns streets whose cover may have changed */
  update(): readonly number[] {
    const from = this.supply.base.members.length;
    const members = this.supply.members.slice(from);
    if (members.length === this.#members.length && members.every((member, i) => member === this.#members[i])) return [];
    const isShifted = members.length !== this.#members.length || members.some(({ id }, i) => id !== this.#members[i].id);
    const moved = [...this.#members.filter((member) => isShifted || !members.includes(member)), ...members.filter((member) => isShifted || !this.#members.includes(member))];
    this.#members = members;
    this.#discs = members.flatMap((member, i) => discsOf(member, from + i));
    this.#reach = this.#discs.map(({ x, y, radiusM }) => ({ minX: x - radiusM, minY: y - radiusM, maxX: x + radiusM, maxY: y + radiusM }));
    this.#revision += 1;
    const touched = moved.flatMap((member) => this.#base.within(widened(boxOf(member.table, member.row), member.radiusM)));
    for (const street of touched) {
      this.#covers.delete(street);
      this.#revisions.set(street, this.#revision);
    }
    return touched;
  }

  shape(street: number): Shape { return this.#base.shape(street); }
  within(box: Box): readonly number[] { return this.#base.within(box); }
  revision(street: number): number { return this.#revisions.get(street) ?? 0; }
  lines(lines: readonly Float64Array[], street: number): StreetCover {
    const further = this.#near(street);
    return further.length === 0 ? this.#base.lines(lines, street) : this.#measure(lines, further);
  }

  whole(street: number): StreetCover {
    let cover = this.#covers.get(street);
    if (!cover) {
      const further = this.#near(street);
      if (further.length === 0) return this.#base.whole(street);
      this.#covers.set(street, cover = this.#measure(linesOf(this.streets, street), further));
    }
    return cover;
  }

  #near(street: number): readonly Disc[] {
    if (this.#discs.length === 0) return this.#discs;
    const { table, row } = this.streets.members[street];
    const box = boxOf(table, row);
    return this.#discs.filter((_, i) => meet(this.#reach[i], box));
  }
}
