import { reportWords } from '#contract/report-words.ts';
import { fileDetails } from './files.ts';
import { requestDetails } from './requests.ts';

/**
 * The server says what is wrong in English sentences with values in them. Here they are recognised by their fixed words and said in Chinese with the same
 * values; a test holds these words against every sentence in the server's source. What nobody knows stays as it came.
 */
interface Sentence { readonly pattern: RegExp; readonly chinese: string; readonly weight: number }

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function sentence([english, chinese]: readonly [string, string]): Sentence {
  const fixed = english.split('{}');
  return { pattern: new RegExp(`^${fixed.map(escaped).join('([\\s\\S]*?)')}$`, 'u'), chinese, weight: fixed.join('').length };
}

/** Values and halves of sentences that stand inside others. */
const parts: Readonly<Record<string, string>> = {
  'current': '当前', 'pending': '待接受', 'quarantined': '已隔离', 'superseded': '已被取代', 'withdrawn': '未采用', 'staging': '准备中', 'none': '无', 'admin': '管理员', 'planner': '规划师', 'officer': '管理人员', 'leader': '领导', 'body': '正文', 'querystring': '查询参数', 'params': '地址', 'headers': '请求头',
  'layer': '图层', 'units': '更新单元', 'figures': '指标', 'gaps': '缺口', 'gcj02': 'GCJ-02', 'bd09': 'BD-09', 'swapped': '经纬度对调', 'zone': '投影带',
  'is not JSON': '不是 JSON', 'nested too deep': '嵌套太深', 'no reason given': '没有说明原因', 'a zero byte': '零字节', 'a blob without data': '数据块是空的', 'whole file': '整个文件', 'end of file': '文件结尾', 'the end': '文件结尾',
  'expected {}, found {}': '应为 {1}，却是 {2}', 'must be one of {}': '应为以下之一：{1}', 'must be a day such as {}': '应为日期，如 {1}', 'must have required properties {}': '缺少 {1}', 'must match pattern {}': '格式不符（{1}）', 'must be equal to one of the allowed values: {}': '应为以下之一：{1}',
  'must not have fewer than {} items': '至少 {1} 项', 'must not have more than {} items': '最多 {1} 项', 'must not have fewer than {} characters': '至少 {1} 个字', 'must not have more than {} characters': '最多 {1} 个字',
  'must be >= {}': '不能小于 {1}', 'must be <= {}': '不能大于 {1}', 'must be between {} and {}': '应在 {1} 到 {2} 之间', 'is more than «{}», of which it is a part': '多于“{1}”，而它只是其中一部分', 'is a part of «{}», which is not stated': '是“{1}”的一部分，而后者没有填写',
  'must be string': '应为文字', 'must be number': '应为数字', 'must be integer': '应为整数', 'must be boolean': '应为是否', 'must be array': '应为列表', 'must be object': '应为对象',
  'sourceDate must be a day such as {}': '数据日期应为日期，如 {1}', 'kind must be one of {}': '图层类型应为以下之一：{1}',
  'The area has more than {} points; simplify it.': '区域超过 {1} 个点，请先简化。', 'Point {} of ring {} is not a place in degrees: longitude −180…180, latitude −90…90.': '第 {2} 圈第 {1} 点不是经纬度：经度 −180…180，纬度 −90…90。', 'The area has no outline: a ring needs at least three different corners.': '区域没有轮廓：一圈至少要有三个不同的角点。',
};

/** Where in a file, as the readers say it. */
const places: Readonly<Record<string, string>> = {
  'line {}, column {}': '第 {1} 行第 {2} 列', 'feature {} (line {})': '第 {1} 个要素（第 {2} 行）', 'byte {}, line {}': '第 {1} 字节、第 {2} 行', 'byte {}, line {}, column {}': '第 {1} 字节、第 {2} 行第 {3} 列',
  'line {}': '第 {1} 行', 'row {}': '第 {1} 行', 'feature {}': '第 {1} 个要素', 'byte {}': '第 {1} 字节', 'character {}': '第 {1} 个字符',
};

const isSentence = (text: string): boolean => /[.!?]$/.test(text);
let known: readonly Sentence[] | null = null;
/** The one with most fixed words first: «There is no city …» before «There is no …». */
const sentences = (): readonly Sentence[] => (known ??= Object.entries({ ...fileDetails, ...requestDetails, ...parts }).map(sentence).sort((a, b) => b.weight - a.weight));
const placePatterns = Object.entries(places).map(([english, chinese]) => sentence([english.replaceAll('{}', '\u0000'), chinese])).map(({ pattern, ...rest }) => ({ ...rest, pattern: new RegExp(pattern.source.replaceAll('\u0000', '(\\d+)'), 'u') }));

function fill(chinese: string, values: readonly string[]): string {
  return chinese.replace(/\{(\d)\}/g, (_, n: string) => values[Number(n) - 1] ?? '');
}

/** A place in a file in Chinese: `feature 12` → 第 12 个要素; with what follows a colon kept. */
export function placeInChinese(place: string): string {
  const [, head = place, rest = ''] = /^([^:]+)(: [\s\S]*)$/.exec(place) ?? [];
  for (const { pattern, chinese } of placePatterns) {
    const found = pattern.exec(head);
    if (found) return fill(chinese, found.slice(1)) + rest.replace(/^: /, '：');
  }
  return place === 'whole file' ? '整个文件' : place;
}

/** Reasons why rows were left out, counted: `no_geometry (3): feature 1; …`. */
const reasonsInChinese = (text: string): string => text.replace(/(^|; )([a-z_]+) \((\d+)\): ([^;]*)/g, (_, start: string, code: string, count: string, example: string) => `${start && '；'}${reportWords(code, 'zh')}（${count}）：${placeInChinese(example)}`);

function valueInChinese(value: string): string {
  const place = placeInChinese(value);
  if (place !== value) return place;
  const reasons = reasonsInChinese(value);
  return reasons === value ? detailInChinese(value) : reasons;
}

/** A detail of the server in Chinese; as it came where no sentence is known. */
export function detailInChinese(detail: string): string {
  for (const { pattern, chinese } of sentences()) {
    const found = pattern.exec(detail);
    if (found) return fill(chinese, found.slice(1).map((value) => (value === detail ? value : valueInChinese(value))));
  }
  // Sentences one after the other, e.g. of a reader and of what to do.
  const ends = isSentence(detail) ? /^([\s\S]+?[.!?]) ([A-Z“][\s\S]+)$/.exec(detail) : null;
  if (!ends) return detail;
  const [first, rest] = [detailInChinese(ends[1]!), detailInChinese(ends[2]!)];
  return first === ends[1] && rest === ends[2] ? detail : `${first}${rest}`;
}

/** What the server says, in the language of the screen. */
export const detailWords = (detail: string, locale: string): string => (locale.startsWith('zh') ? detailInChinese(detail) : detail);
export const placeWords = (place: string, locale: string): string => (locale.startsWith('zh') ? placeInChinese(place) : place);
