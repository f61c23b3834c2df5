import type { WalkedTo } from '../network/walk-from.ts';
import type { Followable } from './proposals-gate-ground.ts';
import type { ProposedSelection } from './proposals-selection.ts';
import type { Member } from './member.ts';
import { comesFirst, type WalkReach } from './walk-reach.ts';

/**
 * The nearest facility on foot with proposals counted. What proposals changed of homes (or parcels) is given back, and worked out anew where they are now; the
 * others keep what they have without any. `supply` must be brought up to date first.
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
  /** Items of which a proposal has changed anything. */
  readonly #changed: number[] = [];

  constructor(supply: ProposedSelection, count: number, marginM: number) {
    this.supply = supply;
    this.nearest = new Int32Array(count);
    this.distanceM = new Float64Array(count);
    this.beyondM = new Float64Array(marginM > 0 ? count : 0);
    this.#marginM = marginM;
  }

  /**
   * @param base without proposed facilities, but with the proposed gates and footways there are; `baseRevision` another number when it, or the network, is not what it was
   * @param walkedTo what a proposal reaches, at least to its limit and the margin
   */
  update({ value: base, patch }: Followable, baseRevision: number, walkedTo: (member: Member) => WalkedTo): void {
    const from = this.supply.base.members.length;
    const { members } = this.supply;
    const isRebased = base !== this.#base || baseRevision !== this.#baseRevision;
    if (!isRebased && members.length - from === this.#members.length && this.#members.every((member, i) => member === members[from + i])) return;
    this.#members = members.slice(from);
    const changes = isRebased ? patch.takeChanges() : null;
    if (isRebased && (base !== this.#base || changes === null)) this.#rebase(base);
    else this.#giveBack(base, this.#changed);
    if (changes) this.#giveBack(base, changes);
    this.#baseRevision = baseRevision;
    this.#changed.length = 0;
    for (let index = from; index < members.length; index++) this.#take(index, members[index], walkedTo(members[index]));
  }

  #rebase(base: WalkReach): void {
    this.#base = base;
    this.nearest.set(base.nearest);
    this.distanceM.set(base.distanceM);
    if (this.#marginM > 0) this.beyondM.set(base.beyondM);
  }

  #giveBack(base: WalkReach, items: readonly number[]): void {
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      this.nearest[item] = base.nearest[item];
      this.distanceM[item] = base.distanceM[item];
      if (this.#marginM > 0) this.beyondM[item] = base.beyondM[item];
    }
  }

  /** A proposal takes what it is nearer to; of two equally near the first in order of layer and id keeps it. */
  #take(index: number, member: Member, { items, distancesM }: WalkedTo): void {
    const { nearest, distanceM, beyondM, supply: { members } } = this;
    const limitM = member.radiusM;
    const cutoffM = limitM + this.#marginM;
    const looksBeyond = this.#marginM > 0;
    for (let i = 0; i < items.length; i++) {
      const metres = distancesM[i];
      if (metres > cutoffM) continue;
      const item = items[i];
      const comesNearer = looksBeyond && metres - limitM < beyondM[item];
      const isNearest = metres <= limitM && (metres < distanceM[item] || (metres === distanceM[item] && comesFirst(member, members[nearest[item]])));
      if (!comesNearer && !isNearest) continue;
      this.#changed.push(item);
      if (comesNearer) beyondM[item] = metres - limitM;
      if (!isNearest) continue;
      nearest[item] = index;
      distanceM[item] = metres;
    }
  }
}
