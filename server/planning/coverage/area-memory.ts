/**
 * What is kept of an area from one preview to the next while its boundary is dragged: members that do not lie where the outline changed stay as they are, whole
 * and cut ones alike, with what was worked out for them.
 */
import { ExactSum } from '../geometry/exact-sum.ts';
import type { SignedEdges } from '../geometry/signed-edges.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import { areaChange, type AreaChange } from './area-change.ts';
import type { AreaReach } from './area-reach.ts';
import type { Box } from './features.ts';

/** How members of some sort are looked for and told apart. An item stands for a member in the area. */
export interface MemberSort<T> {
  /** Members that might meet a box; ascending. */
  within(box: Box): readonly number[];
  /** The member's item; null: not in the area. */
  find(member: number): T | null;
  memberOf(item: T): number;
  /** Whether the change may concern the member. */
  isTouched(member: number, change: AreaChange): boolean;
  /** Whether two items say the same, so that the earlier may stay. */
  isSame(a: T, b: T): boolean;
}

/** How the members of a sort are added up. */
export interface Addition<T> {
  amountOf(item: T): number;
  /** Whether the amount is another one under another outline and must be kept to be taken off again: so with what the outline cuts. */
  isPassing(item: T): boolean;
}

/** Members in the area, ascending, and how they came out of those of the outline before; null when they were all looked up. */
interface Kept<T> { readonly outline: number; readonly members: readonly T[]; readonly added: readonly T[] | null; readonly removed: readonly T[] | null }

/** What was worked out for each member of a list, with the revision of what it was worked out from. */
interface KeptValues<C> { readonly members: readonly unknown[]; readonly revisions: readonly number[]; readonly values: readonly C[] }

interface KeptTotal { readonly outline: number; readonly total: number }
interface KeptSum { outline: number; readonly sum: ExactSum; readonly passing: Map<unknown, number> }

/** Open ground of so many parcels is kept; with more, all is worked out anew. */
const MOST_OPEN = 50_000;

export class AreaMemory {
  /** Of an area that is asked about once: what was worked out for one rule is no other's, and of a large city it is much. */
  readonly #isForOnce: boolean;
  #coords: MultiPolygonCoords | null = null;
  #change: AreaChange | null = null;
  /** Counts the outlines; what was kept for an earlier one than the last is of no use. */
  #outlines = 0;
  readonly #kept = new Map<object, Kept<unknown>>();
  readonly #values = new Map<object, KeptValues<unknown>>();
  #totals = new WeakMap<object, KeptTotal>();
  readonly #cuts = new Map<string, AreaMemory>();
  readonly #cutsOfTable = new Map<object, Map<number, unknown>>();
  #sums = new WeakMap<object, KeptSum>();
  #open = new WeakMap<AreaReach, Map<number, SignedEdges>>();
  #openCount = 0;

  constructor(isForOnce = false) {
    this.#isForOnce = isForOnce;
  }

  /** The outline as it is now. */
  outline(coords: MultiPolygonCoords): void {
    this.#change = this.#coords && areaChange(this.#coords, coords);
    this.#coords = coords;
    this.#outlines += 1;
    this.#cutsOfTable.clear();
  }

  /** The memory of this area cut down to a shape. */
  cut(key: string): AreaMemory {
    let cut = this.#cuts.get(key);
    if (!cut) this.#cuts.set(key, cut = new AreaMemory(this.#isForOnce));
    return cut;
  }

  /** Members in the area, found anew where it changed and out of memory elsewhere; the very list of before where nothing came, went or changed. */
  members<T>(key: object, area: Box, sort: MemberSort<T>): readonly T[] {
    return this.#membersKept(key, area, sort).members;
  }

  #membersKept<T>(key: object, area: Box, sort: MemberSort<T>): Kept<T> {
    const known = this.#kept.get(key) as Kept<T> | undefined;
    if (known?.outline === this.#outlines) return known;
    const change = known?.outline === this.#outlines - 1 ? this.#change : null;
    const kept = known && change ? { ...renewed(known.members, change, sort), outline: this.#outlines } : { members: found(sort.within(area), sort), added: null, removed: null, outline: this.#outlines };
    this.#kept.set(key, kept);
    return kept;
  }

  /**
   * The sum of whole numbers over members, which comes out the same in any order: with what came and went added and taken off. `amounts` is the key, and must
   * hold the same numbers as before.
   */
  wholeTotal(key: object, area: Box, sort: MemberSort<number>, amounts: ArrayLike<number> & object, amountOf: (member: number) => number): number {
    const known = this.#totals.get(amounts);
    if (known?.outline === this.#outlines) return known.total;
    const { members, added, removed } = this.#membersKept(key, area, sort);
    let total = 0;
    if (known?.outline === this.#outlines - 1 && added && removed) {
      total = known.total;
      for (const member of added) total += amountOf(member);
      for (const member of removed) total -= amountOf(member);
    } else {
      for (const member of members) total += amountOf(member);
    }
    this.#totals.set(amounts, { outline: this.#outlines, total });
    return total;
  }

  /** The sum over members, to the bit the same as from nothing: what came is added, what went taken off. `key`: what is added up; it must add up the same as before. */
  sum<T>(key: object, ofList: object, area: Box, sort: MemberSort<T>, { amountOf, isPassing }: Addition<T>): number {
    let known = this.#sums.get(key);
    if (known?.outline === this.#outlines) return known.sum.total;
    const { members, added, removed } = this.#membersKept(ofList, area, sort);
    const isNext = known?.outline === this.#outlines - 1 && added !== null && removed !== null;
    if (!known || !isNext) this.#sums.set(key, known = { outline: 0, sum: new ExactSum(), passing: new Map() });
    known.outline = this.#outlines;
    const { sum, passing } = known;
    if (isNext) {
      for (const item of removed) {
        sum.take(isPassing(item) ? passing.get(item) as number : amountOf(item));
        passing.delete(item);
      }
    }
    for (const item of isNext ? added : members) {
      const amount = amountOf(item);
      sum.add(amount);
      if (isPassing(item)) passing.set(item, amount);
    }
    return sum.total;
  }

  /** What a reach that never changes leaves open of a parcel it covers in part. */
  open(reach: AreaReach, atom: number): SignedEdges {
    if (this.#openCount > MOST_OPEN) [this.#open, this.#openCount] = [new WeakMap(), 0];
    let ofReach = this.#open.get(reach);
    if (!ofReach) this.#open.set(reach, ofReach = new Map());
    let open = ofReach.get(atom);
    if (!open) {
      ofReach.set(atom, open = reach.open(atom));
      this.#openCount += 1;
    }
    return open;
  }

  /**
   * What `work` makes of each item, in the order of the list; what was made before stays where item and revision are the same. A revision below 0 is never kept.
   * @param members a list that `members` handed out
   * @param revisionOf null: what the work is made from never changes
   */
  values<T, C>(key: object, members: readonly T[], memberOf: (item: T) => number, revisionOf: ((item: T) => number) | null, work: (item: T) => C): readonly C[] {
    if (this.#isForOnce) return members.map(work);
    const known = this.#values.get(key) as KeptValues<C> | undefined;
    if (known && revisionOf === null && known.members === members) return known.values;
    const [values, revisions]: [C[], number[]] = [[], []];
    const before = (known?.members ?? []) as readonly T[];
    const count = before.length;
    let at = 0;
    for (const item of members) {
      if (at < count && before[at] !== item) {
        const member = memberOf(item);
        while (at < count && before[at] !== item && memberOf(before[at]) < member) at++;
      }
      const revision = revisionOf === null ? 0 : revisionOf(item);
      const isKnown = known !== undefined && at < count && before[at] === item;
      values.push(isKnown && revision >= 0 && (revisionOf === null || known.revisions[at] === revision) ? known.values[at] : work(item));
      if (revisionOf !== null) revisions.push(revision);
      if (isKnown) at++;
    }
    this.#values.set(key, { members, revisions, values });
    return values;
  }

  /** What the present outline leaves of a table's features, by row. A table is either of polygons or of lines. */
  cutsOf<C>(table: object): Map<number, C> {
    let cuts = this.#cutsOfTable.get(table);
    if (!cuts) this.#cutsOfTable.set(table, cuts = new Map());
    return cuts as Map<number, C>;
  }

  dispose(): void {
    this.#kept.clear();
    this.#values.clear();
    [this.#totals, this.#sums, this.#open] = [new WeakMap(), new WeakMap(), new WeakMap()];
    this.#cuts.clear();
    this.#cutsOfTable.clear();
  }
}

function found<T>(members: readonly number[], sort: MemberSort<T>): readonly T[] {
  const list: T[] = [];
  for (const member of members) {
    const item = sort.find(member);
    if (item !== null) list.push(item);
  }
  return list;
}

/** The known members with those that the change touches put in, taken out or looked at anew. */
function renewed<T>(known: readonly T[], change: AreaChange, sort: MemberSort<T>): Omit<Kept<T>, 'outline'> & { added: readonly T[]; removed: readonly T[] } {
  const [added, removed]: [T[], T[]] = [[], []];
  const { box } = change;
  if (box === null) return { members: known, added, removed };
  const list: T[] = [];
  let copied = 0;
  for (const member of sort.within(box)) {
    if (!sort.isTouched(member, change)) continue;
    const at = placeOf(known, member, copied, sort);
    const before = at < known.length && sort.memberOf(known[at]) === member ? known[at] : null;
    const item = sort.find(member);
    if (before !== null && item !== null && sort.isSame(before, item)) continue;
    if (before === null && item === null) continue;
    while (copied < at) list.push(known[copied++]);
    if (before !== null) {
      removed.push(before);
      copied++;
    }
    if (item !== null) {
      added.push(item);
      list.push(item);
    }
  }
  if (added.length === 0 && removed.length === 0) return { members: known, added, removed };
  while (copied < known.length) list.push(known[copied++]);
  return { members: list, added, removed };
}

/** Where a member is, or would be, in an ascending list. */
function placeOf<T>(known: readonly T[], member: number, from: number, sort: MemberSort<T>): number {
  let [low, high] = [from, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sort.memberOf(known[middle]) < member) low = middle + 1;
    else high = middle;
  }
  return low;
}
