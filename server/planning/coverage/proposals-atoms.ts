import type { Ground } from '../geometry/ground-cut.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { circleAround, groundWithout, pointsOf, shapeWithout, type Atoms } from './atoms.ts';
import { areaOf, boxOf, type Box } from './features.ts';
import { groundOfRow } from './ground.ts';
import { sharing } from './overlaps.ts';
import { meet, type ProposedSelection } from './proposals-selection.ts';
import { memberShape, type Member } from './member.ts';

/** Atoms kept free behind those that exist, so that the arrays stay the same while proposals come and go. Doubled when used up. */
const ROOM = 16;

/**
 * Demand with proposals: the atoms that exist under the same numbers, proposals after them, each without the ground that an earlier polygon covers. As a full
 * cut would do it, for there too a polygon only ever loses ground to earlier ones, and proposals come last.
 */
export class ProposedAtoms implements Atoms {
  readonly base: Atoms;
  readonly selection: ProposedSelection;
  areaM2: Float64Array;
  overlapM2: Float64Array;
  centerX: Float64Array;
  centerY: Float64Array;
  circleM: Float64Array;
  readonly #overlay: Overlay;
  #members: readonly Member[] = [];
  /** Of each proposal its polygon as drawn, what earlier ones leave of it, and which those are. Shapes are made when first asked for: under the hand they seldom are. */
  #drawn: (Shape | undefined)[] = [];
  #shapes: (Shape | undefined)[] = [];
  #over: (readonly number[])[] = [];
  #grounds: Ground[] = [];
  #boxes: Box[] = [];

  constructor(base: Atoms, selection: ProposedSelection, overlay: Overlay) {
    this.base = base;
    this.selection = selection;
    this.#overlay = overlay;
    [this.areaM2, this.overlapM2, this.centerX, this.centerY, this.circleM] = [base.areaM2, base.overlapM2, base.centerX, base.centerY, base.circleM];
  }

  get count(): number { return this.base.count + this.#members.length; }

  /** @returns whether any proposal among the atoms changed */
  update(): boolean {
    const members = this.selection.members.slice(this.base.count);
    if (members.length === this.#members.length && members.every((member, i) => member === this.#members[i])) return false;
    this.#release();
    this.#members = members;
    this.#boxes = members.map((member) => boxOf(member.table, member.row));
    if (this.count > this.areaM2.length || this.areaM2 === this.base.areaM2) this.#grow();
    for (let i = 0; i < members.length; i++) this.#cut(i);
    return true;
  }

  shape(atom: number): Shape {
    if (atom < this.base.count) return this.base.shape(atom);
    const i = atom - this.base.count;
    const over = this.#over[i];
    return over.length === 0 ? this.#drawnShape(i) : this.#shapes[i] ??= shapeWithout(this.#overlay, this.#drawnShape(i), over.map((other) => (other < this.base.count ? this.base.drawn(other) : this.#drawnShape(other - this.base.count))));
  }

  ground(atom: number): Ground {
    return atom < this.base.count ? this.base.ground(atom) : this.#grounds[atom - this.base.count];
  }

  drawn(atom: number): Shape { return this.base.drawn(atom); }

  within(box: Box): readonly number[] {
    const found = this.proposedWithin(box);
    return found.length === 0 ? this.base.within(box) : [...this.base.within(box), ...found];
  }

  circlesWithin(box: Box): readonly number[] { return this.base.circlesWithin(box); }

  /** Of the proposals alone. */
  proposedWithin(box: Box): readonly number[] {
    return this.#boxes.flatMap((each, i) => (meet(each, box) ? [this.base.count + i] : []));
  }

  #grow(): void {
    const length = this.base.count + Math.max(ROOM, 2 * this.#members.length);
    const grown = (array: Float64Array): Float64Array => {
      const larger = new Float64Array(length);
      larger.set(array.subarray(0, this.base.count));
      return larger;
    };
    [this.areaM2, this.overlapM2] = [grown(this.areaM2), grown(this.overlapM2)];
    [this.centerX, this.centerY, this.circleM] = [grown(this.centerX), grown(this.centerY), grown(this.circleM)];
  }

  #drawnShape(i: number): Shape { return this.#drawn[i] ??= memberShape(this.#overlay, this.#members[i]); }

  #release(): void {
    for (const shape of [...this.#drawn, ...this.#shapes]) if (shape !== undefined) this.#overlay.release(shape);
    [this.#drawn, this.#shapes, this.#over, this.#grounds] = [[], [], [], []];
  }

  #cut(i: number): void {
    const atom = this.base.count + i;
    const member = this.#members[i];
    const circle = circleAround(member.table.coords, pointsOf(this.selection, atom), this.#boxes[i]);
    [this.centerX[atom], this.centerY[atom], this.circleM[atom]] = [circle.centerX, circle.centerY, circle.circleM];
    const areaM2 = areaOf(member.table, member.row);
    const over = areaM2 === 0 ? [] : this.#earlier(i).filter((other) => this.#overlap(member, this.selection.members[other]));
    this.#over.push(over);
    if (over.length === 0) {
      this.#grounds.push(groundOfRow(member.table, member.row, circle));
      [this.areaM2[atom], this.overlapM2[atom]] = [areaM2, 0];
      return;
    }
    const ground = groundWithout(member, circle, over.map((other) => this.selection.members[other]));
    this.#grounds.push(ground);
    [this.areaM2[atom], this.overlapM2[atom]] = [ground.areaM2, areaM2 - ground.areaM2];
  }

  /** Atoms before a proposal whose extent meets its own. */
  #earlier(i: number): readonly number[] {
    const before = this.#boxes.slice(0, i).flatMap((box, j) => (meet(box, this.#boxes[i]) ? [this.base.count + j] : []));
    return [...this.base.within(this.#boxes[i]), ...before];
  }

  #overlap(member: Member, other: Member): boolean {
    return sharing(member.table, member.row, other.table, [other.row]).length > 0;
  }
}
