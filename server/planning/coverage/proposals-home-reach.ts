import { boxOf } from './features.ts';
import type { HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import type { ProposedSelection } from './proposals-selection.ts';
import { distanceToMember, widened, type Member } from './selection.ts';

/** Homes a proposal reaches, with their distance; both in the same order. */
interface Reached { readonly homes: readonly number[]; readonly distancesM: readonly number[] }

/**
 * The nearest facility of each home with proposals counted. Only homes that a proposal reached before or reaches now are looked at; the others keep what
 * they have without any. `supply` must be brought up to date first.
 */
export class ProposedHomeReach implements HomeReach {
  readonly supply: ProposedSelection;
  readonly nearest: Int32Array;
  readonly #homes: Homes;
  readonly #base: HomeReach;
  #members: readonly Member[] = [];
  readonly #reached = new Map<Member, Reached>();
  /** Distance of the nearest under work, of homes that are looked at. */
  readonly #nearestM = new Map<number, number>();

  constructor(homes: Homes, base: HomeReach, supply: ProposedSelection) {
    this.#homes = homes;
    this.#base = base;
    this.supply = supply;
    this.nearest = base.nearest.slice();
  }

  /** @returns homes whose nearest facility may have changed, each once or more */
  update(): readonly number[] {
    const from = this.supply.base.members.length;
    const members = this.supply.members.slice(from);
    // A proposal's number is its place among them: when one comes or goes the numbers of the others shift.
    const isShifted = members.length !== this.#members.length || members.some(({ id }, i) => id !== this.#members[i].id);
    const gone = this.#members.filter((member) => isShifted || !members.includes(member));
    const come = members.filter((member) => isShifted || !this.#members.includes(member));
    if (gone.length === 0 && come.length === 0) return [];
    const touched: number[] = [];
    for (const member of gone) touched.push(...this.#reached.get(member)?.homes ?? []);
    for (const member of this.#members) if (!members.includes(member)) this.#reached.delete(member);
    for (const member of come) {
      let reached = this.#reached.get(member);
      if (!reached) this.#reached.set(member, reached = this.#reach(member));
      touched.push(...reached.homes);
    }
    this.#members = members;
    for (const home of touched) this.nearest[home] = this.#base.nearest[home];
    this.#nearestM.clear();
    const isTouched = new Set(touched);
    members.forEach((member, i) => this.#lay(from + i, this.#reached.get(member) as Reached, isTouched));
    return touched;
  }

  #reach(member: Member): Reached {
    const homes: number[] = [];
    const distancesM: number[] = [];
    for (const home of this.#homes.near(widened(boxOf(member.table, member.row), member.radiusM))) {
      const distanceM = distanceToMember(member, this.#homes.x[home], this.#homes.y[home]);
      if (distanceM > member.radiusM) continue;
      homes.push(home);
      distancesM.push(distanceM);
    }
    return { homes, distancesM };
  }

  /** A proposal takes the homes it is nearer to; of two equally near the first in order keeps them. */
  #lay(index: number, { homes, distancesM }: Reached, isTouched: ReadonlySet<number>): void {
    for (let i = 0; i < homes.length; i++) {
      const home = homes[i];
      if (!isTouched.has(home)) continue;
      const has = this.nearest[home];
      const hasM = this.#nearestM.get(home) ?? (has < 0 ? Infinity : distanceToMember(this.supply.members[has], this.#homes.x[home], this.#homes.y[home]));
      const isNearer = distancesM[i] < hasM || (distancesM[i] === hasM && this.supply.rank(index) < this.supply.rank(has));
      if (isNearer) this.nearest[home] = index;
      this.#nearestM.set(home, isNearer ? distancesM[i] : hasM);
    }
  }
}
