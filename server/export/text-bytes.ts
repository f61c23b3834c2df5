import iconv from 'iconv-lite';
import type { ExportEncoding } from '#contract/exports.ts';

/** What GDAL calls GBK, and what stands in a .cpg: the code page of Chinese Windows. */
export const gbk = 'cp936';

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/;

export function bytesOf(text: string, encoding: ExportEncoding): number {
  if (ascii.test(text)) return text.length;
  return encoding === 'GBK' ? iconv.encode(text, gbk).length : Buffer.byteLength(text, 'utf8');
}

/** The beginning of a text that takes no more than so many bytes, cut between characters. */
export function cutTo(text: string, most: number, encoding: ExportEncoding): string {
  if (bytesOf(text, encoding) <= most) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += bytesOf(character, encoding);
    if (bytes > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The text with «?» for every character GBK has not. */
export function asGbk(text: string): string {
  if (ascii.test(text)) return text;
  if (iconv.decode(iconv.encode(text, gbk), gbk) === text) return text;
  return [...text].map((character) => (iconv.decode(iconv.encode(character, gbk), gbk) === character ? character : '?')).join('');
}
