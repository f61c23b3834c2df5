import type { FigureLine } from '#contract/runs.ts';
import type { InputRef } from '#planning/coverage/figure.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { figureWords, wordOf } from './figure-words.ts';
import type { Locale } from './locale.ts';
import type { Cell, Column, Table } from './tables.ts';

/** An area of the table: see `RunAreaWithState` of the database. */
export interface TableArea {
  readonly areaKind: string;
  readonly areaId: string;
  readonly name: string;
  readonly level: string;
  readonly computedAt: string;
  readonly lines: readonly FigureLine[];
  readonly state: string;
  readonly disputed: readonly string[];
}
export interface TableRun {
  readonly layers: readonly InputRef[];
  readonly engine: string;
  readonly startedBy: string | null;
  readonly finishedAt: string;
}

const words = {
  zh: {
    results: '指标结果', sources: '数据来源', comparators: { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '=': '=' } as Readonly<Record<string, string>>,
    header: ['区域类型', '区域代码', '区域名称', '级别', '指标编号', '指标名称', '规则集', '规则集版本', '文件', '条款', '分子', '分子单位', '分母', '分母单位', '数值', '单位', '比较', '阈值', '结论', '稳健性', '下限', '上限', '状态', '数据日期', '缺失图层', '计算时间'],
    sourceHeader: ['图层', '版次', '来源', '数据日期', '要素数', '校验和 SHA-256'],
    note: (run: TableRun) => `全市计算于 ${run.finishedAt} 完成，发起人 ${run.startedBy ?? '系统'}，引擎 ${run.engine}。比率在 CSV 中为 0–1 的小数，未作四舍五入。`,
  },
  en: {
    results: 'Figures', sources: 'Sources', comparators: {} as Readonly<Record<string, string>>,
    header: ['Area kind', 'Area code', 'Area name', 'Level', 'Rule id', 'Rule', 'Rule set', 'Version', 'Document', 'Clause', 'Numerator', 'Numerator unit', 'Denominator', 'Denominator unit', 'Value', 'Unit', 'Comparison', 'Threshold', 'Verdict', 'Robustness', 'Low', 'High', 'State', 'Data dates', 'Missing layers', 'Computed at'],
    sourceHeader: ['Layer', 'Edition', 'Source', 'Date of data', 'Features', 'SHA-256'],
    note: (run: TableRun) => `City-wide run finished ${run.finishedAt}, started by ${run.startedBy ?? 'the server'}, engine ${run.engine}. Rates are fractions 0–1 in CSV, unrounded.`,
  },
} as const;
const widths = [11, 16, 26, 10, 14, 34, 34, 10, 40, 14, 16, 10, 16, 10, 12, 12, 8, 10, 10, 10, 10, 10, 10, 24, 20, 22];

/** The result of a run: a row an area and rule; and its sources. `nameOf` a layer kind in the table's language. */
export function runTables(run: TableRun, areas: readonly TableArea[], ruleSets: readonly RuleSet[], nameOf: (layer: string) => string, locale: Locale): [Table, Table] {
  const rules = new Map(ruleSets.flatMap((ruleSet) => ruleSet.rules.map((rule) => [rule.id, { rule, ruleSet }] as const)));
  const dates = new Map(run.layers.map(({ layer, sourceDate }) => [layer, sourceDate ?? figureWords[locale].undated]));
  const rows = areas.flatMap((area) => area.lines.map((line) => rowOf(area, line, { rules, dates, nameOf, locale })));
  const text = words[locale];
  return [
    { name: text.results, columns: text.header.map((header, i): Column => ({ header, width: widths[i] as number })), rows },
    {
      name: text.sources, columns: text.sourceHeader.map((header, i): Column => ({ header, width: [26, 8, 44, 14, 12, 66][i] as number })),
      rows: [
        ...run.layers.map(({ layer, edition, source, sourceDate, features, sha256 }): Cell[] => [nameOf(layer), whole(edition), source, sourceDate ?? figureWords[locale].undated, whole(features), sha256]),
        [text.note(run), null, null, null, null, null],
      ],
    },
  ];
}

interface RowContext {
  readonly rules: ReadonlyMap<string, { readonly rule: RuleSet['rules'][number]; readonly ruleSet: RuleSet }>;
  readonly dates: ReadonlyMap<string, string>;
  readonly nameOf: (layer: string) => string;
  readonly locale: Locale;
}

function rowOf(area: TableArea, line: FigureLine, { rules, dates, nameOf, locale }: RowContext): Cell[] {
  const w = figureWords[locale];
  const known = rules.get(line.ruleId);
  const inUnit = (value: number | null | undefined): Cell => ({ value: value ?? null, as: line.unit === 'rate' ? 'percent' : line.unit === 'count' ? 'integer' : 'number' });
  const amount = (value: number | null, unit: string): Cell => ({ value, as: unit === 'count' ? 'integer' : 'number' });
  return [
    wordOf(w.areaKinds, area.areaKind), area.areaId, area.name, wordOf(w.levels, area.level),
    line.ruleId, known?.rule.name[locale] ?? '', known?.ruleSet.name[locale] ?? line.ruleSetId, whole(line.ruleSetVersion), line.clause.document, line.clause.clause,
    amount(line.numerator, line.numeratorUnit), wordOf(w.units, line.numeratorUnit), amount(line.denominator, line.denominatorUnit), wordOf(w.units, line.denominatorUnit),
    inUnit(line.value), wordOf(w.units, line.unit),
    line.threshold ? wordOf(words[locale].comparators, line.threshold.comparator) : null, line.threshold ? inUnit(line.threshold.value) : null, wordOf(w.verdicts, line.verdict),
    line.robustness ? wordOf(w.robustness, line.robustness.level) : null, line.robustness ? inUnit(line.robustness.low) : null, line.robustness ? inUnit(line.robustness.high) : null,
    wordOf(w.states, stateOf(area, line)),
    [...new Set(line.layers.map((layer) => dates.get(layer) ?? w.undated))].sort().join(', '), line.missingLayers.map(nameOf).join(', '), area.computedAt,
  ];
}

/** Verified is said of an area's figures together, disputed only of those that differ. */
function stateOf({ state, disputed }: TableArea, { ruleId }: FigureLine): string {
  if (state !== 'disputed') return state;
  return disputed.includes(ruleId) ? 'disputed' : 'verified';
}

function whole(value: number): Cell {
  return { value, as: 'integer' };
}
