/** Numbers by home, 0 to 255, that people are counted by: made once for what does not change any more, so that an area need only follow the homes that come and go. */
import type { HomeReach, Nearest } from './home-reach.ts';
import type { Homes } from './homes.ts';

const whole = new WeakMap<Homes, boolean>();

/** Whether everyone of the homes adds up exactly, in whatever order. */
export function arePeopleWhole(homes: Homes): boolean {
  let areWhole = whole.get(homes);
  if (areWhole === undefined) whole.set(homes, areWhole = homes.people.every((people) => Number.isInteger(people)) && 256 * homes.people.reduce((total, people) => total + people, 0) <= Number.MAX_SAFE_INTEGER);
  return areWhole;
}

const all = new WeakMap<Homes, Uint8Array>();
const reached = new WeakMap<Nearest, Uint8Array | null>();

/** 1 for each home that has a facility, or for every home; null for a reach that is asked for the first time, or follows proposals. */
export function reachedOf(homes: Homes, reach: HomeReach | null): Uint8Array | null {
  if (reach?.isFollowing) return null;
  if (reach === null) {
    let counts = all.get(homes);
    if (!counts) all.set(homes, counts = new Uint8Array(homes.count).fill(1));
    return counts;
  }
  if (reach.isFollowing) return null;
  const known = reached.get(reach.nearest);
  if (known) return known;
  // Reaches on foot with proposals are made anew at every move: not worth it before the second question.
  const counts = known === null ? onesWhere(reach.nearest) : null;
  reached.set(reach.nearest, counts);
  return counts;
}

function onesWhere(nearest: Nearest): Uint8Array {
  const counts = new Uint8Array(nearest.length);
  for (let home = 0; home < counts.length; home++) if (nearest[home] >= 0) counts[home] = 1;
  return counts;
}

interface Categories { readonly nearest: readonly Nearest[]; counts: { readonly has: Uint8Array; readonly hasAll: Uint8Array } | null }

const categories = new WeakMap<Nearest, Categories[]>();

/** So many sets of categories are remembered that begin with the same one. */
const MOST_SETS = 32;

/** How many of the categories each home has, and 1 for each home with all of them; null as above. */
export function categoriesHad(reaches: readonly HomeReach[]): { readonly has: Uint8Array; readonly hasAll: Uint8Array } | null {
  if (reaches.length === 0 || reaches.length > 255 || reaches.some(({ isFollowing }) => isFollowing)) return null;
  const nearest = reaches.map((reach) => reach.nearest);
  let sets = categories.get(nearest[0]);
  if (!sets) categories.set(nearest[0], sets = []);
  const known = sets.find((set) => set.nearest.length === nearest.length && set.nearest.every((each, i) => each === nearest[i]));
  if (!known) {
    if (sets.length === MOST_SETS) sets.shift();
    sets.push({ nearest, counts: null });
    return null;
  }
  return known.counts ??= countsOf(nearest);
}

function countsOf(nearest: readonly Nearest[]): { readonly has: Uint8Array; readonly hasAll: Uint8Array } {
  const has = new Uint8Array(nearest[0].length);
  for (const each of nearest) for (let home = 0; home < has.length; home++) if (each[home] >= 0) has[home] += 1;
  const hasAll = new Uint8Array(has.length);
  for (let home = 0; home < has.length; home++) if (has[home] === nearest.length) hasAll[home] = 1;
  return { has, hasAll };
}
