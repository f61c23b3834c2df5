import type { HomeDistances, Reached } from './proposals-home-distances.ts';
import type { HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import type { ProposedSelection } from './proposals-selection.ts';
import { distanceToMember, type Member } from './selection.ts';

/**
 * The nearest facility of each home with proposals counted. Only homes that a proposal reached before or reaches now are looked at; the others keep what
 * they have without any. `supply` must be brought up to date first.
 */
export class ProposedHomeReach implements HomeReach {
  readonly isFollowing = true;
  readonly supply: ProposedSelection;
  readonly nearest: Int32Array;
  readonly #homes: Homes;
  readonly #distances: HomeDistances;
  readonly #base: HomeReach;
  #members: readonly Member[] = [];
  readonly #reached = new Map<Member, Reached>();
  /** Distance of the nearest that exists, once asked for; NaN before. */
  readonly #existingM: Float64Array;
  /** Distance of the nearest under work, of homes that are looked at. */
  readonly #nearestM: Float64Array;
  /** Number of the update that last looked at a home. */
  readonly #looked: Uint32Array;
  #updates = 0;

  constructor(homes: Homes, base: HomeReach, supply: ProposedSelection, distances: HomeDistances) {
    this.#distances = distances;
    this.#homes = homes;
    this.#base = base;
    this.supply = supply;
    this.nearest = base.nearest.slice();
    this.#existingM = new Float64Array(homes.count).fill(NaN);
    this.#nearestM = new Float64Array(homes.count);
    this.#looked = new Uint32Array(homes.count);
  }

  /** @returns homes that were looked at again */
  update(): readonly number[] {
    const from = this.supply.base.members.length;
    const members = this.supply.members.slice(from);
    if (members.length === this.#members.length && members.every((member, i) => member === this.#members[i])) return [];
    // A proposal's number is its place among them: when one comes or goes the numbers of the others shift.
    const isShifted = members.length !== this.#members.length || members.some(({ id }, i) => id !== this.#members[i].id);
    this.#updates += 1;
    const touched: number[] = [];
    for (const member of this.#members) {
      const stays = members.includes(member);
      if (isShifted || !stays) this.#look(this.#reached.get(member) as Reached, touched);
      if (!stays) this.#reached.delete(member);
    }
    for (const member of members) {
      const known = this.#reached.get(member);
      if (known && !isShifted) continue;
      const reached = known ?? this.#distances.of(member);
      this.#reached.set(member, reached);
      this.#look(reached, touched);
    }
    this.#members = members;
    members.forEach((member, i) => this.#lay(from + i, this.#reached.get(member) as Reached));
    return touched;
  }

  #look({ homes }: Reached, touched: number[]): void {
    const { nearest } = this.#base;
    for (const home of homes) {
      if (this.#looked[home] === this.#updates) continue;
      this.#looked[home] = this.#updates;
      touched.push(home);
      const has = nearest[home];
      this.nearest[home] = has;
      let distanceM = this.#existingM[home];
      if (Number.isNaN(distanceM)) distanceM = this.#existingM[home] = has < 0 ? Infinity : distanceToMember(this.#base.supply.members[has], this.#homes.x[home], this.#homes.y[home]);
      this.#nearestM[home] = distanceM;
    }
  }

  /** A proposal takes the homes it is nearer to; of two equally near the first in order keeps them. */
  #lay(index: number, { homes, distancesM }: Reached): void {
    const [nearest, nearestM, { radiusM }] = [this.nearest, this.#nearestM, this.supply.members[index]];
    for (let i = 0; i < homes.length; i++) {
      const home = homes[i];
      if (distancesM[i] > radiusM || this.#looked[home] !== this.#updates || distancesM[i] > nearestM[home]) continue;
      if (distancesM[i] === nearestM[home] && this.supply.rank(index) > this.supply.rank(nearest[home])) continue;
      nearest[home] = index;
      nearestM[home] = distancesM[i];
    }
  }
}
