import type { Finding } from '#planning/plan/edit.ts';
import type { Locale } from '../app/app-state.ts';
import { areaText, lengthText } from '../layers/names.ts';

/** A finding's numbers as people write them: names ending in M2 are areas, in M lengths, in Deg angles; shares are per cent. */
export function findingValues(params: Finding['params'], locale: Locale): Record<string, string> {
  const text = (name: string, value: string | number): string => {
    if (typeof value === 'string') return value;
    if (name.endsWith('M2')) return areaText(value, locale);
    if (name.endsWith('WidthM')) return `${value.toFixed(1)} m`;
    if (name.endsWith('M')) return lengthText(value, locale);
    if (name.endsWith('Deg')) return value.toFixed(1);
    return name === 'share' || name.endsWith('Share') ? `${(100 * value).toFixed(1)} %` : String(value);
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, text(name, value)]));
}
