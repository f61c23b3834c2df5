import { numbersOf, rulesIn, type RuleNumber } from '#planning/standards/rule-numbers.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { numberFacts } from './number-facts.ts';

/** A rule as its version has it, with its numbers. */
export interface RuleRow { readonly rule: Rule; readonly numbers: readonly RuleNumber[] }
export interface RuleFilter { readonly text: string; readonly isOnlyOpen: boolean }

/** The rules of a rule set's JSON; numbers of the set itself apart. */
export function rowsOf(content: unknown): { readonly own: readonly RuleNumber[]; readonly rows: readonly RuleRow[] } {
  const numbers = numbersOf(content, numberFacts);
  return {
    own: numbers.filter(({ ruleId }) => ruleId === null),
    rows: rulesIn(content).map((rule) => ({ rule: rule as unknown as Rule, numbers: numbers.filter(({ ruleId }) => ruleId === rule.id) })),
  };
}

/** Something in it was not checked against the document: a number, or the clause. */
export const isOpen = ({ rule, numbers }: RuleRow): boolean => rule.clause.confidence !== 'high' || numbers.some(({ isEditable }) => isEditable);

/** Rows that hold every word of the search, in any of the words people see. */
export function filterRows(rows: readonly RuleRow[], { text, isOnlyOpen }: RuleFilter): readonly RuleRow[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return rows.filter((row) => {
    if (isOnlyOpen && !isOpen(row)) return false;
    const { id, name, formula, clause } = row.rule;
    const hay = [id, name.zh, name.en, formula.zh, formula.en, clause.document, clause.clause, clause.quote ?? ''].join(' ').toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

/** By group in the order in which the groups first come. */
export function groupRows(rows: readonly RuleRow[]): readonly { readonly group: string; readonly rows: readonly RuleRow[] }[] {
  return [...new Set(rows.map(({ rule }) => rule.group))].map((group) => ({ group, rows: rows.filter(({ rule }) => rule.group === group) }));
}
