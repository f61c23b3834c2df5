import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { IngestProblem } from '../driver.ts';

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'gb18030';
const CHUNK_BYTES = 1 << 20;

/** Chunks of a text file. `share` is how much of the file has been read, 0..1. Throws TypeError where the bytes are not in the encoding. */
export async function* textChunks(path: string, encoding: TextEncodingName, signal: AbortSignal): AsyncGenerator<{ readonly text: string; readonly share: number }> {
  const { size } = await stat(path);
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, signal })) {
    read += (chunk as Buffer).length;
    yield { text: decoder.decode(chunk as Buffer, { stream: true }), share: size === 0 ? 1 : read / size };
  }
  yield { text: decoder.decode(), share: 1 };
}

/** UTF-8 unless a byte order mark or a byte that cannot be UTF-8 says otherwise; then GB18030, the superset of GBK (standards.md §3.3). */
export async function textEncodingOf(path: string, signal: AbortSignal): Promise<TextEncodingName> {
  const file = await open(path);
  const head = Buffer.alloc(2);
  await file.read(head, 0, 2, 0);
  await file.close();
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  try {
    for await (const { text } of textChunks(path, 'utf-8', signal)) if (text.startsWith('\0')) break;
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'gb18030';
    throw error;
  }
}

export async function fileSize(path: string): Promise<number> {
  const { size } = await stat(path);
  if (size === 0) throw new IngestProblem('file_unreadable', 'The file is empty: it has no bytes. Copy or download it again.', 'byte 0');
  return size;
}
