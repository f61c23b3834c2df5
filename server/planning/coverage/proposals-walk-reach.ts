import type { WalkedTo } from '../network/walk-from.ts';
import type { ProposedSelection } from './proposals-selection.ts';
import type { Member } from './selection.ts';
import { comesFirst, type WalkReach } from './walk-reach.ts';

/**
 * The nearest facility on foot with proposals counted. Only homes (or parcels) that a proposal reached before or reaches now are looked at; the others keep
 * what they have without any. `supply` must be brought up to date first.
 */
export class ProposedWalkReach implements WalkReach {
  readonly isFollowing = true;
  readonly supply: ProposedSelection;
  readonly nearest: Int32Array;
  readonly distanceM: Float64Array;
  readonly beyondM: Float64Array;
  readonly #marginM: number;
  #base: WalkReach | null = null;
  #baseRevision = 0;
  #members: readonly Member[] = [];
  readonly #reached = new Map<Member, WalkedTo>();
  /** Number of the update that last looked at an item. */
  readonly #looked: Uint32Array;
  #updates = 0;

  constructor(supply: ProposedSelection, count: number, marginM: number) {
    this.supply = supply;
    this.nearest = new Int32Array(count);
    this.distanceM = new Float64Array(count);
    this.beyondM = new Float64Array(count);
    this.#looked = new Uint32Array(count);
    this.#marginM = marginM;
  }

  /** @param base without proposed facilities, but with the proposed gates there are; `baseRevision` another number when it, or the network, is not what it was */
  update(base: WalkReach, baseRevision: number, walkedTo: (member: Member) => WalkedTo): void {
    const from = this.supply.base.members.length;
    const members = this.supply.members.slice(from);
    const isRebased = base !== this.#base || baseRevision !== this.#baseRevision;
    if (!isRebased && members.length === this.#members.length && members.every((member, i) => member === this.#members[i])) return;
    if (isRebased) {
      this.#base = base;
      this.#baseRevision = baseRevision;
      this.nearest.set(base.nearest);
      this.distanceM.set(base.distanceM);
      this.beyondM.set(base.beyondM);
      this.#reached.clear();
    }
    // A proposal's number is its place among them: when one comes or goes the numbers of the others shift.
    const isShifted = isRebased || members.length !== this.#members.length || members.some(({ id }, i) => id !== this.#members[i].id);
    this.#updates += 1;
    for (const [member, reached] of this.#reached) {
      const stays = members.includes(member);
      if (isShifted || !stays) this.#look(reached, base);
      if (!stays) this.#reached.delete(member);
    }
    for (const member of members) {
      const known = this.#reached.get(member);
      if (known && !isShifted) continue;
      const reached = known ?? walkedTo(member);
      this.#reached.set(member, reached);
      this.#look(reached, base);
    }
    this.#members = members;
    members.forEach((member, i) => this.#lay(from + i, member, this.#reached.get(member) as WalkedTo));
  }

  #look({ items }: WalkedTo, base: WalkReach): void {
    for (const item of items) {
      if (this.#looked[item] === this.#updates) continue;
      this.#looked[item] = this.#updates;
      this.nearest[item] = base.nearest[item];
      this.distanceM[item] = base.distanceM[item];
      this.beyondM[item] = base.beyondM[item];
    }
  }

  /** A proposal takes what it is nearer to; of two equally near the first in order of layer and id keeps it. */
  #lay(index: number, member: Member, { items, distancesM }: WalkedTo): void {
    const { nearest, distanceM, beyondM, supply: { members } } = this;
    const limitM = member.radiusM;
    const cutoffM = limitM + this.#marginM;
    for (let i = 0; i < items.length; i++) {
      const [item, metres] = [items[i], distancesM[i]];
      if (this.#looked[item] !== this.#updates || metres > cutoffM) continue;
      if (metres - limitM < beyondM[item]) beyondM[item] = metres - limitM;
      if (metres > limitM || metres > distanceM[item]) continue;
      if (metres === distanceM[item] && !comesFirst(member, members[nearest[item]])) continue;
      nearest[item] = index;
      distanceM[item] = metres;
    }
  }
}
