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

/** Text that was read byte by byte as ISO 8859-1 (every character below 256), back to its bytes. */
export function bytesOfLatin1(text: string): Uint8Array { return Buffer.from(text, 'latin1'); }
