/** Which features a selector means, and for the others why not. */
import { codeMatches, otherCodeMatches } from '../standards/land-use-codes.ts';
import type { Condition, OtherCodes, Selector } from '../standards/rule.ts';
import type { LayerTable } from './dataset.ts';
import type { LeftOutReason } from './figure.ts';
import { areaOf } from './features.ts';

/** null: selected. */
export type Judge = (row: number) => LeftOutReason | null;

/** The further down a feature fails, the nearer it came: with several tiers, the reason that came furthest is told. */
export const PROGRESS: readonly LeftOutReason[] = ['wrong_class', 'demolished', 'planned', 'closed', 'not_public', 'too_small', 'too_large', 'closed_by_proposal', 'moved_by_proposal'];

const STATUS_REASON: Readonly<Record<string, LeftOutReason>> = { closed: 'closed', planned: 'planned', construction: 'planned', demolished: 'demolished' };

/** The selector against one table of its layer. What a thing is comes before its state, its state before its size. */
export function judgeOf(table: LayerTable, selector: Selector): Judge {
  const tests = testsOf(table, selector);
  const { minAreaM2, maxAreaM2Exclusive } = selector;
  const { closed } = table;
  return (row) => {
    for (const test of tests) {
      const reason = test(row);
      if (reason) return reason;
    }
    // What it is, and was, is told before what a proposal makes of it.
    const then = closed?.get(row) ?? null;
    if (minAreaM2 === undefined && maxAreaM2Exclusive === undefined) return then;
    const area = areaOf(table, row);
    if (minAreaM2 !== undefined && area < minAreaM2) return 'too_small';
    return maxAreaM2Exclusive !== undefined && area >= maxAreaM2Exclusive ? 'too_large' : then;
  };
}

/** Tests read nothing but columns: a feature that is moved keeps its own, and is judged without making them anew. */
const knownTests = new WeakMap<LayerTable['columns'], WeakMap<Selector, readonly Judge[]>>();

function testsOf(table: LayerTable, selector: Selector): readonly Judge[] {
  let known = knownTests.get(table.columns);
  if (!known) knownTests.set(table.columns, known = new WeakMap());
  let tests = known.get(selector);
  if (!tests) known.set(selector, tests = testsMade(table, selector));
  return tests;
}

function testsMade(table: LayerTable, selector: Selector): readonly Judge[] {
  const where = Object.entries(selector.where ?? {});
  const isState = (name: string): boolean => name === 'status' || name === 'open_to_public';
  return [
    ...(selector.codes ? [codeTest(table, selector.codes, selector.otherCodes ?? {})] : []),
    ...where.filter(([name]) => !isState(name)).map(([name, condition]) => conditionTest(table, name, condition)),
    ...where.filter(([name]) => isState(name)).map(([name, condition]) => conditionTest(table, name, condition)),
  ];
}

/** Of two reasons, the one that came nearer to being selected. */
export function nearerReason(a: LeftOutReason, b: LeftOutReason): LeftOutReason {
  return PROGRESS.indexOf(b) > PROGRESS.indexOf(a) ? b : a;
}

/** Text of an attribute ('true'/'false' for booleans), or null when absent. */
export function textOf(table: LayerTable, name: string, row: number): string | null {
  const column = table.columns[name];
  if (column?.type !== 'text') return null;
  const code = column.codes[row];
  return code === 0xffff ? null : column.dictionary[code];
}

/** Number of an attribute; NaN when absent. */
export function numberOf(table: LayerTable, name: string, row: number): number {
  const column = table.columns[name];
  return column?.type === 'number' ? column.values[row] : NaN;
}

/** Whether any row has a value of the attribute. */
export function hasValues(table: LayerTable, name: string): boolean {
  const column = table.columns[name];
  if (!column) return false;
  return column.type === 'number' ? column.values.some((value) => !Number.isNaN(value)) : column.codes.some((code) => code !== 0xffff);
}

/** A code means what its classification version says; a feature that states none is of the version selectors are written in (standards.md §3.4, traps 1 to 4). */
function codeTest(table: LayerTable, codes: readonly string[], otherCodes: OtherCodes): Judge {
  return (row) => {
    const code = textOf(table, 'code', row);
    if (code === null) return 'wrong_class';
    const other = otherCodes[textOf(table, 'classification_version', row) ?? ''];
    const meant = other ? otherCodeMatches(code, other) : codes.some((wanted) => codeMatches(code, wanted));
    return meant ? null : 'wrong_class';
  };
}

function conditionTest(table: LayerTable, name: string, condition: Condition): Judge {
  const column = table.columns[name];
  const failed = (value: string | null): LeftOutReason => {
    if (name === 'open_to_public') return 'not_public';
    return name === 'status' && value !== null ? STATUS_REASON[value] ?? 'wrong_class' : 'wrong_class';
  };
  const ifAbsent = condition.absent === true ? null : 'wrong_class';
  if (column?.type === 'text') {
    const accepted = column.dictionary.map((value) => 'in' in condition && condition.in.some((wanted) => String(wanted) === value));
    return (row) => {
      const code = column.codes[row];
      if (code === 0xffff) return ifAbsent;
      return accepted[code] ? null : failed(column.dictionary[code]);
    };
  }
  if (column?.type === 'number') {
    return (row) => {
      const value = column.values[row];
      if (Number.isNaN(value)) return ifAbsent;
      return numberMatches(value, condition) ? null : failed(null);
    };
  }
  return () => ifAbsent;
}

function numberMatches(value: number, condition: Condition): boolean {
  if ('in' in condition) return condition.in.includes(value);
  return (condition.min === undefined || value >= condition.min) && (condition.minExclusive === undefined || value > condition.minExclusive) && (condition.maxExclusive === undefined || value < condition.maxExclusive);
}
