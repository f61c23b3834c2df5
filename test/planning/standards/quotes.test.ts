import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRuleSets } from '../../support/rule-sets.ts';

/** The policy documents are kept beside the project, not in it. */
const folder = new URL('../../../../shared/policy/', import.meta.url);
const missing = existsSync(folder) ? '' : ' (skipped: ../shared/policy is not here)';

const plain = (text: string): string => text.replace(/\s+/g, '');
const textOf = (source: string): string => {
  const file = readdirSync(folder).find((name) => name.startsWith(source.toLowerCase()));
  if (!file) throw new Error(`no document ${source}`);
  return plain(readFileSync(new URL(file, folder), 'utf8'));
};

describe.skipIf(missing !== '')(`clauses against the policy documents${missing}`, () => {
  const clauses = allRuleSets().flatMap(({ rules }) => rules.map(({ id, clause }) => ({ id, clause }))).filter(({ clause }) => /^S\d{3}$/.test(clause.source));
  it.each(clauses)('$id quotes its document word for word', ({ clause }) => {
    expect(textOf(clause.source)).toContain(plain(clause.quote ?? 'a clause of a policy document must be quoted'));
  });
});
