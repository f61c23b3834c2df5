import type { Locale } from '../app/app-state.ts';

export interface Bilingual { readonly zh: string; readonly en: string }
export const inLocale = (words: Bilingual | undefined, locale: Locale, otherwise = ''): string => words?.[locale] ?? otherwise;
/** Between a label and what it says. */
export const colon = (locale: Locale): string => (locale === 'zh' ? '：' : ': ');
/** Several names in a sentence. */
export const listed = (names: readonly string[], locale: Locale): string => names.join(locale === 'zh' ? '、' : ', ');

/** An area for people: 平方公里 from 1 km² on, 公顷 from 1 ha, both with two decimals always, so that two of them can be compared; else m². */
export function areaText(areaM2: number, locale: Locale): string {
  const number = (value: number, digits: number, fewest = 0) => value.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en', { minimumFractionDigits: fewest, maximumFractionDigits: digits });
  if (areaM2 >= 1e6) return `${number(areaM2 / 1e6, 2, 2)} ${locale === 'zh' ? '平方公里' : 'km²'}`;
  if (areaM2 >= 1e4) return `${number(areaM2 / 1e4, 2, 2)} ${locale === 'zh' ? '公顷' : 'ha'}`;
  return `${number(areaM2, areaM2 < 100 ? 1 : 0)} m²`;
}
export function lengthText(metres: number, locale: Locale): string {
  const tag = locale === 'zh' ? 'zh-CN' : 'en';
  return metres >= 1000 ? `${(metres / 1000).toLocaleString(tag, { maximumFractionDigits: 2 })} km` : `${metres.toLocaleString(tag, { maximumFractionDigits: 0 })} m`;
}
