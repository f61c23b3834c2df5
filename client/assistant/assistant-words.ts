import i18n from '../app/i18n.ts';
import type { Locale } from '../app/app-state.ts';
import type { Note, Reason, Stretch } from '#planning/plan/assistant/answer.ts';
import { areaText, lengthText } from '../layers/names.ts';

const t = (key: string, values: Readonly<Record<string, unknown>> = {}): string => i18n.t(`assistant:${key}`, values);
const percent = (share: unknown, locale: Locale): string => Number(share).toLocaleString(locale === 'zh' ? 'zh-CN' : 'en', { style: 'percent', maximumFractionDigits: 0 });

/** A limit in words: a street by its name, a border as such, what has no name by its kind. */
export function limitWords(kind: string, name: string): string {
  return name === '' ? t(`kinds.${kind}`) : ['district', 'subdistrict', 'community', 'unit', 'parcel', 'old_place'].includes(kind) ? t('borderOf', { name }) : name;
}
export const stretchLabel = ({ kind, name }: Pick<Stretch, 'kind' | 'name'>): string => limitWords(kind, name);

/** 四至 in one sentence; empty when no side has one line that makes up enough of it. */
export function sidesText(reasons: readonly Reason[]): string {
  const sides = reasons.filter(({ code }) => code === 'side').map(({ params }) => t(`sides.${params['side']}`, { limit: limitWords(String(params['kind']), String(params['name'])) }));
  return sides.length === 0 ? '' : t('limits', { sides: sides.join(t('comma')) });
}
/** What the boundary follows, in one sentence. Less than a hundredth is not worth a word. */
export function followsText(reasons: readonly Reason[], locale: Locale): string {
  const parts = reasons.filter(({ code, params }) => code === 'follows' && Number(params['share']) >= 0.01).map(({ params }) => t(`follows.${params['group']}`, { share: percent(params['share'], locale) }));
  return parts.length === 0 ? '' : t('followsAll', { parts: parts.join(t('comma')) });
}

export interface ReasonLine { readonly key: string; readonly text: string; readonly clause: string; readonly isDoubtful: boolean }
const doubtful: readonly Reason['code'][] = ['old_places_cut', 'parcels_cut', 'area_below', 'area_above'];

/** The other reasons, a line each. */
export function reasonLines(reasons: readonly Reason[], locale: Locale): readonly ReasonLine[] {
  return reasons.filter(({ code }) => code !== 'side' && code !== 'follows' && code !== 'old_places_inside').map(({ code, params, clause }, i) => ({
    key: `${code}${i}`, clause, isDoubtful: doubtful.includes(code), text: t(`reasons.${code}`, valuesOf(params, locale)),
  }));
}
function valuesOf(params: Reason['params'], locale: Locale): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => {
    if (typeof value === 'number' && (key === 'areaM2' || key === 'least' || key === 'most')) return [key, areaText(value, locale)];
    if (typeof value === 'number' && key === 'lengthM') return [key, lengthText(value, locale)];
    if (key === 'share') return [key, percent(value, locale)];
    if (key === 'level') return [key, t(`kinds.${value}`)];
    return [key, value];
  }));
}

/** Why there are fewer than three. */
export function noteText({ code, character, params }: Note, kindName: (kind: string) => string): string {
  const values = { ...params, ...(character ? { character: t(`characters.${character}`) } : {}), ...('other' in params ? { other: t(`characters.${params['other']}`) } : {}), ...('layer' in params ? { layer: kindName(String(params['layer'])) } : {}), ...('finding' in params ? { finding: t(`findings.${params['finding']}`, { defaultValue: String(params['finding']) }) } : {}) };
  return t(`notes.${code}${code === 'not_enclosed' && !character ? '_all' : ''}`, values);
}
