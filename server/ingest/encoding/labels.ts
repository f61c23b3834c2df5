/** Encodings a person may choose, by the name `TextDecoder` knows; order of the list in the UI. */
export const encodings = ['utf-8', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252', 'windows-1250', 'windows-1251', 'koi8-r', 'iso-8859-2', 'windows-874', 'utf-16le', 'utf-16be'] as const;

/** Code pages by number, as .cpg files, DBF language bytes and DXF headers name them. GBK and GB 2312 are read as GB18030, which holds both. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  65001: 'utf-8', 936: 'gb18030', 54936: 'gb18030', 20936: 'gb18030', 950: 'big5', 932: 'shift_jis', 949: 'euc-kr', 51949: 'euc-kr', 51932: 'euc-jp', 20932: 'euc-jp', 874: 'windows-874',
  1250: 'windows-1250', 1251: 'windows-1251', 1252: 'windows-1252', 1253: 'windows-1253', 1254: 'windows-1254', 1255: 'windows-1255', 1256: 'windows-1256', 1257: 'windows-1257', 1258: 'windows-1258',
  1200: 'utf-16le', 1201: 'utf-16be', 20866: 'koi8-r', 866: 'ibm866', 28591: 'windows-1252', 28592: 'iso-8859-2', 88591: 'windows-1252', 88592: 'iso-8859-2', 88595: 'iso-8859-5', 885915: 'iso-8859-15',
};
const ALIASES: Readonly<Record<string, string>> = { utf8: 'utf-8', gbk: 'gb18030', gb2312: 'gb18030', gb18030: 'gb18030', big5: 'big5', big5hkscs: 'big5', sjis: 'shift_jis', utf16: 'utf-16le', latin1: 'windows-1252', koi8r: 'koi8-r', ascii: 'utf-8' };

/** The decoder's name of an encoding as a file or a person names it (`GBK`, `CP936`, `ANSI 936`, `936`, `ISO-8859-1`); null when it is none. */
export function encodingNamed(label: string): string | null {
  const text = label.trim().toLowerCase();
  if (text === '' || text.length > 40) return null;
  const plain = text.replace(/[^a-z0-9]/g, '');
  const known = ALIASES[plain];
  if (known) return known;
  const number = /^(?:cp|ansi|windows|win|ms|oem|ibm|iso)?(\d{3,6})$/.exec(plain)?.[1];
  if (number && CODE_PAGES[number]) return CODE_PAGES[number];
  try { return new TextDecoder(text).encoding === 'gbk' ? 'gb18030' : new TextDecoder(text).encoding; } catch { return null; }
}

/**
 * DBF language byte → encoding. 0x57 (“ANSI”) and 0x03 (1252) are what many programs write whatever the text is: they say nothing.
 * Source: the table of the Shapefile C library and GDAL's shape driver.
 */
const LANGUAGE_BYTES: Readonly<Record<number, string>> = {
  0x13: 'shift_jis', 0x7b: 'shift_jis', 0x4d: 'gb18030', 0x7a: 'gb18030', 0x4e: 'euc-kr', 0x79: 'euc-kr', 0x4f: 'big5', 0x78: 'big5', 0x50: 'windows-874', 0x7c: 'windows-874',
  0x26: 'ibm866', 0x65: 'ibm866', 0xc8: 'windows-1250', 0xc9: 'windows-1251', 0xca: 'windows-1254', 0xcb: 'windows-1253', 0xcc: 'windows-1257', 0x7d: 'windows-1255', 0x7e: 'windows-1256',
};
export const encodingOfLanguageByte = (byte: number): string | null => LANGUAGE_BYTES[byte] ?? null;
