/** What land-use codes of one classification are called in another: `data/land-use-codes.json`, which comes in as a value. */
import type { OtherCodes } from './rule.ts';

export interface LandUseCodes {
  /** The version selectors are written in, and the version of a feature that states none. */
  readonly canonical: string;
  readonly versions: Readonly<Record<string, {
    /** Codes mean what they mean in the canonical version. */
    readonly same?: boolean;
    /** Prefix of a code of this version → code of the canonical version; the longest prefix wins. */
    readonly codes: Readonly<Record<string, string>>;
  }>>;
}

/** `070100` is `07 01 00`: pairs of zeros on the right only fill up (standards.md §3.4, trap 4). */
export function unpadded(code: string): string {
  let end = code.length;
  while (end >= 4 && code.endsWith('00', end)) end -= 2;
  return code.slice(0, end);
}

/** `0701` also takes `070102` and `070100`. */
export function codeMatches(code: string, wanted: string): boolean {
  return unpadded(code).startsWith(unpadded(wanted));
}

/** Codes of the canonical version in the words of every other version. */
export function otherCodesOf(wanted: readonly string[], { versions }: LandUseCodes): OtherCodes {
  return Object.fromEntries(Object.entries(versions).map(([version, { same, codes }]) => {
    if (same) return [version, { accept: [...wanted], except: [] }];
    const means = Object.entries(codes).map(([prefix, canonical]) => ({ prefix, meant: wanted.some((each) => codeMatches(canonical, each)) }));
    // A prefix that its next shorter one already answers for says nothing new.
    const news = means.filter(({ prefix, meant }) => (longestBefore(prefix, means)?.meant ?? false) !== meant);
    return [version, { accept: news.filter(({ meant }) => meant).map(({ prefix }) => prefix), except: news.filter(({ meant }) => !meant).map(({ prefix }) => prefix) }];
  }));
}

interface Meaning { readonly prefix: string; readonly meant: boolean }

function longestBefore(prefix: string, means: readonly Meaning[]): Meaning | undefined {
  return means.filter((each) => each.prefix !== prefix && prefix.startsWith(each.prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

/** Whether a code of another version is meant. */
export function otherCodeMatches(code: string, { accept, except }: OtherCodes[string]): boolean {
  const plain = unpadded(code);
  const longest = (prefixes: readonly string[]): number => prefixes.reduce((length, prefix) => plain.startsWith(unpadded(prefix)) ? Math.max(length, unpadded(prefix).length) : length, 0);
  return longest(accept) > longest(except);
}
