import { createReadStream } from 'node:fs';
import type { Evidence } from '#contract/deliveries.ts';
import type { Static } from 'typebox';
import { IngestProblem } from '../driver.ts';
import { headOf } from '../head-of-file.ts';
import { detectEncoding } from './detect.ts';
import { encodingNamed } from './labels.ts';

export interface TextFileEncoding { readonly name: string; readonly from: Static<typeof Evidence>; readonly isSure: boolean }

const HEAD = 256 * 1024;
const CHUNK = 1 << 20;

/** Zero bytes are in no text but UTF-16, where they stand in every second place: beside the commas, digits and line ends. */
function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0, odd = 0;
  for (let i = 0; i < head.length; i += 1) if (head[i] === 0) { if (i % 2 === 0) even += 1; else odd += 1; }
  const least = head.length / 50;
  if (odd > least && odd > 10 * even) return 'utf-16le';
  return even > least && even > 10 * odd ? 'utf-16be' : null;
}

function byMark(head: Uint8Array): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

async function isUtf8(path: string, signal: AbortSignal): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK, signal })) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) { if (error instanceof TypeError) return false; throw error; }
}

function* linesOf(head: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < head.length;) {
    let to = head.indexOf(10, from);
    if (to < 0) to = head.length;
    yield head.subarray(from, to);
    from = to + 1;
  }
}

/** Encoding of a text file: what the user states, a byte order mark, UTF-16 by its zero bytes, strict UTF-8, else the likeliest. Throws for a name nobody knows. */
export async function textFileEncoding(path: string, stated: string | null | undefined, signal: AbortSignal): Promise<TextFileEncoding> {
  if (stated) return { name: knownEncoding(stated), from: 'user', isSure: true };
  const head = await headOf(path, HEAD);
  const marked = byMark(head);
  if (marked) return { name: marked, from: 'declared', isSure: true };
  const wide = utf16Of(head);
  if (wide) return { name: wide, from: 'detected', isSure: true };
  if (await isUtf8(path, signal)) return { name: 'utf-8', from: 'detected', isSure: true };
  const { encoding, certainty } = detectEncoding(linesOf(head));
  // Text that is UTF-8 in its head but not farther on: the likeliest other.
  return encoding === 'utf-8' ? { name: 'gb18030', from: 'detected', isSure: false } : { name: encoding, from: 'detected', isSure: certainty === 'sure' };
}

/** The decoder's name of an encoding a person states. Throws `bad_request` with the known ones. */
export function knownEncoding(stated: string): string {
  const name = encodingNamed(stated);
  if (name === null) throw new IngestProblem('bad_request', `“${stated}” is not a character encoding this app knows. Known: UTF-8, GB18030 (GBK, GB 2312), Big5, Shift_JIS, EUC-JP, EUC-KR, windows-1252 and others by their usual names.`, 'encoding');
  return name;
}

/** Chunks of a text file in an encoding; bytes that are no characters become U+FFFD. `share` 0..1 of the file. */
export async function* decodedChunks(path: string, encoding: string, size: number, signal: AbortSignal): AsyncGenerator<{ readonly text: string; readonly share: number }> {
  const decoder = new TextDecoder(encoding);
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK, signal })) {
    read += (chunk as Buffer).length;
    yield { text: decoder.decode(chunk as Buffer, { stream: true }), share: size === 0 ? 1 : read / size };
  }
  yield { text: decoder.decode(), share: 1 };
}
