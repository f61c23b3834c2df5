import type { FlippedSide, RuleComparison } from '#planning/coverage/compare-rules-api.ts';
import type { Locale } from './locale.ts';
import type { Cell, Table } from './tables.ts';

const words = {
  zh: { sheet: '翻转要素', header: ['仅被覆盖于', '类型', '要素编号', '名称', '人数', '面积（平方米）'], home: '住宅', parcel: '地块' },
  en: { sheet: 'Flipped features', header: ['Covered only by', 'Kind', 'Feature id', 'Name', 'People', 'Area (m²)'], home: 'home', parcel: 'parcel' },
} as const;

/** Homes and parcels that one of two rules covers and the other does not, a row each. @param nameOf of a feature, '' when it has none */
export function comparisonTable({ onlyA, onlyB }: RuleComparison, ruleNames: { readonly a: string; readonly b: string }, nameOf: (id: number) => string, locale: Locale): Table {
  const text = words[locale];
  const rowsOf = (side: FlippedSide, by: string): Cell[][] => [
    ...side.homes.map(({ id, amount }): Cell[] => [by, text.home, { value: id, as: 'integer' }, nameOf(id), { value: amount, as: 'integer' }, null]),
    ...(side.parcels ?? []).map(({ id, amount }): Cell[] => [by, text.parcel, { value: id, as: 'integer' }, nameOf(id), null, { value: amount, as: 'number' }]),
  ];
  return { name: text.sheet, columns: text.header.map((header, i) => ({ header, width: [44, 10, 14, 30, 12, 16][i] as number })), rows: [...rowsOf(onlyA, ruleNames.a), ...rowsOf(onlyB, ruleNames.b)] };
}
