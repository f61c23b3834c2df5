import type { Comparator } from '#planning/standards/rule.ts';
import type { RuleNumber } from '#planning/standards/rule-numbers.ts';
import type { Locale } from '../app/app-state.ts';
import { numberFacts } from './number-facts.ts';

/** Words for what a rule set's numbers are about, from whoever knows the layers. */
export interface Namer {
  readonly layer: (kind: string) => string;
  readonly attribute: (kind: string, name: string) => string;
  readonly role: (id: string) => string;
}

const signs: Readonly<Record<Comparator, string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '=': '=' };

/** What a number is, e.g. `绿地 · 公园（≥5000㎡） · 服务半径`. @param comparator of a threshold, e.g. `>=` */
export function numberLabel({ trail, fields }: RuleNumber, locale: Locale, names: Namer, comparator: Comparator | null): string {
  const last = fields.at(-1) ?? '';
  if (fields[0] === 'threshold' && last === 'value') return `${wordOf('threshold', locale) ?? ''} ${comparator === null ? '' : signs[comparator]}`.trim();
  const whose = trail.flatMap((step, i) => {
    if ('name' in step) return [step.name[locale]];
    if (step.id === null || step.id === step.layer) return [names.layer(step.layer)];
    return isInside(trail, i) ? [names.role(step.id)] : [names.layer(step.layer), names.role(step.id)];
  });
  const layer = [...trail].reverse().find((step) => 'layer' in step);
  const attribute = fields.includes('where') && layer && 'layer' in layer ? [names.attribute(layer.layer, fields[fields.indexOf('where') + 1] ?? '')] : [];
  const words = fields.map((name) => wordOf(name, locale)).filter((word) => word !== null);
  return [...whose, ...attribute, words.length > 0 ? words.join(' ') : last].join(' · ');
}

/** A tier of a named category needs its layer's name no more. */
const isInside = (trail: RuleNumber['trail'], i: number): boolean => i > 0 && trail.slice(0, i).some((step) => 'name' in step);

function wordOf(field: string, locale: Locale): string | null {
  return numberFacts.fields[field]?.name[locale] ?? null;
}

/** Rates are shown and typed in per cent. */
const scale = (unit: string): number => (unit === 'rate' ? 100 : 1);
export const shownNumber = (value: number, unit: string): number => Number((value * scale(unit)).toPrecision(12));
export const storedNumber = (shown: number, unit: string): number => Number((shown / scale(unit)).toPrecision(12));

const tag = (locale: Locale): string => (locale === 'zh' ? 'zh-CN' : 'en');
export const numberText = (value: number, unit: string, locale: Locale): string => shownNumber(value, unit).toLocaleString(tag(locale), { maximumFractionDigits: 6 });
