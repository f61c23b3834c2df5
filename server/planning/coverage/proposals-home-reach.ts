import { boxOf, type Box } from './features.ts';
import type { HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import type { ProposedSelection } from './proposals-selection.ts';
import { distanceToMember, widened, type Member } from './selection.ts';

/** Homes a proposal reaches, with their distance; both in the same order. */
interface Reached { readonly homes: readonly number[]; readonly distancesM: readonly number[] }

/** A pointer that moves on stays this long within the homes once looked up. m */
const NEIGHBOURHOOD_M = 150;

/**
 * The nearest facility of each home with proposals counted. Only homes that a proposal reached before or reaches now are looked at; the others keep what
 * they have without any. `supply` must be brought up to date first.
 */
export class ProposedHomeReach implements HomeReach {
  readonly isFollowing = true;
  readonly supply: ProposedSelection;
  readonly nearest: Int32Array;
  readonly #homes: Homes;
  readonly #base: HomeReach;
  #members: readonly Member[] = [];
  readonly #reached = new Map<Member, Reached>();
  /** Homes around the place a proposal was last looked up at, by its id. */
  readonly #around = new Map<number, { readonly box: Box; readonly homes: readonly number[] }>();
  /** Distance of the nearest that exists, once asked for; NaN before. */
  readonly #existingM: Float64Array;
  /** Distance of the nearest under work, of homes that are looked at. */
  readonly #nearestM: Float64Array;
  /** Number of the update that last looked at a home. */
  readonly #looked: Uint32Array;
  #updates = 0;

  constructor(homes: Homes, base: HomeReach, supply: ProposedSelection) {
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
      if (!members.some(({ id }) => id === member.id)) this.#around.delete(member.id);
    }
    for (const member of members) {
      const known = this.#reached.get(member);
      if (known && !isShifted) continue;
      const reached = known ?? this.#reach(member);
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

  #reach(member: Member): Reached {
    const { x, y } = this.#homes;
    const [homes, distancesM]: [number[], number[]] = [[], []];
    const { table, radiusM } = member;
    const isPoint = table.geometryType === 'point' && table.coords.length === 2;
    const [px, py] = table.coords;
    for (const home of this.#homesAround(member)) {
      const [dx, dy] = [px - x[home], py - y[home]];
      const distanceM = isPoint ? Math.sqrt(dx * dx + dy * dy) : distanceToMember(member, x[home], y[home]);
      if (distanceM > radiusM) continue;
      homes.push(home);
      distancesM.push(distanceM);
    }
    return { homes, distancesM };
  }

  /** More homes than the proposal can reach, looked up once for many moves. */
  #homesAround(member: Member): readonly number[] {
    const reach = widened(boxOf(member.table, member.row), member.radiusM);
    const known = this.#around.get(member.id);
    if (known && isInside(reach, known.box)) return known.homes;
    const box = widened(reach, NEIGHBOURHOOD_M);
    const homes = this.#homes.near(box);
    this.#around.set(member.id, { box, homes });
    return homes;
  }

  /** A proposal takes the homes it is nearer to; of two equally near the first in order keeps them. */
  #lay(index: number, { homes, distancesM }: Reached): void {
    const [nearest, nearestM] = [this.nearest, this.#nearestM];
    for (let i = 0; i < homes.length; i++) {
      const home = homes[i];
      if (this.#looked[home] !== this.#updates || distancesM[i] > nearestM[home]) continue;
      if (distancesM[i] === nearestM[home] && this.supply.rank(index) > this.supply.rank(nearest[home])) continue;
      nearest[home] = index;
      nearestM[home] = distancesM[i];
    }
  }
}

function isInside(inner: Box, outer: Box): boolean {
  return inner.minX >= outer.minX && inner.maxX <= outer.maxX && inner.minY >= outer.minY && inner.maxY <= outer.maxY;
}
