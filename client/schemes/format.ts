import type { Locale } from '../app/app-state.ts';

/** An amount of money given in 万元: 亿元 from 10 000 万元 on. */
export function costText(cost: number, locale: Locale): string {
  const number = (value: number) => value.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: 2 });
  if (locale === 'zh') return cost >= 1e4 ? `${number(cost / 1e4)} 亿元` : `${number(cost)} 万元`;
  return cost >= 100 ? `¥${number(cost / 100)} M` : `¥${number(cost * 10)} k`;
}
