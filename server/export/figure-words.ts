import type { Locale } from './locale.ts';

/** Words of figures in tables for people. Both languages, always together. */
export const figureWords: Readonly<Record<Locale, {
  readonly areaKinds: Readonly<Record<string, string>>;
  readonly levels: Readonly<Record<string, string>>;
  readonly verdicts: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, string>>;
  readonly robustness: Readonly<Record<string, string>>;
  readonly undated: string;
}>> = {
  zh: {
    areaKinds: { city: '全市', division: '行政区划', unit: '更新单元' },
    levels: { city: '市', district: '区', county: '县（市）', dev_zone: '开发区', subdistrict: '街道', community: '社区', '': '' },
    verdicts: { pass: '达标', fail: '未达标', no_threshold: '无阈值', not_applicable: '不适用', not_assessed: '未评估' },
    states: { computed: '已算', verified: '已复核', disputed: '有争议' },
    units: { rate: '%', per_km2: '座/平方公里', m2_per_person: '平方米/人', count: '个', per_thousand: '每千人', km_per_km2: '公里/平方公里', 'm²': '平方米', 'km²': '平方公里', m: '米', people: '人' },
    robustness: { robust: '稳健', fragile: '脆弱' },
    undated: '日期不详',
  },
  en: {
    areaKinds: { city: 'city', division: 'division', unit: 'renewal unit' },
    levels: { city: 'city', district: 'district', county: 'county', dev_zone: 'development zone', subdistrict: 'subdistrict', community: 'community', '': '' },
    verdicts: { pass: 'met', fail: 'not met', no_threshold: 'no threshold', not_applicable: 'not applicable', not_assessed: 'not assessed' },
    states: { computed: 'computed', verified: 'verified', disputed: 'disputed' },
    units: { rate: '%', per_km2: 'per km²', m2_per_person: 'm² per person', count: 'count', per_thousand: 'per 1000 people', km_per_km2: 'km per km²' },
    robustness: { robust: 'robust', fragile: 'fragile' },
    undated: 'undated',
  },
};

/** The word of a code; the code itself where none is known. */
export function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code;
}
