import type { Figure } from '#planning/coverage/figure.ts';
import type { Comparator, FigureUnit } from '#planning/standards/rule.ts';
import { areaText, lengthText } from '../layers/names.ts';
import type { Locale } from '../app/app-state.ts';

/** A number for people: the value large, its unit small. */
export interface NumberText { readonly value: string; readonly unit: string }
type Threshold = Pick<NonNullable<Figure['threshold']>, 'comparator' | 'value'>;

const unitWords: Readonly<Record<Locale, Readonly<Record<FigureUnit, string>>>> = {
  zh: { rate: '%', per_km2: '座/km²', m2_per_person: '㎡/人', per_thousand: '/千人', km_per_km2: 'km/km²', count: '个', m: 'm' },
  en: { rate: '%', per_km2: 'per km²', m2_per_person: 'm² per person', per_thousand: 'per 1,000 people', km_per_km2: 'km/km²', count: '', m: 'm' },
};
/** Decimals shown when nothing asks for more. */
const usualDigits: Readonly<Record<FigureUnit, number>> = { rate: 1, per_km2: 2, m2_per_person: 2, per_thousand: 2, km_per_km2: 2, count: 0, m: 0 };
const mostDigits = 6;
const tag = (locale: Locale) => (locale === 'zh' ? 'zh-CN' : 'en');
/** Making a format costs more than a hundred numbers written in it. */
const formats = new Map<string, Intl.NumberFormat>();
function written(value: number, locale: Locale, fewest: number, most: number): string {
  const key = `${locale} ${fewest} ${most}`;
  let format = formats.get(key);
  if (!format) formats.set(key, format = new Intl.NumberFormat(tag(locale), { minimumFractionDigits: fewest, maximumFractionDigits: most }));
  return format.format(value);
}
/** Of the value as shown: a rate is shown in per cent. */
const shownScale = (unit: FigureUnit) => (unit === 'rate' ? 100 : 1);

const sign = (value: number) => (value > 0 ? 1 : value < 0 ? -1 : 0);

/**
 * Enough decimals that the number shown stands on the same side of the threshold as the unrounded one: 79.96 % that fails 80 % is never
 * shown as 80.0 %.
 */
function digitsFor(value: number, unit: FigureUnit, threshold: Threshold | null): number {
  const scale = shownScale(unit);
  const side = threshold ? sign(value - threshold.value) : 0;
  for (let digits = usualDigits[unit]; digits < mostDigits; digits++) {
    if (!threshold || sign(Number((value * scale).toFixed(digits)) - Number((threshold.value * scale).toFixed(9))) === side) return digits;
  }
  return mostDigits;
}

/** The value of a figure; null has no text, its verdict says why. */
export function valueText(value: number, unit: FigureUnit, locale: Locale, threshold: Threshold | null = null): NumberText {
  const digits = digitsFor(value, unit, threshold);
  const shown = value * shownScale(unit);
  return { value: written(shown, locale, digits, digits), unit: unitWords[locale][unit] };
}

const comparatorSigns: Readonly<Record<Comparator, string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '=': '=' };
/** `≥ 80 %` */
export function thresholdText({ comparator, value }: Threshold, unit: FigureUnit, locale: Locale): string {
  const shown = written(Number((value * shownScale(unit)).toPrecision(12)), locale, 0, 4);
  return `${comparatorSigns[comparator]} ${shown}${unitWords[locale][unit] === '' ? '' : ` ${unitWords[locale][unit]}`}`;
}

export interface Change { readonly direction: 'up' | 'down'; readonly text: string }
/** The change as shown, or null when it would be shown as zero. A rate changes by percentage points. */
export function changeText(before: number | null, now: number | null, unit: FigureUnit, locale: Locale): Change | null {
  if (before === null || now === null) return null;
  const digits = Math.max(1, usualDigits[unit]);
  const difference = Number(((now - before) * shownScale(unit)).toFixed(unit === 'count' ? 0 : digits));
  if (difference === 0) return null;
  const size = written(Math.abs(difference), locale, 0, digits);
  const unitText = unit === 'rate' ? (locale === 'zh' ? ' 百分点' : ' pp') : '';
  return { direction: difference > 0 ? 'up' : 'down', text: `${size}${unitText}` };
}

export function peopleText(people: number, locale: Locale): string {
  if (locale === 'zh' && people >= 1e4) return `${(people / 1e4).toLocaleString('zh-CN', { maximumFractionDigits: 2 })} 万人`;
  return `${people.toLocaleString(tag(locale), { maximumFractionDigits: people < 10 ? 2 : 0 })} ${locale === 'zh' ? '人' : 'people'}`;
}

/** A numerator, a denominator or what a feature contributed, in the unit the core names. */
export function amountText(amount: number, unit: string, locale: Locale): string {
  switch (unit) {
    case 'm²': return areaText(amount, locale);
    case 'km²': return areaText(amount * 1e6, locale);
    case 'km': return lengthText(amount * 1000, locale);
    case 'm': return lengthText(amount, locale);
    case 'people': return peopleText(amount, locale);
    case 'count': return `${amount.toLocaleString(tag(locale), { maximumFractionDigits: 2 })}${locale === 'zh' ? ' 个' : ''}`;
    default: return `${amount.toLocaleString(tag(locale), { maximumFractionDigits: 2 })} ${unit}`.trim();
  }
}

/** All digits there are, grouped: what a receipt shows beside the rounded text. */
export const exactText = (value: number, locale: Locale): string => value.toLocaleString(tag(locale), { maximumSignificantDigits: 12 });

/** The formula with its numbers put in: `4.83 公顷 ÷ 5.79 公顷 = 83.4 %`. */
export function quotientText(figure: Pick<Figure, 'numerator' | 'denominator' | 'numeratorUnit' | 'denominatorUnit' | 'value' | 'unit' | 'threshold'>, locale: Locale): string | null {
  if (figure.numerator === null || figure.denominator === null) return null;
  const result = figure.value === null ? '–' : Object.values(valueText(figure.value, figure.unit, locale, figure.threshold)).join(' ').trim();
  return `${amountText(figure.numerator, figure.numeratorUnit, locale)} ÷ ${amountText(figure.denominator, figure.denominatorUnit, locale)} = ${result}`;
}

const amountUnits: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { zh: { people: '人', count: '个' }, en: { people: 'people', count: '' } };

/** Unit of a numerator or denominator in words; m², km and the like are the same in both languages. */
export const unitText = (unit: string, locale: Locale): string => amountUnits[locale][unit] ?? unit;

/** Date and minute in the person's own time zone. */
export const momentText = (iso: string, locale: Locale): string =>
  new Date(iso).toLocaleString(tag(locale), { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false });
