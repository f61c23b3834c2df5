import { readdirSync, readFileSync } from 'node:fs';
import { parseRuleSet } from '#planning/standards/parse.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { layerRegistry } from './scenes.ts';

const folder = new URL('../../data/standards/', import.meta.url);

/** Every rule set of data/standards, parsed; a file with a problem throws. */
export function allRuleSets(): readonly RuleSet[] {
  return readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((file) => {
    const parsed = parseRuleSet(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), layerRegistry);
    if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.problems)}`);
    return parsed.ruleSet;
  });
}
