import type { ExportWarning } from '#contract/exports.ts';
import { exportWarningWords } from '#contract/export-words.ts';
import type { FeatureTable } from './feature-table.ts';
import type { ExportChoice, Fitting } from './fitting.ts';

const words = {
  zh: { file: '说明.txt', what: '内容', city: '城市', rows: '行数', source: '来源', date: '数据日期', undated: '不详', attribution: '署名', crs: '坐标系', encoding: '文字编码', made: '导出时间', fields: '字段（文件中的名称：含义）', warnings: '此格式不能保存的内容', none: '无' },
  en: { file: 'README.txt', what: 'Contents', city: 'City', rows: 'Rows', source: 'Source', date: 'Date of data', undated: 'unknown', attribution: 'Attribution', crs: 'Coordinate system', encoding: 'Encoding of text', made: 'Exported', fields: 'Fields (name in the file: meaning)', warnings: 'What this format cannot hold', none: 'nothing' },
} as const;

/** The page that goes with a file into its archive: what it is, what its fields mean, and what the format could not hold. With a byte order mark and CRLF, for Notepad. */
export function readMe(table: FeatureTable, choice: ExportChoice, fitting: Fitting, warnings: readonly ExportWarning[], cityName: string, at: Date): { readonly name: string; readonly text: string } {
  const { locale } = choice;
  const w = words[locale];
  const origin = table.origin ? [`${w.source}: ${table.origin.source}`, `${w.date}: ${table.origin.sourceDate ?? w.undated}`, `${w.attribution}: ${table.origin.attribution}`] : [];
  const told = warnings.map(({ code, count, examples }) => `- ${exportWarningWords[code][locale]} (${count}): ${examples.join('; ')}`);
  const lines = [
    `${w.what}: ${table.title[locale]}`, `${w.city}: ${cityName}`, `${w.rows}: ${fitting.rows}`, ...origin, `${w.crs}: ${choice.target.code}`, `${w.encoding}: ${choice.encoding}`, `${w.made}: ${at.toISOString()}`,
    '', w.fields, ...table.fields.map(({ key, title }) => `- ${fitting.names.get(key)}: ${title[locale]}`), '', w.warnings, ...(told.length === 0 ? [`- ${w.none}`] : told),
  ];
  return { name: w.file, text: `\ufeff${lines.join('\r\n')}\r\n` };
}
