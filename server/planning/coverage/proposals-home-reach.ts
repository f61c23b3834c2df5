import type { HomeDistances } from './proposals-home-distances.ts';
import type { HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import type { ProposedSelection } from './proposals-selection.ts';
import { distanceToMember, type Member } from './member.ts';

/**
 * The nearest facility of each home with proposals counted. What proposals took is given back, and taken anew where they are now: only homes within their radii
 * are looked at, and only those they are nearer to are written. `supply` must be brought up to date first.
 */
export class ProposedHomeReach implements HomeReach {
  readonly isFollowing = true;
  readonly supply: ProposedSelection;
  readonly nearest: Int32Array;
  readonly #homes: Homes;
  readonly #distances: HomeDistances;
  readonly #base: HomeReach;
  #members: readonly Member[] = [];
  /** Distance of the nearest that exists, once asked for; NaN before. */
  readonly #existingM: Float64Array;
  /** Distance of the nearest under work; NaN where `#existingM` is. */
  readonly #nearestM: Float64Array;
  /** Homes whose nearest is, or was for a while, a proposal. */
  readonly #taken: number[] = [];

  constructor(homes: Homes, base: HomeReach, supply: ProposedSelection, distances: HomeDistances) {
    this.#distances = distances;
    this.#homes = homes;
    this.#base = base;
    this.supply = supply;
    this.nearest = Int32Array.from(base.nearest);
    this.#existingM = new Float64Array(homes.count).fill(NaN);
    this.#nearestM = new Float64Array(homes.count).fill(NaN);
  }

  update(): void {
    const from = this.supply.base.members.length;
    const { members } = this.supply;
    if (members.length - from === this.#members.length && this.#members.every((member, i) => member === members[from + i])) return;
    this.#members = members.slice(from);
    this.#giveBack();
    for (let index = from; index < members.length; index++) this.#take(index);
  }

  #giveBack(): void {
    const { nearest } = this.#base;
    for (let i = 0; i < this.#taken.length; i++) {
      const home = this.#taken[i];
      this.nearest[home] = nearest[home];
      this.#nearestM[home] = this.#existingM[home];
    }
    this.#taken.length = 0;
  }

  /** A proposal takes the homes it is nearer to; of two equally near the first in order keeps them. */
  #take(index: number): void {
    const { reached: { homes, distancesM }, count } = this.#distances.of(this.supply.members[index]);
    const [nearest, nearestM] = [this.nearest, this.#nearestM];
    for (let i = 0; i < count; i++) {
      const home = homes[i];
      const metres = distancesM[i];
      let now = nearestM[home];
      if (Number.isNaN(now)) now = this.#existing(home);
      if (metres > now || (metres === now && this.supply.rank(index) > this.supply.rank(nearest[home]))) continue;
      nearest[home] = index;
      nearestM[home] = metres;
      this.#taken.push(home);
    }
  }

  #existing(home: number): number {
    const has = this.#base.nearest[home];
    const metres = has < 0 ? Infinity : distanceToMember(this.#base.supply.members[has], this.#homes.x[home], this.#homes.y[home]);
    this.#existingM[home] = this.#nearestM[home] = metres;
    return metres;
  }
}
