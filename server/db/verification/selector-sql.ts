import type { Condition, OtherCodes, Selector } from '#planning/standards/rule.ts';
import type { SqlValues } from './sql-values.ts';

/** Land-use codes padded with pairs of zeros on the right are the same code (standards.md §3.4, trap 4). */
const unpadded = (text: string): string => `regexp_replace(${text}, '^(.{2,}?)(00)*$', '\\1')`;

/** The test of a selector on the feature row `alias`, as the rule file states it: the edition and every condition. `editionId` is of the selector's layer. */
export function selectorSql(values: SqlValues, alias: string, selector: Selector, editionId: number): string {
  const tests = [`${alias}.edition_id = ${values.add(editionId)}`];
  if (selector.codes) tests.push(codesSql(values, alias, selector.codes, selector.otherCodes ?? {}));
  for (const [name, condition] of Object.entries(selector.where ?? {})) tests.push(conditionSql(values, alias, name, condition));
  if (selector.minAreaM2 !== undefined) tests.push(`st_area(${alias}.geom) >= ${values.add(selector.minAreaM2)}`);
  if (selector.maxAreaM2Exclusive !== undefined) tests.push(`st_area(${alias}.geom) < ${values.add(selector.maxAreaM2Exclusive)}`);
  return tests.join(' and ');
}

/** By the feature's classification version: its codes mean what the rule file's mean, or what the table of equivalents says. */
function codesSql(values: SqlValues, alias: string, codes: readonly string[], otherCodes: OtherCodes): string {
  const code = unpadded(`${alias}.attrs->>'code'`);
  const longest = (prefixes: readonly string[]): string =>
    `coalesce((select max(length(${unpadded('p')})) from unnest(${values.add(prefixes)}::text[]) p where starts_with(${code}, ${unpadded('p')})), 0)`;
  const others = Object.entries(otherCodes).map(([version, { accept, except }]) => `when ${values.add(version)}::text then ${longest(accept)} > ${longest(except)}`);
  const same = `exists (select from unnest(${values.add(codes)}::text[]) wanted where starts_with(${code}, ${unpadded('wanted')}))`;
  return others.length === 0 ? same : `(case ${alias}.attrs->>'classification_version' ${others.join(' ')} else ${same} end)`;
}

function conditionSql(values: SqlValues, alias: string, name: string, condition: Condition): string {
  const key = values.add(name);
  const value = `${alias}.attrs->${key}::text`;
  // An empty text is no value.
  const text = `nullif(${alias}.attrs->>${key}::text, '')`;
  const holds = 'in' in condition ? oneOfSql(values, value, text, condition.in) : betweenSql(values, value, text, condition);
  return condition.absent === true ? `(${text} is null or ${holds})` : `(${text} is not null and ${holds})`;
}

function oneOfSql(values: SqlValues, value: string, text: string, wanted: readonly (string | number | boolean)[]): string {
  const words = `${text} = any(${values.add(wanted.filter((item) => typeof item !== 'number').map(String))}::text[])`;
  const numbers = wanted.filter((item) => typeof item === 'number');
  return numbers.length === 0 ? words : `(${words} or ${numberSql(value, text, `= any(${values.add(numbers)}::float8[])`)})`;
}

function betweenSql(values: SqlValues, value: string, text: string, condition: { readonly min?: number; readonly minExclusive?: number; readonly maxExclusive?: number }): string {
  const tests = [`jsonb_typeof(${value}) = 'number'`];
  if (condition.min !== undefined) tests.push(numberSql(value, text, `>= ${values.add(condition.min)}`));
  if (condition.minExclusive !== undefined) tests.push(numberSql(value, text, `> ${values.add(condition.minExclusive)}`));
  if (condition.maxExclusive !== undefined) tests.push(numberSql(value, text, `< ${values.add(condition.maxExclusive)}`));
  return `(${tests.join(' and ')})`;
}

/** `case` keeps the cast away from values that are no numbers, whatever order the planner chooses. */
function numberSql(value: string, text: string, comparison: string): string {
  return `case when jsonb_typeof(${value}) = 'number' then (${text})::float8 ${comparison} else false end`;
}
