import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { PlaceReference } from './read-place.ts';

/**
 * What a line of a pasted list is: a row that should hold a corner, or what stands between rings: nothing, a section in brackets, a parcel's line that ends in `@`, a line `key=value`,
 * or a ring's own heading. The last four are those of the text format of survey reports (勘测定界界址点坐标交换格式).
 */
export type LineRole = 'row' | 'blank' | 'parcel' | 'ring' | 'setting';
export type SettingFault = 'other_datum' | 'six_degree' | 'unknown_zone' | 'other_unit';
export interface ListLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly cells: readonly string[];
  readonly role: LineRole;
}

const cellsOf = (line: string): string[] => line.split(/\s*[\t,;，；、]\s*|\s+/).filter((cell) => cell !== '');
const ringHeading = /^(?:[#>]|(?:ring|part|hole|polygon|shell)\b|第?\s*[\d一二三四五六七八九十]*\s*[圈环]|内[圈环]|外[圈环]|地块|洞)/i;

function roleOf(text: string): LineRole {
  if (text === '') return 'blank';
  if (/^\[.*\]$/.test(text) || /^[^\d\s,，\t][^,，\t]*=/.test(text)) return 'setting';
  if (text.endsWith('@')) return 'parcel';
  // A heading of a table names its columns; a ring's own heading is a word or two, and holds no coordinates.
  return ringHeading.test(text) && !/\d[\d.]{4,}/.test(text) && cellsOf(text).length <= 3 ? 'ring' : 'row';
}

export const linesOfList = (text: string): ListLine[] => text.split(/\r?\n/).map((line, i) => {
  const own = line.replace(/^\uFEFF/, '').trim();
  return { number: i + 1, text: own, cells: cellsOf(own), role: roleOf(own) };
});

const settingOf = (lines: readonly ListLine[], key: RegExp): { readonly line: ListLine; readonly value: string } | null => {
  const line = lines.find(({ role, text }) => role === 'setting' && key.test(text.split('=')[0] as string));
  return line ? { line, value: (line.text.split('=')[1] ?? '').trim() } : null;
};

/** What the settings of an exchange file say of its coordinates: the CRS of its zone instead of the city's, or the line that asks for what cannot be read. */
export function settingsOf(lines: readonly ListLine[], reference: PlaceReference): { readonly reference: PlaceReference; readonly faults: ReadonlyMap<number, SettingFault> } {
  const faults = new Map<number, SettingFault>();
  const [datum, degrees, unit, zone] = [/^坐标系/, /^几度分带/, /^计量单位/, /^带号/].map((key) => settingOf(lines, key));
  if (datum && datum.value !== '' && !/2000|CGCS/i.test(datum.value)) faults.set(datum.line.number, 'other_datum');
  if (degrees && degrees.value !== '' && Number(degrees.value) !== 3) faults.set(degrees.line.number, 'six_degree');
  if (unit && unit.value !== '' && !/^(米|m|meters?|metres?)$/i.test(unit.value)) faults.set(unit.line.number, 'other_unit');
  if (!zone || zone.value === '' || faults.size > 0) return { reference, faults };
  const number = Number(zone.value);
  const crs = number >= 25 && number <= 45 ? metricCrs(4534 + number - 25) : null;
  if (!crs) faults.set(zone.line.number, 'unknown_zone');
  return { reference: crs ? { ...reference, crs } : reference, faults };
}
