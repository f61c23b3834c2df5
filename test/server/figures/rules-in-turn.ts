import { meaningOf } from '#planning/standards/rule-layers.ts';
import type { RuleSet } from '#planning/standards/rule.ts';

/**
 * Every `turns`-th question that the rules ask, from `turn` on, by the ids of all rules that ask it: over `turns` areas in a row every rule is asked. With
 * `RENEWMAP_EVERY_RULE=1` every area is asked every rule, which takes half an hour.
 */
export function rulesInTurn(ruleSets: readonly RuleSet[], turn: number, turns: number): readonly string[] {
  const byMeaning = new Map<string, string[]>();
  for (const rule of ruleSets.flatMap(({ rules }) => rules)) {
    const meaning = meaningOf(rule);
    byMeaning.set(meaning, [...byMeaning.get(meaning) ?? [], rule.id]);
  }
  const step = process.env['RENEWMAP_EVERY_RULE'] ? 1 : turns;
  return [...byMeaning.values()].filter((_, index) => index % step === turn % step).flat();
}
