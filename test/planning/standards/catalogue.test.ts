import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRuleSets } from '../../support/rule-sets.ts';

/** data/standards/README.md says of every spatial rule of the catalogue which rules express it, or why none does. */
const readme = readFileSync(new URL('../../../data/standards/README.md', import.meta.url), 'utf8');
const rows = readme.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| catalogue')).map((line) => {
  const [source, rules, remark] = line.split('|').slice(1, 4).map((cell) => cell.trim());
  return { source, rules: [...rules.matchAll(/`([^`]+)`/g)].map(([, id]) => id), remark };
});
const ids = allRuleSets().flatMap(({ rules }) => rules.map(({ id }) => id));

/** Rows of kind SP, and SP beside another kind, in the catalogue's §1 and §2.1. */
const CATALOGUE = [
  'Z0-T08', 'Z0-Q01', 'Z0-Q02', 'Z0-Q03', 'Z0-Q04', 'Z0-Q06', 'Z0-Q07', 'Z0-Q08', 'Z0-Q09', 'Z0-Q10', 'Z0-Q11', 'Z0-W01', 'Z0-A03',
  'Z3-P02', 'Z3-Q01', 'Z3-Q02', 'Z3-Q03', 'Z3-Q04', 'Z3-Q05', 'Z3-Q07', 'Z3-Q09', 'Z3-Q10', 'Z3-Q11', 'Z3-Q12', 'Z3-Q13', 'Z3-Q14', 'Z3-Q22',
  'E2-05', 'E2-07', 'E2-08', 'E2-09', 'E2-12', 'E2-18', 'E2-22', 'E2-24', 'E2-25', 'E2-26', 'E2-27', 'E2-28', 'E2-31', 'E2-33', 'E2-34', 'E2-44', 'E2-48',
  'G-TJ2021', 'G-YL2016', 'G-YL2022', 'G-50563', 'G-51346', 'G-55014', 'G-TD1063',
];

describe('the table of data/standards/README.md', () => {
  it('names only rules there are, and every rule once', () => {
    const named = rows.flatMap(({ rules }) => rules);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id) => !named.includes(id))).toEqual([]);
    expect(named.filter((id, i) => named.indexOf(id) !== i)).toEqual([]);
  });
  it('has every spatial rule of the catalogue, and a reason where nothing expresses it', () => {
    expect(CATALOGUE.filter((id) => !rows.some(({ source }) => source === id))).toEqual([]);
    expect(rows.filter(({ rules, remark }) => rules.length === 0 && remark === '').map(({ source }) => source)).toEqual([]);
  });
});
