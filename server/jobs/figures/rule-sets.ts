import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stableText } from '#planning/standards/compare-versions.ts';
import type { LayerRegistry } from '#planning/standards/layer-registry.ts';
import { parseRuleSet, sharedRuleIds } from '#planning/standards/parse.ts';
import type { RuleSet } from '#planning/standards/rule.ts';

const folder = fileURLToPath(new URL('../../../data/standards/', import.meta.url));

/** A rule set as its file has it: the JSON, and what the parser makes of it. */
export interface ShippedRuleSet {
  readonly ruleSet: RuleSet;
  readonly content: unknown;
  /** Of the content without its version. */
  readonly hash: string;
}

/** The rule sets of `data/standards`, by file name. @throws Error naming file and place when one is not what the parser takes: the app must not start with it */
export function readShipped(registry: LayerRegistry): readonly ShippedRuleSet[] {
  const shipped = readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name): ShippedRuleSet => {
    const content: unknown = JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
    const parsed = parseRuleSet(content, registry);
    if (!parsed.ok) throw new Error(`data/standards/${name}: ${parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
    return { ruleSet: parsed.ruleSet, content, hash: contentHash(content) };
  });
  const shared = sharedRuleIds(shipped.map(({ ruleSet }) => ruleSet));
  if (shared.length > 0) throw new Error(`data/standards: rule ids used by more than one rule set: ${shared.join(', ')}`);
  return shipped;
}

/** As `readShipped`, without their files. What is in force may be an edited version of them: see `RuleSetStore`. */
export function readRuleSets(registry: LayerRegistry): readonly RuleSet[] {
  return readShipped(registry).map(({ ruleSet }) => ruleSet);
}

/** Equal for rule sets that say the same, whatever their version. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(stableText(withVersion(content, 0))).digest('hex');
}

export function withVersion(content: unknown, version: number): unknown {
  return { ...(content as object), version };
}
