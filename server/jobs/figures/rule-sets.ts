import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LayerRegistry } from '#planning/standards/layer-registry.ts';
import { parseRuleSet, sharedRuleIds } from '#planning/standards/parse.ts';
import type { RuleSet } from '#planning/standards/rule.ts';

const folder = fileURLToPath(new URL('../../../data/standards/', import.meta.url));

/** The rule sets of `data/standards`, by file name. @throws Error naming file and place when one is not what the parser takes: the app must not start with it */
export function readRuleSets(registry: LayerRegistry): readonly RuleSet[] {
  const ruleSets = readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => {
    const parsed = parseRuleSet(JSON.parse(readFileSync(`${folder}${name}`, 'utf8')), registry);
    if (!parsed.ok) throw new Error(`data/standards/${name}: ${parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
    return parsed.ruleSet;
  });
  const shared = sharedRuleIds(ruleSets);
  if (shared.length > 0) throw new Error(`data/standards: rule ids used by more than one rule set: ${shared.join(', ')}`);
  return ruleSets;
}
