export interface Decoded {
  readonly text: string;
  /** `cut`: half a character at the end was left away; `broken`: some bytes are no characters of the encoding. */
  readonly fault: 'cut' | 'broken' | null;
}

type Decoder = InstanceType<typeof TextDecoder>;
const strict = new Map<string, Decoder>();
const lenient = new Map<string, Decoder>();
function decoder(pool: Map<string, Decoder>, encoding: string, fatal: boolean): Decoder {
  let made = pool.get(encoding);
  if (!made) pool.set(encoding, (made = new TextDecoder(encoding, { fatal })));
  return made;
}
/** A character is at most four bytes. */
const LONGEST = 3;

/** Bytes of one field as text. A field cut at its limit may end in half a character (standards.md §3.3): that half is left away, the rest kept. */
export function decodeBytes(bytes: Uint8Array, encoding: string): Decoded {
  const decode = decoder(strict, encoding, true);
  for (let cut = 0; cut <= LONGEST && cut <= bytes.length; cut += 1) {
    if (cut > 0 && bytes[bytes.length - cut]! < 0x80) break;
    try { return { text: decode.decode(bytes.subarray(0, bytes.length - cut)), fault: cut > 0 ? 'cut' : null }; } catch { /* not in this encoding with that end */ }
  }
  return { text: decoder(lenient, encoding, false).decode(bytes), fault: 'broken' };
}

/** Encodings in which a line's end ends every character: half a character before it is a fault, and none begins with it. */
const ENDS_WITH_LINE = new Set(['utf-8', 'gb18030', 'gbk', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);
const BLOCK_BYTES = 1 << 20;
const LINE_END = 0x0a;

/** Whether all of `texts` are texts of an encoding but for half a character at an end: no `decodeBytes` of them says `broken`. */
export function areTexts(texts: readonly Uint8Array[], encoding: string): boolean {
  let from = 0;
  while (from < texts.length) {
    let to = from, size = 0;
    while (to < texts.length && size < BLOCK_BYTES) { size += texts[to]!.length + 1; to += 1; }
    if (!areLines(texts, from, to, size, encoding)) {
      for (let i = from; i < to; i += 1) if (decodeBytes(texts[i]!, encoding).fault === 'broken') return false;
    }
    from = to;
  }
  return true;
}

/** Texts from … to decoded at one go, a line each. False says nothing. */
function areLines(texts: readonly Uint8Array[], from: number, to: number, size: number, encoding: string): boolean {
  const lines = Buffer.allocUnsafe(size);
  let at = 0;
  for (let i = from; i < to; i += 1) { lines.set(texts[i]!, at); at += texts[i]!.length; lines[at] = LINE_END; at += 1; }
  return decodeLines(lines, encoding) !== null;
}

/** Texts decoded at one go, each ended by a line feed and without one in it: as `decodeBytes` gives them. Null: not in this encoding, or one by one only. */
export function decodeLines(lines: Uint8Array, encoding: string): string | null {
  if (!ENDS_WITH_LINE.has(encoding)) return null;
  try { return decoder(strict, encoding, true).decode(lines); } catch { return null; }
}

/** Text that was read byte by byte as ISO 8859-1 (every character below 256), back to its bytes. */
export function bytesOfLatin1(text: string): Uint8Array { return Buffer.from(text, 'latin1'); }
