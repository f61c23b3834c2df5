import type { FigureSet } from '#contract/figures.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import type { FeatureTable } from './feature-table.ts';
import type { Field, FieldType, Scalar } from './fields.ts';
import { figureWords, wordOf } from './figure-words.ts';
import type { Locale } from './locale.ts';
import { fromMetres, geometryOf } from './target-crs.ts';

const field = (key: string, type: FieldType, zh: string, en: string): Field => ({ key, type, title: { zh, en } });
const fields: readonly Field[] = [
  field('area', 'text', '区域', 'Area'), field('area_name', 'text', '区域名称', 'Area name'), field('rule_id', 'text', '指标编号', 'Rule id'), field('rule', 'text', '指标名称', 'Rule'),
  field('rule_set', 'text', '规则集', 'Rule set'), field('version', 'integer', '规则集版本', 'Version'), field('document', 'text', '文件', 'Document'), field('clause', 'text', '条款', 'Clause'),
  field('value', 'number', '数值', 'Value'), field('unit', 'text', '单位', 'Unit'), field('numerator', 'number', '分子', 'Numerator'), field('num_unit', 'text', '分子单位', 'Numerator unit'),
  field('denominator', 'number', '分母', 'Denominator'), field('den_unit', 'text', '分母单位', 'Denominator unit'), field('compare', 'text', '比较', 'Comparison'), field('threshold', 'number', '阈值', 'Threshold'),
  field('verdict', 'text', '结论', 'Verdict'), field('state', 'text', '状态', 'State'), field('computed', 'instant', '计算时间', 'Computed at'),
];

/** Figures of one area, a row a rule, each with the outline of the area. @param wkb of the area in the city's metres; null: the whole city, which has no outline of its own */
export function figureTable(set: FigureSet, ruleSets: readonly RuleSet[], only: string | undefined, outline: { readonly wkb: Buffer; readonly crs: MetricCrs } | null, locale: Locale): FeatureTable {
  const rules = new Map(ruleSets.flatMap((ruleSet) => ruleSet.rules.map((rule) => [rule.id, { rule, ruleSet }] as const)));
  const words = figureWords[locale];
  const figures = set.figures.filter(({ ruleId }) => only === undefined || ruleId === only);
  const values = figures.map((figure): Record<string, Scalar> => {
    const known = rules.get(figure.ruleId);
    return {
      area: set.area, area_name: set.areaName, rule_id: figure.ruleId, rule: known?.rule.name[locale] ?? null, rule_set: known?.ruleSet.name[locale] ?? figure.ruleSetId, version: figure.ruleSetVersion,
      document: figure.receipt.clause.document, clause: figure.receipt.clause.clause, value: figure.value, unit: figure.unit, numerator: figure.numerator, num_unit: figure.numeratorUnit,
      denominator: figure.denominator, den_unit: figure.denominatorUnit, compare: figure.threshold?.comparator ?? null, threshold: figure.threshold?.value ?? null,
      verdict: wordOf(words.verdicts, figure.verdict), state: wordOf(words.states, set.state), computed: set.computedAt,
    };
  });
  return {
    name: 'figures', title: { zh: `指标 ${set.areaName}`, en: `Figures ${set.areaName}` }, fields, count: values.length,
    async *rows(target) {
      const geometry = outline ? geometryOf(outline.wkb, fromMetres(outline.crs, target)) : null;
      for (const each of values) yield { id: null, values: each, geometry };
    },
  };
}
