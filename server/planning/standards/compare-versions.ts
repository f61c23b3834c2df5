import { numberKey } from './change-numbers.ts';
import { numbersOf, rulesIn, type NumberFacts, type RuleNumber } from './rule-numbers.ts';

/** A number that is not the same in two versions; null where a version does not have it. */
export interface NumberDifference { readonly ruleId: string | null; readonly path: string; readonly before: RuleNumber | null; readonly after: RuleNumber | null }

export interface VersionDifference {
  readonly numbers: readonly NumberDifference[];
  /** Ids of rules only one of them has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Ids of rules in both that differ in more than numbers: words, layers, clauses. */
  readonly reworded: readonly string[];
}

/** What changed from one version of a rule set to another. Numbers of added and removed rules are not listed one by one. @param before, after rule sets as JSON */
export function compareVersions(before: unknown, after: unknown, facts: NumberFacts): VersionDifference {
  const [old, now] = [new Map(rulesIn(before).map((rule) => [rule.id, rule])), new Map(rulesIn(after).map((rule) => [rule.id, rule]))];
  const added = [...now.keys()].filter((id) => !old.has(id));
  const removed = [...old.keys()].filter((id) => !now.has(id));
  const isInBoth = ({ ruleId }: RuleNumber): boolean => ruleId === null || (old.has(ruleId) && now.has(ruleId));
  const numbersBefore = new Map(numbersOf(before, facts).filter(isInBoth).map((number) => [numberKey(number), number]));
  const numbersAfter = new Map(numbersOf(after, facts).filter(isInBoth).map((number) => [numberKey(number), number]));
  const numbers = [...new Set([...numbersBefore.keys(), ...numbersAfter.keys()])].flatMap((key) => {
    const [one, other] = [numbersBefore.get(key) ?? null, numbersAfter.get(key) ?? null];
    const known = one ?? other;
    return !known || one?.value === other?.value ? [] : [{ ruleId: known.ruleId, path: known.path, before: one, after: other }];
  });
  const reworded = [...now].filter(([id, rule]) => old.has(id) && stableText(withoutNumbers(old.get(id))) !== stableText(withoutNumbers(rule))).map(([id]) => id);
  return { numbers, added, removed, reworded };
}

/** JSON with its fields in one order, so that equal contents have equal text. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'object' && each !== null && !Array.isArray(each)
    ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each));
}

function withoutNumbers(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' ? 0 : each)));
}
