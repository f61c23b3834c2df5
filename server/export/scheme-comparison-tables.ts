import type { ComparedReading, RuleDifference, SchemeComparison, SchemeTotals, UnitPair } from '#contract/scheme-comparison.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { figureWords, wordOf } from './figure-words.ts';
import type { Locale } from './locale.ts';
import type { Cell, Column, NumberLook, Table } from './tables.ts';

const words = {
  zh: {
    figures: '指标对比', units: '单元对比', baseline: '基准方案', total: '合计', changed: '结论变化', states: { same: '相同', changed: '有变化', only_a: '仅在甲', only_b: '仅在乙' },
    figureHeader: ['单元（甲）', '单元（乙）', '变化', '指标编号', '指标名称', '规则集', '单位', '甲 现状', '甲 含拟建', '甲 结论', '乙 现状', '乙 含拟建', '乙 结论', '差值（乙−甲）', '结论是否变化'],
    unitHeader: ['单元（甲）', '单元（乙）', '变化', '甲 面积（平方米）', '乙 面积（平方米）', '甲 人口', '乙 人口', '甲 拟建项', '乙 拟建项', '甲 造价（万元）', '乙 造价（万元）'],
    about: (a: string, b: string) => `甲：${a}；乙：${b}`,
  },
  en: {
    figures: 'Figures', units: 'Units', baseline: 'Baseline', total: 'Total', changed: 'verdict changes', states: { same: 'same', changed: 'changed', only_a: 'only in A', only_b: 'only in B' },
    figureHeader: ['Unit (A)', 'Unit (B)', 'Change', 'Rule id', 'Rule', 'Rule set', 'Unit of value', 'A existing', 'A with proposals', 'A verdict', 'B existing', 'B with proposals', 'B verdict', 'Difference (B − A)', 'Verdict changes'],
    unitHeader: ['Unit (A)', 'Unit (B)', 'Change', 'A area (m²)', 'B area (m²)', 'A people', 'B people', 'A proposals', 'B proposals', 'A cost (10 000 yuan)', 'B cost (10 000 yuan)'],
    about: (a: string, b: string) => `A: ${a}; B: ${b}`,
  },
} as const;
const figureWidths = [24, 24, 10, 14, 34, 34, 12, 12, 12, 10, 12, 12, 10, 14, 14];
const unitWidths = [24, 24, 10, 16, 16, 12, 12, 12, 12, 14, 14];

const columnsOf = (header: readonly string[], widths: readonly number[]): Column[] => header.map((text, i) => ({ header: text, width: widths[i] as number }));
const number = (value: number | null | undefined, as: NumberLook = 'number'): Cell => (value === null || value === undefined ? null : { value, as });
const lookOf = (unit: string): NumberLook => (unit === 'rate' ? 'percent' : unit === 'count' ? 'integer' : 'number');

type Known = ReadonlyMap<string, { readonly rule: RuleSet['rules'][number]; readonly ruleSet: RuleSet }>;

function figureRow(pair: UnitPair, { ruleId, unit, a, b, difference, isVerdictChanged }: RuleDifference, rules: Known, locale: Locale): Cell[] {
  const [text, w] = [words[locale], figureWords[locale]];
  const known = rules.get(ruleId);
  const look = lookOf(unit);
  const last = (reading: ComparedReading) => reading.proposed ?? reading;
  const side = (reading: ComparedReading | null): Cell[] => (reading ? [number(reading.value, look), number(reading.proposed?.value, look), wordOf(w.verdicts, last(reading).verdict)] : [null, null, null]);
  return [pair.a?.name ?? null, pair.b?.name ?? null, text.states[pair.state], ruleId, known?.rule.name[locale] ?? '', known?.ruleSet.name[locale] ?? '', wordOf(w.units, unit), ...side(a), ...side(b), number(difference, look), isVerdictChanged ? text.changed : null];
}

function sumCells(a: Omit<SchemeTotals, 'units'> | null, b: Omit<SchemeTotals, 'units'> | null): Cell[] {
  return [number(a?.areaM2), number(b?.areaM2), number(a?.people, 'integer'), number(b?.people, 'integer'), number(a?.proposals, 'integer'), number(b?.proposals, 'integer'), number(a?.cost), number(b?.cost)];
}

/** The comparison as tables: figures that have a value, a row a unit and rule; and the units with their sums. Units that are the same have no rows of figures. */
export function schemeComparisonTables(comparison: SchemeComparison, ruleSets: readonly RuleSet[], locale: Locale): [Table, Table] {
  const text = words[locale];
  const rules: Known = new Map(ruleSets.flatMap((ruleSet) => ruleSet.rules.map((rule) => [rule.id, { rule, ruleSet }] as const)));
  const { a, b, pairs } = comparison;
  const about = text.about(a.name ?? text.baseline, b.name ?? text.baseline);
  return [
    { name: text.figures, columns: columnsOf(text.figureHeader, figureWidths), rows: pairs.flatMap((pair) => pair.rules.map((rule) => figureRow(pair, rule, rules, locale))) },
    {
      name: text.units, columns: columnsOf(text.unitHeader, unitWidths),
      rows: [
        ...pairs.map((pair): Cell[] => [pair.a?.name ?? null, pair.b?.name ?? null, text.states[pair.state], ...sumCells(pair.a, pair.b)]),
        [`${text.total} ${a.totals.units}`, `${text.total} ${b.totals.units}`, null, ...sumCells(a.totals, b.totals)],
        [about, ...text.unitHeader.slice(1).map(() => null)],
      ],
    },
  ];
}
