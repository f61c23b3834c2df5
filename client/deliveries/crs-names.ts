import type { Locale } from '../app/app-state.ts';

/** Families of Gauss-Krüger zones in EPSG order: first code, number of zones, first zone number or first central meridian, width of a zone in degrees. */
interface Family { readonly first: number; readonly count: number; readonly datum: string; readonly width: 3 | 6; readonly zone?: number; readonly meridian?: number }
const families: readonly Family[] = [
  { first: 4534, count: 21, datum: 'CGCS2000', width: 3, meridian: 75 }, { first: 4513, count: 21, datum: 'CGCS2000', width: 3, zone: 25 },
  { first: 4502, count: 11, datum: 'CGCS2000', width: 6, meridian: 75 }, { first: 4491, count: 11, datum: 'CGCS2000', width: 6, zone: 13 },
  { first: 2370, count: 21, datum: 'Xian 1980', width: 3, meridian: 75 }, { first: 2349, count: 21, datum: 'Xian 1980', width: 3, zone: 25 },
  { first: 2338, count: 11, datum: 'Xian 1980', width: 6, meridian: 75 }, { first: 2327, count: 11, datum: 'Xian 1980', width: 6, zone: 13 },
  { first: 2422, count: 21, datum: 'Beijing 1954', width: 3, meridian: 75 }, { first: 2401, count: 21, datum: 'Beijing 1954', width: 3, zone: 25 },
  { first: 21453, count: 11, datum: 'Beijing 1954', width: 6, meridian: 75 }, { first: 21413, count: 11, datum: 'Beijing 1954', width: 6, zone: 13 },
];
const others: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'EPSG:4326': ['WGS 84 经纬度', 'WGS 84, degrees'], 'EPSG:4490': ['CGCS2000 经纬度', 'CGCS2000, degrees'], 'EPSG:4610': ['西安80 经纬度', 'Xian 1980, degrees'], 'EPSG:4214': ['北京54 经纬度', 'Beijing 1954, degrees'],
  'EPSG:3857': ['网络墨卡托', 'Web Mercator'], 'GCJ-02': ['火星坐标（高德、腾讯）', 'shifted, of Amap and Tencent maps'], 'BD-09': ['百度坐标', 'shifted, of Baidu maps'],
};
const datumZh: Readonly<Record<string, string>> = { 'Xian 1980': '西安80', 'Beijing 1954': '北京54' };

const prefix = /^(?:(?:swap|unverified):)+/;
/** A CRS without what is said about it before its code (`swap:`, `unverified:`). */
export const plainCrs = (crs: string): string => crs.replace(prefix, '');
/** Xian 1980 and Beijing 1954 cannot be brought to CGCS2000 exactly: such a layer is taken only as «not verified». */
export const isOldDatum = (crs: string): boolean => {
  const plain = plainCrs(crs);
  const code = Number(plain.slice(5));
  return plain === 'EPSG:4610' || plain === 'EPSG:4214' || families.some(({ first, count, datum }) => datum in datumZh && code >= first && code < first + count);
};
export const isUnverified = (crs: string): boolean => /^(?:swap:)?unverified:/.test(crs);
/** The same CRS with or without «unverified» before it. */
export const withUnverified = (crs: string, isAccepted: boolean): string => (isAccepted ? 'unverified:' : '') + crs.replace('unverified:', '');

/** What a CRS is, for people: `CGCS2000 三度带 114°E`; '' for one this list does not know. */
export function crsTitle(crs: string, locale: Locale): string {
  const zh = locale === 'zh';
  const remarks = [plainTitle(plainCrs(crs), locale), crs.includes('swap:') ? (zh ? '坐标轴对调' : 'axes swapped') : '', isUnverified(crs) ? (zh ? '基准未验证' : 'datum not verified') : ''];
  return remarks.filter((remark) => remark !== '').join(zh ? '，' : ', ');
}

function plainTitle(crs: string, locale: Locale): string {
  const zh = locale === 'zh';
  const known = others[crs];
  if (known) return known[zh ? 0 : 1];
  const code = Number(/^EPSG:(\d+)$/.exec(crs)?.[1] ?? NaN);
  const utm = /^EPSG:32([67])(\d\d)$/.exec(crs);
  if (utm) return `WGS 84 UTM ${Number(utm[2])}${utm[1] === '6' ? 'N' : 'S'}`;
  const family = families.find(({ first, count }) => code >= first && code < first + count);
  if (!family) return '';
  const { first, datum, width, zone, meridian } = family;
  const at = code - first;
  const name = zh ? datumZh[datum] ?? datum : datum;
  const widthWords = zh ? (width === 3 ? '三度带' : '六度带') : `${width}-degree zone`;
  return meridian === undefined ? `${name} ${widthWords} ${zh ? `第 ${(zone ?? 0) + at} 带（带号前缀）` : `${(zone ?? 0) + at}, zone-prefixed`}` : `${name} ${widthWords} ${meridian + at * width}°E`;
}

/** What a person typed as a CRS, in the way it is written in a request: `4547`, `epsg 4547`, `gcj02`, `bd-09`. Null when it is none of these. */
export function crsOf(text: string): string | null {
  const plain = text.trim().toUpperCase().replace(/[\s_:-]+/g, '');
  const code = /^(?:EPSG)?(\d{4,6})$/.exec(plain)?.[1];
  if (code) return `EPSG:${code}`;
  if (plain === 'GCJ02' || plain === 'GCJ2') return 'GCJ-02';
  if (plain === 'BD09' || plain === 'BD9' || plain === 'BD09LL') return 'BD-09';
  return null;
}
